"""How loud the episode is, at every scale: peaks, and peaks of peaks."""

from __future__ import annotations

import math
from itertools import chain, pairwise

_FOLD = 4
_PART = 65_536
_MOST = 8
"""No answer looks at more peaks than this, however long the time asked for."""


class Wave:
    """Peaks of 0 to 255 at a steady pace, and above them levels that each hold the loudest of
    four below. `extend` may go on while the sound is still being read."""

    def __init__(self, peaks: bytes = b"", per_second: int = 1) -> None:
        self._per_ms = per_second / 1000
        self._levels = [bytearray()]
        self._loudest = 0
        # In parts: one call over the peaks of a day would keep the window's thread from running.
        for start in range(0, len(peaks), _PART):
            self.extend(peaks[start : start + _PART])

    def extend(self, peaks: bytes) -> None:
        """More peaks at the end."""
        self._loudest = max(self._loudest, max(peaks, default=0))
        below = self._levels[0]
        below += peaks
        place = 1
        while len(below) > _FOLD:
            if place == len(self._levels):
                self._levels.append(bytearray())
            level = self._levels[place]
            # The last of this level may have been made of fewer than four.
            settled = max(len(level) - 1, 0)
            level[settled:] = _folded(below[settled * _FOLD :])
            below, place = level, place + 1

    def heights(self, start_ms: float, step_ms: float, count: int) -> list[float]:
        """The loudest of each of `count` steps from `start_ms` on, 0 to 1, where the loudest of
        all is 1; 0 where nothing was read (yet)."""
        step = step_ms * self._per_ms
        place = 0
        while step > _MOST / 2 and place + 1 < len(self._levels):
            step, place = step / _FOLD, place + 1
        level, top = self._levels[place], max(self._loudest, 1)
        edge = start_ms * self._per_ms / _FOLD**place
        # Only as far as something was read: an empty slice has no loudest.
        there = min(max(math.ceil((len(level) - edge) / step), 0), count)
        firsts = [int(edge + number * step) for number in range(there + 1)]
        if step <= 1:
            made = [level[first] / top for first in firsts[:there]]
        else:
            made = [max(level[a : b + 1]) / top for a, b in pairwise(firsts)]
        return made + [0.0] * (count - there)


def _folded(level: bytes | bytearray) -> bytearray:
    whole = len(level) // _FOLD * _FOLD
    parts = (level[start:whole:_FOLD] for start in range(_FOLD))
    rest = level[whole:]
    return bytearray(chain(map(max, *parts), (max(rest),) if rest else ()))
