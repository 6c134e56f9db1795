"""Loose matching of what is typed against names: letters in order, best where words begin."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

_WHOLE, _START, _WORD, _INSIDE, _SCATTERED = 120, 100, 80, 60, 30


@dataclass(frozen=True, slots=True)
class Match:
    """Higher scores first; `positions` are the characters of the name that were matched."""

    score: int
    positions: tuple[int, ...]


def match(query: str, name: str, *, whole: bool = False) -> Match | None:
    """How `query` matches `name`, or None. Every blank-separated part must be found.

    Case and accents do not count. An empty query matches everything with score 0. If `whole`,
    the letters of a part must stand together.
    """
    folded = _folded(name)
    score, positions = 0, set[int]()
    for part in _folded(query).split():
        found = _part(part, folded, whole)
        if found is None:
            return None
        score += found.score
        positions.update(found.positions)
    return Match(score, tuple(sorted(positions)))


def _folded(text: str) -> str:
    """Lower case without accents, each character still one character."""
    if text.isascii():
        return text.lower()  # a thousand names are matched at every letter typed
    return "".join(_plain(ch) for ch in text)


def _plain(ch: str) -> str:
    if ch.isascii():
        return ch.lower()
    first = unicodedata.normalize("NFKD", ch)[0].lower()
    return first if len(first) == 1 else ch


def _part(part: str, name: str, whole: bool) -> Match | None:
    places = _occurrences(part, name)
    if places:
        begin = max(places, key=lambda place: (_place_score(part, name, place), -place))
        return Match(_place_score(part, name, begin), tuple(range(begin, begin + len(part))))
    return None if whole else _scattered(part, name)


def _occurrences(part: str, name: str) -> list[int]:
    places, begin = [], name.find(part)
    while begin >= 0:
        places.append(begin)
        begin = name.find(part, begin + 1)
    return places


def _place_score(part: str, name: str, begin: int) -> int:
    if part == name:
        return _WHOLE
    if begin == 0:
        return _START
    return _WORD if not name[begin - 1].isalnum() else _INSIDE


def _scattered(part: str, name: str) -> Match | None:
    """Letters in order with gaps, each gap costing a little."""
    positions: list[int] = []
    for ch in part:
        begin = name.find(ch, positions[-1] + 1 if positions else 0)
        if begin < 0:
            return None
        positions.append(begin)
    gaps = sum(1 for one, two in pairwise(positions) if two != one + 1)
    return Match(max(_SCATTERED - 4 * gaps, 1), tuple(positions))
