"""Segments with timed words, read from JSON straight into what is asked for.

``{"segments": [{"start", "end", "text", "words": [{"word", "start", "end"}]}]}``: objects of
known members take a fifth of the time that dictionaries do, and the words of a day of talk become
columns. What is of any other shape is left to `json_scan.load`, which says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, chain, count, pairwise, repeat
from operator import add, ne, sub
from typing import cast

import msgspec

from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import Draft, RawCue, RawWord, cue_of_row, raw_cues
from annotator.formats.json_scan import bare
from annotator.formats.respelling import TimedPiece, respelled
from annotator.formats.spoken_columns import SpokenColumns, column_sentences
from annotator.formats.text_clean import tidied
from annotator.formats.word_rows import LARGE, WordColumns, WordRows, WrittenWords
from annotator.formats.words import place_words


class _Word(msgspec.Struct, gc=False):
    word: str
    start: float
    end: float
    probability: float | None = None
    confidence: float | None = None


class _Segment(msgspec.Struct, gc=False):
    text: str
    start: float | None = None
    end: float | None = None
    words: msgspec.Raw = msgspec.Raw(b"[]")

    def __post_init__(self) -> None:
        """Called for each, so that Python may turn to another thread: decoding a day of words in
        one go would hold up the window."""


class _Whole(msgspec.Struct):
    segments: list[_Segment]
    language: str = ""
    text: str | None = ""
    words: msgspec.Raw = msgspec.Raw(b"[]")


_WHOLE = msgspec.json.Decoder(_Whole)
_SEGMENTS = msgspec.json.Decoder(list[_Segment])
_WORDS = msgspec.json.Decoder(list[_Word])


def typed_segments(text: str) -> Draft | None:
    """The segments of a JSON text, or sentences of the words beside them; None if it is of another
    shape."""
    text = bare(text)
    try:
        whole = _Whole(_SEGMENTS.decode(text)) if text[:1] == "[" else _WHOLE.decode(text)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    segments = whole.segments
    if bytes(whole.words) != b"[]":
        return _worded(whole)
    starts = all_seconds_ms([segment.start for segment in segments])
    ends = all_seconds_ms([segment.end for segment in segments])
    texts, are_tidy = tidied([segment.text for segment in segments])
    lists = [memoryview(segment.words) for segment in segments]
    if sum(map(len, lists)) == len("[]") * len(lists):
        return Draft(raw_cues(starts, ends, texts), whole.language, has_tidy_texts=are_tidy)
    written = _by_column(lists) or _one_by_one(lists)
    if written is None:
        return None
    said, words = _placed(texts, written)
    are_tidy = are_tidy and said is texts
    rows = zip(starts, ends, said, repeat(""), words, strict=False)
    return Draft(list(map(cue_of_row, rows)), whole.language, has_tidy_texts=are_tidy)


def _worded(whole: _Whole) -> Draft | None:
    """Sentences of the words at the top; None if segments have words of their own."""
    if any(bytes(segment.words) != b"[]" for segment in whole.segments):
        return None
    try:
        words = _WORDS.decode(whole.words)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    sures = _sures(words)
    if sures is None or not words:
        return None
    texts = [word.word for word in words]
    starts = all_seconds_ms([word.start for word in words])
    ends = all_seconds_ms([word.end for word in words])
    told = [sures] if sures else []
    pieces: list[TimedPiece] = list(zip(texts, starts, ends, *told, strict=True))
    said = " ".join([segment.text for segment in whole.segments]) or whole.text or ""
    return Draft(respelled_sentences(said, pieces), whole.language)


def respelled_sentences(said: str, heard: Sequence[TimedPiece]) -> list[RawCue]:
    """Sentences of the words `heard`, with the marks that only the text has."""
    pieces = respelled(said, heard) or heard
    if not pieces:
        return []
    texts, starts, ends = zip(*[piece[:3] for piece in pieces], strict=True)
    sures = [piece[3] if len(piece) > 3 else None for piece in pieces]
    return column_sentences(SpokenColumns(texts, starts, ends, (), sures))


def _placed(texts: list[str], written: WrittenWords) -> tuple[list[str], list[Sequence[RawWord]]]:
    """The texts, or what their words say instead, and the timed words of each."""
    columns, edges, cuts = written.columns, written.edges, written.cuts
    # Where a segment has no words, or its text is not all that they say, it is done apart.
    begins = [columns.begins[first] if first < last else -1 for first, last in pairwise(edges)]
    told = [written.said[begin:stop] for begin, stop in zip(begins, cuts[1:], strict=True)]
    words: list[Sequence[RawWord]] = list(map(WordRows, repeat(columns), edges, edges[1:], begins))
    if told == texts and -1 not in begins:
        return texts, words
    said = texts.copy()
    spaced = _spaced(columns)
    for at, (text, begin) in enumerate(zip(texts, begins, strict=True)):
        if begin < 0 or told[at] != text:
            first, last = edges[at : at + 2]
            stops = [cuts[at], *columns.stops[first:last]]
            tokens = [written.said[start:stop] for start, stop in pairwise(stops)]
            if spaced and tokens and text == " ".join(tokens):
                words[at] = WordRows(spaced, first, last, spaced.begins[first])
                continue
            said[at], words[at] = _placed_apart(text, tokens, WordRows(columns, first, last, 0))
    return said, words


def _spaced(columns: WordColumns) -> WordColumns | None:
    """The words with a blank between any two; None if they are written with blanks of their own."""
    if any(map(ne, columns.begins, chain([0], columns.stops))):
        return None
    return replace(
        columns,
        begins=list(map(add, columns.begins, count())),
        stops=list(map(add, columns.stops, count())),
    )


def _by_column(lists: Sequence[memoryview]) -> WrittenWords | None:
    """The words of the lists, if they are so many that it pays to start numpy for them."""
    if sum(map(len, lists)) < LARGE:
        return None
    from annotator.formats.word_objects import word_objects

    return word_objects(lists)


def _one_by_one(lists: Sequence[memoryview]) -> WrittenWords | None:
    """The words of the lists; None if some word is none, or is followed by a blank where others
    have it before them."""
    try:
        words = list(map(_WORDS.decode, lists))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    flat = list(chain.from_iterable(words))
    tokens = [word.word for word in flat]
    bare_tokens = list(map(str.strip, tokens))
    sures = _sures(flat)
    if "" in bare_tokens or " \0" in "\0".join([*tokens, ""]) or sures is None:
        return None
    stops = list(accumulate(map(len, tokens)))
    begins = list(map(sub, stops, map(len, bare_tokens)))
    starts = all_seconds_ms([word.start for word in flat])
    ends = all_seconds_ms([word.end for word in flat])
    columns = WordColumns(cast("list[int]", starts), cast("list[int]", ends), begins, stops, sures)
    edges = list(accumulate(map(len, words), initial=0))
    cuts = [0, *stops]
    return WrittenWords("".join(tokens), columns, edges, [cuts[edge] for edge in edges])


def _placed_apart(
    text: str, tokens: Sequence[str], rows: WordRows
) -> tuple[str, Sequence[RawWord]]:
    pieces: list[TimedPiece] = [
        (token, start, end, *sure)
        for token, (start, end, _, _, *sure) in zip(tokens, rows, strict=True)
    ]
    return place_words(text, pieces)


def _sures(words: Sequence[_Word]) -> list[int] | None:
    """How sure the recogniser was of each, in percent; none if it does not tell, None if it does
    so of some alone, or in another measure."""
    if not words:
        return []
    first = words[0]
    if first.probability is not None:
        told = [word.probability for word in words]
    elif first.confidence is not None:
        told = [word.confidence for word in words]
    elif any(word.probability is not None or word.confidence is not None for word in words):
        return None
    else:
        return []
    try:
        shares = [int(100 * share + 0.5) for share in cast("list[float]", told)]
    except (TypeError, ValueError, OverflowError):  # None, NaN, infinity
        return None
    return shares if 0 <= min(shares) <= max(shares) <= 100 else None
