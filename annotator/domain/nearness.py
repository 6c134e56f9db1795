"""Where several things stand nearest to each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

Stretch = tuple[int, int]
"""[begin, end) in whatever is counted, words mostly."""


def nearest_together(found: Sequence[Sequence[Stretch]]) -> tuple[Stretch, ...] | None:
    """One of each list, those that take the least room together, the earliest of equals.

    Each list is in order. None where one of them is empty. Of two lists that both hold a
    stretch, the same one may be given for both.
    """
    best: tuple[int, tuple[Stretch, ...]] | None = None
    for anchor in {stretch for one in found for stretch in one}:
        chosen = _from(anchor[0], found)
        if chosen is None:
            continue
        room = max(end for _, end in chosen) - min(begin for begin, _ in chosen)
        if best is None or (room, chosen) < best:
            best = room, chosen
    return best[1] if best else None


def _from(begin: int, found: Sequence[Sequence[Stretch]]) -> tuple[Stretch, ...] | None:
    """The first of each list that does not begin before `begin`."""
    chosen = []
    for one in found:
        at = bisect_left(one, (begin, 0))
        if at == len(one):
            return None
        chosen.append(one[at])
    return tuple(chosen)
