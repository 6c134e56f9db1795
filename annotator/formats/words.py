"""From a list of timed words to a cue's text with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import BAD_MS, RawWord
from annotator.formats.respelling import TimedPiece as TimedPiece
from annotator.formats.respelling import respelled
from annotator.formats.text_clean import one_line

_WORD = re.compile(r"\S*\w\S*")

_SURENESS = ("probability", "confidence", "score")


def percent(value: object, whole: float = 1) -> int | None:
    """How sure a recogniser was, stated as a share of `whole`, in percent; None for no share."""
    try:
        share = (value if isinstance(value, float) else float(str(value))) / whole
    except ValueError:
        return None
    return int(100 * share + 0.5) if 0 <= share <= 1 else None


def percents(shares: Sequence[float | str | None]) -> Sequence[int | None]:
    """`percent` of many; a fifth of the time where all are told, none at all where none is."""
    if shares.count(None) == len(shares):
        return ()
    try:
        numbers = list(map(float, shares))  # type: ignore[arg-type]
        if 0 <= min(numbers) <= max(numbers) <= 1:
            return [int(100 * number + 0.5) for number in numbers]
    except (TypeError, ValueError, OverflowError):
        pass  # None, words, NaN, none at all
    return [percent(share) for share in shares]


def pieces_of(words: Iterable[object], *names: str) -> list[TimedPiece]:
    """Pieces of JSON words: ``start``, ``end`` in seconds, the text under one of `names`, the
    sureness under one of its own."""
    entries = [word for word in words if isinstance(word, dict)]
    starts = all_seconds_ms([word.get("start") for word in entries])
    ends = all_seconds_ms([word.get("end") for word in entries])
    texts: list[Any] = [word.get(names[0]) for word in entries]
    if not all(type(text) is str for text in texts):
        texts = [
            next((text for name in names if isinstance(text := word.get(name), str)), "")
            for word in entries
        ]
    pieces: list[TimedPiece] = list(zip(texts, starts, ends, strict=True))
    told = next((name for name in _SURENESS if entries and name in entries[0]), None)
    if told is None:
        return pieces
    try:
        shares = [int(100 * word[told] + 0.5) for word in entries]
    except (KeyError, TypeError, ValueError, OverflowError):
        shares = [-1]
    if min(shares) >= 0 and max(shares) <= 100:
        return list(zip(texts, starts, ends, shares, strict=True))
    return [with_sureness(p, word.get(told)) for p, word in zip(pieces, entries, strict=True)]


def with_sureness(piece: TimedPiece, value: object) -> TimedPiece:
    """A piece with the share of sureness that its source states, if that is one."""
    sure = percent(value)
    return piece if sure is None else (*piece[:3], sure)


def place_words(text: str, pieces: Sequence[TimedPiece]) -> tuple[str, list[RawWord]]:
    """`text` (or the pieces joined, where they say something else) and its timed words.

    The source's own text is kept where it can be: it has the right blanks for its language, and
    the marks and capitals that words as heard have not.
    """
    text = one_line(text)
    if text and not pieces:
        return text, []
    if text:
        words = _found_in(text, pieces)
        if words is not None:
            return text, words
        return join_pieces(respelled(text, pieces) or pieces)
    return join_pieces(pieces)


def _found_in(text: str, pieces: Sequence[TimedPiece]) -> list[RawWord] | None:
    words: list[RawWord] = []
    at = 0
    for piece in pieces:
        token = piece[0].strip()
        if not token:
            continue
        begin = text.find(token, at)
        # A far match is a wrong match: between two words there is little but punctuation.
        if begin < 0 or begin - at > 24:
            return None
        if begin > at + 1:
            words += _untimed(text, at, begin)
        at = begin + len(token)
        words.append((_or_bad(piece[1]), _or_bad(piece[2]), begin, at, *piece[3:]))
    if not words:
        return None
    return _timed(words + _untimed(text, at, len(text)))


def _untimed(text: str, begin: int, end: int) -> list[RawWord]:
    """Words of the text that the source has not timed; punctuation alone is none."""
    return [
        (BAD_MS, BAD_MS, found.start(), found.end()) for found in _WORD.finditer(text, begin, end)
    ]


def join_pieces(pieces: Sequence[TimedPiece]) -> tuple[str, list[RawWord]]:
    """Pieces set end to end if they carry their own blanks, else with a blank between."""
    own_blanks = any(raw[:1].isspace() or raw[-1:].isspace() for raw, *_ in pieces)
    text = ""
    blank = False
    words: list[RawWord] = []
    for raw, start_ms, end_ms, *sure in pieces:
        token = raw.strip()
        if not token:
            blank = blank or bool(raw)
            continue
        if text and (blank or not own_blanks or raw[0].isspace()):
            text += " "
        blank = raw[-1].isspace()
        token = one_line(token)
        begin, end = len(text), len(text) + len(token)
        words.append((_or_bad(start_ms), _or_bad(end_ms), begin, end, *sure))
        text += token
    return text, _timed(words)


def _or_bad(time_ms: int | None) -> int:
    return BAD_MS if time_ms is None else time_ms


def _timed(words: list[RawWord]) -> list[RawWord]:
    """No word times at all if the source has none: they are spread over the cue then."""
    return words if any(word[0] >= 0 for word in words) else []


def merged_syllables(pieces: Sequence[TimedPiece]) -> list[TimedPiece]:
    """Pieces with no blank between them made one word; each result ends with a blank."""
    words: list[TimedPiece] = []
    glued = False
    for raw, start_ms, end_ms, *_ in pieces:
        for place, token in enumerate(raw.split()):
            if words and glued and place == 0 and not raw[0].isspace():
                before = words[-1]
                start = start_ms if before[1] is None else before[1]
                words[-1] = (before[0].rstrip() + token + " ", start, end_ms)
            else:
                words.append((token + " ", start_ms, end_ms))
        if raw:
            glued = not raw[-1].isspace()
    return words
