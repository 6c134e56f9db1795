"""The line below the sound: times while far away, the words themselves when near."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.timecode import format_clock, format_precise
from annotator.domain.transcript import Transcript
from annotator.gui.timeline.stretch import Stretch

WORDS_PER_PX = 9.0
"""Nearer than this many milliseconds a pixel, words have room to be read."""
_APART = 90
_STEPS_MS = (
    10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000,
    300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000,
    43_200_000,
)  # fmt: skip


def shows_words(shown: Stretch) -> bool:
    return shown.scale <= WORDS_PER_PX


def ticks(shown: Stretch, left_px: float, right_px: float) -> Iterator[tuple[float, str]]:
    """(pixels from the left edge, the time) of each tick between two pixels."""
    least = _APART * shown.scale
    step = next((step for step in _STEPS_MS if step >= least), _STEPS_MS[-1])
    first = max(int((left_px + shown.first_px) * shown.scale / step), 0)
    last = min((right_px + shown.first_px) * shown.scale, shown.duration_ms)
    for number in range(first, int(last / step) + 1):
        yield shown.x(number * step), _told(number * step, step)


def words(
    shown: Stretch, transcript: Transcript, left_px: float, right_px: float
) -> Iterator[tuple[float, float, str]]:
    """(left, right, text) of each word between two pixels; it lasts until the next begins."""
    start_ms = (left_px + shown.first_px) * shown.scale
    end_ms = (right_px + shown.first_px) * shown.scale
    index = max((transcript.cue_at(int(start_ms)) or 0) - 1, 0)
    for number in range(index, len(transcript.cues)):  # no copy of a day's rest at each frame
        cue = transcript.cues[number]
        if cue.start_ms > end_ms:
            return
        timed = cue.timed_words
        for place, word in enumerate(timed):
            until = timed[place + 1].start_ms if place + 1 < len(timed) else word.end_ms
            if until >= start_ms and word.start_ms <= end_ms:
                text = cue.text[word.begin : word.end]
                yield shown.x(word.start_ms), shown.x(max(until, word.end_ms)), text


def _told(ms: int, step: int) -> str:
    if step >= 1_000:
        return format_clock(ms)
    return f"{format_clock(ms)}{format_precise(ms)[-4:]}"
