"""The round trip of a vault under random work on both sides, many times over.

Counts in $ANNOTATOR_BENCH_STORMS; $ANNOTATOR_STORM_SEED begins elsewhere.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "vault"))

from edit_storm import Storm
from keeper import Keeper

from annotator.store import open_library

COUNT = int(os.environ.get("ANNOTATOR_BENCH_STORMS", "60"))
FIRST = int(os.environ.get("ANNOTATOR_STORM_SEED", "1000"))


def storm(seed: int) -> int:
    """One storm, checked; how many steps it had. Raises AssertionError where text was lost."""
    dice = random.Random(seed)
    memory = Path("/dev/shm")
    with ExitStack() as stack:
        made_in = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
        folder = Path(stack.enter_context(made_in))
        library = stack.enter_context(closing(open_library(folder / "library.sqlite")))
        profile = dice.choice(["wiki", "obsidian", "logseq", "markdown"])
        keeper = Keeper(library, folder / "vault", profile)
        keeper.fill()
        keeper.export()
        made = Storm(keeper, dice)
        for _ in range(4):
            made.blow(dice.randrange(1, 9))
            made.check()
    return len(made.log)


def rows() -> list[tuple[str, str, str]]:
    start = time.perf_counter()
    steps, failed = 0, 0
    for seed in range(FIRST, FIRST + COUNT):
        try:
            steps += storm(seed)
        except AssertionError as error:
            failed += 1
            print(f"seed {seed}: {str(error)[:1500]}", file=sys.stderr)
    took = time.perf_counter() - start
    what = f"{COUNT:,} vaults, {steps:,} steps of work on both sides, {took:.0f} s"
    return [("vault, round trips that lost text", what, f"{failed} of {COUNT * 8:,}")]


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="  ")
