"""Which marks stand on which lane of the timeline, joined to bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.notes import Annotation

MOST_LANES = 8
NO_TOPIC = 0
"""The lane key of marks without a topic."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch on a lane, in pixels from its left end."""

    left: float
    right: float


def lane_of(place: int, count: int) -> int:
    """The lane for the topic at `place` of `count`; past `MOST_LANES` topics share lanes."""
    return place if count <= MOST_LANES else place % MOST_LANES


def bars(marks: Iterable[Annotation], per_ms: float, least: float) -> list[Bar]:
    """Marks in order of time as bars, each `least` pixels wide or more, neighbours joined.

    Joining those that touch leaves no more bars than there are pixels, however many marks.
    """
    made: list[Bar] = []
    left = right = -1.0
    for mark in marks:
        begin = mark.anchor.start_ms * per_ms
        end = max(mark.anchor.end_ms * per_ms, begin + least)
        if begin <= right + 0.5:
            right = max(right, end)
            continue
        if right >= 0:
            made.append(Bar(left, right))
        left, right = begin, end
    return [*made, Bar(left, right)] if right >= 0 else made
