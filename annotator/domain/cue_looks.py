"""What a view must know of every cue before it shows any: who begins to speak, how much is said.

Twenty thousand cues of a day are looked through once, by the worker that reads them: a column
of text asks for these lists, not for the cues.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import is_, ne
from typing import Protocol

# Compiled when first used: ranges of scripts take milliseconds, of every start.
_WIDE = "[\u1100-\u115f\u2e80-\ud7ff\uf900-\ufaff\ufe30-\uff60\U00020000-\U0003ffff]"


class Said(Protocol):
    """A cue, as far as it is looked at here."""

    @property
    def text(self) -> str: ...


def turns_of(names: list[str], before: str = "") -> list[bool]:
    """Whether each cue begins somebody's turn, from who speaks in each; `before` spoke before the
    first."""
    # Mostly without a step of Python a cue.
    turns = list(map(ne, names, [before, *names]))
    if "" in names:
        turns = [turn and bool(name) for turn, name in zip(turns, names, strict=True)]
    return turns


def widths_of(cues: Sequence[Said]) -> list[int]:
    """The length of each cue in letters of average width: an ideograph takes about two."""
    texts = [cue.text for cue in cues]
    return list(map(len if all(map(str.isascii, texts)) else _width, texts))


def alike(one: Sequence[object], other: Sequence[object]) -> int:
    """How many things at the beginning of both are the very same."""
    found = bytes(map(is_, one, other)).find(0)
    return found if found >= 0 else min(len(one), len(other))


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + len(text) - len(re.sub(_WIDE, "", text))
