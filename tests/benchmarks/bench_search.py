"""What finding costs in a library of ten million words, and that its size costs no start."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice, pairwise
from pathlib import Path

from big_library import SIZE, make_big_library, vocabulary

from annotator.domain.query import parse_query
from annotator.store import Library, open_library

HERE = Path(__file__).resolve().parent
_FIRST, _RUNS, _STARTS = 30, 5, 5


def rows() -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get("ANNOTATOR_BIG_LIBRARY", Path(folder) / "big.sqlite"))
        if not path.exists():
            make_big_library(path)
        library = open_library(path)
        found = [*_searches(library), *_second_try(library)]
        library.close()
        return [*found, *_starts(Path(folder), path)]


def _searches(library: Library) -> list[tuple[str, str, str]]:
    """The median and the slowest of each kind, over words from the commonest to the rarest."""
    words = vocabulary()
    ranks = (0, 1, 5, 20, 100, 500, 2_000, 10_000, 50_000)
    some = [words[rank] for rank in ranks]
    kinds = {
        "a word": [word + " " for word in some],
        "three letters of a word": [word[:3] for word in some],
        "two words": [f"{a} {b} " for a, b in pairwise(some)],
        "a phrase": [f'"{a} {b}"' for a, b in pairwise(some)],
        "a word, one speaker": [f'{word} speaker:"guest 7"' for word in some],
        "a word, one show, before a year": [f'{word} show:"show 7" before:2013' for word in some],
        "a word not tagged with a topic": [f'{word} -topic:"Topic 3"' for word in some],
        "marks of a topic": ['topic:"Topic 3"', "topic:topic"],
        "marks of a topic with a word": [f'{word} topic:"Topic 3"' for word in some],
        "a note": [f"note:{word}" for word in some],
    }
    return [
        (f"first {_FIRST} hits: {kind}", SIZE, _spread([_time_first(library, q) for q in queries]))
        for kind, queries in kinds.items()
    ]


def _time_first(library: Library, text: str) -> float:
    return _median_ms(lambda: list(islice(library.search.hits(parse_query(text)), _FIRST)))


def _second_try(library: Library) -> list[tuple[str, str, str]]:
    words = vocabulary()
    slips = [words[rank][:4] + "x" + words[rank][5:] for rank in (3_000, 5_000, 9_000, 12_000)]
    took = [_median_ms(lambda s=slip: library.search.alike(parse_query(s))) for slip in slips]
    return [("the word meant by a misspelt one", SIZE, _spread(took))]


def _starts(folder: Path, big: Path) -> list[tuple[str, str, str]]:
    """The window on an empty library and on the big one, each start a process of its own."""
    places = {f"XDG_{n}_HOME": str(folder) for n in ("DATA", "CONFIG", "STATE", "CACHE")}
    environment = {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}
    empty = folder / "empty.sqlite"
    open_library(empty).close()
    took: dict[str, list[float]] = {"an empty library": [], SIZE: []}
    for _ in range(_STARTS):
        for name, path in zip(took, (empty, big), strict=True):
            ended = subprocess.run(
                [sys.executable, str(HERE / "window_runs.py"), "start", str(path)],
                stdout=subprocess.PIPE, check=True, text=True, env=environment,
            )  # fmt: skip
            took[name].append(json.loads(ended.stdout.splitlines()[-1])["ms"])
    return [
        ("start to a usable window", size, f"{statistics.median(runs):.0f} ms")
        for size, runs in took.items()
    ]


def _median_ms(work: Callable[[], object]) -> float:
    took = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def _spread(took: list[float]) -> str:
    return f"{statistics.median(took):.1f} ms, at most {max(took):.1f} ms"
