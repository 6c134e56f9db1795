"""What a view must know of every mark before it shows any: when each is heard, how long it reads.

Ten thousand marks of a day lie scattered in memory: to follow each to its anchor and its words
takes longer than all that is then done with them. They are looked through once, by the worker
that reads them; views ask these columns.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from annotator.domain.notes import Annotation


class MarkLooks:
    """Of marks in order of time, one after another: `ids`, `starts` and `ends` in milliseconds,
    and the numbers of characters of their `words` and their `notes`."""

    __slots__ = ("ends", "ids", "notes", "starts", "words")

    def __init__(self, marks: Sequence[Annotation] = ()) -> None:
        anchors = [mark.anchor for mark in marks]
        self.ids = array("q", [mark.id for mark in marks])
        self.starts = array("q", [anchor.start_ms for anchor in anchors])
        self.ends = array("q", [anchor.end_ms for anchor in anchors])
        self.words = array("q", [len(anchor.exact) for anchor in anchors])
        self.notes = array("q", [len(mark.note) for mark in marks])

    def __len__(self) -> int:
        return len(self.ids)

    def copy(self) -> MarkLooks:
        """The same, to be kept while these change."""
        other = MarkLooks()
        for name in self.__slots__:
            setattr(other, name, getattr(self, name)[:])
        return other

    def insert(self, place: int, mark: Annotation) -> None:
        """A mark has come to stand at a `place`."""
        for column, value in zip(self._columns(), _looks_of(mark), strict=True):
            column.insert(place, value)

    def change(self, place: int, mark: Annotation) -> None:
        """The mark at a `place` is another."""
        for column, value in zip(self._columns(), _looks_of(mark), strict=True):
            column[place] = value

    def remove(self, place: int) -> None:
        """The mark at a `place` is gone."""
        for column in self._columns():
            del column[place]

    def within(self, begin_ms: int, end_ms: int) -> Iterable[int]:
        """The places of the marks that are heard, or only touch, from `begin_ms` to `end_ms`."""
        before = self.ends[: bisect_right(self.starts, end_ms)]
        return [place for place, ends in enumerate(before) if ends >= begin_ms]

    def _columns(self) -> tuple[array[int], ...]:
        return self.ids, self.starts, self.ends, self.words, self.notes


def _looks_of(mark: Annotation) -> tuple[int, ...]:
    anchor = mark.anchor
    return mark.id, anchor.start_ms, anchor.end_ms, len(anchor.exact), len(mark.note)
