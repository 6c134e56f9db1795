"""The part of the episode that the timeline shows, as a value: where a time stands, and zooming."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

LEAST_PER_PX = 0.25
"""Milliseconds a pixel at the closest: a short word then fills the window."""
_PAGE_IN = 0.06
"""On turning the page, how far from its beginning the playhead stands."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`width` pixels of an episode of `duration_ms`, from pixel `first_px` of the whole on.

    `per_px` are the milliseconds of one pixel, 0 for the whole episode. The beginning is a whole
    number of pixels, so that what is drawn can be pushed along without being drawn anew.
    """

    duration_ms: int
    width: int
    per_px: float = 0.0
    first_px: int = 0

    @property
    def scale(self) -> float:
        """Milliseconds a pixel, never 0."""
        return self.per_px or self.widest

    @property
    def widest(self) -> float:
        """Milliseconds a pixel where all is shown."""
        return max(self.duration_ms / max(self.width, 1), LEAST_PER_PX)

    @property
    def last_px(self) -> int:
        """Where the last screenful begins."""
        return max(math.ceil(self.duration_ms / self.scale) - self.width, 0)

    @property
    def is_whole(self) -> bool:
        return not self.per_px

    @property
    def start_ms(self) -> float:
        return self.first_px * self.scale

    @property
    def end_ms(self) -> float:
        return (self.first_px + self.width) * self.scale

    def x(self, ms: float) -> float:
        """Pixels from the left edge to the time `ms`."""
        return ms / self.scale - self.first_px

    def ms(self, x: float) -> int:
        """The time at `x`, kept inside the episode."""
        return round(min(max((x + self.first_px) * self.scale, 0), self.duration_ms))

    def shows(self, ms: int) -> bool:
        return 0 <= self.x(ms) <= self.width

    def zoomed(self, factor: float, ms: float) -> Stretch:
        """Nearer by `factor` (below 1: farther), the time `ms` staying where it is."""
        per_px = max(self.scale / factor, LEAST_PER_PX)
        if per_px >= self.widest * 0.999:
            return self.whole()
        return self._fitted(per_px, ms / per_px - self.x(ms))

    def whole(self) -> Stretch:
        return replace(self, per_px=0.0, first_px=0)

    def around(self, start_ms: int, end_ms: int) -> Stretch:
        """From `start_ms` to `end_ms`, with a little air on both sides."""
        air_ms = (end_ms - start_ms) * 0.1 + 20
        per_px = max((end_ms - start_ms + 2 * air_ms) / max(self.width, 1), LEAST_PER_PX)
        if per_px >= self.widest:
            return self.whole()
        middle = (start_ms + end_ms) / 2
        return self._fitted(per_px, middle / per_px - self.width / 2)

    def moved(self, pixels: float) -> Stretch:
        """Later by `pixels`, as far as there is something."""
        return self if self.is_whole else self._fitted(self.scale, self.first_px + pixels)

    def sized(self, width: int) -> Stretch:
        """In another width, the beginning and the scale kept where they can be."""
        wider = replace(self, width=width)
        if self.is_whole or self.scale >= wider.widest:
            return wider.whole()
        return wider._fitted(self.scale, self.first_px)

    def lasting(self, duration_ms: int) -> Stretch:
        """The same view of an episode that turned out longer or shorter."""
        other = replace(self, duration_ms=duration_ms)
        return other.sized(self.width)

    def paged(self, ms: int) -> Stretch:
        """With `ms` in view: a page on, or wherever it went."""
        if self.is_whole or self.shows(ms):
            return self
        return self._fitted(self.scale, ms / self.scale - self.width * _PAGE_IN)

    def centred(self, ms: int) -> Stretch:
        """With `ms` in the middle, but for the two ends of the episode."""
        if self.is_whole:
            return self
        return self._fitted(self.scale, ms / self.scale - self.width / 2)

    def _fitted(self, per_px: float, first_px: float) -> Stretch:
        near = replace(self, per_px=per_px)
        return replace(near, first_px=min(max(round(first_px), 0), near.last_px))
