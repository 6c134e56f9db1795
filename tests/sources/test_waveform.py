"""The waveform is loud where the sound is loud."""

from __future__ import annotations

import array
import math
import wave
from pathlib import Path

import pytest

from annotator.domain.errors import MediaError
from annotator.sources.waveform import PER_SECOND, read_peaks


@pytest.fixture
def half_silent(tmp_path: Path) -> Path:
    """Two seconds of silence, then two of a tone at half loudness."""
    path = tmp_path / "half.wav"
    rate = 16_000
    tone = [int(16_384 * math.sin(n * 0.2)) for n in range(2 * rate)]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array.array("h", [0] * 2 * rate + tone).tobytes())
    return path


def test_peaks_tell_silence_from_sound_and_how_loud_it_is(half_silent: Path) -> None:
    told: list[float] = []
    parts: list[bytes] = []
    peaks = read_peaks(half_silent, 4_000, told.append, parts.append)
    assert b"".join(parts) == peaks
    assert len(peaks) == pytest.approx(4 * PER_SECOND, abs=1)
    assert max(peaks[: 2 * PER_SECOND - 2]) <= 2
    assert min(peaks[2 * PER_SECOND + 2 : -2]) == pytest.approx(127, abs=8)
    assert told == sorted(told)


def test_what_is_no_sound_is_said_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "noise.mp3"
    path.write_bytes(b"\x00\x01" * 4000)
    with pytest.raises(MediaError, match=r"noise\.mp3"):
        read_peaks(path, 0, lambda _done: None, lambda _part: None)
