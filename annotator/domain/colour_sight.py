"""How far apart two colours are for every eye: as most see them, and as those
without red or green cones do.

Seeing without one kind of cone is simulated with the matrices of Machado, Oliveira and
Fernandes (2009, severity 1), applied to linear RGB; distance is taken in OKLab (Ottosson 2020).
"""

from __future__ import annotations

from functools import cache
from math import dist

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

SIGHTS: dict[str, Matrix] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
_TO_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def apart(one: str, other: str) -> float:
    """The least distance of two colours ``#RRGGBB`` over all kinds of sight: 0 for the same,
    about 1 for what can just be told apart side by side, some 100 from black to white."""
    return 100 * min(map(dist, _all_seen(one), _all_seen(other)))


def distance(one: str, other: str, sight: str) -> float:
    """How far apart two colours are for eyes of one kind, named as in `SIGHTS`."""
    return 100 * dist(_seen(one, sight), _seen(other, sight))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG reckons it, 0 to 1."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG reckons it, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@cache
def _all_seen(colour: str) -> tuple[Triple, ...]:
    return tuple(_seen(colour, sight) for sight in SIGHTS)


@cache
def _seen(colour: str, sight: str) -> Triple:
    """Where in OKLab a colour is for eyes of one kind."""
    linear = _times(SIGHTS[sight], _linear(colour))
    cones = _times(_TO_CONES, _each_clamped(linear))
    return _times(_TO_LAB, (cones[0] ** (1 / 3), cones[1] ** (1 / 3), cones[2] ** (1 / 3)))


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _unbent(red), _unbent(green), _unbent(blue)


def _unbent(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _each_clamped(values: Triple) -> Triple:
    red, green, blue = (min(max(value, 0.0), 1.0) for value in values)
    return red, green, blue


def _times(matrix: Matrix, by: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, by, strict=True)) for row in matrix)
    return first, second, third
