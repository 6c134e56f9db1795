"""Words that nobody timed, spread over a stretch of sound: by their letters, not into silence.

Where the sound pauses between two of them, they part where the text does, if it does nearby.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

Stretch = tuple[int, int]
"""From when to when, in milliseconds."""

_CLICK_MS = 60
FASTEST_MS = 20
"""Nobody says a letter in less: what sounds is then too little for the words."""

_FULL_STOP = 5
"""A pause falls so many letters off rather between two phrases than within one."""


def sounds(begin_ms: int, end_ms: int, pauses: Sequence[Stretch]) -> list[Stretch]:
    """The parts of `begin_ms` to `end_ms` between the `pauses`, (fall, rise) in order."""
    found: list[Stretch] = []
    place = max(bisect_left(pauses, (begin_ms, begin_ms)) - 1, 0)
    for fall_ms, rise_ms in pauses[place:]:
        if fall_ms >= end_ms:
            break
        if fall_ms - begin_ms >= _CLICK_MS:
            found.append((begin_ms, fall_ms))
        begin_ms = max(begin_ms, rise_ms)
    if end_ms - begin_ms >= _CLICK_MS:
        found.append((begin_ms, end_ms))
    return found


def shares(begin_ms: int, end_ms: int, letters: Sequence[int]) -> list[Stretch]:
    """One stretch divided among words by their letters."""
    total, length_ms = max(sum(letters), 1), end_ms - begin_ms
    edges = [begin_ms + length_ms * said // total for said in accumulate(letters, initial=0)]
    return list(pairwise(edges))


def spread(
    whole: Stretch, pauses: Sequence[Stretch], letters: Sequence[int], parts: Sequence[bool]
) -> list[Stretch]:
    """When words of so many `letters` are said within `whole`; `parts` says of each whether a
    phrase ends with it."""
    sounding = sounds(*whole, pauses)
    length_ms = sum(end_ms - begin_ms for begin_ms, end_ms in sounding)
    if len(sounding) == 0 or length_ms < sum(letters) * FASTEST_MS:
        return shares(*whole, letters)
    edges = [0, *_breaks(sounding, length_ms, letters, parts), len(letters)]
    return [
        share
        for stretch, (first, last) in zip(sounding, pairwise(edges), strict=True)
        for share in shares(*stretch, letters[first:last])
    ]


def _breaks(
    sounding: list[Stretch], length_ms: int, letters: Sequence[int], parts: Sequence[bool]
) -> list[int]:
    """Before which word each pause between two stretches falls."""
    said = list(accumulate(letters, initial=0))
    off = [0 if ends else _FULL_STOP for ends in (True, *parts)]
    breaks: list[int] = []
    heard_ms, least = 0, 0
    for begin_ms, end_ms in sounding[:-1]:
        heard_ms += end_ms - begin_ms
        wanted = said[-1] * heard_ms / length_ms
        least = min(range(least, len(said)), key=lambda at: abs(said[at] - wanted) + off[at])
        breaks.append(least)
    return breaks
