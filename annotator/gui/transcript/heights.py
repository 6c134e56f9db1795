"""Heights of many rows, with quick answers to "where is row n" and "which row is at y".

A Fenwick tree: changing one height, summing those before a row and finding the row at an
offset each take O(log n) steps, building takes O(n).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from operator import sub


class HeightIndex:
    """Whole-pixel heights of rows stacked from 0 downwards."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        sums = [0, *accumulate(self._heights)]
        self._tree = list(map(sub, sums, map(sums.__getitem__, _below(len(sums)))))
        self._total = sums[-1]
        self._top_step = 1 << (len(self._heights).bit_length() - 1) if self._heights else 0

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    @property
    def total(self) -> int:
        return self._total

    def change(self, row: int, height: int) -> None:
        """Row `row` is now `height` high."""
        more = height - self._heights[row]
        if not more:
            return
        self._heights[row] = height
        self._total += more
        place = row + 1
        while place < len(self._tree):
            self._tree[place] += more
            place += place & -place

    def above(self, row: int) -> int:
        """Sum of the heights of the rows before `row`; `row` may be the number of rows."""
        total = 0
        while row > 0:
            total += self._tree[row]
            row &= row - 1
        return total

    def row_at(self, offset: int) -> int:
        """The row that covers `offset`; the first or last for what lies outside. Needs a row."""
        place, step = 0, self._top_step
        while step:
            beyond = place + step
            if beyond < len(self._tree) and self._tree[beyond] <= offset:
                offset -= self._tree[beyond]
                place = beyond
            step >>= 1
        return min(place, len(self._heights) - 1)


_known: list[int] = []


def _below(count: int) -> list[int]:
    """For each node of a tree of `count` the one before those it sums; remembered, since a key
    press that joins two lines of a day builds its tree anew."""
    if len(_known) < count:
        _known.extend([n & (n - 1) for n in range(len(_known), count)])
    return _known[:count]
