"""Playing the open episode: the player and the playhead as one thing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotator.session.hooks import Hook
from annotator.session.playhead import Playhead
from annotator.session.ports import Clock, Player, PlayerReport, PlayerState, SilentPlayer
from annotator.session.targets import Listening

SLOWEST, FASTEST = 0.5, 3.0
RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


class Playback:
    """What transport keys do.

    `player` plays what can be heard, `silence` keeps the time of a transcript alone. `take` and
    `take_silence` must be called in the session's thread with each report of the one and the
    other. `changed` tells of every state worth drawing anew (not of the running position);
    `failed` tells one sentence when media cannot be played, `reached` that a stretch was played.
    """

    def __init__(
        self,
        player: Player,
        silence: SilentPlayer,
        clock: Clock,
        step_back_ms: Callable[[], int],
    ) -> None:
        self.player: Player = player
        self._sound = player
        self._silence = silence
        self._playhead = Playhead(clock)
        self._clock = clock
        self._step_back_ms = step_back_ms
        self._paused_by_user = False
        self._known_ms = 0
        self._furthest_ms = 0
        self.rate = 1.0
        self.volume = 90
        self.warning = ""
        self.changed: Hook[None] = Hook()
        self.failed: Hook[str] = Hook()
        self.sought: Hook[int] = Hook()
        self.reached: Hook[None] = Hook()
        self._until_ms: int | None = None

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
    def silent(self) -> bool:
        """Whether only the clock runs: what is open has words but no sound."""
        return self.player is self._silence

    @property
    def duration_ms(self) -> int:
        """The length found when the media was read; 0 while neither that nor the player knows.

        It goes before what the player says, who guesses the length of an MP3 without a header
        from its first frames; only what has been played beyond it is believed more.
        """
        if self._known_ms:
            return max(self._known_ms, self._furthest_ms)
        return self._playhead.duration_ms

    @property
    def loop_range(self) -> tuple[int, int] | None:
        """(start_ms, end_ms) of the loop, None without one."""
        return self._playhead.loop_range

    def listening(self) -> Listening:
        return Listening(self.position_ms, self.playing, self.rate)

    # What keys do

    def load(self, path: Path, start_ms: int, duration_ms: int) -> None:
        """Open `path`, paused at `start_ms`; `duration_ms` is its length as read, 0 unknown."""
        self._use(self._sound, duration_ms)
        self._sound.load(path, start_ms)
        self._ready(start_ms)

    def load_silence(self, duration_ms: int, start_ms: int) -> None:
        """Keep time for words without their sound, paused at `start_ms`."""
        self._sound.unload()
        self._use(self._silence, duration_ms)
        self._silence.load_silence(duration_ms, start_ms)
        self._ready(start_ms)

    def draw_in(self, window_id: int | None) -> None:
        """Show the picture of what is opened in this window; None shows none."""
        self._sound.set_video_output(window_id)

    @property
    def needs_system_window(self) -> bool:
        return self._sound.needs_system_window

    def unload(self) -> None:
        self._use(self._sound, 0)
        self._sound.unload()
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

    def play_stretch(self, start_ms: int, end_ms: int) -> None:
        """Play from one time to the other, then pause and tell `reached`. A seek, a loop or
        other media lets it go."""
        self.unloop()
        self.play_from(start_ms)
        self._until_ms = end_ms

    def seek(self, position_ms: int) -> None:
        """Go to `position_ms`, kept inside the media."""
        self._until_ms = None
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
        """Learn from the player of sound."""
        if not self.silent:  # what it still says on being put away is old news
            self._learn(report)

    def take_silence(self, report: PlayerReport) -> None:
        """Learn from the player of silence."""
        if self.silent:
            self._learn(report)

    def _learn(self, report: PlayerReport) -> None:
        self._furthest_ms = max(self._furthest_ms, report.position_ms)
        before = (self.state, self.duration_ms, self.warning)
        self._playhead.take(report, self.player.lag_ms)
        if report.state is PlayerState.FAILED:
            if before[0] is not PlayerState.FAILED:  # later reports only repeat that it did
                self.failed.tell(report.message)
        elif report.message:
            self.warning = report.message  # said once by the player, true until another file
        if before != (self.state, self.duration_ms, self.warning):
            self.changed.tell(None)
        if report.state is PlayerState.ENDED and self._until_ms is not None:
            self._come_to_end()  # a stretch that ends with the media

    def tick(self) -> int:
        """Call thirty times a second while playing; returns the position, loops when due."""
        if self._until_ms is not None and self.position_ms >= self._until_ms:
            self._come_to_end()
        due = self._playhead.due_loop_seek()
        if due is not None:
            ended = self.state is PlayerState.ENDED
            self.seek(due)
            if ended:
                self.player.play()
        return self.position_ms

    def _come_to_end(self) -> None:
        self._until_ms = None
        self.player.pause()
        self.reached.tell(None)

    def _use(self, player: Player, duration_ms: int) -> None:
        """Begin anew with `player`; the other one falls silent."""
        if self.silent and player is not self._silence:
            self._silence.unload()
        self.player = player
        self._playhead = Playhead(self._clock)
        self._known_ms, self._furthest_ms = duration_ms, 0
        self._paused_by_user = False
        self._until_ms = None
        self.warning = ""

    def _ready(self, start_ms: int) -> None:
        self.player.set_rate(self.rate)
        self.player.set_volume(self.volume)
        self._playhead.seek(start_ms)
        self.changed.tell(None)
