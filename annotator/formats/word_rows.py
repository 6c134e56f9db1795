"""The timed words of a whole file as columns, and a cue's words as a stretch of them.

A day of talk has 216,000 words. As lists of times and offsets they are made and tested by a few
passes at the speed of the interpreter's own loops; as tuples they take several times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, repeat
from operator import le, lt, sub
from typing import TYPE_CHECKING, cast, overload

from annotator.formats.draft import RawWord

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

LARGE = 1_000_000
"""Characters of a text with timed words from which on it pays to start numpy for it."""


@dataclass(slots=True)
class WordColumns:
    """`RawWord`s by columns; offsets count from anywhere, each stretch says from where.

    `sures` is empty where the source does not tell how sure it was, else as long as the others.
    """

    starts: Sequence[int] = field(default_factory=list)
    ends: Sequence[int] = field(default_factory=list)
    begins: Sequence[int] = field(default_factory=list)
    stops: Sequence[int] = field(default_factory=list)
    sures: Sequence[int] = field(default_factory=list)
    _unsound: list[int] | None = field(default=None, kw_only=True)

    @classmethod
    def of_arrays(
        cls,
        starts: NDArray[numpy.int64],
        ends: NDArray[numpy.int64],
        begins: NDArray[numpy.int64],
        stops: NDArray[numpy.int64],
        sures: NDArray[numpy.int64],
    ) -> WordColumns:
        """Columns of arrays that stay as they are: read like lists, of numbers of Python's own."""
        import numpy as np

        is_sound = starts < ends
        is_sound[:-1] &= ends[:-1] <= starts[1:]
        packed = [
            memoryview(np.ascontiguousarray(column, np.int64).data)
            for column in (starts, ends, begins, stops, sures)
        ]
        return cls(*packed, _unsound=np.flatnonzero(~is_sound).tolist())

    def unsound(self) -> list[int]:
        """The words, in order, that end no later than they start or after the next one starts."""
        if self._unsound is not None:
            return self._unsound
        starts, ends = self.starts, self.ends
        if all(map(lt, starts, ends)) and all(map(le, ends, islice(starts, 1, None))):
            return []
        nexts = [*starts[1:], ends[-1]]
        rows = enumerate(zip(starts, ends, nexts, strict=True))
        return [at for at, (start, end, after) in rows if not start < end <= after]


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """The words of a file's segments; `said` is all as they are written, one after the other.

    The columns' offsets are places in it. The words of segment `n` are those from `edges[n]` up
    to `edges[n + 1]`, written, with their blanks, from `cuts[n]` up to `cuts[n + 1]`.
    """

    said: str
    columns: WordColumns
    edges: list[int]
    cuts: list[int]


class WordRows(Sequence[RawWord]):
    """The words from `first` up to `last` of `columns`; `origin` is where the cue's text begins
    in what the columns' offsets count."""

    __slots__ = ("columns", "first", "last", "origin")

    def __init__(self, columns: WordColumns, first: int, last: int, origin: int) -> None:
        self.columns = columns
        self.first = first
        self.last = last
        self.origin = origin

    def __len__(self) -> int:
        return self.last - self.first

    @overload
    def __getitem__(self, index: int) -> RawWord: ...

    @overload
    def __getitem__(self, index: slice) -> list[RawWord]: ...

    def __getitem__(self, index: int | slice) -> RawWord | list[RawWord]:
        if isinstance(index, slice):
            return list(self)[index]
        at = range(self.first, self.last)[index]
        columns, origin = self.columns, self.origin
        row = columns.starts[at], columns.ends[at]
        spot = columns.begins[at] - origin, columns.stops[at] - origin
        return (*row, *spot, columns.sures[at]) if columns.sures else (*row, *spot)

    def __iter__(self) -> Iterator[RawWord]:
        columns, here = self.columns, slice(self.first, self.last)
        spots = (map(sub, column[here], repeat(self.origin)) for column in self._offsets())
        rows = columns.starts[here], columns.ends[here], *spots
        told = (columns.sures[here],) if columns.sures else ()
        return cast("Iterator[RawWord]", zip(*rows, *told, strict=True))

    def _offsets(self) -> tuple[Sequence[int], Sequence[int]]:
        return self.columns.begins, self.columns.stops

    def __repr__(self) -> str:
        return repr(list(self))


def counts_of(words: Iterable[Sequence[RawWord]]) -> list[int]:
    """How many words each has; asking a stretch of columns for its length takes longer."""
    return [row.last - row.first if type(row) is WordRows else len(row) for row in words]


def begin_of(words: Sequence[RawWord]) -> int:
    """Where the first of the words begins in its text."""
    if isinstance(words, WordRows):
        return words.columns.begins[words.first] - words.origin
    return words[0][2]


def moved(words: Sequence[RawWord], by: int) -> Sequence[RawWord]:
    """The words of a text whose first `by` characters are taken away."""
    if isinstance(words, WordRows):
        return WordRows(words.columns, words.first, words.last, words.origin + by)
    return [(start, end, b - by, e - by, *sure) for start, end, b, e, *sure in words]
