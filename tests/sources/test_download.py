"""Fetching small texts from servers as they are: what they pack, where they send, what they say."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler

import pytest
from local_web import Act, LocalWeb, redirect

from annotator.sources.addresses import Guard
from annotator.sources.download import get
from annotator.sources.faults import SourceError

TEXT = b"The kettle is on." * 99


def answering(code: int, data: bytes = b"", **headers: str) -> Act:
    def act(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        request.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(data)

    return act


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("GZIP", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("identity", gzip.compress(TEXT)),
        ("gzip", gzip.compress(gzip.compress(TEXT))),
        ("gzip", TEXT),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
    ],
    ids=range(8),
)
def test_what_is_packed_is_unpacked_however_it_is_told(
    web: LocalWeb, home: Guard, encoding: str, data: bytes
) -> None:
    url = web.act("/a", answering(200, data, Content_Encoding=encoding))
    assert get(url, home).data == TEXT


@pytest.mark.parametrize(
    ("encoding", "data"),
    [("gzip", gzip.compress(bytes(5_000))), ("deflate", zlib.compress(bytes(5_000)))],
    ids=("gzip", "deflate"),
)
def test_what_is_small_only_while_it_is_packed_is_refused(
    web: LocalWeb, home: Guard, encoding: str, data: bytes
) -> None:
    url = web.act("/a", answering(200, data, Content_Encoding=encoding))
    with pytest.raises(SourceError, match="is larger than"):
        get(url, home, limit=4_999)


@pytest.mark.parametrize(
    ("encoding", "data"),
    [("gzip", gzip.compress(TEXT)[:-9]), ("deflate", b"\x78\x00junk")],
    ids=("gzip", "deflate"),
)
def test_damage_in_what_is_packed_is_told(
    web: LocalWeb, home: Guard, encoding: str, data: bytes
) -> None:
    url = web.act("/a", answering(200, data, Content_Encoding=encoding))
    with pytest.raises(SourceError, match="is damaged; try again"):
        get(url, home)


def test_where_an_answer_came_from_in_the_end_is_known_also_when_nothing_changed(
    web: LocalWeb, home: Guard
) -> None:
    web.put("/deep/b", TEXT, "text/plain; charset=windows-1251", ETag='"one"')
    url = web.act("/a", redirect("/deep/b"))
    answer = get(url, home)
    assert (answer.url, answer.charset) == (web.url("/deep/b"), "windows-1251")

    again = get(url, home, etag=answer.etag)
    assert (again.unchanged, again.url) == (True, web.url("/deep/b"))


@pytest.mark.parametrize(
    ("code", "told", "sentence"),
    [
        (429, "120", "too much was asked of it (429); try again in 2 min."),
        (429, "1", "try again in 1 min."),
        (503, "5400", "in trouble itself (503); try again in 90 min."),
        (503, "Wed, 21 Oct 2015 07:28:00 GMT", "try again later."),
        (503, "9" * 300, "try again later."),
        (429, "soon", "try again later."),
        (429, "-5", "try again later."),
    ],
)
def test_when_to_try_again_is_told_as_the_server_tells_it(
    web: LocalWeb, home: Guard, code: int, told: str, sentence: str
) -> None:
    url = web.act("/a", answering(code, Retry_After=told))
    with pytest.raises(SourceError) as caught:
        get(url, home)
    assert str(caught.value).endswith(sentence)


def test_when_to_try_again_may_be_told_as_a_moment(web: LocalWeb, home: Guard) -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(days=2), usegmt=True)
    url = web.act("/a", answering(503, Retry_After=moment))
    # Two days, less what the test takes.
    with pytest.raises(SourceError, match=r"try again in 28\d\d min"):
        get(url, home)


@pytest.mark.parametrize("target", ["/a", ""])
def test_a_way_without_an_end_is_told(web: LocalWeb, home: Guard, target: str) -> None:
    headers = {"Location": target} if target else {}
    url = web.act("/a", answering(302, **headers))
    with pytest.raises(SourceError, match="from one address to the next"):
        get(url, home)
