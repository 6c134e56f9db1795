"""What pressing, dragging and letting go mean in the timeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from annotator.domain.notes import Annotation
from annotator.domain.snapping import nearest_edge
from annotator.domain.transcript import Transcript
from annotator.gui.timeline.stretch import Stretch
from annotator.gui.timeline.under import Under

_STARTED = 4.0
"""Pixels after which a press has become a drag."""
_PULL = 8.0
"""Pixels from which a word's edge pulls the end of a loop."""


class Deed(Enum):
    """What a press is about to do."""

    NOTHING = auto()
    PLAY = auto()
    LOOP = auto()
    EDGE = auto()
    SCRUB = auto()
    PUSH = auto()


@dataclass
class Pointer:
    """One press of the pointer, from down to up. `moved_edge` gives a mark with one edge moved
    to a time, or None where it cannot go there."""

    moved_edge: Callable[[Annotation, str, int], Annotation | None]
    deed: Deed = Deed.NOTHING
    at: Under | None = None
    pressed_x: float = 0.0
    changed: Annotation | None = None
    loop: tuple[int, int] | None = None

    def press(self, at: Under, x: float, *, on_playhead: bool) -> None:
        self.at, self.pressed_x = at, x
        self.changed = self.loop = None
        if at.edge:
            self.deed = Deed.EDGE
        else:
            self.deed = Deed.SCRUB if on_playhead else Deed.PLAY

    def push(self, at: Under, x: float) -> None:
        """The middle button: the view itself is taken hold of."""
        self.at, self.pressed_x, self.deed = at, x, Deed.PUSH

    def move(self, shown: Stretch, x: float, transcript: Transcript | None) -> None:
        if self.at is None:
            return
        if self.deed is Deed.PLAY and abs(x - self.pressed_x) >= _STARTED:
            self.deed = Deed.LOOP
        if self.deed is Deed.LOOP:
            ends = (self._pulled(shown, end, transcript) for end in (self.pressed_x, x))
            start_ms, end_ms = sorted(ends)
            self.loop = (start_ms, end_ms) if end_ms > start_ms else None
        elif self.deed is Deed.EDGE and self.at.mark is not None:
            moved = self.moved_edge(self.at.mark, self.at.edge, shown.ms(x))
            # Where the edge cannot go, it stays at the last place that it could.
            self.changed = moved or self.changed

    def release(self) -> Deed:
        """What was done; the values of it stay until the next press."""
        done, self.deed = self.deed, Deed.NOTHING
        return done

    def _pulled(self, shown: Stretch, x: float, transcript: Transcript | None) -> int:
        ms = shown.ms(x)
        if transcript is None:
            return ms
        edges = (nearest_edge(transcript, ms, first=first) for first in (True, False))
        near = [edge for edge in edges if edge is not None and abs(shown.x(edge) - x) <= _PULL]
        return min(near, key=lambda edge: abs(edge - ms), default=ms)
