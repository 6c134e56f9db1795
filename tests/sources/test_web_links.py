"""Links to files, pages and streams, fetched from a real server on this machine."""

from __future__ import annotations

import shutil
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from local_web import VTT, LocalWeb, cut_off, redirect, stalling, status, stream_pieces, tone

from annotator.domain.errors import AnnotatorError
from annotator.sources import addresses
from annotator.sources.addresses import Guard
from annotator.sources.faults import AddressRefusedError, ListError, SourceError
from annotator.sources.fetched import Fetched
from annotator.sources.web import fetch_page, look_up

# yt-dlp leaves a connection that failed to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


def fetch(url: str, folder: Path, guard: Guard, **how: Any) -> Fetched:
    return fetch_page(look_up(url, guard), folder, guard, **how)


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_a_direct_file_is_fetched_whole_with_its_progress_told(
    web: LocalWeb, home: Guard, tmp_path: Path
) -> None:
    url = web.put("/talks/kettle.wav", tone(3), "audio/wav")
    told: list[tuple[float, str]] = []

    found = fetch(url, tmp_path, home, report=lambda share, speed="": told.append((share, speed)))

    assert found.title == "kettle"
    assert found.source_url == url
    assert found.media is not None
    assert Path(found.media.path).read_bytes() == tone(3)
    assert found.media.duration_ms == 3_000
    assert told[-1][0] == 1.0
    assert any(speed.endswith("MB/s") for _, speed in told)
    assert files(tmp_path) == ["kettle.wav"]


@pytest.mark.parametrize(
    ("stem", "made"),
    [
        ("x" * 300, "x" * 80),
        ("\u00fc" * 120, "u" * 40),
        ("a" + "\u00fc" * 120, "a" + "u" * 39),  # the eightieth byte is half an \u00fc
        ("ab" + "\u540d" * 100, "ab"),  # the last of them would be two thirds
    ],
)
def test_a_long_name_is_cut_at_eighty_bytes_between_two_characters_and_keeps_its_ending(
    web: LocalWeb, home: Guard, tmp_path: Path, stem: str, made: str
) -> None:
    url = web.put(f"/talks/{quote(stem)}.wav", tone(1), "audio/wav")

    found = fetch(url, tmp_path, home)

    assert found.media is not None
    assert Path(found.media.path).read_bytes() == tone(1)
    assert files(tmp_path) == [f"{made}.wav"]
    assert found.title == stem


def test_recordings_of_one_name_fetched_at_once_overwrite_none(
    web: LocalWeb, home: Guard, tmp_path: Path
) -> None:
    sounds = [tone(0.1, 200 + 20 * number) for number in range(12)]
    urls = [
        web.put(f"/{number}/kettle.wav", sound, "audio/wav") for number, sound in enumerate(sounds)
    ]

    with ThreadPoolExecutor(len(urls)) as pool:
        found = [*pool.map(lambda url: fetch(url, tmp_path, home), urls)]

    paths = [Path(one.media.path) for one in found if one.media is not None]
    assert [path.read_bytes() for path in paths] == sounds


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/get", "application/octet-stream", "get.wav"),
        ("/get", "application/force-download", "get.wav"),
        ("/talk.wav", "text/plain", "talk.wav"),
        ("/talk.wav", "text/html", "talk.wav"),
    ],
)
def test_a_recording_is_known_by_what_it_holds_whatever_its_server_calls_it(
    web: LocalWeb, home: Guard, tmp_path: Path, path: str, kind: str, name: str
) -> None:
    found = fetch(web.put(path, tone(1), kind), tmp_path, home)

    assert found.media is not None
    assert Path(found.media.path).read_bytes() == tone(1)
    assert files(tmp_path) == [name]


@pytest.mark.parametrize(
    ("name", "kind"), [("words.vtt", "text/vtt"), ("words.txt", "application/octet-stream")]
)
def test_the_link_of_a_transcript_gives_the_transcript(
    web: LocalWeb, home: Guard, tmp_path: Path, name: str, kind: str
) -> None:
    found = fetch(web.put(f"/{name}", VTT, kind), tmp_path, home)

    assert (found.title, found.media, found.chosen) == ("words", None, True)
    assert [(one.name, one.data.decode()) for one in found.transcripts] == [(name, VTT)]
    assert files(tmp_path) == []


FEED = (
    "<rss><channel><title>On Kettles</title><item><title>Kettle</title><guid>k-1</guid>"
    '<enclosure url="/1.wav" type="audio/wav"/></item></channel></rss>'
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>On Kettles</title><entry><id>k-1</id>'
    '<title>Kettle</title><link rel="enclosure" href="/1.wav" type="audio/wav"/></entry></feed>'
)


@pytest.mark.parametrize(
    "feed",
    [
        FEED,
        FEED.replace("<guid>k-1</guid>", ""),
        "\n\n<?xml version='1.0'?>" + FEED,
        FEED.replace("On Kettles", "Salt & pepper&nbsp;pots"),
        ATOM,
    ],
    ids=["sound", "without guids", "blank lines first", "unescaped", "Atom"],
)
@pytest.mark.parametrize(
    "kind",
    ["application/rss+xml", "text/html", "text/plain", "application/octet-stream", "audio/mpeg"],
)
def test_a_feed_is_told_from_a_recording_by_what_it_holds_though_it_has_but_one(
    web: LocalWeb, home: Guard, feed: str, kind: str
) -> None:
    with pytest.raises(ListError, match="podcast feed"):
        look_up(web.put("/feed.xml", feed, kind), home)
    assert "/1.wav" not in web.asked


@pytest.mark.parametrize(
    "body",
    [
        "<html><link rel='alternate' type='application/rss+xml' href='/feed.xml'></html>",
        "<opml><body><outline xmlUrl='https://k.example/feed'/></body></opml>",
        "<rss><channel><title>News</title><item><title>A kettle</title></item></channel></rss>",
    ],
)
def test_what_is_no_feed_with_anything_to_hear_has_no_recording(
    web: LocalWeb, home: Guard, body: str
) -> None:
    web.put("/feed.xml", FEED, "application/rss+xml")
    with pytest.raises(SourceError, match="No audio or video was found") as caught:
        look_up(web.put("/page", body, "text/html"), home)
    assert not isinstance(caught.value, ListError)


def test_a_page_with_audio_and_track_gives_both(web: LocalWeb, home: Guard, tmp_path: Path) -> None:
    web.put("/kettle.wav", tone(4), "audio/wav")
    web.put("/kettle.vtt", VTT, "text/vtt")
    url = web.put(
        "/page",
        "<html><head><title>Of kettles</title></head><body><audio controls>"
        '<source src="/kettle.wav" type="audio/wav">'
        '<track kind="captions" srclang="en" src="/kettle.vtt"></audio></body></html>',
        "text/html",
    )

    found = fetch(url, tmp_path, home)

    assert found.title == "Of kettles"
    assert found.media is not None
    assert found.media.duration_ms == 4_000
    assert [one.data.decode() for one in found.transcripts] == [VTT]


def test_only_the_transcript_is_fetched_when_that_is_wanted(
    web: LocalWeb, home: Guard, tmp_path: Path
) -> None:
    web.put("/kettle.wav", tone(4), "audio/wav")
    web.put("/kettle.vtt", VTT, "text/vtt")
    url = web.put(
        "/page",
        '<title>Of kettles</title><audio src="/kettle.wav">'
        '<track kind="subtitles" srclang="en" src="/kettle.vtt"></audio>',
        "text/html",
    )

    found = fetch(url, tmp_path, home, media=False)

    assert found.media is None
    assert found.transcripts
    assert files(tmp_path) == []


def test_a_stream_in_pieces_becomes_one_recording(
    web: LocalWeb, home: Guard, tmp_path: Path
) -> None:
    pieces = stream_pieces(3, 1.0)
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:2", "#EXT-X-MEDIA-SEQUENCE:0"]
    for number, piece in enumerate(pieces):
        web.put(f"/hls/{number}.ts", piece, "video/mp2t")
        lines += ["#EXTINF:1.0,", f"{number}.ts"]
    url = web.put(
        "/hls/talk.m3u8", "\n".join([*lines, "#EXT-X-ENDLIST", ""]), "application/x-mpegURL"
    )

    found = fetch(url, tmp_path, home)

    assert found.media is not None
    assert Path(found.media.path).read_bytes() == b"".join(pieces)
    assert len(files(tmp_path)) == 1


def test_a_locked_stream_is_refused_and_no_other_program_is_started(
    web: LocalWeb, home: Guard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr("subprocess.Popen.__init__", lambda *a, **k: started.append(a))
    url = web.put(
        "/talk.m3u8",
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n"
        '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://key"\n#EXTINF:1.0,\n0.ts\n#EXT-X-ENDLIST\n',
        "application/x-mpegURL",
    )

    with pytest.raises(SourceError):
        fetch(url, tmp_path, home)

    assert [one for one in started if "0.ts" in str(one) or "m3u8" in str(one)] == []
    assert "/0.ts" not in web.asked


def test_a_cut_connection_is_told_and_the_next_try_goes_on_where_it_ended(
    web: LocalWeb, home: Guard, tmp_path: Path
) -> None:
    sound = tone(60)
    url = web.act("/talk.wav", cut_off(sound, 40_000, "audio/wav"))
    page = look_up(url, home)

    with pytest.raises(SourceError, match="was cut"):
        fetch_page(page, tmp_path, home)

    assert all(name.endswith(".part") for name in files(tmp_path))
    web.put("/talk.wav", sound, "audio/wav")
    web.headers.clear()
    found = fetch_page(page, tmp_path, home)
    assert found.media is not None
    assert Path(found.media.path).read_bytes() == sound
    assert any(int(asked.get("Range", "bytes=0-")[6:-1]) > 0 for asked in web.headers)
    assert files(tmp_path) == ["talk.wav"]


def test_cancelling_leaves_nothing_behind(web: LocalWeb, home: Guard, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    go_on = threading.Event()
    url = web.act("/talk.wav", stalling(tone(60), 200_000, "audio/wav", go_on))

    def report(share: float, _speed: str = "") -> None:
        if share > 0.1:
            go_on.set()
            raise StoppedError

    with pytest.raises(StoppedError):
        fetch(url, tmp_path, home, report=report)

    assert files(tmp_path) == []


def test_a_page_that_calls_itself_audio_is_no_recording(
    web: LocalWeb, home: Guard, tmp_path: Path
) -> None:
    url = web.put("/talk.mp3", "<html><body>Please sign up</body></html>" * 50, "audio/mpeg")

    with pytest.raises(SourceError, match=r"not a recording|No audio"):
        fetch(url, tmp_path, home)

    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("begin", "kind", "name"),
    [
        (b"PK\x03\x04", "application/zip", "a Zip archive"),
        (b"%PDF-1.7", "application/octet-stream", "a PDF document"),
        (b"\n<!DOCTYPE html><html>", "audio/mpeg", "a web page"),
        (b"\n<?xml version='1.0'?>\n<rss>", "audio/mpeg", "a podcast feed"),
    ],
)
def test_what_is_plainly_no_recording_is_refused_after_its_first_bytes(
    web: LocalWeb, home: Guard, tmp_path: Path, begin: bytes, kind: str, name: str
) -> None:
    go_on = threading.Event()
    data = begin + bytes(8_000_000)
    url = web.act("/all", stalling(data, 400_000, kind, go_on))

    with pytest.raises(SourceError, match=name):
        fetch(url, tmp_path, home)

    assert not go_on.is_set(), "the rest was never waited for"
    assert files(tmp_path) == []
    go_on.set()


def test_an_empty_file_is_one_sentence(web: LocalWeb, home: Guard, tmp_path: Path) -> None:
    url = web.put("/none.mp3", b"", "audio/mpeg")

    with pytest.raises(SourceError, match="sends an empty file"):
        fetch(url, tmp_path, home)

    assert files(tmp_path) == []


def test_a_small_file_that_is_no_recording_is_called_by_its_kind(
    web: LocalWeb, home: Guard, tmp_path: Path
) -> None:
    url = web.put("/all", b"%PDF-1.7" + bytes(5_000), "application/octet-stream")

    with pytest.raises(SourceError, match="a PDF document"):
        fetch(url, tmp_path, home)

    assert files(tmp_path) == []


def test_a_server_that_promises_more_than_it_has_is_a_cut_connection(
    web: LocalWeb, home: Guard, tmp_path: Path
) -> None:
    sound = tone(1)
    url = web.act("/talk.wav", cut_off(sound + bytes(1_000_000), len(sound), "audio/wav"))
    page = look_up(url, home)

    with pytest.raises(SourceError):
        fetch_page(page, tmp_path, home)

    assert [name for name in files(tmp_path) if not name.endswith(".part")] == []


def test_a_page_without_sound_says_so(web: LocalWeb, home: Guard, tmp_path: Path) -> None:
    url = web.put("/page", "<html><title>Words</title><p>Only words.</p></html>", "text/html")

    with pytest.raises(SourceError, match="No audio or video was found"):
        fetch(url, tmp_path, home)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [(404, "nothing at this link"), (403, "does not let"), (500, "in trouble"), (429, "too much")],
)
def test_what_the_server_refuses_is_one_sentence(
    web: LocalWeb, home: Guard, tmp_path: Path, code: int, sentence: str
) -> None:
    url = web.act("/talk.wav", status(code))

    with pytest.raises(SourceError, match=sentence) as caught:
        fetch(url, tmp_path, home)

    assert "\n" not in str(caught.value)


def test_nobody_listening_is_one_sentence(home: Guard, tmp_path: Path) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with pytest.raises(SourceError, match="takes no connections"):
        fetch(f"http://127.0.0.1:{port}/a.mp3", tmp_path, home)


def test_an_unknown_name_points_to_link_and_network(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def nowhere(*_: object) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(SourceError, match="cannot be found; check the link and the network"):
        fetch("https://nowhere.example/talk", tmp_path, Guard())


def test_a_disk_without_room_is_told_before_anything_is_fetched(
    web: LocalWeb, home: Guard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    page = look_up(web.put("/talk.wav", tone(2), "audio/wav"), home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1_000_000))
    web.asked.clear()

    with pytest.raises(SourceError, match=r"needs 50\.0 MB and the disk has 1\.0 MB"):
        fetch_page(replace(page, size_bytes=50_000_000), tmp_path, home)

    assert web.asked == []


def test_a_disk_that_fills_up_leaves_nothing(
    web: LocalWeb, home: Guard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from yt_dlp.downloader.common import FileDownloader

    class Full:
        def __init__(self, path: str) -> None:
            self._file = Path(path).open("wb")  # noqa: SIM115

        def write(self, _data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self) -> None:
            self._file.close()

    monkeypatch.setattr(
        FileDownloader, "sanitize_open", lambda _self, name, _mode: (Full(name), name)
    )
    url = web.put("/talk.wav", tone(2), "audio/wav")

    with pytest.raises(SourceError, match="disk is full"):
        fetch(url, tmp_path, home)

    assert files(tmp_path) == []


# Addresses


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Guard:
    """127.0.0.1 plays the public internet here, 127.0.0.2 the machine behind the firewall."""
    names = {"public.example": "127.0.0.1", "inner.example": "127.0.0.2"}
    real = socket.getaddrinfo

    def look_up_name(host: str, *given: Any, **named: Any) -> Any:
        return real(names.get(host, host), *given, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_name)
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    return Guard()


def test_a_public_name_may_be_fetched(web: LocalWeb, outside: Guard, tmp_path: Path) -> None:
    web.put("/talk.wav", tone(1), "audio/wav")
    assert fetch(web.url("/talk.wav", "public.example"), tmp_path, outside).media


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:{0}/in.wav", "http://inner.example:{0}/in.wav", "http://[::1]/a"]
)
def test_a_redirect_into_the_private_network_is_refused(
    web: LocalWeb, outside: Guard, tmp_path: Path, target: str
) -> None:
    web.act("/talk.wav", redirect(target.format(web.port)))
    web.put("/in.wav", tone(1), "audio/wav")

    with pytest.raises(AddressRefusedError, match="on this machine or its network"):
        fetch(web.url("/talk.wav", "public.example"), tmp_path, outside)

    assert "/in.wav" not in web.asked


def test_a_file_that_redirects_only_when_it_is_downloaded_is_refused(
    web: LocalWeb, outside: Guard, tmp_path: Path
) -> None:
    web.put("/talk.wav", tone(1), "audio/wav")
    web.put("/in.wav", tone(1), "audio/wav")
    page = look_up(web.url("/talk.wav", "public.example"), outside)
    web.act("/talk.wav", redirect(f"http://inner.example:{web.port}/in.wav"))

    with pytest.raises(AddressRefusedError):
        fetch_page(page, tmp_path, outside)

    assert "/in.wav" not in web.asked


def test_a_stream_whose_pieces_lie_in_the_private_network_is_refused(
    web: LocalWeb, outside: Guard, tmp_path: Path
) -> None:
    web.put("/in.ts", b"secret", "video/mp2t")
    web.put(
        "/talk.m3u8",
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:1.0,\n"
        f"http://inner.example:{web.port}/in.ts\n#EXT-X-ENDLIST\n",
        "application/x-mpegURL",
    )

    with pytest.raises(AddressRefusedError):
        fetch(web.url("/talk.m3u8", "public.example"), tmp_path, outside)

    assert "/in.ts" not in web.asked
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "link",
    [
        "file:///etc/passwd", "data:text/plain,hi", "ytsearch:kettles", "--exec=reboot", "",
        "http://", "ftp://example.org/a.mp3", "http://exa mple.org/", "vlc://quit",
    ],
)  # fmt: skip
def test_what_is_no_web_link_is_refused_before_anything_is_asked(link: str) -> None:
    with pytest.raises(SourceError, match="is not a link"):
        look_up(link, Guard())


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1/a", "http://localhost/a", "http://127.1/a", "http://2130706433/a",
        "http://0x7f.1/a", "http://[::1]/a", "http://[::ffff:10.0.0.1]/a", "http://10.1.2.3/a",
        "http://169.254.169.254/latest", "http://router.local/a", "http://user@192.168.0.1/a",
        "http://0.0.0.0/a", "http://100.64.0.1/a", "http://[fe80::1]/a", "http://[64:ff9b::a00:1]/",
    ],
)  # fmt: skip
def test_every_spelling_of_a_private_address_is_refused(link: str) -> None:
    with pytest.raises(AnnotatorError, match="this machine or its network"):
        look_up(link, Guard())


def test_a_link_with_a_password_in_it_is_refused() -> None:
    with pytest.raises(SourceError, match="holds a name or password"):
        look_up("https://ada:secret@kettles.example/feed", Guard())


def test_a_name_that_resolves_to_a_private_address_is_refused(
    web: LocalWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1", *a, **k))

    with pytest.raises(AddressRefusedError):
        look_up(web.url("/talk.wav", "harmless.example"), Guard())

    assert web.asked == []
