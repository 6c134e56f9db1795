"""The index of heights answers as plain sums would."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.transcript.heights import HeightIndex

FEW = st.lists(st.integers(1, 400), min_size=1, max_size=70)
HEIGHTS = FEW | FEW.map(lambda few: few * 40)
"""A few rows, or so many that they are summed in parts."""


def _row_covering(heights: list[int], offset: int) -> int:
    for row, end in enumerate(accumulate(heights)):
        if offset < end:
            return row
    return len(heights) - 1


@given(HEIGHTS, st.lists(st.tuples(st.integers(0, 2_799), st.integers(1, 900)), max_size=20))
def test_sums_stay_right_while_heights_change(
    heights: list[int], changes: list[tuple[int, int]]
) -> None:
    index = HeightIndex(heights)
    for row, height in changes:
        row %= len(heights)
        heights[row] = height
        index.change(row, height)

    assert [index.above(row) for row in range(len(heights) + 1)] == [0, *accumulate(heights)]
    assert index.total == sum(heights)
    assert [index[row] for row in range(len(index))] == heights


@given(HEIGHTS, st.integers(-50, 1_200_000))
def test_the_row_at_an_offset_is_the_one_that_covers_it(heights: list[int], offset: int) -> None:
    assert HeightIndex(heights).row_at(offset) == _row_covering(heights, max(offset, 0))


def test_no_rows_have_no_height() -> None:
    assert HeightIndex().total == 0
    assert HeightIndex().above(0) == 0
