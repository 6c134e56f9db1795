"""Segments with timed words, read from JSON straight into what is asked for.

``{"segments": [{"start", "end", "text", "words": [{"word", "start", "end"}]}]}``: objects of
known members take a fifth of the time that dictionaries do, and the words of a day of talk become
columns. What is of any other shape is left to `json_scan.load`, which says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from operator import sub
from typing import cast

import msgspec

from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import Draft, RawWord, cue_of_row, raw_cues
from annotator.formats.json_scan import bare
from annotator.formats.respelling import TimedPiece
from annotator.formats.text_clean import tidied
from annotator.formats.word_rows import WordColumns, WordRows
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
    words: list[_Word] = []

    def __post_init__(self) -> None:
        """Called for each, so that Python may turn to another thread: decoding a day of words in
        one go would hold up the window."""


class _Whole(msgspec.Struct):
    segments: list[_Segment]
    language: str = ""
    words: list[msgspec.Raw] = []


_WHOLE = msgspec.json.Decoder(_Whole)
_SEGMENTS = msgspec.json.Decoder(list[_Segment])


def typed_segments(text: str) -> Draft | None:
    """The segments of a JSON text; None if it is of another shape, or has words beside them."""
    text = bare(text)
    try:
        whole = _Whole(_SEGMENTS.decode(text)) if text[:1] == "[" else _WHOLE.decode(text)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    if whole.words:
        return None
    segments = whole.segments
    starts = all_seconds_ms([segment.start for segment in segments])
    ends = all_seconds_ms([segment.end for segment in segments])
    texts, are_tidy = tidied([segment.text for segment in segments])
    words = [segment.words for segment in segments]
    if not any(words):
        return Draft(raw_cues(starts, ends, texts), whole.language, has_tidy_texts=are_tidy)
    placed = _placed(texts, words)
    if placed is None:
        return None
    rows = zip(starts, ends, placed, strict=True)
    cues = [cue_of_row((start, end, said, "", timed)) for start, end, (said, timed) in rows]
    return Draft(cues, whole.language)


_Placed = list[tuple[str, Sequence[RawWord]]]


def _placed(texts: Sequence[str], words: Sequence[Sequence[_Word]]) -> _Placed | None:
    """The texts, or what their words say instead, with these as timed words; None if some word
    is none, or is followed by a blank where others have it before them."""
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
    return [
        (text, WordRows(columns, first, last, begins[first]))
        if first < last and "".join(tokens[first:last]).lstrip() == text
        else _placed_apart(text, tokens[first:last], WordRows(columns, first, last, 0))
        for text, (first, last) in zip(texts, pairwise(edges), strict=True)
    ]


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
