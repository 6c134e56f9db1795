"""What a format module hands to the hygiene: cues as the source states them, warts and all.

A `Transcript` promises order and sane times, so it cannot hold a NaN, a missing end or an end
before its start. A `Draft` can; `hygiene.tidy` turns it into a transcript and a receipt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.formats.receipt import Change

BAD_MS = -(1 << 62)
"""Stands for a time that the source states but that is none (NaN, absurd, unreadable)."""

RawWord = tuple[int, int, int, int]
"""start_ms, end_ms, and the character offsets [begin, end) into the cue's text."""


class RawCue(NamedTuple):
    """A cue as read. A time is None where the source states none, BAD_MS where it is damaged.

    `text` has single blanks between words and none at its ends. `words` has an entry for each
    word the source times, its offsets exact; their times may be anything.
    """

    start_ms: int | None
    end_ms: int | None
    text: str
    speaker: str = ""
    words: Sequence[RawWord] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Cues in the order of the file, and what the parser itself has already changed.

    A source without any times is a draft in which every start is None.
    """

    cues: list[RawCue]
    language: str = ""
    changes: Counter[Change] = field(default_factory=Counter)
