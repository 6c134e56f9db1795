"""Heights of many rows, with quick answers to "where is row n" and "which row is at y".

The sums are kept of runs of rows. A day has 21,600 rows in 170 runs: each answer adds up a part
of one run, and to build all takes a step a run, not a row, since a key press that joins two lines
builds them anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

_RUN = 128


class HeightIndex:
    """Whole-pixel heights of rows stacked from 0 downwards."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = all_of_them = list(heights)
        runs = [sum(all_of_them[at : at + _RUN]) for at in range(0, len(all_of_them), _RUN)]
        self._tops = [0, *accumulate(runs)]
        """Where each run begins, and after them the whole height."""

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    @property
    def total(self) -> int:
        return self._tops[-1]

    def change(self, row: int, height: int) -> None:
        """Row `row` is now `height` high."""
        more = height - self._heights[row]
        if not more:
            return
        self._heights[row] = height
        below = row // _RUN + 1
        self._tops[below:] = [top + more for top in self._tops[below:]]

    def above(self, row: int) -> int:
        """Sum of the heights of the rows before `row`; `row` may be the number of rows."""
        run = row // _RUN
        return self._tops[run] + sum(self._heights[run * _RUN : row])

    def row_at(self, offset: int) -> int:
        """The row that covers `offset`; the first or last for what lies outside. Needs a row."""
        run = max(bisect_right(self._tops, offset) - 1, 0)
        ends = accumulate(self._heights[run * _RUN : (run + 1) * _RUN], initial=self._tops[run])
        within = bisect_right(list(ends), offset) - 1
        return min(run * _RUN + max(within, 0), len(self._heights) - 1)
