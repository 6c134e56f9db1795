"""Which marks touch a cue, and in which lane each of their bars stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from annotator.gui.transcript.values import MarkSpan
from annotator.gui.transcript.waiting_marks import WaitingMarks

MAX_LANES = 8
"""Bars beyond this many side by side share the last lane."""

_SHIFT = 5  # Marks are filed by runs of 32 cues: long marks stay cheap, look-ups stay short.

_FIRST_LANE = (0,)

_Taken = dict[int, set[str]]


class MarkIndex:
    """Marks filed by where they stand. One may be put in or taken out without a rebuild.

    A lane holds one colour at a time: marks that share cues stand side by side, unless they
    are of one topic, which needs only one bar. While marks are `waiting`, there is `room` for so
    many lanes: where it was needed before, the words do not move there and back.
    """

    def __init__(
        self,
        marks: Iterable[MarkSpan] = (),
        waiting: WaitingMarks | None = None,
        room: int = 0,
    ) -> None:
        self._waiting = waiting
        self._room = room
        self._marks: dict[int, MarkSpan] = {}
        self._runs: defaultdict[int, dict[int, MarkSpan]] = defaultdict(dict)
        self._lanes: dict[int, tuple[int, ...]] = {}
        self._lane_uses = [0] * MAX_LANES
        self._file_all(marks)

    def place_some(self, count: int) -> bool:
        """Place about so many of the marks that wait; whether any wait still."""
        if self._waiting:
            self._file_all(self._waiting.some(count))
        return bool(self._waiting)

    def _file_all(self, marks: Iterable[MarkSpan]) -> None:
        """File marks that share no cue with any filed before."""
        # A list of pairs is put in order by comparing plain tuples, without a call a mark.
        ordered = [(mark.span.start, mark.id, mark) for mark in marks]
        ordered.sort()
        standing: list[tuple[int, MarkSpan]] = []
        for _, _, mark in ordered:
            first, last = mark.span.start.cue, mark.last_cue
            if standing:
                standing = [other for other in standing if other[0] >= first]
            self._file(mark, first, last, [other for _, other in standing])
            standing.append((last, mark))

    def __len__(self) -> int:
        return len(self._marks) + (len(self._waiting) if self._waiting else 0)

    @property
    def placed(self) -> Collection[MarkSpan]:
        """The marks whose words are found already."""
        return self._marks.values()

    def get(self, mark_id: int | None) -> MarkSpan | None:
        if mark_id is None:
            return None
        if self._waiting:
            self._file_all(self._waiting.of(mark_id))
        return self._marks.get(mark_id)

    @property
    def lane_count(self) -> int:
        """How many bars stand side by side where they stand closest, of the marks placed yet."""
        used = max((lane + 1 for lane, uses in enumerate(self._lane_uses) if uses), default=0)
        return max(used, self._room) if self._waiting else used

    def put(self, mark: MarkSpan) -> None:
        """Add a mark, or replace the one of that id."""
        self.remove(mark.id)
        first, last = mark.first_cue, mark.last_cue
        self._file(mark, first, last, self.touching(first, last))

    def remove(self, mark_id: int) -> MarkSpan | None:
        """Take a mark out; None if there was none of that id."""
        mark = self.get(mark_id)
        if mark is None:
            return None
        del self._marks[mark_id]
        for run in _runs_of(mark.first_cue, mark.last_cue):
            self._runs[run].pop(mark_id, None)
        for lane in self._lanes.pop(mark_id):
            self._lane_uses[lane] -= 1
        return mark

    def touching(self, first: int, last: int) -> list[MarkSpan]:
        """Marks with words in the cues from `first` to `last`, in order of their start."""
        if self._waiting:
            self._file_all(self._waiting.near(first, last))
        found = {
            mark.id: mark
            for run in _runs_of(first, last)
            for mark in self._runs.get(run, _NONE).values()
            if mark.span.start.cue <= last and mark.last_cue >= first
        }
        return sorted(found.values(), key=_order)

    def lanes(self, mark: MarkSpan) -> Iterator[tuple[str, int]]:
        """(colour, lane) of each of the mark's bars."""
        return zip(mark.bars, self._lanes[mark.id], strict=True)

    def _file(self, mark: MarkSpan, first: int, last: int, neighbours: list[MarkSpan]) -> None:
        bars, ident = mark.bars, mark.id
        if not neighbours and len(bars) == 1:
            lanes: tuple[int, ...] = _FIRST_LANE
        else:
            taken: _Taken = {}
            for other in neighbours:
                for colour, lane in self.lanes(other):
                    taken.setdefault(lane, set()).add(colour)
            lanes = tuple([_free_lane(colour, taken) for colour in bars])
        self._marks[ident] = mark
        self._lanes[ident] = lanes
        for lane in lanes:
            self._lane_uses[lane] += 1
        for run in range(first >> _SHIFT, (last >> _SHIFT) + 1):
            self._runs[run][ident] = mark


_NONE: dict[int, MarkSpan] = {}


def _free_lane(colour: str, taken: _Taken) -> int:
    """The lane that holds `colour` alone, else the first empty one, which is then taken."""
    for lane, colours in taken.items():
        if len(colours) == 1 and colour in colours:
            return lane
    free = 0
    while free in taken and free < MAX_LANES - 1:
        free += 1
    taken.setdefault(free, set()).add(colour)
    return free


def _runs_of(first: int, last: int) -> range:
    return range(first >> _SHIFT, (last >> _SHIFT) + 1)


def _order(mark: MarkSpan) -> tuple[int, int, int]:
    return (mark.span.start.cue, mark.span.start.char, mark.id)
