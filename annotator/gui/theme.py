"""Colours and type sizes, read from ``resources/themes/*.toml``; the only source of both.

Widgets that paint take a `Theme` and are told of a new one by ``set_theme``; everything else
is coloured by the one style sheet built in ``style.py``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from annotator.domain.colour_sight import contrast, luminance
from annotator.resources import resource

LABEL_PX, INTERFACE_PX, TRANSCRIPT_PX, TITLE_PX = 11.5, 13.0, 15.5, 19.0
"""The four type sizes, in logical pixels at zoom 1."""
CONTRAST = 4.5
"""The least contrast of what must be seen, as WCAG reckons it."""
LINE_HEIGHT = 1.58
RADIUS = 6


@dataclass(frozen=True, slots=True)
class Theme:
    """Colour tokens as ``#RRGGBB``; what each is for stands in the theme files."""

    name: str
    background: str
    panel: str
    hairline: str
    edge: str
    chip: str
    ink: str
    dim: str
    faint: str
    decoration: str
    accent: str
    accent_text: str
    accent_soft: str
    on_accent: str
    spoken: str
    spoken_ink: str
    quote_tint: str
    wave: str
    danger: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    danger_soft: str

    def mark(self, colour: str) -> str:
        """A topic's colour as it is painted: toned as little as it must be to stand out 4.5 to 1
        from every ground of this theme."""
        return _toned(colour, (self.panel, self.background, self.chip, self.accent_soft))


def load_theme(name: str) -> Theme:
    """The theme ``light`` or ``dark``."""
    with resource("themes", f"{name}.toml").open("rb") as file:
        return Theme(**tomllib.load(file))


@lru_cache(maxsize=256)
def _toned(colour: str, grounds: tuple[str, ...]) -> str:
    to = 0 if luminance(grounds[0]) > luminance("#808080") else 255
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    for step in range(101):
        red, green, blue = (round(part + (to - part) * step / 100) for part in parts)
        toned = f"#{red:02X}{green:02X}{blue:02X}"
        if all(contrast(toned, ground) >= CONTRAST for ground in grounds):
            break
    return toned
