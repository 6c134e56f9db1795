"""Marks under repair: sequences of random repairs of a transcript, each undone and done again.

Run by ``make bench``, or alone. Counted are marks that were lost, and marks that were moved off
words that still exist; there should be none.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from random_repairs import Outcome, run_in_memory
from stored_repairs import library_folder, run_sequence

from annotator.store import open_library

SEQUENCES, STORED, STEPS = 1_000, 50, 200


def rows(sequences: int = SEQUENCES, stored: int = STORED) -> Iterator[tuple[str, str, str]]:
    outcomes = []
    for seed in range(sequences):
        outcomes.append(run_in_memory(seed, STEPS))
        if len(outcomes) % 100 == 0:
            print(f"{len(outcomes)} sequences", file=sys.stderr)
    yield from _told("repairs", outcomes)
    kept, seconds = [], []
    with tempfile.TemporaryDirectory(dir=library_folder()) as folder:
        library = open_library(Path(folder) / "library.sqlite")
        for seed in range(stored):
            began = time.monotonic()
            kept.append(run_sequence(library, seed, STEPS))
            seconds.append(time.monotonic() - began)
        library.close()
    yield from _told("repairs stored, undone, done again", kept)
    yield "a stored sequence", f"{STEPS} steps, undone and done again", f"{median(seconds):.2f} s"


def _told(what: str, outcomes: list[Outcome]) -> Iterator[tuple[str, str, str]]:
    faults = [fault for outcome in outcomes for fault in outcome.faults]
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    made = sum(outcome.made for outcome in outcomes)
    repairs = sum(outcome.repairs for outcome in outcomes)
    size = f"{len(outcomes)} sequences of {STEPS} ({repairs} {what}), {made} marks"
    yield "marks lost", size, str(made - sum(outcome.left for outcome in outcomes))
    yield "marks off words that exist, or cues out of order", size, str(len(faults))
    yield "marks to review: all their words gone", size, str(sum(o.to_review for o in outcomes))


if __name__ == "__main__":
    counts = [int(count) for count in sys.argv[1:3]]
    for row in rows(*counts):
        print("  ".join(row), flush=True)
