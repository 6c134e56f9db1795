"""The selection: whole words from an anchor to a head, as a mouse or the keys move the head."""

from __future__ import annotations

from annotator.domain.transcript import Point, Span, Transcript
from annotator.gui.transcript.words import (
    first_unit,
    last_unit,
    next_unit,
    unit_at,
    whole_words,
)


class Selection:
    """Where a selection began and where it is now; `span` is all between, both included."""

    def __init__(self) -> None:
        self._anchor: Span | None = None
        self.head: Span | None = None

    @property
    def span(self) -> Span | None:
        if self._anchor is None or self.head is None:
            return None
        return Span(min(self._anchor.start, self.head.start), max(self._anchor.end, self.head.end))

    def clear(self) -> None:
        self._anchor = self.head = None

    def begin(self, unit: Span) -> None:
        self._anchor = self.head = unit

    def reach(self, unit: Span) -> None:
        """Move the head to `unit`; begins a selection if there is none."""
        if self._anchor is None:
            self._anchor = unit
        self.head = unit

    def take(self, transcript: Transcript, span: Span) -> None:
        """Select `span`, grown to whole words, as if drawn from its start to its end."""
        grown = whole_words(transcript, span)
        self._anchor = unit_at(transcript, grown.start)
        self.head = _final_unit(transcript, grown)

    def by_word(self, transcript: Transcript, step: int, cue: int) -> None:
        """Move the head by one word; with nothing selected, begin in `cue`."""
        if self._anchor is None or self.head is None:
            self.begin((first_unit if step > 0 else last_unit)(transcript, cue))
            return
        # After a step by cues both ends are whole cues: their outer words count from here on.
        if self.head.start >= self._anchor.start:
            self._anchor = unit_at(transcript, self._anchor.start)
            self.head = next_unit(transcript, _final_unit(transcript, self.head), step)
        else:
            self._anchor = _final_unit(transcript, self._anchor)
            self.head = next_unit(transcript, unit_at(transcript, self.head.start), step)

    def by_cue(self, transcript: Transcript, step: int, cue: int) -> None:
        """Move the head by one cue, both ends whole cues; with nothing selected, take `cue`."""
        if self._anchor is None or self.head is None:
            self.begin(transcript.cue_span(cue))
            return
        there = min(max(self.head.start.cue + step, 0), len(transcript.cues) - 1)
        self._anchor = transcript.cue_span(self._anchor.start.cue)
        self.head = transcript.cue_span(there)


def _final_unit(transcript: Transcript, span: Span) -> Span:
    return unit_at(transcript, Point(span.end.cue, max(span.end.char - 1, 0)))
