"""A player without sound: it keeps time, so that a transcript alone can still be followed."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from annotator.domain.errors import MediaError
from annotator.phrases import phrase
from annotator.player.media_check import check_media
from annotator.player.ranges import clamped_rate
from annotator.session.ports import Clock, Listener, PlayerReport, PlayerState

NOTHING_HEARD = "No player was found, so nothing can be heard; install VLC."


class NullPlayer:
    """The Player port over an injected clock.

    A thread calls `tick` every `tick_s` while it plays; with None nobody does, and whoever owns
    the clock calls it.
    """

    lag_ms = 0
    name = phrase("No sound")

    needs_system_window = False

    def __init__(self, clock: Clock = time.monotonic, tick_s: float | None = 0.2) -> None:
        self._clock = clock
        self._tick_s = tick_s
        self._lock = threading.RLock()
        self._closed = threading.Event()
        self._listeners: tuple[Listener, ...] = ()
        self._state = PlayerState.EMPTY
        self._position_ms, self._at = 0.0, clock()
        self._duration_ms = 0
        self._rate = 1.0
        self._ticker: threading.Thread | None = None

    def listen(self, listener: Listener) -> None:
        self._listeners = (*self._listeners, listener)

    def load(self, path: Path, start_ms: int = 0) -> None:
        """Keep time beside a file that cannot be heard; its length stays unknown."""
        try:
            check_media(path)
        except MediaError as error:
            with self._lock:
                self._say(PlayerState.FAILED, str(error))
            return
        self._begin(0, start_ms, NOTHING_HEARD)

    def load_silence(self, duration_ms: int, start_ms: int = 0) -> None:
        """Keep time for a transcript that has no recording and lasts `duration_ms`."""
        self._begin(duration_ms, start_ms, "")

    def unload(self) -> None:
        with self._lock:
            self._position_ms, self._duration_ms = 0.0, 0
            self._say(PlayerState.EMPTY)

    def play(self) -> None:
        with self._lock:
            if self._state not in (PlayerState.PAUSED, PlayerState.ENDED):
                return
            if self._state is PlayerState.ENDED:
                self._position_ms = 0.0
            self._at = self._clock()
            self._say(PlayerState.PLAYING)
            if self._tick_s is not None and self._ticker is None:
                self._ticker = threading.Thread(target=self._run, name="null-player", daemon=True)
                self._ticker.start()

    def pause(self) -> None:
        with self._lock:
            self._advance()
            if self._state is PlayerState.PLAYING:
                self._say(PlayerState.PAUSED)

    def seek(self, position_ms: int) -> None:
        with self._lock:
            self._advance()
            if self._state in (PlayerState.EMPTY, PlayerState.FAILED):
                return
            self._position_ms = float(max(0, min(position_ms, self._duration_ms or position_ms)))
            self._say(PlayerState.PAUSED if self._state is PlayerState.ENDED else self._state)

    def set_rate(self, rate: float) -> None:
        with self._lock:
            self._advance()
            self._rate = clamped_rate(rate)
            self._say(self._state)

    def set_volume(self, percent: int) -> None:
        """There is nothing to make louder."""

    def set_video_output(self, window_id: int | None) -> None:
        """There is nothing to draw."""

    def close(self) -> None:
        self._closed.set()
        if self._ticker is not None:
            self._ticker.join(timeout=2)

    def tick(self) -> None:
        """Report where time has got to; ended is noticed here."""
        with self._lock:
            if self._state is not PlayerState.PLAYING:
                return
            self._advance()
            ended = bool(self._duration_ms) and self._position_ms >= self._duration_ms
            self._say(PlayerState.ENDED if ended else PlayerState.PLAYING)

    def _run(self) -> None:
        while not self._closed.wait(self._tick_s):
            self.tick()

    def _begin(self, duration_ms: int, start_ms: int, message: str) -> None:
        with self._lock:
            self._duration_ms = max(0, duration_ms)
            self._position_ms = float(max(0, min(start_ms, self._duration_ms or start_ms)))
            self._say(PlayerState.PAUSED, message)

    def _advance(self) -> None:
        now = self._clock()
        if self._state is PlayerState.PLAYING:
            self._position_ms += (now - self._at) * self._rate * 1000
            if self._duration_ms:
                self._position_ms = min(self._position_ms, float(self._duration_ms))
        self._at = now

    def _say(self, state: PlayerState, message: str = "") -> None:
        self._state = state
        self._at = self._clock()
        report = PlayerReport(
            state, round(self._position_ms), self._at, self._duration_ms, self._rate, message
        )
        for listener in self._listeners:
            listener(report)
