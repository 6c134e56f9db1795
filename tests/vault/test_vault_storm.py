"""Random work on both sides: nothing is lost, and a second synchronisation changes nothing.

``tests/benchmarks/bench_vault_storm.py`` does the same thousands of times.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from edit_storm import Storm
from keeper import Keeper


@pytest.mark.parametrize("seed", range(6))
def test_no_text_of_either_side_is_lost(keeper_of: Callable[[str], Keeper], seed: int) -> None:
    dice = random.Random(seed)
    keeper = keeper_of(dice.choice(["wiki", "obsidian", "logseq", "markdown"]))
    keeper.export()
    storm = Storm(keeper, dice)
    for _ in range(3):
        storm.blow(5)
        storm.check()
