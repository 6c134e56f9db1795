"""A whole file's timed words by columns, made into cues: sentences, or the cues of the source.

What `sentences` and `words.join_pieces` do word by word takes four passes a word; over columns it
takes a few passes in all, at the speed of the interpreter's own loops. What is not regular (times
that are missing, blanks within a word) is left to those two, with the same outcome.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, compress, count, islice, pairwise, repeat
from operator import ne, sub
from typing import NamedTuple, TypeVar, cast

from annotator.formats.draft import RawCue, RawWord, cue_of_row
from annotator.formats.sentences import (
    LONG,
    MOMENT_MS,
    PAUSE_MS,
    TOO_LONG,
    SpokenWord,
    ends_clause,
    ends_sentence,
    sentences,
)
from annotator.formats.text_clean import one_lines
from annotator.formats.word_rows import WordColumns, WordRows
from annotator.formats.words import join_pieces, place_words

Times = Sequence[int | None]
_Value = TypeVar("_Value")


class SpokenColumns(NamedTuple):
    """`SpokenWord`s by columns. Without `speakers` nobody is named; `sures` may tell of none."""

    texts: Sequence[str]
    starts: Times
    ends: Times
    speakers: Sequence[str] = ()
    sures: Times = ()

    def part(self, first: int, last: int) -> SpokenColumns:
        """The words from `first` up to `last`."""
        here = slice(first, last)
        return SpokenColumns(
            self.texts[here],
            self.starts[here],
            self.ends[here],
            self.speakers[here],
            self.sures[here],
        )

    def words(self) -> Iterator[SpokenWord]:
        """One by one."""
        missing = len(self.texts)
        speakers = self.speakers or [""] * missing
        sures = self.sures or [None] * missing
        return map(SpokenWord, self.texts, self.starts, self.ends, speakers, sures)


def column_sentences(words: SpokenColumns, edges: Sequence[int] = ()) -> list[RawCue]:
    """`sentences` of the words between each two of the `edges`; of all, where there are none."""
    edges = edges or [0, len(words.texts)]
    if (bare := _separate(words, edges)) is not None and (rows := _rows(words, bare)) is not None:
        breaks = _breaks(words, bare, edges)
        texts = [" ".join(bare[first:last]) for first, last in pairwise(breaks)]
        return _cues(words, rows, breaks, texts)
    return [
        cue for first, last in pairwise(edges) for cue in sentences(words.part(first, last).words())
    ]


def joined_columns(
    words: SpokenColumns, edges: Sequence[int]
) -> list[tuple[str, Sequence[RawWord]]]:
    """`join_pieces` of the words between each two of the `edges`."""
    if (bare := _separate(words, edges)) is not None and (rows := _rows(words, bare)) is not None:
        return [
            (" ".join(bare[first:last]), WordRows(rows, first, last, rows.begins[first]))
            if first < last
            else ("", ())
            for first, last in pairwise(edges)
        ]
    return [
        join_pieces([word.piece for word in words.part(first, last).words()])
        for first, last in pairwise(edges)
    ]


def placed_columns(
    texts: Sequence[str], words: SpokenColumns, edges: Sequence[int]
) -> list[tuple[str, Sequence[RawWord]]]:
    """`place_words` of each text and the words between its two of the `edges`."""
    bare = list(map(str.strip, words.texts))
    lacking = _lacking(words)
    rows = _columns(words, bare)
    out: list[tuple[str, Sequence[RawWord]]] = []
    for text, (first, last) in zip(one_lines(texts), pairwise(edges), strict=True):
        at = bisect_left(lacking, first)
        is_whole = at == len(lacking) or lacking[at] >= last
        if is_whole and first < last and text == " ".join(bare[first:last]):
            out.append((text, WordRows(rows, first, last, rows.begins[first])))
        else:
            pieces = [word.piece for word in words.part(first, last).words()]
            out.append(place_words(text, pieces))
    return out


def edges_of(turns: Iterable[Sequence[object]]) -> list[int]:
    """Where the words of each turn begin, and the end of all."""
    return list(accumulate(map(len, turns), initial=0))


def spread(values: Iterable[_Value], turns: Iterable[Sequence[object]]) -> list[_Value]:
    """What is told of each turn, for each of its words."""
    return list(chain.from_iterable(map(repeat, values, map(len, turns))))


def begun(turns: Sequence[tuple[int, str]], times: Times) -> list[int]:
    """How many of the turns, in order of their starts, have begun at each of the times."""
    begins = [begin for begin, _ in turns]
    return [bisect_right(begins, time or 0) for time in times]


def _separate(words: SpokenColumns, edges: Sequence[int]) -> list[str] | None:
    """The words without their blanks, if each is one word with a blank between any two."""
    texts = list(words.texts)
    bare = list(map(str.strip, texts))
    if bare == texts:
        said = " ".join(bare)
    else:
        said = "\n".join(["".join(texts[first:last]) for first, last in pairwise(edges)])
    return bare if texts and said.split() == bare else None


def _rows(words: SpokenColumns, bare: Sequence[str]) -> WordColumns | None:
    """The words as columns, if none of them lacks anything."""
    return None if _lacking(words) else _columns(words, bare)


def _lacking(words: SpokenColumns) -> list[int]:
    """The words, in order, without a time, or without the sureness that others have."""
    columns: list[Times] = [words.starts, words.ends]
    if any(sure is not None for sure in words.sures):
        columns.append(words.sures)
    if not any(None in c or min(cast("Sequence[int]", c), default=0) < 0 for c in columns):
        return []
    rows = enumerate(zip(*columns, strict=True))
    return [at for at, row in rows if any(value is None or value < 0 for value in row)]


def _columns(words: SpokenColumns, bare: Sequence[str]) -> WordColumns:
    """The words set one after the other with a blank between; what is lacking is 0."""
    stops = list(accumulate([len(word) + 1 for word in bare], initial=-1))[1:]
    begins = list(map(sub, stops, map(len, bare)))
    sures = words.sures if any(sure is not None for sure in words.sures) else ()
    starts, ends, told = (
        [value or 0 for value in column] if None in column else cast("list[int]", list(column))
        for column in (words.starts, words.ends, sures)
    )
    return WordColumns(starts, ends, begins, stops, told)


def _breaks(words: SpokenColumns, bare: Sequence[str], edges: Sequence[int]) -> list[int]:
    """Where cues begin, and the end."""
    starts, ends = cast("Sequence[int]", words.starts), cast("Sequence[int]", words.ends)
    gaps = list(map(sub, islice(starts, 1, None), ends))
    last_words = {word for word in set(bare) if ends_sentence(word)}
    found = {*edges}
    found.update(at for at, word in enumerate(bare, 1) if word in last_words)
    if max(gaps, default=0) > PAUSE_MS:
        found.update(at for at, gap in enumerate(gaps, 1) if gap > PAUSE_MS)
    if words.speakers:
        changes = map(ne, words.speakers, islice(words.speakers, 1, None))
        found.update(compress(count(1), changes))
    hard = sorted(found)
    lengths = list(accumulate([len(text) + 1 for text in words.texts], initial=0))
    return [
        *chain.from_iterable(
            [first]
            if lengths[last - 1] - lengths[first] <= LONG
            else _in_parts(first, last, lengths, bare, gaps)
            for first, last in pairwise(hard)
        ),
        hard[-1],
    ]


def _in_parts(
    first: int, last: int, lengths: Sequence[int], bare: Sequence[str], gaps: Sequence[int]
) -> Iterator[int]:
    """Where the parts of a long stretch begin."""
    yield first
    for at in range(first + 1, last):
        length = lengths[at] - lengths[first]
        if length > LONG and (
            length > TOO_LONG or gaps[at - 1] > MOMENT_MS or ends_clause(bare[at - 1])
        ):
            yield at
            first = at


def _cues(
    words: SpokenColumns, rows: WordColumns, breaks: Sequence[int], texts: Sequence[str]
) -> list[RawCue]:
    starts, ends, speakers = rows.starts, rows.ends, words.speakers
    return [
        cue_of_row(
            (
                starts[first],
                # An end that is no later than its start would end the cue before its last word.
                ends[last - 1] if ends[last - 1] > starts[last - 1] else None,
                text,
                speakers[first] if speakers else "",
                WordRows(rows, first, last, rows.begins[first]),
            )
        )
        for text, (first, last) in zip(texts, pairwise(breaks), strict=True)
    ]
