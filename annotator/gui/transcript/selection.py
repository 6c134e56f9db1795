"""The selection: whole words from an anchor to a head, as a mouse moves the head."""

from __future__ import annotations

from annotator.domain.transcript import Point, Span, Transcript
from annotator.gui.transcript.words import unit_at, whole_words


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


def _final_unit(transcript: Transcript, span: Span) -> Span:
    return unit_at(transcript, Point(span.end.cue, max(span.end.char - 1, 0)))
