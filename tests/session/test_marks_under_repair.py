"""Marks stay on their words through any sequence of repairs; tests/benchmarks runs a thousand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from random_repairs import run_in_memory
from stored_repairs import run_sequence

from annotator.store import open_library


@pytest.mark.parametrize("seed", range(8))
def test_marks_stay_on_their_words(seed: int) -> None:
    outcome = run_in_memory(seed, 60)
    assert outcome.faults == ()
    assert outcome.left == outcome.made
    assert outcome.repairs > 30


def test_what_is_shown_is_stored_and_can_be_undone_to_the_start(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library.sqlite")
    outcome = run_sequence(library, 4_000, 40)
    library.close()
    assert outcome.faults == ()
    assert outcome.left == outcome.made
    assert outcome.repairs > 20
