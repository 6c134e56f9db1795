"""How loud an episode is over its length, for drawing it."""

from __future__ import annotations

import array
import logging
from pathlib import Path

from annotator.domain.errors import MediaError
from annotator.sources.fetched import Progress

PER_SECOND = 20
_RATE = 8_000
_STEP = _RATE // PER_SECOND
_LOUDEST = 32_768


def read_peaks(path: Path, duration_ms: int, progress: Progress) -> bytes:
    """The loudest sample of every twentieth of a second, 0 to 255 a byte.

    Decodes the whole file (some seconds an hour): a worker's job. Raises MediaError.
    """
    import av
    from av.error import FFmpegError

    logging.getLogger("libav").setLevel(logging.CRITICAL)
    peaks = bytearray()
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
            peaks += _loudest(rest)
    except (FFmpegError, OSError, IndexError) as error:
        raise MediaError(f"“{path.name}” cannot be decoded for its waveform.") from error
    return bytes(peaks)


def drawn(peaks: bytes, columns: int) -> tuple[float, ...]:
    """At most `columns` values from 0 to 1, each the loudest of its share, scaled so that the
    loudest of all is 1."""
    if not peaks:
        return ()
    width = max(len(peaks) / columns, 1.0)
    shares = (
        peaks[int(n * width) : max(int((n + 1) * width), int(n * width) + 1)]
        for n in range(int(len(peaks) / width))
    )
    loudest = max(max(peaks), 1)
    return tuple(max(share) / loudest for share in shares if share)


def _loudest(samples: array.array[int]) -> bytes:
    return bytes(
        min(max(max(chunk), -min(chunk)) * 255 // _LOUDEST, 255)
        for start in range(0, len(samples), _STEP)
        if (chunk := samples[start : start + _STEP])
    )
