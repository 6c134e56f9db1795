"""Ears: what a player emits, and at which moment it is heard.

`heard` gives (clock reading, media milliseconds) pairs, the second decoded from the sound.
"""

from __future__ import annotations

import ctypes
import time
from typing import Any

import numpy as np
from listening.tone import WINDOW_S, Samples, media_ms

_RATE = 44100


class Heard:
    """Pieces of sound on a time line, each with the moment at which its first sample is heard."""

    def __init__(self) -> None:
        self._pieces: list[tuple[float, Samples, int]] = []

    def add(self, at: float, samples: Samples, rate: int) -> None:
        self._pieces.append((at, samples, rate))

    def cut(self, at: float) -> None:
        """What was to be heard from `at` on is not."""
        kept = []
        for start, samples, rate in self._pieces:
            if start < at:
                kept.append((start, samples[: max(0, int((at - start) * rate))], rate))
        self._pieces = kept

    def shift(self, since: float, by_s: float) -> None:
        """What was to be heard from `since` on is heard later."""
        self._pieces = [
            (start + by_s if start >= since else start, samples, rate)
            for start, samples, rate in self._pieces
        ]

    def positions(self) -> list[tuple[float, float]]:
        return [
            (at, found)
            for at, samples, rate in self._windows()
            if (found := media_ms(samples, rate)) is not None
        ]

    def level(self, since: float) -> float:
        """Root mean square of what is heard from `since` on."""
        parts = [samples for at, samples, _ in self._pieces if at >= since and len(samples)]
        return float(np.sqrt(np.mean(np.concatenate(parts) ** 2))) if parts else 0.0

    def _windows(self) -> list[tuple[float, Samples, int]]:
        """(moment of the middle, samples, rate) of windows of unbroken sound, side by side."""
        windows: list[tuple[float, Samples, int]] = []
        held: list[Samples] = []
        began = ends = 0.0
        for at, samples, rate in sorted(self._pieces, key=lambda piece: piece[0]):
            if abs(at - ends) > 0.02:
                held = []
            if not held:
                began = at
            held.append(samples)
            ends = at + len(samples) / rate
            whole = np.concatenate(held)
            size = round(WINDOW_S * rate)
            while len(whole) >= size:
                windows.append((began + WINDOW_S / 2, whole[:size], rate))
                whole, began = whole[size:], began + WINDOW_S
            held = [whole] if len(whole) else []
        return windows


class VlcEar:
    """Stands in for the sound card of a ``vlc.MediaPlayer``.

    libVLC hands samples over early, each with the moment at which it is to be heard.
    """

    def __init__(self) -> None:
        self._events: list[tuple[str, float, Samples]] = []
        self._callbacks: tuple[Any, ...] = ()

    def listen_to(self, media_player: Any) -> None:
        import vlc

        empty = np.zeros(0, np.float32)

        def moment(pts: int) -> float:
            return time.monotonic() + (pts - vlc.libvlc_clock()) / 1e6

        def on_play(_data: Any, samples: int, count: int, pts: int) -> None:
            raw = np.frombuffer(ctypes.string_at(samples, count * 2), np.int16)
            self._events.append(("play", moment(pts), raw.astype(np.float32) / 32768))

        def on_pause(_data: Any, pts: int) -> None:
            self._events.append(("pause", moment(pts), empty))

        def on_resume(_data: Any, pts: int) -> None:
            self._events.append(("resume", moment(pts), empty))

        def on_flush(_data: Any, _pts: int) -> None:
            self._events.append(("flush", time.monotonic(), empty))

        kinds = vlc.CallbackDecorators
        self._callbacks = (  # kept: ctypes does not
            kinds.AudioPlayCb(on_play),
            kinds.AudioPauseCb(on_pause),
            kinds.AudioResumeCb(on_resume),
            kinds.AudioFlushCb(on_flush),
        )
        media_player.audio_set_callbacks(*self._callbacks, None, None)
        media_player.audio_set_format("S16N", _RATE, 1)

    def heard(self) -> list[tuple[float, float]]:
        return self._time_line().positions()

    def level(self, since: float) -> float:
        return self._time_line().level(since)

    def _time_line(self) -> Heard:
        line, paused_at = Heard(), 0.0
        for kind, at, samples in list(self._events):
            if kind == "play":
                line.add(at, samples, _RATE)
            elif kind == "flush":
                line.cut(at)
            elif kind == "pause":
                paused_at = at
            else:
                line.shift(paused_at, at - paused_at)
        line.cut(time.monotonic())
        return line


class QtEar:
    """Stands beside the sound card of a QMediaPlayer, which hands samples over as they are due."""

    def __init__(self) -> None:
        self._line = Heard()
        self._output: Any = None

    def listen_to(self, media_player: Any) -> None:
        from PySide6.QtMultimedia import QAudioBufferOutput

        self._output = QAudioBufferOutput()
        self._output.audioBufferReceived.connect(self._on_buffer)
        media_player.setAudioBufferOutput(self._output)

    def heard(self) -> list[tuple[float, float]]:
        return self._line.positions()

    def level(self, since: float) -> float:
        return self._line.level(since)

    def _on_buffer(self, buffer: Any) -> None:
        from PySide6.QtMultimedia import QAudioFormat

        kinds = {
            QAudioFormat.SampleFormat.Int16: (np.int16, 32768),
            QAudioFormat.SampleFormat.Int32: (np.int32, 2**31),
            QAudioFormat.SampleFormat.Float: (np.float32, 1),
        }
        layout = buffer.format()
        kind, full_scale = kinds[layout.sampleFormat()]
        frames = np.frombuffer(bytes(buffer.data()), kind).reshape(-1, layout.channelCount())
        self._line.add(
            time.monotonic(), frames[:, 0].astype(np.float32) / full_scale, layout.sampleRate()
        )
