"""What stands where in the timeline, from top to bottom, in logical pixels."""

from __future__ import annotations

from dataclasses import dataclass

MARGIN = 16
"""What is left free on both sides."""
WAVE, BASELINE = 44, 18
"""The sound, and the plain line where there is none."""
LANE, PITCH = 6, 9
MOST_LANES, LEAST_LANES = 8, 4
"""Lanes that are seen at once; and those room is kept for, so that a first mark moves nothing."""
BOTTOM = 11
"""Where the scroll bar comes when the timeline is zoomed."""
_AIR = 4


@dataclass(frozen=True, slots=True)
class Rows:
    """`line` is the height of a line of labels; the first of `lanes` that is seen is
    `first_lane`."""

    line: int
    has_chapters: bool = False
    has_wave: bool = False
    lanes: int = 0
    first_lane: int = 0

    @property
    def wave_top(self) -> int:
        return self.line + 1 if self.has_chapters else 2

    @property
    def wave_height(self) -> int:
        return WAVE if self.has_wave else BASELINE

    @property
    def ruler_top(self) -> int:
        return self.wave_top + self.wave_height + 1

    @property
    def lanes_top(self) -> int:
        return self.ruler_top + self.line + _AIR

    @property
    def seen(self) -> int:
        """How many lanes have room."""
        return min(max(self.lanes, LEAST_LANES), MOST_LANES)

    @property
    def lanes_bottom(self) -> int:
        return self.lanes_top + self.seen * PITCH

    @property
    def height(self) -> int:
        return self.lanes_bottom + BOTTOM

    @property
    def last_first_lane(self) -> int:
        return max(self.lanes - self.seen, 0)

    def lane_top(self, place: int) -> int:
        """The upper edge of the bars of lane `place`, counted from the first of all."""
        return self.lanes_top + (place - self.first_lane) * PITCH

    def lane_at(self, y: float) -> int | None:
        """The lane at `y`, None where none is."""
        if not self.lanes_top - 2 <= y < self.lanes_bottom:
            return None
        place = self.first_lane + int(max(y - self.lanes_top + (PITCH - LANE) / 2, 0) // PITCH)
        return place if place < self.lanes else None

    def in_chapters(self, y: float) -> bool:
        return self.has_chapters and y < self.wave_top
