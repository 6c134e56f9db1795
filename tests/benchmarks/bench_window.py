"""What the whole window costs: start, open a day, a key press, memory. Real window, real
library, real commands; each figure in a process of its own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from day_library import DAY, MARKED, MARKS, make_library

HERE = Path(__file__).resolve().parent
RUNS = 5


def rows() -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        places = {f"XDG_{n}_HOME": folder for n in ("DATA", "CONFIG", "STATE", "CACHE")}
        os.environ |= {"QT_QPA_PLATFORM": "offscreen", **places}
        plain, marked = Path(folder) / "plain.sqlite", Path(folder) / "marked.sqlite"
        make_library(plain, 0)
        make_library(marked, MARKS)
        # The first start of all makes the library and Python's byte code, as an installer does.
        started = [_apart("start", str(Path(folder) / "sample.sqlite"))["ms"] for _ in range(6)][1:]
        opened = [_apart("open", str(plain)) for _ in range(RUNS)]
        full = [_apart("open", str(marked)) for _ in range(RUNS)]
        brought = [_apart("bring_in", str(Path(folder) / f"in-{n}.sqlite")) for n in range(RUNS)]
        pressed = [_apart("press", str(marked)) for _ in range(2)]
        followed = [_apart("follow", str(marked))]
    return [
        ("start to a usable window", "sample library", f"{statistics.median(started):.0f} ms"),
        ("open a transcript, first paint", DAY, _median(opened, "ms", "ms")),
        ("open a transcript, first paint", MARKED, _median(full, "ms", "ms")),
        ("key press to stored and painted, p50", MARKED, _median(pressed, "p50", "ms", 1)),
        ("key press to stored and painted, p95", MARKED, _median(pressed, "p95", "ms", 1)),
        ("mark to the note in the vault, p50", MARKED, _median(followed, "p50", "ms")),
        ("mark to the note in the vault, longest", MARKED, _median(followed, "max", "ms")),
        ("a day brought in: longest pause of the window", DAY, _median(brought, "ms", "ms")),
        ("a day brought in: until it is open", DAY, _median(brought, "whole", "ms")),
        ("memory with the episode open (RSS)", MARKED, _median(full, "mb", "MB")),
    ]


def _median(found: list[dict[str, float]], key: str, unit: str, digits: int = 0) -> str:
    return f"{statistics.median(run[key] for run in found):.{digits}f} {unit}"


def _apart(what: str, library: str) -> dict[str, float]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ended = subprocess.run(
        [sys.executable, str(HERE / "window_runs.py"), what, library],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        env=kept,
    )
    found: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return found
