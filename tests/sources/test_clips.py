"""A clip holds the very stretch of sound that it was cut for."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from annotator.domain.errors import MediaError
from annotator.resources import resource
from annotator.sources.clips import clip

RATE = 44_100
AROUND_MS = 150


def decoded(path: Path) -> np.ndarray:
    """All samples of a file, mono."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(str(path)) as file:
        parts = [
            part.to_ndarray().reshape(-1).astype(float)
            for frame in [*file.decode(audio=0), None]
            for part in resampler.resample(frame)
        ]
    return np.concatenate(parts)


@pytest.fixture(scope="module")
def talk() -> Path:
    return resource("sample", "what-is-still-worth-learning.opus")


@pytest.fixture(scope="module")
def whole(talk: Path) -> np.ndarray:
    return decoded(talk)


@pytest.mark.parametrize(("start_ms", "end_ms"), [(31_528, 34_900), (0, 1_200), (61_003, 61_350)])
def test_it_begins_and_ends_with_the_words(
    talk: Path, whole: np.ndarray, tmp_path: Path, start_ms: int, end_ms: int
) -> None:
    made = tmp_path / "clip.mp3"
    made.write_bytes(clip(talk, start_ms, end_ms))
    heard = decoded(made)
    begin_ms = max(start_ms - AROUND_MS, 0)
    assert len(heard) / RATE * 1000 == pytest.approx(end_ms + AROUND_MS - begin_ms, abs=60)
    # Where in the recording the clip lies, found by its sound alone.
    first = max(begin_ms - 500, 0)
    around = whole[first * RATE // 1000 : (end_ms + 700) * RATE // 1000]
    size = 1 << (len(around) + len(heard)).bit_length()
    alike = np.fft.irfft(np.fft.rfft(around, size) * np.conj(np.fft.rfft(heard, size)), size)
    at = int(np.argmax(alike[: len(around)]))
    assert first + at / RATE * 1000 == pytest.approx(begin_ms, abs=30)
    said = around[at : at + len(heard)]
    assert np.corrcoef(said, heard[: len(said)])[0, 1] > 0.9


def test_a_clip_of_what_comes_after_the_end_is_told(tmp_path: Path) -> None:
    path = tmp_path / "short.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        tone = (round(9_000 * math.sin(n / 9)) for n in range(8_000))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in tone))
    assert len(clip(path, 200, 700)) > 2_000
    with pytest.raises(MediaError, match="ends before these words"):
        clip(path, 5_000, 6_000)
    with pytest.raises(MediaError, match="no longer in"):
        clip(tmp_path / "gone.wav", 0, 500)
