"""Spoiled transcripts of all formats: each ends in a transcript or in one clear sentence.

The inputs are those of ``tests/formats/test_fuzz.py``, each made by its own number, so that a
failure can be looked at again. ``python tests/benchmarks/bench_fuzz.py 1000000 [FIRST] [FILE]``
prints every new trouble once; with FILE what is done is kept there after each 10,000 inputs and
the next run goes on behind it.
"""

from __future__ import annotations

import json
import os
import random
import resource
import runpy
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from annotator.formats import FORMATS, ReadTranscript

CAP_SECONDS = 5
PART = 10_000
ROUNDS = int(os.environ.get("ANNOTATOR_FUZZ", "20000"))

_TESTS = Path(__file__).resolve().parents[1] / "formats"
_fuzz = runpy.run_path(str(_TESTS / "test_fuzz.py"))
_assert_promises = runpy.run_path(str(_TESTS / "conftest.py"))["_assert_promises"]
_spoiled: Callable[[random.Random], tuple[bytes, str | None]] = _fuzz["spoiled"]
_read: Callable[[bytes, str | None], ReadTranscript | str] = _fuzz["read_or_sentence"]


class TookTooLong(BaseException):
    """An input is still being read after CAP_SECONDS of processor time."""


def outcome_of(number: int) -> str:
    """The format read, "sentence", or what went wrong and where."""
    data, forced = _spoiled(random.Random(number))
    signal.setitimer(signal.ITIMER_VIRTUAL, CAP_SECONDS)
    try:
        read = _read(data, forced)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if isinstance(read, str):
            return "sentence" if read.endswith(".") and "\n" not in read else f"FAILED: {read!r}"
        _assert_promises(read)
    except TookTooLong:
        return f"FAILED: still reading after {CAP_SECONDS} s"
    except Exception as error:  # noqa: BLE001  (every kind is what is looked for)
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"FAILED: {type(error).__name__} at {place.filename}:{place.lineno}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return read.format


def run(rounds: int, first: int = 0, kept: Path | None = None) -> dict[str, Any]:
    """Reads `rounds` inputs; outcomes counted, the time and the memory they took."""
    signal.signal(signal.SIGVTALRM, _too_long)
    state: dict[str, Any] = {
        "next": first, "seconds": 0.0, "outcomes": {}, "mb": [], "longest": [0.0, first],
    }  # fmt: skip
    if kept is not None and kept.is_file():
        state = json.loads(kept.read_text())
    outcomes = Counter(state["outcomes"])
    while state["next"] < first + rounds:
        begun = time.process_time()
        part = range(state["next"], min(state["next"] + PART, first + rounds))
        for number in part:
            input_begun = time.process_time()
            outcome = outcome_of(number)
            state["longest"] = max(state["longest"], [time.process_time() - input_begun, number])
            if outcome.startswith("FAILED") and outcome not in outcomes:
                print(f"input {number}: {outcome}", file=sys.stderr, flush=True)
            outcomes[outcome] += 1
        state["next"] = part.stop
        state["seconds"] += time.process_time() - begun
        state["outcomes"] = dict(outcomes)
        state["mb"].append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        if kept is not None:
            kept.write_text(json.dumps(state))
    return state


def _too_long(_signal: int, _frame: object) -> None:
    raise TookTooLong


def rows(
    rounds: int = ROUNDS, first: int = 0, kept: Path | None = None
) -> Iterator[tuple[str, str, str]]:
    state = run(rounds, first, kept)
    outcomes: dict[str, int] = state["outcomes"]
    failed = sum(count for name, count in outcomes.items() if name.startswith("FAILED"))
    read = {name for name in outcomes if name in {known.name for known in FORMATS}}
    size = f"{sum(outcomes.values()):,} spoiled inputs"
    yield "end in neither transcript nor sentence", size, str(failed)
    yield "formats among what was read", size, f"{len(read)} of {len(FORMATS)}"
    yield "end in a sentence", size, f"{outcomes.get('sentence', 0):,}"
    yield "time to read them", size, f"{state['seconds']:.0f} s"
    seconds, number = state["longest"]
    yield "longest for one", f"input {number:,}", f"{seconds * 1000:.0f} ms"
    yield (
        "most memory, after the first part and at the end",
        size,
        (f"{state['mb'][0]} MB, {state['mb'][-1]} MB"),
    )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    for figure, size, value in rows(*numbers, *map(Path, sys.argv[3:4])):
        print(f"{figure:50} {size:26} {value}")
