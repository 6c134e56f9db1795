"""Colours and type sizes, read from ``resources/themes/*.toml``; the only source of both.

Widgets that paint take a `Theme` and are told of a new one by ``set_theme``; everything else
is coloured by the one style sheet built in ``style.py``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from annotator.resources import resource

LABEL_PX, INTERFACE_PX, TRANSCRIPT_PX, TITLE_PX = 11.5, 13.0, 15.5, 19.0
"""The four type sizes, in logical pixels at zoom 1."""
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


def load_theme(name: str) -> Theme:
    """The theme ``light`` or ``dark``."""
    with resource("themes", f"{name}.toml").open("rb") as file:
        return Theme(**tomllib.load(file))
