"""Playing the open episode: the player and the playhead as one thing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotator.session.hooks import Hook
from annotator.session.playhead import Playhead
from annotator.session.ports import Clock, Player, PlayerReport, PlayerState
from annotator.session.targets import Listening

SLOWEST, FASTEST = 0.5, 3.0
RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


class Playback:
    """What transport keys do. `take` must be called in the session's thread with each report.

    `changed` tells of every state worth drawing anew (not of the running position);
    `failed` tells one sentence when media cannot be played.
    """

    def __init__(self, player: Player, clock: Clock, step_back_ms: Callable[[], int]) -> None:
        self.player = player
        self._playhead = Playhead(clock)
        self._clock = clock
        self._step_back_ms = step_back_ms
        self._paused_by_user = False
        self._fallback_duration_ms = 0
        self.rate = 1.0
        self.volume = 90
        self.warning = ""
        self.changed: Hook[None] = Hook()
        self.failed: Hook[str] = Hook()
        self.sought: Hook[int] = Hook()

    # What is

    @property
    def state(self) -> PlayerState:
        return self._playhead.state

    @property
    def playing(self) -> bool:
        return self._playhead.playing

    @property
    def position_ms(self) -> int:
        """The media time being heard now."""
        return self._playhead.position_ms()

    @property
    def duration_ms(self) -> int:
        return self._playhead.duration_ms or self._fallback_duration_ms

    @property
    def loop_range(self) -> tuple[int, int] | None:
        """(start_ms, end_ms) of the loop, None without one."""
        return self._playhead.loop_range

    def listening(self) -> Listening:
        return Listening(self.position_ms, self.playing, self.rate)

    # What keys do

    def load(self, path: Path, start_ms: int, duration_ms: int) -> None:
        """Open `path`, paused at `start_ms`; `duration_ms` is shown until the player knows."""
        self._fresh(duration_ms)
        self.player.load(path, start_ms)
        self.player.set_rate(self.rate)
        self.player.set_volume(self.volume)
        self._playhead.seek(start_ms)
        self.changed.tell(None)

    def unload(self) -> None:
        self._fresh(0)
        self.player.unload()
        self.changed.tell(None)

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play on; after a pause of the user's from a little before it."""
        if self._paused_by_user and self._step_back_ms():
            self.seek(self.position_ms - self._step_back_ms())
        self._paused_by_user = False
        self.player.play()

    def pause(self) -> None:
        self._paused_by_user = True
        self.player.pause()

    def play_from(self, position_ms: int) -> None:
        """Seek and play: no step back, the user said where from."""
        self._paused_by_user = False
        self.seek(position_ms)
        self.player.play()

    def seek(self, position_ms: int) -> None:
        """Go to `position_ms`, kept inside the media."""
        target_ms = max(position_ms, 0)
        if self.duration_ms:
            target_ms = min(target_ms, self.duration_ms)
        self._playhead.seek(target_ms)
        self.player.seek(target_ms)
        self.sought.tell(target_ms)

    def skip(self, by_ms: int) -> None:
        self.seek(self.position_ms + by_ms)

    def set_rate(self, rate: float) -> None:
        """0.5 to 3; others are brought inside."""
        self.rate = min(max(rate, SLOWEST), FASTEST)
        self.player.set_rate(self.rate)
        self.changed.tell(None)

    def step_rate(self, steps: int) -> None:
        """To the next of RATES, faster (+1) or slower (-1)."""
        nearest = min(range(len(RATES)), key=lambda index: abs(RATES[index] - self.rate))
        self.set_rate(RATES[min(max(nearest + steps, 0), len(RATES) - 1)])

    def set_volume(self, percent: int) -> None:
        self.volume = min(max(percent, 0), 100)
        self.player.set_volume(self.volume)
        self.changed.tell(None)

    def loop(self, start_ms: int, end_ms: int) -> None:
        """Repeat a stretch until `unloop`."""
        self._playhead.loop(start_ms, end_ms)
        self.changed.tell(None)

    def unloop(self) -> None:
        self._playhead.unloop()
        self.changed.tell(None)

    # What comes in

    def take(self, report: PlayerReport) -> None:
        """Learn from the player."""
        before = (self.state, self.duration_ms, self.warning)
        self._playhead.take(report, self.player.lag_ms)
        if report.state is PlayerState.FAILED:
            if before[0] is not PlayerState.FAILED:  # later reports only repeat that it did
                self.failed.tell(report.message)
        elif report.message:
            self.warning = report.message  # said once by the player, true until another file
        if before != (self.state, self.duration_ms, self.warning):
            self.changed.tell(None)

    def tick(self) -> int:
        """Call thirty times a second while playing; returns the position, loops when due."""
        due = self._playhead.due_loop_seek()
        if due is not None:
            ended = self.state is PlayerState.ENDED
            self.seek(due)
            if ended:
                self.player.play()
        return self.position_ms

    def _fresh(self, duration_ms: int) -> None:
        self._playhead = Playhead(self._clock)
        self._fallback_duration_ms = duration_ms
        self._paused_by_user = False
        self.warning = ""
