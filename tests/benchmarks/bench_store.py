"""What the library costs: import a day, find words in it, store a mark."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from day_library import CUES, DAY, MARKED, MARKS, day_of_talk_as_srt, make_library

from annotator.domain.notes import Anchor, Annotation, Kind
from annotator.session.imports import add_episode, read_fetched
from annotator.sources import Fetched, FetchedTranscript
from annotator.store import open_library


def _median_ms(work: Callable[[], object], runs: int) -> float:
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def rows() -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        return [*_import(Path(folder)), *_marked(Path(folder))]


def _import(folder: Path) -> list[tuple[str, str, str]]:
    data = day_of_talk_as_srt()
    library = open_library(folder / "import.sqlite")
    count = iter(range(1000))

    def whole() -> None:
        # A blank more each time: the same transcript twice is one episode.
        text = data + b"\n" * next(count)
        fetched = Fetched("Day", transcripts=(FetchedTranscript("day.srt", text),), chosen=True)
        add_episode(library, read_fetched(fetched))

    whole()
    took = _median_ms(whole, 5)
    library.close()
    return [("parse, store and index an SRT", f"{CUES:,} cues", f"{took:.0f} ms")]


def _marked(folder: Path) -> list[tuple[str, str, str]]:
    path = folder / "marked.sqlite"
    episode = make_library(path, MARKS)
    library = open_library(path)
    count = iter(range(100_000))
    moment = library.now()

    def mark() -> None:
        number = next(count)
        anchor = Anchor(number * 1000, number * 1000 + 900, "a few words")
        with library.changing("Tag", episode) as change:
            change.writes.add_annotation(
                Annotation(0, f"new{number}", episode, Kind.TOPIC, anchor, (1,), "", "", "",
                           moment, moment)
            )  # fmt: skip

    took = _median_ms(mark, 300)
    words = " ".join(library.episodes.transcript(episode).cues[9000].text.split()[2:4])
    found = _median_ms(lambda: library.search.find(words), 20)
    read = _median_ms(lambda: library.episodes.transcript(episode), 7)
    marks = _median_ms(lambda: library.notebook.annotations(episode), 7)
    library.close()
    return [
        ("store a mark, on the disk", MARKED, f"{took:.2f} ms"),
        ("find two words in a row", DAY, f"{found:.1f} ms"),
        ("read the transcript from the library", DAY, f"{read:.0f} ms"),
        ("read the marks from the library", f"{MARKS:,} marks", f"{marks:.0f} ms"),
    ]
