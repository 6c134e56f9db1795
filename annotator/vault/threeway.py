"""Three-way merging of texts: what both sides made of one base, where they do not collide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from annotator.domain.entities import unescape

# A blank belongs to the word before it: alone, each could be taken for many others.
_TOKEN = re.compile(r"(?:\w+|[^\w\s])\s*|\s+")
_MOST_TOKENS = 20_000
"""Longer texts are not compared word by word: that would take minutes."""

_Change = tuple[int, int, tuple[str, ...]]


def merged_text(base: str, one: str, other: str) -> str | None:
    """Both changes of `base` in one text, word by word; None where they collide."""
    if one == other or other == base:
        return one
    if one == base:
        return other
    parts = [_TOKEN.findall(text) for text in (base, one, other)]
    if max(map(len, parts)) > _MOST_TOKENS:
        return None
    merged = _merged(*parts)
    return None if merged is None else "".join(merged)


def in_the_way_of(one: str, other: str) -> str:
    """What `other` says in the way `one` is written: where they part only in escapes and blanks,
    a link or a star of the user's stays one."""
    mine, theirs = _TOKEN.findall(one), _TOKEN.findall(other)
    if max(len(mine), len(theirs)) > _MOST_TOKENS:
        return other
    made: list[str] = []
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for _, begin, end, first, last in matcher.get_opcodes():
        here, there = "".join(mine[begin:end]), "".join(theirs[first:last])
        made.append(here if _bare(here) == _bare(there) else there)
    return "".join(made)


def _bare(text: str) -> str:
    return unescape(text).replace("\\", "").strip()


def merged_lines(base: str, one: str, other: str) -> str | None:
    """As `merged_text`, line by line."""
    if one == other or other == base:
        return one
    if one == base:
        return other
    merged = _merged(*(text.splitlines(keepends=True) for text in (base, one, other)))
    return None if merged is None else "".join(merged)


def _merged(base: Sequence[str], one: Sequence[str], other: Sequence[str]) -> list[str] | None:
    changes = sorted({*_changes(base, one), *_changes(base, other)})
    made: list[str] = []
    place = 0
    before: _Change | None = None
    for change in changes:
        begin, end, instead = change
        # Changes that touch collide too: which comes first, nobody can tell.
        if before is not None and begin <= before[1]:
            return None
        made += base[place:begin]
        made += instead
        place, before = end, change
    return [*made, *base[place:]]


def _changes(base: Sequence[str], side: Sequence[str]) -> list[_Change]:
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    return [
        (begin, end, tuple(side[first:last]))
        for tag, begin, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]
