"""Which marks stand on which lane of the timeline, and the bars they are drawn as at a scale."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import sub

from annotator.domain.notes import Annotation, Kind, Topic
from annotator.gui.timeline.stretch import Stretch

NO_TOPIC = 0
"""The lane key of marks without a topic."""
_NO_TOPICS = (NO_TOPIC,)
LEAST = 3.0
"""The pixels that the shortest mark is wide."""
_FEW = 300
"""Up to this many marks in view are joined as they are drawn; more come joined beforehand,"""
_FINE = 4
"""at so many scales for each doubling."""
_TOPIC, _QUOTE, _NOTE = Kind.TOPIC, Kind.QUOTE, Kind.NOTE
"""Looked up once: to ask the class for a member, or a member for its value, takes longer than all
else that is done for each of ten thousand marks."""

Bar = tuple[float, float]
"""A stretch on a lane: its left and its right end in pixels from the left edge of what is shown."""
Joined = tuple[list[int], list[int]]
"""Stretches of time that do not touch: where each begins and where it ends, in order."""


@dataclass
class Lane:
    """The marks of one topic in order of time."""

    marks: list[Annotation] = field(default_factory=list)
    longest_ms: int = 0
    _begins: list[int] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)
    _signs: list[tuple[int, str]] = field(default_factory=list)
    _joined: dict[int, Joined] = field(default_factory=dict)

    def put(self, mark: Annotation) -> None:
        place = bisect_right(self._begins, mark.start_ms)
        self.marks.insert(place, mark)
        self._begins.insert(place, mark.start_ms)
        self._ends.insert(place, mark.end_ms)
        self.longest_ms = max(self.longest_ms, mark.end_ms - mark.start_ms)
        if kind := sign_of(mark):
            insort(self._signs, (mark.start_ms, kind))
        self._joined.clear()

    def take(self, mark: Annotation) -> None:
        place = bisect_left(self._begins, mark.start_ms)
        while self.marks[place].id != mark.id:
            place += 1
        del self.marks[place], self._begins[place], self._ends[place]
        if kind := sign_of(mark):
            self._signs.remove((mark.start_ms, kind))
        self._joined.clear()

    def fill(self, marks: Iterable[Annotation]) -> None:
        """All marks at once, in order of time."""
        self.marks = list(marks)
        anchors = [mark.anchor for mark in self.marks]
        self._begins = [anchor.start_ms for anchor in anchors]
        self._ends = [anchor.end_ms for anchor in anchors]
        self._signs = [
            (mark.anchor.start_ms, sign_of(mark))
            for mark in self.marks
            if mark.kind is not _TOPIC or mark.note
        ]
        self.longest_ms = max(map(sub, self._ends, self._begins), default=0)
        self._joined.clear()

    def between(self, start_ms: float, end_ms: float) -> Iterator[Annotation]:
        """The marks that touch this time, in order of time."""
        first = bisect_left(self._begins, start_ms - self.longest_ms)
        for mark in self.marks[first : bisect_right(self._begins, end_ms)]:
            if mark.end_ms >= start_ms:
                yield mark

    @property
    def sign_count(self) -> int:
        return len(self._signs)

    def signs(self, start_ms: float, end_ms: float) -> Sequence[tuple[int, str]]:
        """(start_ms, sign) of the marks that have one and begin in this time."""
        first = bisect_left(self._signs, (start_ms, ""))
        return self._signs[first : bisect_left(self._signs, (end_ms, ""))]

    def bars(self, shown: Stretch, left_px: float, right_px: float) -> list[Bar]:
        """What is seen of the marks between two pixels; neighbours that touch are one bar.

        There are no more bars than pixels, and no more work than that, however many marks.
        """
        start_ms = (left_px + shown.first_px) * shown.scale
        end_ms = (right_px + shown.first_px) * shown.scale
        first = bisect_left(self._begins, start_ms - self.longest_ms)
        last = bisect_right(self._begins, end_ms)
        if last - first <= _FEW:
            return _bars(shown, self._begins[first:last], self._ends[first:last])
        begins, ends = self._level(_level_of(shown.scale))
        first = max(bisect_right(begins, start_ms) - 1, 0)
        last = bisect_right(begins, end_ms)
        return _bars(shown, begins[first:last], ends[first:last])

    def join(self, widest: float) -> Iterator[None]:
        """Join the marks for all scales, up to `widest`, at which many are in view at once; one
        scale with each step."""
        if len(self.marks) > _FEW:
            first = widest * _FEW / len(self.marks) / 2
            for level in range(_level_of(first), _level_of(widest) + 1):
                self._level(level)
                yield

    def _level(self, level: int) -> Joined:
        """The marks joined for scales of 2**(level / _FINE) milliseconds a pixel and coarser."""
        made = self._joined.get(level)
        if made is None:
            finer = max((known for known in self._joined if known < level), default=None)
            begins, ends = (self._begins, self._ends) if finer is None else self._joined[finer]
            made = self._joined[level] = _joined(begins, ends, 2 ** (level / _FINE))
        return made


class Lanes:
    """All lanes, in the order of the topics; marks without one stand on the last."""

    def __init__(self) -> None:
        self._topics: tuple[Topic, ...] = ()
        self._marks: dict[int, Annotation] = {}
        self._by_topic: dict[int, Lane] = {}
        self.shown: tuple[int, ...] = ()

    def set_topics(self, topics: Sequence[Topic]) -> None:
        self._topics = tuple(topics)
        self._order()

    def set_marks(self, marks: Iterable[Annotation]) -> None:
        for _ in self.filling(marks):
            """All at once."""

    def filling(self, marks: Iterable[Annotation]) -> Iterator[None]:
        """Put these marks in the place of all before, a lane with each step; those before stand
        until the last is filled."""
        standing = list(marks)
        begins = [mark.anchor.start_ms for mark in standing]
        if begins != sorted(begins):
            standing.sort(key=_start)
        yield
        by_topic: defaultdict[int, list[Annotation]] = defaultdict(list)
        for mark in standing:
            for topic in mark.topics or _NO_TOPICS:
                by_topic[topic].append(mark)
        lanes: dict[int, Lane] = {}
        for topic, those in by_topic.items():
            yield
            lanes[topic] = Lane()
            lanes[topic].fill(those)
        yield
        self._marks, self._by_topic = {mark.id: mark for mark in standing}, lanes
        self._order()

    @property
    def held(self) -> Mapping[int, Annotation]:
        """All that `set_marks` replaces, to be taken apart when there is time."""
        return self._marks

    def update(self, changed: Iterable[Annotation], removed: Iterable[int]) -> None:
        for mark_id in removed:
            if mark_id in self._marks:
                self._leave(self._marks.pop(mark_id))
        for mark in changed:
            if mark.id in self._marks:
                self._leave(self._marks[mark.id])
            self._marks[mark.id] = mark
            for topic in mark.topics or (NO_TOPIC,):
                self._by_topic.setdefault(topic, Lane()).put(mark)
        self._order()

    def join(self, shown: Stretch) -> Iterator[None]:
        """Get ready for any zoom of this episode, in small steps: the first frame at a scale must
        not have to join the marks of a day."""
        for lane in tuple(self._by_topic.values()):
            yield from lane.join(shown.widest)

    def mark(self, mark_id: int | None) -> Annotation | None:
        return self._marks.get(mark_id) if mark_id is not None else None

    def lane(self, topic: int) -> Lane:
        return self._by_topic[topic]

    def place_of(self, mark: Annotation) -> int | None:
        """The lane, counted from the top, that a mark stands on first."""
        places = [p for p, topic in enumerate(self.shown) if topic in (mark.topics or (NO_TOPIC,))]
        return places[0] if places else None

    def topic(self, topic_id: int) -> Topic | None:
        return next((topic for topic in self._topics if topic.id == topic_id), None)

    def _leave(self, mark: Annotation) -> None:
        for topic in mark.topics or (NO_TOPIC,):
            self._by_topic[topic].take(mark)

    def _order(self) -> None:
        used = {topic for topic, lane in self._by_topic.items() if lane.marks}
        known = tuple(topic.id for topic in self._topics if topic.id in used)
        self.shown = (*known, NO_TOPIC) if NO_TOPIC in used else known


def sign_of(mark: Annotation) -> str:
    """What is drawn on a mark's bar: ``note`` for one with words of the user's, else its kind;
    "" for one that only has topics."""
    kind = mark.kind
    if mark.note or kind is _NOTE:
        return "note"
    if kind is _TOPIC:
        return ""
    return "quote" if kind is _QUOTE else "bookmark"


def _start(mark: Annotation) -> int:
    return mark.anchor.start_ms


def _level_of(scale: float) -> int:
    return math.floor(_FINE * math.log2(scale))


def _joined(begins: Sequence[int], ends: Sequence[int], per_px: float) -> Joined:
    least, gap = int(LEAST * per_px), int(per_px / 2)
    lefts: list[int] = []
    rights: list[int] = []
    right = -gap - 1
    for begin, end in zip(begins, ends, strict=True):
        if end - begin < least:
            end = begin + least
        if begin > right + gap:
            lefts.append(begin)
            rights.append(end)
            right = end
        elif end > right:
            rights[-1] = right = end
    return lefts, rights


def _bars(shown: Stretch, begins: Sequence[int], ends: Sequence[int]) -> list[Bar]:
    scale = shown.scale
    lefts, rights = _joined(begins, ends, scale)
    shift = shown.first_px
    return [
        (begin / scale - shift, max(end / scale, begin / scale + LEAST) - shift)
        for begin, end in zip(lefts, rights, strict=True)
    ]
