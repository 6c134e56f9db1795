"""What the transcript view is told to show, as plain values."""

from __future__ import annotations

from typing import NamedTuple

from annotator.domain.transcript import Span


class MarkSpan(NamedTuple):
    """A mark and the words it covers. `colours` are its topics' colours as ``#RRGGBB``."""

    id: int
    span: Span
    colours: tuple[str, ...] = ()
    is_quote: bool = False
    has_note: bool = False
    is_bookmark: bool = False

    @property
    def first_cue(self) -> int:
        return self.span.start.cue

    @property
    def last_cue(self) -> int:
        """The last cue of which a word is covered: a span may end before the first word."""
        end = self.span.end
        return end.cue if end.char > 0 or end.cue == self.first_cue else end.cue - 1

    @property
    def bars(self) -> tuple[str, ...]:
        """A bar for each topic; a mark with none gets a neutral one, told by ``""``."""
        if len(self.colours) < 2:
            return self.colours or ("",)
        return tuple(dict.fromkeys(self.colours))
