"""How long a day of speech takes to read, in every format, as the tools write it.

24 hours: 21,600 cues of 10 words each. ``python tests/benchmarks/bench_formats.py [format…]``
prints name, size and median of the processor's time; other readers, where they are installed,
stand beside ours, and a bare ``json.loads`` of one of the files tells how quick the machine is.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from io import BytesIO
from typing import Any

from day_edits import EDITS
from day_texts import CUES, TEXTS, DayText, lines
from day_words import WORDS

from annotator.formats import read_transcript

RUNS = 5

ALL: dict[str, DayText] = {**TEXTS, **WORDS, **EDITS}

Reader = Callable[[Any, str], object]


def _pysubs2(kind: str) -> Reader:
    return lambda library, text: library.SSAFile.from_string(text, kind)


def _webvtt(kind: str) -> Reader:
    return lambda library, text: library.from_buffer(BytesIO(text.encode()), kind)


_OTHERS: dict[str, list[tuple[str, Reader]]] = {
    "SRT": [
        ("pysubs2", _pysubs2("srt")),
        ("srt", lambda library, text: list(library.parse(text))),
        ("webvtt", _webvtt("srt")),
    ],
    "WebVTT with voices": [("pysubs2", _pysubs2("vtt")), ("webvtt", _webvtt("vtt"))],
    "WebVTT rolling, word times": [("pysubs2", _pysubs2("vtt")), ("webvtt", _webvtt("vtt"))],
    "SBV": [("webvtt", _webvtt("sbv"))],
    "MicroDVD": [("pysubs2", _pysubs2("microdvd"))],
    "ASS": [("pysubs2", _pysubs2("ass"))],
    "TTML": [("pysubs2", _pysubs2("ttml"))],
    "Whisper JSON": [
        ("pysubs2", lambda library, text: library.load_from_whisper(json.loads(text)))
    ],
    "Whisper JSON, word times": [
        ("pysubs2", lambda library, text: library.load_from_whisper(json.loads(text))),
        # What a reader that goes on from Python's own objects cannot be quicker than.
        ("json", lambda library, text: library.loads(text)),
    ],
}
"""The nearest libraries for each format that one of them reads."""


def _others(name: str, text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Those of the libraries that are installed here, ready to read `text`."""
    for module, read in _OTHERS.get(name, []):
        try:
            library = import_module(module)
        except ImportError:
            continue
        yield module, partial(read, library, text)


_ENOUGH_MS = 3_000
"""After so long what takes seconds is not read again."""


def median_ms(work: Callable[[], object], runs: int = RUNS) -> float:
    """What `work` takes of the processor's time, which others on the machine add little to."""
    taken = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
        if sum(taken) > _ENOUGH_MS:
            break
    return statistics.median(taken)


def _speed(taken_ms: float, data: bytes) -> str:
    return f"{taken_ms:.0f} ms, {len(data) / 1e3 / taken_ms:.1f} MB/s"


def _check(name: str, day: DayText, data: bytes) -> None:
    """Fails where the day is not read as what it is: a quick wrong answer is no figure."""
    found = read_transcript(data)
    cues = found.transcript.cues
    if found.format != day.format or (day.cut and len(cues) != CUES):
        raise ValueError(f"{name} was read as {found.format}, {len(cues)} cues")
    if (words := sum(len(cue.words) for cue in cues)) != CUES * 10 * day.timed:
        raise ValueError(f"{name} came with {words} timed words")


def rows(chosen: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """(figure, data size, value) for each format, medians of five runs."""
    day = lines()
    table: list[tuple[str, str, str]] = []
    for name, written in ALL.items():
        if chosen and not any(part.lower() in name.lower() for part in chosen):
            continue
        text = written.write(day)
        data = text.encode()
        _check(name, written, data)
        size = f"24 h, {len(data) / 1e6:.1f} MB"
        taken = median_ms(lambda data=data: read_transcript(data))  # type: ignore[misc]
        table.append((f"parse {name}", size, _speed(taken, data)))
        for library, work in _others(name, text):
            table.append((f"parse {name} with {library}", size, _speed(median_ms(work, 1), data)))
    return table


if __name__ == "__main__":
    for figure, size, value in rows(tuple(sys.argv[1:])):
        print(f"{figure:45} {size:18} {value}")
