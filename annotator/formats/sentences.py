"""A stream of timed words made into cues: one sentence of one speaker each, not too long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from annotator.formats.draft import RawCue
from annotator.formats.words import TimedPiece, join_pieces

PAUSE_MS = 1_500
"""A silence this long ends a cue even without a full stop."""

MOMENT_MS = 300
"""A silence this long, or a comma, ends a cue that is `LONG`."""

LONG = 240
TOO_LONG = 420
_STOP = re.compile(r"[.!?…。！？।؟]+[\"'”’»)\]]*$")
_ABBREVIATION = re.compile(r"(?:^|\W)(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|vs|Sr|Jr|No|Nr|bzw|z|u)\.$")
_COMMA = re.compile(r"[,;:，、；：–—]$")


class SpokenWord(NamedTuple):
    """A word with its own blanks or none; times None or BAD_MS where the source has none.

    `sure` is how sure the recogniser was of it, in percent, None where that is not told."""

    text: str
    start_ms: int | None
    end_ms: int | None
    speaker: str = ""
    sure: int | None = None

    @property
    def piece(self) -> TimedPiece:
        """The word as a part of a cue's text."""
        timed = self.text, self.start_ms, self.end_ms
        return timed if self.sure is None else (*timed, self.sure)


def spoken_word(piece: TimedPiece, speaker: str = "") -> SpokenWord:
    """A piece of a text as a word that somebody says."""
    text, start_ms, end_ms, *sure = piece
    return SpokenWord(text, start_ms, end_ms, speaker, *sure)


def sentences(words: Iterable[SpokenWord]) -> list[RawCue]:
    """Cues that end at a full stop, a change of speaker, a pause, or when they grow too long."""
    cues: list[RawCue] = []
    group: list[SpokenWord] = []
    length = 0
    for word in words:
        if not word.text.strip():
            continue
        if group and _breaks(group[-1], word, length):
            cues.append(cue_of(group))
            group, length = [], 0
        group.append(word)
        length += len(word.text) + 1
    if group:
        cues.append(cue_of(group))
    return cues


def _breaks(last: SpokenWord, word: SpokenWord, length: int) -> bool:
    if last.speaker != word.speaker or length > TOO_LONG:
        return True
    before_ms = last.start_ms if last.end_ms is None else last.end_ms
    known = word.start_ms is not None and before_ms is not None and before_ms >= 0
    gap_ms = (word.start_ms or 0) - (before_ms or 0) if known else 0
    if gap_ms > PAUSE_MS:
        return True
    said = last.text.strip()
    if ends_sentence(said):
        return True
    return length > LONG and (ends_clause(said) or gap_ms > MOMENT_MS)


def ends_sentence(word: str) -> bool:
    """Whether a sentence is over with `word`, which has no blanks around it."""
    return _STOP.search(word) is not None and _ABBREVIATION.search(word) is None


def ends_clause(word: str) -> bool:
    """Whether a part of a sentence is over with `word`."""
    return _COMMA.search(word) is not None


def cue_of(group: list[SpokenWord]) -> RawCue:
    """One cue of all the words of `group`, spoken by the first one's speaker."""
    text, words = join_pieces([word.piece for word in group])
    start_ms = next((word.start_ms for word in group if word.start_ms is not None), None)
    last = group[-1]
    # An end that is no later than its start would end the cue before its last word.
    ends_late = last.end_ms is not None and last.end_ms > (last.start_ms or 0)
    return RawCue(start_ms, last.end_ms if ends_late else None, text, group[0].speaker, words)
