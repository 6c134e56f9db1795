"""A sound from which any 50 ms tell which moment of the file they are.

Two sine sweeps at once. The slow one climbs through the whole file and says roughly where it
is; the quick one climbs again every ten seconds and says exactly. Frequencies survive lossy
codecs, and a change of speed that keeps the pitch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

SECONDS = 60
_SLOW_HZ, _SLOW_HZ_PER_S = 400.0, 20.0
_QUICK_HZ, _QUICK_SPAN_HZ, _QUICK_S = 2400.0, 1400.0, 10.0
_SLOW_BAND = (_SLOW_HZ - 50, _SLOW_HZ + _SLOW_HZ_PER_S * SECONDS + 50)
_QUICK_BAND = (_QUICK_HZ - 50, _QUICK_HZ + _QUICK_SPAN_HZ + 50)
_NOISY_S = (10, 25)
WINDOW_S = 2048 / 44100
"""What `media_ms` needs to hear."""


def tone(rate: int) -> Samples:
    """The whole signal, mono. Fifteen seconds of it carry noise, so that VBR has to vary."""
    t = np.arange(SECONDS * rate) / rate
    slow = np.sin(2 * np.pi * (_SLOW_HZ * t + _SLOW_HZ_PER_S * t * t / 2))
    quick_hz = _QUICK_HZ + _QUICK_SPAN_HZ * ((t % _QUICK_S) / _QUICK_S)
    quick = np.sin(2 * np.pi * np.cumsum(quick_hz) / rate)
    noise = np.random.default_rng(7).standard_normal(len(t)) * 0.05
    noise[(t < _NOISY_S[0]) | (t >= _NOISY_S[1])] = 0.0
    return (0.3 * slow + 0.3 * quick + noise).astype(np.float32)


def media_ms(samples: Samples, rate: int) -> float | None:
    """Media time at the middle of `samples` (mono), None where the signal is not heard."""
    size = 1 << (len(samples).bit_length() + 2)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size))
    step_hz = rate / size
    slow_hz, slow_level = _peak(spectrum, step_hz, _SLOW_BAND)
    quick_hz, quick_level = _peak(spectrum, step_hz, _QUICK_BAND)
    if min(slow_level, quick_level) < 0.01 * len(samples):
        return None
    rough_s = (slow_hz - _SLOW_HZ) / _SLOW_HZ_PER_S
    exact_s = (quick_hz - _QUICK_HZ) / _QUICK_SPAN_HZ * _QUICK_S
    found_s = round((rough_s - exact_s) / _QUICK_S) * _QUICK_S + exact_s
    # At the seam of two sweeps, or of a seek, the two say different things.
    return 1000 * found_s if abs(found_s - rough_s) < 1.0 else None


def _peak(
    spectrum: NDArray[np.float64], step_hz: float, band: tuple[float, float]
) -> tuple[float, float]:
    low, high = int(band[0] / step_hz), int(band[1] / step_hz)
    top = low + int(np.argmax(spectrum[low:high]))
    left, middle, right = np.log(spectrum[top - 1 : top + 2] + 1e-12)
    bend = left - 2 * middle + right
    return (top + (0.5 * (left - right) / bend if bend else 0.0)) * step_hz, spectrum[top]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to write one kind of file with PyAV."""

    file_name: str
    codec: str
    rate: int = 44100
    layout: str = "mono"
    bit_rate: int = 0
    quality: int = 0
    muxer: tuple[tuple[str, str], ...] = ()
    encoder: tuple[tuple[str, str], ...] = ()


RECIPES = (
    Recipe("tone.wav", "pcm_s16le"),
    Recipe("cbr.mp3", "libmp3lame", bit_rate=96_000),
    Recipe("vbr.mp3", "libmp3lame", quality=2),
    Recipe("vbr-no-header.mp3", "libmp3lame", quality=2, muxer=(("write_xing", "0"),)),
    Recipe("tone.m4a", "aac", bit_rate=96_000),
    Recipe("tone.opus", "libopus", rate=48_000, bit_rate=64_000),
    Recipe("tone.ogg", "vorbis", layout="stereo", encoder=(("strict", "-2"),)),
    Recipe("tone.flac", "flac"),
)
KINDS = tuple(recipe.file_name for recipe in RECIPES)

_QSCALE_FLAG, _LAMBDA = 2, 118  # FFmpeg's AV_CODEC_FLAG_QSCALE and FF_QP2LAMBDA


def write(recipe: Recipe, folder: Path, signal: Callable[[int], Samples] = tone) -> Path:
    """Encode `signal` into `folder`."""
    path = folder / recipe.file_name
    samples = signal(recipe.rate)[None, :]
    with av.open(str(path), "w", options=dict(recipe.muxer)) as container:
        stream = container.add_stream(
            recipe.codec, rate=recipe.rate, options=dict(recipe.encoder), layout=recipe.layout
        )
        if recipe.bit_rate:
            stream.bit_rate = recipe.bit_rate
        if recipe.quality:
            stream.codec_context.flags |= _QSCALE_FLAG
            stream.codec_context.global_quality = recipe.quality * _LAMBDA
        for start in range(0, samples.shape[1], 65536):
            block = np.ascontiguousarray(samples[:, start : start + 65536])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = recipe.rate, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
