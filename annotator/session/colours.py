"""The colours topics are given: those of the look first, then what is farthest from all taken."""

from __future__ import annotations

import colorsys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from heapq import heapreplace
from math import inf

from annotator.domain.colour_sight import apart, contrast

COLOURS = ("#D9822B", "#2E9E6B", "#7A5AE0", "#1F8FC2", "#C94F6D", "#8A7A2E")
"""The first six of the look."""
_GROUNDS = ("#FFFFFF", "#1F2125")
"""The panels of both themes: a swatch must be seen on either."""
_LEAST_CONTRAST, _LEAST_APART = 2.2, 5.0
_HUES, _LIGHTNESSES, _SATURATIONS = 24, (0.28, 0.36, 0.44, 0.52, 0.6, 0.68), (0.3, 0.55, 0.85)


def next_colour(taken: Iterable[str]) -> str:
    """A colour for a new topic beside topics of the colours `taken`."""
    return Palette(taken).next()


class Palette:
    """Colours for new topics, one after another, beside those of the colours `taken`.

    The first of the look that is free and not too near one taken (its green and its rose are
    nearly one colour without green cones); then, of all colours that stand on light and on
    dark, the one whose nearest neighbour is farthest for every kind of sight; where all are
    taken, the one that the fewest topics have.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        # How far each is from the nearest one taken, kept: a folder of notes makes thousands.
        self._apart = dict.fromkeys((*COLOURS, *_candidates()), inf)
        self._used: Counter[str] = Counter()
        self._fewest: list[tuple[int, int, str]] = []
        for colour in taken:
            self._take(colour.upper())

    def next(self) -> str:
        """The colour for one topic more."""
        colour = self._free() or self._shared()
        self._take(colour)
        return colour

    def _free(self) -> str:
        if self._fewest:
            return ""
        for colour in COLOURS:
            if self._apart[colour] >= _LEAST_APART:
                return colour
        best = max(_candidates(), key=self._apart.__getitem__)
        return best if self._apart[best] > 0 else ""

    def _shared(self) -> str:
        if not self._fewest:
            every = enumerate(_candidates())
            self._fewest = sorted((self._used[colour], at, colour) for at, colour in every)
        count, at, colour = self._fewest[0]
        heapreplace(self._fewest, (count + 1, at, colour))
        return colour

    def _take(self, colour: str) -> None:
        self._used[colour] += 1
        if self._used[colour] == 1:
            for other, distance in self._apart.items():
                if distance > 0:
                    self._apart[other] = min(distance, apart(colour, other))


@cache
def _candidates() -> tuple[str, ...]:
    found: dict[str, None] = {}
    for lightness in _LIGHTNESSES:
        for saturation in _SATURATIONS:
            for hue in range(_HUES):
                values = colorsys.hls_to_rgb(hue / _HUES, lightness, saturation)
                colour = "#" + "".join(f"{round(value * 255):02X}" for value in values)
                if all(contrast(colour, ground) >= _LEAST_CONTRAST for ground in _GROUNDS):
                    found[colour] = None
    return tuple(found)
