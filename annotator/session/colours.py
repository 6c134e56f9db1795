"""The colours topics are given: those of the look first, then what is farthest from all taken."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from functools import cache

from annotator.domain.colour_sight import apart, contrast

COLOURS = ("#D9822B", "#2E9E6B", "#7A5AE0", "#1F8FC2", "#C94F6D", "#8A7A2E")
"""The first six of the look."""
_GROUNDS = ("#FFFFFF", "#1F2125")
"""The panels of both themes: a swatch must be seen on either."""
_LEAST_CONTRAST, _LEAST_APART = 2.2, 5.0
_HUES, _LIGHTNESSES, _SATURATIONS = 24, (0.28, 0.36, 0.44, 0.52, 0.6, 0.68), (0.3, 0.55, 0.85)


def next_colour(taken: Sequence[str]) -> str:
    """A colour for a new topic beside topics of the colours `taken`.

    The first of the look that is free and not too near one taken (its green and its rose are
    nearly one colour without green cones); then, of all colours that stand on light and on
    dark, the one whose nearest neighbour is farthest for every kind of sight.
    """
    used = {colour.upper() for colour in taken}
    for colour in COLOURS:
        if all(apart(colour, other) >= _LEAST_APART for other in used):
            return colour
    return max(_candidates(), key=lambda colour: min(apart(colour, other) for other in used))


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
