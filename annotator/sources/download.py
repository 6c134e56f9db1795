"""Small texts over HTTP: feeds, transcripts and chapters, whole and with a limit of size.

Media goes by `web`, which resumes; this is for what fits in memory.
"""

from __future__ import annotations

import gzip
import http.client
import io
import ssl
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from annotator.sources.addresses import Guard, GuardedOpening
from annotator.sources.explaining import explained
from annotator.sources.faults import SourceError

MAX_TEXT_BYTES = 64 * 1024 * 1024
_UNCHANGED = 304
_GZIP = b"\x1f\x8b"
_AGENT = "Mozilla/5.0 (compatible; Annotator)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent. `url` is where it came from in the end; `unchanged` says that what
    `etag` or `last_modified` named is still so, with no data."""

    url: str
    data: bytes = b""
    content_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False


class _Http(GuardedOpening, urllib.request.HTTPHandler):
    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.guard = guard


class _Https(GuardedOpening, urllib.request.HTTPSHandler):
    def __init__(self, guard: Guard) -> None:
        super().__init__(context=_trust())
        self.guard = guard


def get(
    url: str,
    guard: Guard,
    *,
    limit: int = MAX_TEXT_BYTES,
    etag: str = "",
    last_modified: str = "",
) -> Answer:
    """What is at `url`, following redirects that `guard` allows. Raises SourceError.

    With `etag` or `last_modified` of an earlier answer, only what has changed since is sent.
    """
    headers = {"User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    with explained(url, guard):
        request = urllib.request.Request(_quoted(guard.check(url)), headers=headers)  # noqa: S310
        try:
            with _opener(guard).open(request, timeout=guard.timeout_s) as response:
                data = _read(response, limit, url)
                told, final = response.headers, response.url
        except urllib.error.HTTPError as error:
            with error:
                if error.code == _UNCHANGED:
                    return Answer(
                        error.url or url, etag=etag, last_modified=last_modified, unchanged=True
                    )
                raise
    return Answer(
        final,
        data,
        told.get_content_type(),
        told.get_content_charset() or "",
        told.get("ETag", ""),
        told.get("Last-Modified", ""),
    )


def _opener(guard: Guard) -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Http(guard),
        _Https(guard),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    try:
        import certifi
    except ImportError:
        return context
    # A frozen program on another system may not find that system's certificates.
    context.load_verify_locations(certifi.where())
    return context


def _read(response: http.client.HTTPResponse, limit: int, url: str) -> bytes:
    """The body, unpacked, no larger than `limit` on the way or after."""
    data = response.read(limit + 1)
    left = response.length or 0
    if len(data) <= limit and left:
        raise http.client.IncompleteRead(data, left)
    if len(data) <= limit:
        try:
            data = _unpacked(data, response.headers.get("Content-Encoding", ""), limit)
        except (OSError, EOFError, zlib.error) as error:
            raise SourceError("What “{0}” sent is damaged; try again.", url) from error
    if len(data) > limit:
        raise SourceError(
            "“{0}” is larger than {1} MB and was not read.", url, limit // (1024 * 1024)
        )
    return data


def _unpacked(data: bytes, encoding: str, limit: int) -> bytes:
    """No more than one byte beyond `limit` of what is packed in `data`."""
    # Not all who pack say so, and some pack what is packed already.
    for _ in range(2):
        if data.startswith(_GZIP):
            data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(limit + 1)
    if encoding.strip().lower() != "deflate":
        return data
    # With zlib's two bytes before it, as the standard has it, or without, as some servers do.
    raw = -zlib.MAX_WBITS if data[:1] != b"\x78" else zlib.MAX_WBITS
    return zlib.decompressobj(raw).decompress(data, limit + 1)


def _quoted(url: str) -> str:
    """`url` in ASCII: people copy addresses as they are shown."""
    parts = urlsplit(url)
    netloc = parts.netloc
    if not netloc.isascii():
        netloc = netloc.encode("idna").decode("ascii")
    safe = "/%:=&?~#+!$,;'@()*[]"
    return urlunsplit((parts.scheme, netloc, quote(parts.path, safe), quote(parts.query, safe), ""))
