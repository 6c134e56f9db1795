"""Where the sound is now, between the rare moments at which a player says so.

libVLC tells its position every 243-497 ms, Qt Multimedia every 50 ms and rounded down to the
last decoded frame. Words are shorter than that, so the position is estimated on a clock:
reports correct the estimate gently, and only a seek ever moves it backwards.

Nothing here keeps time by itself: the clock is handed in, so tests own it.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.session.ports import Clock, PlayerReport, PlayerState

COAST_S = 0.55
"""How long the estimate runs on without a report; libVLC's longest silence is 497 ms."""
GAP_S = 2.0
"""A longer silence (suspend, a stalled machine): the next report is believed at once."""
SEEK_PATIENCE_S = 2.0
"""After a seek, reports that do not fit its target are old news for this long."""
JUMP_MS = 500
"""A report farther off than this tells of a jump in the sound, not of jitter."""
SETTLE_S = 0.3
"""The time a correction is spread over. Reports that come faster are averaged by that."""
LEAST_SPEED = 0.2
"""While waiting for the sound to catch up, the estimate still moves at this share of the rate."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Media time as a line over the clock, and `ahead_ms` still to be blended away.

    `ahead_ms` is by how much the shown position led the line at `at`; it fades to nothing over
    `fade_s`, which is long enough that the shown position never stands still or runs back.
    """

    at: float
    media_ms: float
    speed: float
    ahead_ms: float = 0.0
    fade_s: float = SETTLE_S

    def media_at(self, now: float) -> float:
        return self.media_ms + (now - self.at) * self.speed

    def shown_at(self, now: float) -> float:
        left = max(0.0, 1.0 - (now - self.at) / self.fade_s)
        return self.media_at(now) + self.ahead_ms * left


class Playhead:
    """The position to show, from the player's reports and an injected clock.

    `clock` gives seconds and never jumps back; reports must carry times of the same clock.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._state = PlayerState.EMPTY
        self._rate = 1.0
        self._duration_ms = 0
        self._heard_of_at = clock()
        self._line = _Line(self._heard_of_at, 0.0, 0.0)
        self._sought_at: float | None = None
        self._loop: tuple[int, int] | None = None

    @property
    def state(self) -> PlayerState:
        """The state of the last report."""
        return self._state

    @property
    def playing(self) -> bool:
        return self._state is PlayerState.PLAYING

    @property
    def rate(self) -> float:
        return self._rate

    @property
    def duration_ms(self) -> int:
        """Length of the media, 0 while unknown."""
        return self._duration_ms

    def position_ms(self, now: float | None = None) -> int:
        """Media time heard at clock reading `now` (default: this moment).

        Between seeks it never decreases as `now` grows, and it runs at most `COAST_S` past the
        last report.
        """
        now = self._clock() if now is None else now
        shown = self._line.shown_at(self._capped(now))
        if self._duration_ms and self._state is not PlayerState.EMPTY:
            shown = min(shown, max(self._duration_ms, self._line.media_ms))
        return max(0, round(shown))

    def take(self, report: PlayerReport, lag_ms: int = 0) -> None:
        """Learn from `report`; `lag_ms` is `Player.lag_ms` as it was when the report came."""
        before = self._state
        self._state = report.state
        self._duration_ms = report.duration_ms
        self._rate = report.rate
        if report.state in (PlayerState.EMPTY, PlayerState.LOADING):
            self._sought_at = None
            self._anchor(report.at, report.position_ms)
        elif report.state is PlayerState.PLAYING:
            self._follow(report, report.position_ms - lag_ms, settled=before is report.state)
        else:
            self._rest(report)

    def seek(self, target_ms: int, now: float | None = None) -> None:
        """Show `target_ms` at once; call it together with `Player.seek`."""
        now = self._clock() if now is None else now
        self._sought_at = now
        self._anchor(now, max(0, target_ms))

    def loop(self, start_ms: int, end_ms: int) -> None:
        """Repeat from `start_ms` to `end_ms`, which must lie after it."""
        self._loop = (start_ms, end_ms) if end_ms > start_ms else None

    def unloop(self) -> None:
        self._loop = None

    @property
    def loop_range(self) -> tuple[int, int] | None:
        """(start_ms, end_ms) of the loop, None without one."""
        return self._loop

    def due_loop_seek(self, now: float | None = None) -> int | None:
        """The time to seek to when the loop's end has been heard at `now`, else None.

        Call it on every tick; after `seek` it is None until the end comes round again. Where
        the loop ends with the media the player may have ended by then: play after the seek.
        """
        if self._loop is None or self._state not in (PlayerState.PLAYING, PlayerState.ENDED):
            return None
        start_ms, end_ms = self._loop
        ended = self._state is PlayerState.ENDED and self._sought_at is None
        return start_ms if ended or self.position_ms(now) >= end_ms else None

    def _speed(self) -> float:
        return 1000.0 * self._rate if self._state is PlayerState.PLAYING else 0.0

    def _capped(self, now: float) -> float:
        return max(self._line.at, min(now, self._heard_of_at + COAST_S))

    def _anchor(self, at: float, media_ms: float) -> None:
        """Start a new line at `media_ms`, shown as it is."""
        self._line = _Line(at, media_ms, self._speed())
        self._heard_of_at = at

    def _bend(self, at: float, media_ms: float) -> None:
        """Start a new line at `media_ms`, the shown position blending into it."""
        at = max(at, self._line.at)
        ahead_ms = self._line.shown_at(self._capped(at)) - media_ms
        speed = self._speed()
        slowest_s = max(0.0, ahead_ms) / (speed * (1.0 - LEAST_SPEED)) if speed else 0.0
        self._line = _Line(at, media_ms, speed, ahead_ms, max(SETTLE_S, slowest_s))
        self._heard_of_at = at

    def _follow(self, report: PlayerReport, media_ms: float, *, settled: bool) -> None:
        if self._is_stale(report.at, media_ms):
            self._keep_running(report.at)
            return
        silent_s = report.at - self._heard_of_at
        expected_ms = self._line.media_at(self._capped(report.at))
        if self._is_jump(media_ms - expected_ms) or (settled and silent_s > GAP_S):
            self._anchor(report.at, media_ms)
        elif settled:
            self._bend(report.at, media_ms)
        else:
            # What it says on starting is what it said on pausing, which was late.
            self._bend(report.at, expected_ms)

    def _is_stale(self, at: float, media_ms: float) -> bool:
        """Whether a report still tells of the time before the last seek.

        One that fits the target does not settle it: players echo the target at once, and old
        news may still come after.
        """
        if self._sought_at is None or at - self._sought_at > SEEK_PATIENCE_S:
            return False
        return at < self._sought_at or self._is_jump(media_ms - self._line.media_at(at))

    def _is_jump(self, error_ms: float) -> bool:
        return abs(error_ms) > JUMP_MS * max(1.0, self._rate)

    def _keep_running(self, at: float) -> None:
        """Take over a changed speed without believing the position."""
        if self._line.speed != self._speed():
            at = max(at, self._line.at)
            self._anchor(at, self._line.shown_at(self._capped(at)))

    def _rest(self, report: PlayerReport) -> None:
        """Stand still: where the estimate is if the report is near, else where it says.

        A player's last report may be half a second old when it pauses; the estimate is newer.
        """
        if report.state is PlayerState.PAUSED:
            shown = self._line.shown_at(self._capped(report.at))
            near = not self._is_jump(report.position_ms - shown)
            keep = near or self._is_stale(report.at, report.position_ms)
            self._anchor(report.at, shown if keep else report.position_ms)
        elif self._sought_at is not None and report.at < self._sought_at:
            self._keep_running(report.at)
        else:
            self._sought_at = None
            self._anchor(report.at, report.position_ms)
