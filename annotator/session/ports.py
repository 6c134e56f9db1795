"""What the session needs of the outside world, as protocols: a player, a clock, an ear, a queue.

The player rooms implement `Player`; the session and the commands know only this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from annotator.domain.alignment import HeardWord
from annotator.domain.errors import AnnotatorError
from annotator.sources.fetched import Report

Clock = Callable[[], float]
"""Seconds on a clock that never jumps (``time.monotonic``)."""


class PlayerState(StrEnum):
    """EMPTY: nothing loaded. LOADING: opening. FAILED: `message` says why, in one sentence."""

    EMPTY = "empty"
    LOADING = "loading"
    PAUSED = "paused"
    PLAYING = "playing"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PlayerReport:
    """What a player says of itself at one moment.

    `position_ms` is the media time the player claims, `at` the `Clock` reading it belongs to.
    `duration_ms` is 0 while unknown. `message` is for FAILED, or a warning to show
    (no audio device) in any other state.
    """

    state: PlayerState
    position_ms: int
    at: float
    duration_ms: int = 0
    rate: float = 1.0
    message: str = ""


Listener = Callable[[PlayerReport], None]


class Player(Protocol):
    """A media player. All methods return at once; what came of them arrives as a report.

    The listener may be called on any thread and must only enqueue. Times are milliseconds.
    """

    @property
    def name(self) -> str:
        """Name and version for the status line, as ``VLC 3.0.24``."""

    @property
    def lag_ms(self) -> int:
        """By how much the claimed position leads what is heard (negative: trails it).

        Steady within a file; the playhead subtracts it.
        """

    @property
    def needs_system_window(self) -> bool:
        """Whether it can draw only in a window that the desktop knows, not in one of Qt's own."""

    def listen(self, listener: Listener) -> None: ...

    def load(self, path: Path, start_ms: int = 0) -> None:
        """Open `path`, paused, at `start_ms`."""

    def unload(self) -> None: ...

    def play(self) -> None: ...

    def pause(self) -> None: ...

    def seek(self, position_ms: int) -> None: ...

    def set_rate(self, rate: float) -> None:
        """0.5 to 3.0, pitch unchanged."""

    def set_volume(self, percent: int) -> None:
        """0 to 100."""

    def set_video_output(self, window_id: int | None) -> None:
        """Native window to draw video in; None draws none."""

    def close(self) -> None:
        """Stop and free everything; the player is not used again."""


class SilentPlayer(Player, Protocol):
    """A player that can also keep time where there is nothing to hear."""

    def load_silence(self, duration_ms: int, start_ms: int = 0) -> None:
        """Keep time for `duration_ms`, paused at `start_ms`."""


class Recogniser(Protocol):
    """Hears speech. Another engine is one module in ``sources`` with this method."""

    def transcribe(
        self,
        path: Path,
        language: str,
        start_ms: int,
        on_words: Callable[[tuple[HeardWord, ...]], None],
        progress: Report,
    ) -> str:
        """Hear the media at `path` from `start_ms` to its end; a worker's job.

        `on_words` gets the words in order of time, a few seconds' worth at once, none before
        `start_ms`; a word that begins without a blank belongs to the one before it.
        `language` is a code as ``de``, or "" to find it out; the one heard is returned.
        `progress` may raise to stop. Raises SpeechError and MediaError.
        """


class Watcher(Protocol):
    """Who is told how a queued piece of work goes, always in the session's thread."""

    def begun(self) -> None:
        """It waits no longer."""

    def told(self, fraction: float, detail: str) -> None:
        """It is this far, 0 to 1; `detail` is a speed, say."""

    def ended(self, result: Any) -> None:
        """It is done, with what it returned."""

    def failed(self, error: AnnotatorError | None) -> None:
        """It could not be done; None where it was cancelled."""


class Queue(Protocol):
    """Where much work waits its turn; a few pieces of it run at once."""

    def queue(
        self, title: str, work: Callable[[Report], Any], watcher: Watcher
    ) -> Callable[[], None]:
        """Do ``work(report)`` elsewhere when there is room; returns what cancels it alone."""
