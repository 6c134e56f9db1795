"""The marks of the open episode in order of time, with what is counted of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from annotator.domain.mark_looks import MarkLooks
from annotator.domain.notes import Annotation

_FEW = 200
"""More marks than these are put in order all at once rather than one by one."""


def _by_time(mark: Annotation) -> tuple[int, int]:
    return mark.anchor.start_ms, mark.id


class OpenMarks:
    """Made of marks that are in order of time; changed as these change. `looks` are theirs."""

    def __init__(self, marks: Iterable[Annotation] = ()) -> None:
        self._take(marks)

    def _take(self, marks: Iterable[Annotation]) -> None:
        self.ordered = list(marks)
        self.looks = MarkLooks(self.ordered)
        self._by_id = {mark.id: mark for mark in self.ordered}
        self.topic_counts = Counter([topic for mark in self.ordered for topic in mark.topics])
        self.review_count = sum([mark.needs_review for mark in self.ordered])

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(self._by_id)

    def get(self, mark_id: int | None) -> Annotation | None:
        return self._by_id.get(mark_id) if mark_id is not None else None

    def within(self, begin_ms: int, end_ms: int) -> tuple[Annotation, ...]:
        """The marks that are heard, or only touch, from `begin_ms` to `end_ms`."""
        return tuple([self.ordered[place] for place in self.looks.within(begin_ms, end_ms)])

    def at(self, start_ms: int, end_ms: int) -> tuple[Annotation, ...]:
        """The marks that begin and end at exactly these times."""
        found = []
        for place in range(bisect_left(self.ordered, (start_ms, 0), key=_by_time), len(self)):
            mark = self.ordered[place]
            if mark.start_ms != start_ms:
                break
            if mark.end_ms == end_ms:
                found.append(mark)
        return tuple(found)

    def replace(self, ids: frozenset[int], fresh: Iterable[Annotation]) -> frozenset[int]:
        """Put `fresh` in the place of those that have these `ids`; the ids of those gone."""
        there, come = ids & self._by_id.keys(), {mark.id: mark for mark in fresh}
        if len(ids) > _FEW:
            rest = [mark for mark in self.ordered if mark.id not in ids]
            self._take(sorted([*rest, *come.values()], key=_by_time))
            return there - come.keys()
        for mark_id in there:
            old = self._by_id.pop(mark_id)
            self._count(old, -1)
            place = bisect_left(self.ordered, _by_time(old), key=_by_time)
            del self.ordered[place]
            self.looks.remove(place)
        for mark in come.values():
            self._by_id[mark.id] = mark
            self._count(mark, 1)
            place = bisect_left(self.ordered, _by_time(mark), key=_by_time)
            self.ordered.insert(place, mark)
            self.looks.insert(place, mark)
        return there - come.keys()

    def __len__(self) -> int:
        return len(self.ordered)

    def _count(self, mark: Annotation, by: int) -> None:
        """Keep the counts without walking over ten thousand marks at every key press."""
        for topic in mark.topics:
            self.topic_counts[topic] += by
        self.review_count += by * mark.needs_review
