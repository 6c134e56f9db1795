"""Marks that are placed among the words when a cue near them is shown, the rest while idle."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from annotator.domain.mark_looks import MarkLooks
from annotator.domain.notes import Annotation
from annotator.domain.transcript import Transcript
from annotator.gui.transcript.values import MarkSpan

Place = Callable[[Annotation], MarkSpan | None]
"""Finds the words of a mark; None where no word is heard in its time."""


class WaitingMarks:
    """The marks of a transcript, in order of their start, not yet placed.

    A day has ten thousand marks and shows a dozen. They are placed by clusters, runs of marks
    that share no cue with a mark outside, so that their bars come to stand in the same lanes as
    if all had been placed at once. `looks` are theirs, where they are known.
    """

    def __init__(
        self,
        marks: Sequence[Annotation],
        transcript: Transcript,
        place: Place,
        looks: MarkLooks | None = None,
    ) -> None:
        self._marks = marks
        self._transcript = transcript
        self._place = place
        self._looks = looks = MarkLooks(marks) if looks is None else looks
        self._starts = looks.starts
        self._reach = list(accumulate(looks.ends, max))
        self._waits = bytearray(b"\1" * len(marks))
        self._left = len(marks)
        self._rows: dict[int, int] = {}

    def __len__(self) -> int:
        return self._left

    def near(self, first_cue: int, last_cue: int) -> list[MarkSpan]:
        """Place and hand over the clusters that may touch these cues."""
        cues = self._transcript.cues
        if not self._left or not cues:
            return []
        from_ms = cues[min(first_cue, len(cues) - 1)].start_ms
        until_ms = cues[min(last_cue, len(cues) - 1)].end_ms
        low, high = bisect_right(self._reach, from_ms), bisect_left(self._starts, until_ms)
        return self._cluster(low, high) if low < high else []

    def of(self, mark_id: int) -> list[MarkSpan]:
        """The cluster of a mark, as `near`; nothing where it was placed already."""
        if self._left and not self._rows:
            self._rows = dict(zip(self._looks.ids, range(len(self._marks)), strict=True))
        row = self._rows.get(mark_id) if self._left else None
        return self._cluster(row, row + 1) if row is not None and self._waits[row] else []

    def some(self, count: int) -> list[MarkSpan]:
        """The first `count` of those that still wait, and those of their clusters."""
        row = self._waits.find(1)
        return self._cluster(row, min(row + count, len(self._marks))) if row >= 0 else []

    def _cluster(self, low: int, high: int) -> list[MarkSpan]:
        while low > 0 and not self._begins(low):
            low -= 1
        while high < len(self._marks) and not self._begins(high):
            high += 1
        found = [
            placed
            for row in range(low, high)
            if self._waits[row] and (placed := self._place(self._marks[row])) is not None
        ]
        self._left -= self._waits.count(1, low, high)
        self._waits[low:high] = bytes(high - low)
        return found

    def _begins(self, row: int) -> bool:
        """Whether no mark before this one reaches into the cue in which it begins."""
        start_ms = self._starts[row]
        cue = self._transcript.cue_at(start_ms)
        if cue is not None:
            start_ms = self._transcript.cues[cue].start_ms
        return self._reach[row - 1] <= start_ms
