"""What a format module hands to the hygiene: cues as the source states them, warts and all.

A `Transcript` promises order and sane times, so it cannot hold a NaN, a missing end or an end
before its start. A `Draft` can; `hygiene.tidy` turns it into a transcript and a receipt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from typing import NamedTuple, cast

from annotator.formats.receipt import Change

BAD_MS = -(1 << 62)
"""Stands for a time that the source states but that is none (NaN, absurd, unreadable)."""

RawWord = tuple[int, int, int, int, *tuple[int, ...]]
"""start_ms, end_ms, the character offsets [begin, end) into the cue's text and, where the source
tells, how sure the recogniser was of it, in percent."""


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


cue_of_row = cast("Callable[[tuple[object, ...]], RawCue]", partial(tuple.__new__, RawCue))
"""``RawCue(*row)`` in a third of the time; `row` must have all five."""


def raw_cues(
    starts: Iterable[int | None],
    ends: Iterable[int | None],
    texts: Iterable[str],
    speakers: Iterable[str] | None = None,
) -> list[RawCue]:
    """Cues of columns, without words: a quarter of the time of calling `RawCue` for each."""
    names = repeat("") if speakers is None else speakers
    return list(map(cue_of_row, zip(starts, ends, texts, names, repeat(()))))


@dataclass(frozen=True, slots=True)
class Draft:
    """Cues in the order of the file, and what the parser itself has already changed.

    A source without any times is a draft in which every start is None. `has_tidy_texts` where the
    parser is sure of it (`text_clean.tidied`), so that nobody looks again.
    """

    cues: list[RawCue]
    language: str = ""
    changes: Counter[Change] = field(default_factory=Counter)
    has_tidy_texts: bool = False
