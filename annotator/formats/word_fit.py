"""Word times made to fit their cue: inside it, in order, each at least one millisecond long."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, starmap
from typing import overload

from annotator.domain.transcript import PackedWords, Word
from annotator.formats.draft import RawWord
from annotator.formats.word_rows import WordColumns, WordRows

_LONG_WORD_MS = 1_000
_TOKENS = re.compile(r"\S+")


class TimedWords(PackedWords):
    """The words that a source timed, as a cue's `words`."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Sequence[RawWord]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Word: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...

    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(index, slice):
            return tuple(starmap(Word, self._rows[index]))
        return Word(*self._rows[index])

    def __iter__(self) -> Iterator[Word]:
        return starmap(Word, self._rows)

    def numbers(self) -> Iterable[tuple[int, ...]]:
        return self._rows

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TimedWords):
            return list(self._rows) == list(other._rows)
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def fit_words(words: Sequence[RawWord], start_ms: int, end_ms: int) -> TimedWords:
    """`words` between `start_ms` and `end_ms`, which are at least one millisecond a word apart.

    Times that make no sense (negative stands for none) are put between their neighbours'.
    """
    at = start_ms
    for word in words:
        start, end = word[0], word[1]
        if start < at or end <= start:
            break
        at = end
    else:
        if at <= end_ms:
            return TimedWords(words)
    return TimedWords(_pressed(_filled(words, start_ms, end_ms), words, start_ms, end_ms))


def fit_all(
    words: Sequence[Sequence[RawWord]], starts: Sequence[int], ends: Sequence[int]
) -> list[Sequence[Word]]:
    """`fit_words` of the words of many cues, () where a cue has none.

    Of those that are stretches of the same columns, only the ones that need it are looked at word
    by word.
    """
    columns = next((row.columns for row in words if isinstance(row, WordRows)), WordColumns())
    firsts, lasts, unsound = columns.starts, columns.ends, columns.unsound()
    out: list[Sequence[Word]] = []
    for row, start_ms, end_ms in zip(words, starts, ends, strict=True):
        # Asked first: nearly all are stretches, and asking them for their length takes longer.
        if type(row) is WordRows and row.columns is columns:
            fits = firsts[row.first] >= start_ms and lasts[row.last - 1] <= end_ms
            # At the last word of a cue what comes after it does not matter, but is looked at too.
            at = bisect_left(unsound, row.first) if unsound else 0
            if fits and (at == len(unsound) or unsound[at] >= row.last):
                out.append(TimedWords(row))
                continue
        out.append(fit_words(row, start_ms, end_ms) if row else ())
    return out


def even_words(text: str, start_ms: int, end_ms: int) -> list[RawWord]:
    """Equal times for the words of a text that is said faster than a letter a millisecond."""
    spots = [found.span() for found in _TOKENS.finditer(text)]
    edges = [start_ms + (end_ms - start_ms) * i // len(spots) for i in range(len(spots) + 1)]
    return [(start, end, *spot) for (start, end), spot in zip(pairwise(edges), spots, strict=True)]


def _filled(words: Sequence[RawWord], start_ms: int, end_ms: int) -> list[tuple[int, int]]:
    """Starts and ends with the missing ones spread between the neighbours that are known."""
    times: list[tuple[int, int]] = []
    index, known_end = 0, start_ms
    while index < len(words):
        start, end, *_ = words[index]
        if start >= 0:
            if end <= start:  # no end stated: until the next word, within reason
                after = words[index + 1][0] if index + 1 < len(words) else end_ms
                end = min(max(after, start), start + _LONG_WORD_MS)
            known_end = end
            times.append((start, known_end))
            index += 1
            continue
        after = next((i for i in range(index, len(words)) if words[i][0] >= 0), len(words))
        stop = words[after][0] if after < len(words) else end_ms
        room, missing = max(stop - known_end, 0), after - index
        edges = [known_end + room * i // missing for i in range(missing + 1)]
        times += pairwise(edges)
        known_end = edges[-1]
        index = after
    return times


def _pressed(
    times: list[tuple[int, int]], words: Sequence[RawWord], start_ms: int, end_ms: int
) -> list[RawWord]:
    starts: list[int] = []
    earliest, left = start_ms, len(times)
    for start, _ in times:
        earliest = min(max(start, earliest), end_ms - left)
        starts.append(earliest)
        earliest += 1
        left -= 1
    limits = [*starts[1:], end_ms]
    return [
        (start, min(max(end, start + 1), limit), begin, stop, *sure)
        for start, limit, (_, end), (_, _, begin, stop, *sure) in zip(
            starts, limits, times, words, strict=True
        )
    ]
