"""A short stretch of a recording as a file of its own, to be heard beside the words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import MediaError
from annotator.sources.media_probe import opened
from annotator.sources.speech_audio import decoded

if TYPE_CHECKING:
    import av

_RATE = 44_100
_BIT_RATE = 64_000
_AROUND_MS = 150
"""Heard before and after the words, so that their first and last sound is whole."""

_LONGEST_MS = 5 * 60_000


def clip(path: Path, start_ms: int, end_ms: int) -> bytes:
    """The sound of `path` from `start_ms` to `end_ms` and a breath around it, as an MP3.

    Every browser plays that. Five minutes at most. Raises MediaError.
    """
    import av

    begin_ms = max(start_ms - _AROUND_MS, 0)
    length_ms = min(end_ms + _AROUND_MS - begin_ms, _LONGEST_MS)
    made = io.BytesIO()
    with opened(path) as container:
        if not container.streams.audio:
            raise MediaError("“{0}” has no sound to cut a clip from.", path.name)
        with av.open(made, "w", format="mp3") as file:
            stream = file.add_stream("libmp3lame", rate=_RATE, layout="mono")
            stream.bit_rate = _BIT_RATE
            heard = 0
            for samples in _stretch(container, begin_ms, length_ms * _RATE // 1000):
                frame = _frame(samples, heard)
                heard += len(samples) // 2
                file.mux(stream.encode(frame))
            if not heard:
                raise MediaError("“{0}” ends before these words.", path.name)
            file.mux(stream.encode(None))
    return made.getvalue()


def _stretch(container: av.container.InputContainer, begin_ms: int, wanted: int) -> Iterator[bytes]:
    """Samples from `begin_ms` on, two bytes each, `wanted` of them or as many as there are."""
    import av

    stream = container.streams.audio[0]
    if begin_ms > 0:
        container.seek(begin_ms * 1000)
    resampler = av.AudioResampler(format="s16", layout="mono", rate=_RATE)
    skip: int | None = None
    # The resampler holds the last samples back until it is handed None.
    for frame in chain(decoded(container, stream), (None,)):
        for part in resampler.resample(frame):
            samples = bytes(part.planes[0])[: 2 * part.samples]
            if skip is None:
                # A seek lands a little early; what is before the wanted moment is dropped.
                skip = max(begin_ms * _RATE // 1000 - round((part.time or 0) * _RATE), 0)
            dropped = min(skip, part.samples)
            skip -= dropped
            samples = samples[2 * dropped : 2 * (dropped + wanted)]
            wanted -= len(samples) // 2
            if samples:
                yield samples
            if wanted <= 0:
                return


def _frame(samples: bytes, at: int) -> av.AudioFrame:
    import av

    made = av.AudioFrame(format="s16", layout="mono", samples=len(samples) // 2, align=1)
    made.planes[0].update(samples)
    made.sample_rate, made.pts = _RATE, at
    return made
