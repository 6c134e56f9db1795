"""The target rule: which stretch of the episode the next key marks.

The selection if there is one; else the span set by [ and ]; else, while playing, the cue
heard a reaction time ago; else the cue under the cursor. Pure functions of what is given.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from annotator.domain.anchoring import anchor_at, anchor_of
from annotator.domain.notes import Anchor
from annotator.domain.transcript import Point, Span, Transcript
from annotator.session.desk import Desk


class Origin(StrEnum):
    """Which clause of the rule gave a target."""

    SELECTION = "selection"
    RANGE = "range"
    HEARD = "heard"
    CURSOR = "cursor"


@dataclass(frozen=True, slots=True)
class Listening:
    """What the ear is at: the position heard now, and whether the episode plays."""

    position_ms: int
    playing: bool
    rate: float = 1.0


@dataclass(frozen=True, slots=True)
class Target:
    """A stretch to mark. `span` is None where there are no words (no transcript); `heard` is
    what the ear was at, where the stretch was heard in passing."""

    anchor: Anchor
    span: Span | None
    origin: Origin
    heard: Listening | None = field(default=None, compare=False)


def find_target(
    transcript: Transcript | None,
    desk: Desk,
    listening: Listening,
    *,
    reaction_ms: int,
    blind_ms: int,
) -> Target | None:
    """The target now, None where there is nothing to mark.

    `reaction_ms` is the listener's, in real time (so it reaches further at higher speeds);
    `blind_ms` is how much of the sound is marked where there are no words.
    """
    heard_ms = max(heard_before(listening, reaction_ms), 0)
    if transcript is None or not transcript.cues:
        return _without_words(desk, listening, heard_ms, blind_ms)
    if desk.selection is not None:
        span = transcript.snapped(desk.selection)
        return Target(anchor_of(transcript, span), span, Origin.SELECTION)
    if desk.range_start_ms is not None:
        end_ms = heard_ms if desk.range_end_ms is None else desk.range_end_ms
        return _range(transcript, desk.range_start_ms, end_ms)
    if listening.playing:
        cue = transcript.cue_at(heard_ms)
        target = _cue(transcript, 0 if cue is None else cue, Origin.HEARD)
        return replace(target, heard=listening)
    return _cue(transcript, min(max(desk.cursor, 0), len(transcript.cues) - 1), Origin.CURSOR)


def heard_before(listening: Listening, reaction_ms: int) -> int:
    """The media time that was heard a reaction time ago; the position itself when paused."""
    lead = round(reaction_ms * listening.rate) if listening.playing else 0
    return listening.position_ms - lead


def reach_back(transcript: Transcript, span: Span) -> Span:
    """The span grown by the cue before it, to that cue's beginning."""
    if span.start.char > 0 and transcript.cues[span.start.cue].text[: span.start.char].strip():
        return Span(Point(span.start.cue, 0), span.end)
    return Span(Point(max(span.start.cue - 1, 0), 0), span.end)


def _cue(transcript: Transcript, index: int, origin: Origin) -> Target:
    span = transcript.cue_span(index)
    cue = transcript.cues[index]
    words = anchor_of(transcript, span)
    # A whole cue is marked from where it begins to where it ends, pauses included.
    anchor = Anchor(cue.start_ms, cue.end_ms, words.exact, words.prefix, words.suffix)
    return Target(anchor, span, origin)


def _range(transcript: Transcript, start_ms: int, end_ms: int) -> Target:
    start_ms, end_ms = min(start_ms, end_ms), max(start_ms, end_ms)
    if start_ms == end_ms:
        return _cue(transcript, transcript.cue_at(start_ms) or 0, Origin.RANGE)
    span = transcript.span_of(start_ms, end_ms)
    if span is None:
        return Target(anchor_at(transcript, start_ms, end_ms), None, Origin.RANGE)
    return Target(anchor_of(transcript, span), span, Origin.RANGE)


def _without_words(desk: Desk, listening: Listening, heard_ms: int, blind_ms: int) -> Target | None:
    if desk.range_start_ms is not None:
        end_ms = desk.range_end_ms if desk.range_end_ms is not None else heard_ms
        low, high = sorted((desk.range_start_ms, end_ms))
        return Target(Anchor(low, high), None, Origin.RANGE)
    if listening.position_ms <= 0 and not listening.playing:
        return None
    origin = Origin.HEARD if listening.playing else Origin.CURSOR
    return Target(Anchor(max(heard_ms - blind_ms, 0), heard_ms), None, origin)
