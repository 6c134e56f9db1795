"""How loud an episode is over its length, for drawing it."""

from __future__ import annotations

import array
import logging
from collections.abc import Callable
from pathlib import Path

from annotator.domain.errors import MediaError
from annotator.sources.fetched import Progress

PER_SECOND = 100
_RATE = 8_000
_STEP = _RATE // PER_SECOND
_LOUDEST = 32_768
_AT_ONCE = PER_SECOND * 60


def read_peaks(
    path: Path, duration_ms: int, progress: Progress, hand_over: Callable[[bytes], None]
) -> bytes:
    """The loudest sample of every hundredth of a second, 0 to 255 a byte.

    Decodes the whole file (some seconds an hour): a worker's job. `hand_over` gets the peaks as
    they come, a minute or so at once, all of which are returned at the end. Raises MediaError.
    """
    import av
    from av.error import FFmpegError

    logging.getLogger("libav").setLevel(logging.CRITICAL)
    peaks, handed = bytearray(), 0
    try:
        with av.open(str(path.absolute()), options={"protocol_whitelist": "file"}) as media:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=_RATE)
            rest = array.array("h")
            for frame in media.decode(audio=0):
                for part in resampler.resample(frame):
                    samples = array.array("h")
                    samples.frombytes(bytes(part.planes[0])[: part.samples * 2])
                    rest.extend(samples)
                while len(rest) >= _STEP * 64:
                    peaks += _loudest(rest[: _STEP * 64])
                    del rest[: _STEP * 64]
                    progress(min(len(peaks) * 1000 / PER_SECOND / max(duration_ms, 1), 1.0))
                if len(peaks) - handed >= _AT_ONCE:
                    hand_over(bytes(peaks[handed:]))
                    handed = len(peaks)
            peaks += _loudest(rest)
            hand_over(bytes(peaks[handed:]))
    except (FFmpegError, OSError, IndexError) as error:
        raise MediaError("“{0}” cannot be decoded for its waveform.", path.name) from error
    return bytes(peaks)


def _loudest(samples: array.array[int]) -> bytes:
    return bytes(
        min(max(max(chunk), -min(chunk)) * 255 // _LOUDEST, 255)
        for start in range(0, len(samples), _STEP)
        if (chunk := samples[start : start + _STEP])
    )
