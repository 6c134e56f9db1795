"""All places of a search at once: a common word has tens of thousands."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.session.desk import Place
from annotator.session.finding import look_for
from annotator.session.places import place_of
from annotator.store import open_library

if TYPE_CHECKING:
    from annotator.sources.fetched import Report

_TOLD_EVERY = 50


def all_places(library: Path, text: str, report: Report) -> tuple[Place, ...]:
    """Every place that a search finds, in its order; a worker's job, on its own connection."""
    places: list[Place] = []
    with closing(open_library(library, read_only=True)) as opened:
        for hit in look_for(opened, text).hits:
            places.append(place_of(hit))
            if len(places) % _TOLD_EVERY == 0:
                report(0.0, f"{len(places):,} so far")
    return tuple(places)
