"""Where speech pauses, by the loudness of the sound: what a recogniser's word times are held to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from annotator.domain.alignment import HeardWord

if TYPE_CHECKING:
    from pathlib import Path

    import numpy
    from numpy.typing import NDArray

    from annotator.sources.fetched import Report
    from annotator.sources.speech_audio import Piece

_FRAME_MS = 10
_PAUSE_FRAMES = 20
_NEAR_MS = 350
_LEAD_MS = 30
"""A word is taken to begin this long before its sound rises, and to end as long after it falls."""

_FEW = 6
_SHORT_MS = 60


class Pauses:
    """Mends the times of words as they are heard, piece after piece of a sound.

    Small models are late by up to a tenth of a second, each by its own amount, steadily: the
    median of (word after a pause - rise of the sound) is taken off every word. Then the last
    word before a pause ends where the sound falls, not somewhere in the silence, the first one
    after it begins with the sound, and none has a pause within.
    """

    def __init__(self) -> None:
        self._falls: list[int] = []
        self._rises: list[int] = []
        self._late: list[int] = []
        self._comma = True
        self._free_ms = 0

    def take(self, piece: Piece) -> None:
        """Find the pauses of the next piece."""
        found = pauses(piece.samples)
        self._falls = [piece.start_ms + fall for fall, _ in found]
        self._rises = [piece.start_ms + rise for _, rise in found]

    def mended(self, words: tuple[HeardWord, ...]) -> tuple[HeardWord, ...]:
        """The words at the times at which they are heard, none before the one before it."""
        commas = [self._comma, *(word.text.rstrip()[-1:] in ",.;:?!…" for word in words)]
        self._comma = commas[-1]
        for word, after_comma in zip(words, commas, strict=False):
            if after_comma:
                self._measure(word.start_ms)
        shift_ms = 0
        if len(self._late) >= _FEW:
            shift_ms = round(median(self._late)) + _LEAD_MS
        out: list[HeardWord] = []
        for word, (after_comma, comma) in zip(words, pairwise(commas), strict=True):
            start_ms, end_ms = word.start_ms - shift_ms, word.end_ms - shift_ms
            start_ms, end_ms = self._beside(start_ms, end_ms, after_comma, comma)
            start_ms = max(self._begun(start_ms), self._free_ms)
            self._free_ms = max(self._ended(start_ms, end_ms), start_ms)
            out.append(HeardWord(word.text, start_ms, self._free_ms, word.sure))
        return tuple(out)

    def _beside(
        self, start_ms: int, end_ms: int, after_comma: bool, comma: bool
    ) -> tuple[int, int]:
        """A word with a pause in it is said after the pause, or before: where its phrase is, or
        the longer part of it. Silence before a word is often counted as part of it."""
        place = bisect_right(self._rises, start_ms)
        if place == len(self._rises) or self._rises[place] + _SHORT_MS > end_ms:
            return start_ms, end_ms
        fall_ms, rise_ms = self._falls[place], self._rises[place]
        is_after = end_ms - rise_ms > fall_ms - start_ms
        if after_comma != comma:
            is_after = after_comma
        if is_after or fall_ms <= start_ms + _SHORT_MS:
            return max(rise_ms - _LEAD_MS, start_ms), end_ms
        return start_ms, min(fall_ms + _LEAD_MS, end_ms)

    def _begun(self, start_ms: int) -> int:
        """Where a word begins: at the rise before it, if it is the first since then."""
        place = bisect_right(self._rises, start_ms) - 1
        if place < 0:
            return start_ms
        rise_ms = self._rises[place]
        is_first = self._free_ms <= rise_ms
        return rise_ms - _LEAD_MS if is_first and start_ms < rise_ms + _NEAR_MS else start_ms

    def _measure(self, start_ms: int) -> None:
        place = bisect_left(self._rises, start_ms)
        near = [start_ms - rise for rise in self._rises[max(place - 1, 0) : place + 1]]
        late_ms = min(near, key=abs, default=_NEAR_MS)
        if abs(late_ms) < _NEAR_MS:
            self._late.append(late_ms)

    def _ended(self, start_ms: int, end_ms: int) -> int:
        """Where a word ends: at the fall before it, if that lies within the word."""
        place = bisect_right(self._falls, end_ms) - 1
        if place < 0 or end_ms > self._rises[place] + _SHORT_MS:
            return end_ms
        fall_ms = self._falls[place]
        return min(fall_ms + _LEAD_MS, end_ms) if fall_ms > start_ms + _SHORT_MS else end_ms


def pauses_in(path: Path, progress: Report) -> list[tuple[int, int]]:
    """(fall, rise) of every pause in the sound of a media file; `progress` may raise to stop.

    Raises MediaError.
    """
    from annotator.sources.speech_audio import pieces

    found: list[tuple[int, int]] = []
    for piece in pieces(path):
        progress(1.0)
        found += [
            (piece.start_ms + fall, piece.start_ms + rise) for fall, rise in pauses(piece.samples)
        ]
    return found


def pauses(samples: NDArray[numpy.float32]) -> list[tuple[int, int]]:
    """(fall, rise) in milliseconds of every pause of a fifth of a second or more, the quiet
    before the first sound and after the last included. `samples` are 16,000 a second."""
    import numpy as np

    frame = 16 * _FRAME_MS
    count = len(samples) // frame
    if not count:
        return []
    power = (samples[: count * frame].reshape(count, frame) ** 2).mean(axis=1)
    level = 10 * np.log10(power + 1e-12)
    low, high = np.percentile(level, 5), np.percentile(level, 95)
    loud = np.flatnonzero(level > low + 0.35 * (high - low))
    edges = np.concatenate(([-1], loud, [count]))
    long = np.flatnonzero(np.diff(edges) > _PAUSE_FRAMES)
    return [(int(edges[at] + 1) * _FRAME_MS, int(edges[at + 1]) * _FRAME_MS) for at in long]
