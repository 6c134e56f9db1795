"""Captions in pieces, and servers that say nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from local_web import LocalWeb, status, stream_pieces, tone

from annotator.formats import read_transcript
from annotator.sources.addresses import Guard, youtube_id
from annotator.sources.download import get
from annotator.sources.faults import SourceError
from annotator.sources.web import fetch_page, look_up

# yt-dlp leaves a connection that failed to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

PIECE = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n"


def playlist(*names: str) -> str:
    pieces = "".join(f"#EXTINF:10.0,\n{name}\n" for name in names)
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n{pieces}#EXT-X-ENDLIST\n"


def stream(web: LocalWeb) -> str:
    """A stream with sound, and captions in two pieces between which a cue is told twice."""
    kind = "application/vnd.apple.mpegurl"
    (sound,) = stream_pieces(1, 1.0)
    web.put("/hls/0.ts", sound, "video/mp2t")
    web.put("/hls/sound.m3u8", playlist("0.ts"), kind)
    across = "00:00:09.000 --> 00:00:12.000\nThen we can begin.\n"
    web.put(
        "/hls/0.vtt",
        f"{PIECE}00:00:01.000 --> 00:00:03.000\n<v Ada>The kettle is on.\n\n{across}",
        "text/vtt",
    )
    web.put(
        "/hls/1.vtt",
        f"{PIECE}{across}\n00:00:12.000 --> 00:00:15.500\nMind the lid.\n",
        "text/vtt",
    )
    web.put("/hls/words.m3u8", playlist("0.vtt", "1.vtt"), kind)
    return web.put(
        "/hls/talk.m3u8",
        '#EXTM3U\n#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="English",LANGUAGE="en",'
        'URI="words.m3u8"\n#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.34",SUBTITLES="subs"'
        "\nsound.m3u8\n",
        kind,
    )


def test_captions_in_pieces_become_one_transcript(
    web: LocalWeb, home: Guard, tmp_path: Path
) -> None:
    page = look_up(stream(web), home)
    found = fetch_page(page, tmp_path, home, media=False)

    (words,) = found.transcripts
    cues = read_transcript(words.data).transcript.cues
    assert [(cue.start_ms, cue.end_ms, cue.text) for cue in cues] == [
        (1_000, 3_000, "The kettle is on."),
        (9_000, 12_000, "Then we can begin."),
        (12_000, 15_500, "Mind the lid."),
    ]
    assert cues[0].speaker == "Ada"
    assert found.language == "en"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_piece_that_is_missing_costs_the_words_not_the_sound(
    web: LocalWeb, home: Guard, tmp_path: Path
) -> None:
    url = stream(web)
    web.act("/hls/1.vtt", status(404))
    found = fetch_page(look_up(url, home), tmp_path, home)

    assert found.transcripts == ()
    assert found.media is not None


def silent(go_on: threading.Event) -> object:
    """Takes the question and never answers."""

    def act(_request: BaseHTTPRequestHandler) -> None:
        go_on.wait(30)

    return act


@pytest.fixture
def hanging(web: LocalWeb) -> Iterator[str]:
    go_on = threading.Event()
    yield web.act("/hangs.mp3", silent(go_on))  # type: ignore[arg-type]
    go_on.set()


def test_a_server_that_never_answers_is_given_up_in_one_sentence(hanging: str) -> None:
    impatient = Guard(allow_private=True, timeout_s=0.3)

    for ask in (lambda: look_up(hanging, impatient), lambda: get(hanging, impatient)):
        with pytest.raises(SourceError, match=r"“127\.0\.0\.1” did not answer in time; try again"):
            ask()


def test_a_download_that_stops_coming_is_given_up_and_its_part_is_kept(
    web: LocalWeb, tmp_path: Path
) -> None:
    sound, go_on, asked = tone(20), threading.Event(), list[str]()

    def stalls(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.headers.get("Range", ""))
        begin = int(asked[-1][6:].partition("-")[0] or 0) if asked[-1] else 0
        request.send_response(206 if begin else 200)
        if begin:
            request.send_header("Content-Range", f"bytes {begin}-{len(sound) - 1}/{len(sound)}")
        request.send_header("Content-Type", "audio/wav")
        request.send_header("Content-Length", str(len(sound) - begin))
        request.end_headers()
        if len(asked) == 1 or go_on.is_set():
            request.wfile.write(sound[begin:])
            return
        request.wfile.write(sound[begin : begin + 60_000])
        request.wfile.flush()
        go_on.wait(30)

    url = web.act("/long.wav", stalls)
    impatient = Guard(allow_private=True, timeout_s=0.3)
    page = look_up(url, impatient)
    with pytest.raises(SourceError, match="did not answer in time"):
        fetch_page(page, tmp_path, impatient)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.part")) >= 60_000
    go_on.set()

    found = fetch_page(page, tmp_path, impatient)
    assert found.media is not None
    assert Path(found.media.path).read_bytes() == sound
    assert asked[-1].startswith("bytes=")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=abcdefghijk",
        "https://youtube.com/watch?list=PL1&v=abcdefghijk&t=30s",
        "https://youtu.be/abcdefghijk?si=xyz",
        "http://m.youtube.com/shorts/abcdefghijk",
        "https://www.youtube-nocookie.com/embed/abcdefghijk#t=1",
        "https://www.youtube.com/live/abcdefghijk",
    ],
)
def test_a_video_is_known_however_its_link_is_spelled(url: str) -> None:
    assert youtube_id(url) == "abcdefghijk"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/watch?v=abcdefghijk",
        "https://youtube.com/@somebody",
        "https://youtu.be/abcdefghijkl",
        "https://notyoutube.com/watch?v=abcdefghijk",
    ],
)
def test_other_links_are_no_video(url: str) -> None:
    assert youtube_id(url) == ""
