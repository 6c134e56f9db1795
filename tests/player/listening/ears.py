"""Ears: what a player emits, and at which moment it is heard.

`heard` gives (clock reading, media milliseconds) pairs, the second decoded from the sound.
"""

from __future__ import annotations

import ctypes
import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from listening.tone import WINDOW_S, Samples, media_ms

_RATE = 44100
_GAP_S = 0.02
"""A wider gap between two pieces is a break in the sound."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Samples whose first is heard at `at`, played `speed` times as fast as they were taken."""

    at: float
    samples: Samples
    rate: int
    speed: float = 1.0

    def lasts_s(self, count: int) -> float:
        return count / self.rate / self.speed

    @property
    def ends(self) -> float:
        return self.at + self.lasts_s(len(self.samples))


class Heard:
    """Pieces of sound on a time line."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []

    def add(self, at: float, samples: Samples, rate: int, speed: float = 1.0) -> None:
        if len(samples):
            self._pieces.append(_Piece(at, samples, rate, speed))

    def cut(self, at: float) -> None:
        """What was to be heard from `at` on is not."""
        self._pieces = [
            piece
            if piece.ends <= at
            else replace(
                piece, samples=piece.samples[: int((at - piece.at) * piece.rate * piece.speed)]
            )
            for piece in self._pieces
            if piece.at < at
        ]

    def shift(self, since: float, by_s: float) -> None:
        """What was to be heard from `since` on is heard later."""
        self._pieces = [
            replace(piece, at=piece.at + by_s) if piece.at >= since else piece
            for piece in self._pieces
        ]

    def positions(self) -> list[tuple[float, float]]:
        """(clock reading, media milliseconds) of what was heard, in order."""
        return [
            (at, found)
            for at, samples, rate in self._windows()
            if (found := media_ms(samples, rate)) is not None
        ]

    def level(self, since: float) -> float:
        """Root mean square of what is heard from `since` on."""
        parts = [piece.samples for piece in self._pieces if piece.at >= since]
        return float(np.sqrt(np.mean(np.concatenate(parts) ** 2))) if parts else 0.0

    def _windows(self) -> list[tuple[float, Samples, int]]:
        """(moment of the middle, samples, rate) of windows of unbroken sound, side by side."""
        windows: list[tuple[float, Samples, int]] = []
        held = np.zeros(0, np.float32)
        ends = 0.0
        for piece in sorted(self._pieces, key=lambda piece: piece.at):
            if abs(piece.at - ends) > _GAP_S:
                held = held[:0]
            began = piece.at - piece.lasts_s(len(held))
            held, ends = np.concatenate([held, piece.samples]), piece.ends
            size = round(WINDOW_S * piece.rate)
            while len(held) >= size:
                windows.append((began + piece.lasts_s(size) / 2, held[:size], piece.rate))
                held, began = held[size:], began + piece.lasts_s(size)
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
        line = Heard()
        paused_at: float | None = None
        for kind, at, samples in list(self._events):
            if kind == "play":
                line.add(at, samples, _RATE)
            elif kind == "flush":
                line.cut(at if paused_at is None else paused_at)
            elif kind == "pause":
                paused_at = at
            elif paused_at is not None:
                line.shift(paused_at, at - paused_at)
                paused_at = None
        if paused_at is not None:
            line.cut(paused_at)
        line.cut(time.monotonic())
        return line


class QtEar:
    """Stands beside the sound card of a QMediaPlayer, which hands samples over as they are due."""

    def __init__(self) -> None:
        self._line = Heard()
        self._output: Any = None
        self._media_player: Any = None

    def listen_to(self, media_player: Any) -> None:
        from PySide6.QtMultimedia import QAudioBufferOutput

        self._output = QAudioBufferOutput()
        # Queued, although the queue adds its waiting: called on Qt's own thread, Python there
        # and a seek here would wait for each other.
        self._output.audioBufferReceived.connect(self._on_buffer)
        media_player.setAudioBufferOutput(self._output)
        self._media_player = media_player

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
        if layout.sampleFormat() not in kinds:
            return  # the last buffer of a file is empty
        kind, full_scale = kinds[layout.sampleFormat()]
        frames = np.frombuffer(bytes(buffer.data()), kind).reshape(-1, layout.channelCount())
        self._line.add(
            time.monotonic(),
            frames[:, 0].astype(np.float32) / full_scale,
            layout.sampleRate(),
            self._media_player.playbackRate(),  # the samples come before they are stretched
        )
