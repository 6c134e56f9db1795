"""Bringing in much at once: a feed of ten thousand episodes, a thousand transcripts."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from annotator.app.terminal import run_terminal
from annotator.sources.feed import read_feed

_ITEMS, _EPISODES, _RUNS = 10_000, 1_000, 5


def rows() -> Iterator[tuple[str, str, str]]:
    data = feed(_ITEMS)
    seconds = []
    for _ in range(_RUNS):
        begin = time.perf_counter()
        assert len(read_feed(data, "https://kettles.example/feed").items) == _ITEMS
        seconds.append(time.perf_counter() - begin)
    size = f"{_ITEMS:,} items, {len(data) / 1e6:.1f} MB"
    yield "read a feed", size, f"{statistics.median(seconds):.2f} s"
    yield "import a folder", f"{_EPISODES:,} transcripts", f"{import_folder(_EPISODES):.1f} s"


def feed(count: int) -> bytes:
    """A feed with a transcript and chapters to each of its episodes."""
    items = "".join(
        f"<item><title>Kettle {n}</title><guid>k-{n}</guid>"
        "<pubDate>Thu, 29 Feb 2024 08:00:00 GMT</pubDate><itunes:duration>1:02:03</itunes:duration>"
        f"<description>&lt;p&gt;What kettle {n} said, at length.&lt;/p&gt;</description>"
        f'<enclosure url="https://kettles.example/{n}.mp3" length="1234" type="audio/mpeg"/>'
        f'<podcast:transcript url="https://kettles.example/{n}.vtt" type="text/vtt"/>'
        f'<podcast:chapters url="https://kettles.example/{n}.json" type="application/json"/></item>'
        for n in range(count)
    )
    return (
        '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>'
        f"<title>On Kettles</title>{items}</channel></rss>"
    ).encode()


def import_folder(count: int) -> float:
    """Seconds for `count` transcripts of a hundred cues each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "in")
        folder.mkdir()
        for n in range(count):
            cues = "\n".join(
                f"{c + 1}\n00:{c // 30:02}:{c % 30 * 2:02},000 --> 00:{c // 30:02}:"
                f"{c % 30 * 2 + 1:02},900\nKettle {n} says its sentence number {c}.\n"
                for c in range(100)
            )
            (folder / f"kettle {n}.srt").write_text(cues, encoding="utf-8")
        begin = time.perf_counter()
        with redirect_stdout(StringIO()):
            status = run_terminal(["--library", f"{name}/library.sqlite", "import", str(folder)])
        assert status == 0
        return time.perf_counter() - begin
