"""Playing through libVLC.

libVLC calls back on its own threads and must not be called from there; ``stop`` waits for
those threads. So every call into libVLC is made by one worker thread, which takes commands and
events from one queue, and the state below belongs to that thread alone.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from annotator.domain.errors import MediaError
from annotator.player.media_check import check_media
from annotator.player.ranges import clamped_rate, clamped_volume
from annotator.player.reports import cannot_play, lacking, no_sound
from annotator.player.vlc_lag import lag_at
from annotator.player.vlc_library import MEDIA_OPTIONS, load_vlc, version_of
from annotator.player.vlc_picture import draws_nothing, show_picture
from annotator.session.ports import Clock, Listener, PlayerReport, PlayerState

_DEVICE_CHECK_S = 0.7
_RECKON_S = 0.5
"""How far past libVLC's last word its position is reckoned on."""

_SETTLE_S = 0.5
"""A silence after which libVLC is asked what it does: it drops quick commands, and news of them."""

_HEARD_MS = 200
"""A claim this far past the last seek is of sound, not the echo of a target beyond the end."""

_LEAVE = None


class VlcPlayer:
    """The Player port over libVLC 3. MediaError if the library cannot be had.

    `prepare` is called once with the ``vlc.MediaPlayer`` before anything is loaded; a test puts
    its ear there.
    """

    needs_system_window = True

    def __init__(
        self, clock: Clock = time.monotonic, prepare: Callable[[Any], None] | None = None
    ) -> None:
        self._vlc, self._instance = load_vlc()
        self._clock = clock
        self._media_player = self._instance.media_player_new()
        if prepare is not None:
            prepare(self._media_player)
        self._name = f"VLC {version_of(self._vlc)}"
        self._listeners: tuple[Listener, ...] = ()
        self._inbox: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._asked_at: float | None = None
        self._forget()
        self._run = 0  # counts openings, so that events of an earlier one are told apart
        self._rate, self._volume = 1.0, 100
        self._volume_due = False
        self._window: int | None = None
        self._attach_events()
        self._thread = threading.Thread(target=self._work, name="vlc-player", daemon=True)
        self._thread.start()

    # The port: called from any thread, returns at once.

    @property
    def name(self) -> str:
        return self._name

    @property
    def lag_ms(self) -> int:
        return lag_at(self._rate)

    def listen(self, listener: Listener) -> None:
        self._listeners = (*self._listeners, listener)

    def load(self, path: Path, start_ms: int = 0) -> None:
        self._inbox.put(partial(self._load, path, max(0, start_ms)))

    def unload(self) -> None:
        self._inbox.put(self._unload)

    def play(self) -> None:
        self._inbox.put(self._play)

    def pause(self) -> None:
        self._inbox.put(self._pause)

    def seek(self, position_ms: int) -> None:
        self._inbox.put(partial(self._seek, max(0, position_ms)))

    def set_rate(self, rate: float) -> None:
        self._inbox.put(partial(self._set_rate, clamped_rate(rate)))

    def set_volume(self, percent: int) -> None:
        self._inbox.put(partial(self._set_volume, clamped_volume(percent)))

    def set_video_output(self, window_id: int | None) -> None:
        self._inbox.put(partial(self._set_window, window_id))

    def close(self) -> None:
        """Waits up to five seconds for libVLC to let go."""
        self._inbox.put(_LEAVE)
        self._thread.join(timeout=5)

    # Everything below runs on the worker thread.

    def _work(self) -> None:
        while (job := self._next()) is not _LEAVE:
            job()
        self._media_player.stop()
        self._release_media()
        self._media_player.release()
        self._instance.release()

    def _next(self) -> Callable[[], None] | None:
        while True:
            try:
                return self._inbox.get(timeout=None if self._obeyed() else _SETTLE_S)
            except Empty:
                self._settle()

    @property
    def _plays(self) -> bool:
        return self._state is PlayerState.PLAYING

    def _obeyed(self) -> bool:
        if not self._opened or self._spent:
            return True
        return self._asked_at is None and self._wants_to_play == self._plays

    def _ask(self) -> None:
        """Tell libVLC to play or pause, once it has obeyed what it was told before."""
        if self._asked_at is None and not self._obeyed():
            self._asked_at = self._clock()
            self._media_player.set_pause(0 if self._wants_to_play else 1)

    def _settle(self) -> None:
        self._asked_at = None
        really, states = self._media_player.get_state(), self._vlc.State
        if really == states.Playing and not self._plays:
            self._on_playing()
        elif really == states.Paused and self._plays:
            self._on_paused()
        else:
            self._ask()

    def _forget(self) -> None:
        self._path = Path()
        self._media: Any = None
        self._state = PlayerState.EMPTY
        self._opened = False
        self._spent = False  # libVLC has run to the end and must open the file again
        self._wants_to_play = False
        self._asked_at = None
        self._duration_ms = 0
        self._claim_ms, self._claimed_at = 0, 0.0
        self._sought_ms = 0
        self._device_check_at: float | None = None

    def _say(self, state: PlayerState, message: str = "", at: float | None = None) -> None:
        self._state = state
        report = PlayerReport(
            state=state,
            position_ms=self._claim_ms,
            at=self._claimed_at if at is None else at,
            duration_ms=self._duration_ms,
            rate=self._rate,
            message=message,
        )
        for listener in self._listeners:
            listener(report)

    def _claim(self, position_ms: int, at: float | None = None) -> None:
        self._claim_ms = position_ms
        self._claimed_at = self._clock() if at is None else at

    def _reckon(self) -> None:
        """Bring the claim to this moment; libVLC's own is up to half a second old."""
        now = self._clock()
        played_s = min(now - self._claimed_at, _RECKON_S) if self._plays else 0
        self._claim(self._claim_ms + round(played_s * self._rate * 1000), now)

    def _fail(self, message: str) -> None:
        self._wants_to_play = False
        self._opened = False
        self._claimed_at = self._clock()
        self._say(PlayerState.FAILED, message)

    # Commands.

    def _load(self, path: Path, start_ms: int) -> None:
        self._stop()
        self._path = path
        self._claim(start_ms)
        self._sought_ms = start_ms
        self._say(PlayerState.LOADING)
        try:
            check_media(path)
        except MediaError as error:
            self._fail(str(error))
            return
        self._open(play=False)

    def _stop(self) -> None:
        self._media_player.stop()
        self._run += 1
        self._release_media()
        self._forget()

    def _release_media(self) -> None:
        if self._media is not None:
            self._media.release()
            self._media = None

    def _open(self, *, play: bool) -> None:
        """Open the file paused, then go to the claimed position, and play if told so."""
        self._media_player.stop()
        self._run += 1
        self._release_media()
        self._opened = self._spent = False
        self._asked_at = None
        self._wants_to_play = play
        self._state = PlayerState.LOADING
        # media_new_path takes a path and nothing else; media_new would take any address.
        self._media = self._instance.media_new_path(str(self._path))
        for option in MEDIA_OPTIONS:
            self._media.add_option(option)
        show_picture(self._media_player, self._media, self._window)
        self._media_player.set_media(self._media)
        self._media_player.play()

    def _unload(self) -> None:
        self._stop()
        self._claim(0)
        self._say(PlayerState.EMPTY)

    def _play(self) -> None:
        self._wants_to_play = True
        if self._state is PlayerState.ENDED:
            self._claim(0)
        if self._spent:
            self._open(play=True)
        else:
            self._ask()

    def _pause(self) -> None:
        self._wants_to_play = False
        self._ask()

    def _seek(self, position_ms: int) -> None:
        if self._state in (PlayerState.EMPTY, PlayerState.FAILED):
            return
        # Not held to the length, which without a header is a guess and may be short.
        self._claim(position_ms)
        self._sought_ms = position_ms
        state = PlayerState.PAUSED if self._state is PlayerState.ENDED else self._state
        if self._spent:
            self._open(play=False)
        elif self._opened:
            self._media_player.set_time(position_ms)
        self._say(state)

    def _set_rate(self, rate: float) -> None:
        self._reckon()
        self._rate = rate
        self._media_player.set_rate(rate)
        if self._plays:
            # Up to a second of sound is under way at the old speed; a seek to here drops it.
            self._media_player.set_time(self._claim_ms)
        self._say(self._state)

    def _set_volume(self, percent: int) -> None:
        self._volume = percent
        self._apply_volume()

    def _apply_volume(self) -> None:
        """libVLC refuses a volume until its output exists, which may be only when it plays."""
        self._volume_due = self._media_player.audio_set_volume(self._volume) != 0

    def _set_window(self, window_id: int | None) -> None:
        if window_id == self._window:
            return
        self._window = window_id
        if self._opened and not self._spent:
            self._reckon()
            self._open(play=self._wants_to_play)

    # Events.

    def _attach_events(self) -> None:
        events = self._media_player.event_manager()
        kinds = self._vlc.EventType
        table: dict[Any, Callable[[Any], Callable[[], None]]] = {
            kinds.MediaPlayerPlaying: lambda _: self._on_playing,
            kinds.MediaPlayerPaused: lambda _: self._on_paused,
            kinds.MediaPlayerEndReached: lambda _: self._on_end,
            kinds.MediaPlayerEncounteredError: lambda _: self._on_error,
            kinds.MediaPlayerLengthChanged: lambda e: partial(self._on_length, e.u.new_length),
            kinds.MediaPlayerTimeChanged: lambda e: partial(
                self._on_time, e.u.new_time, self._clock()
            ),
        }
        for kind, told in table.items():
            events.event_attach(kind, partial(self._enqueue, told))

    def _enqueue(self, told: Callable[[Any], Callable[[], None]], event: Any) -> None:
        self._inbox.put(partial(self._if_current, self._run, told(event)))

    def _if_current(self, run: int, handler: Callable[[], None]) -> None:
        if run == self._run:
            handler()

    def _on_length(self, duration_ms: int) -> None:
        self._duration_ms = max(0, duration_ms)
        if self._opened:
            self._reckon()
            self._say(self._state)

    def _on_paused(self) -> None:
        if self._opened:
            self._reckon()
            self._asked_at = None
            self._say(PlayerState.PAUSED)
            self._ask()
        else:
            self._on_opened()

    def _on_opened(self) -> None:
        if self._media_player.audio_get_track_count() <= 0:
            self._stop_with(no_sound(self._path))
            return
        self._opened = True
        self._duration_ms = max(0, self._media_player.get_length())
        self._media_player.set_rate(self._rate)
        self._apply_volume()
        if self._claim_ms or self._window is not None:  # a seek shows the picture of where it went
            self._media_player.set_time(self._claim_ms)
        self._claimed_at = self._clock()
        if self._wants_to_play:
            self._media_player.set_pause(0)
        else:
            self._say(PlayerState.PAUSED)

    def _on_playing(self) -> None:
        if not self._opened:
            return  # libVLC says so once before it obeys :start-paused
        self._claimed_at = self._clock()
        self._device_check_at = self._claimed_at + _DEVICE_CHECK_S
        self._apply_volume()
        self._asked_at = None
        self._say(PlayerState.PLAYING)
        self._ask()

    def _on_time(self, position_ms: int, at: float) -> None:
        if not self._obeyed() and self._clock() - (self._asked_at or 0) > _SETTLE_S:
            self._settle()
        if not self._plays:
            return
        if self._volume_due:
            self._apply_volume()
        self._claim(position_ms, at)
        self._say(PlayerState.PLAYING, self._device_warning(at))

    def _device_warning(self, now: float) -> str:
        """Once per start: libVLC tells of no error, but decodes and puts nothing of it out."""
        if self._device_check_at is None or now < self._device_check_at:
            return ""
        self._device_check_at = None
        self._media.get_stats(stats := self._vlc.MediaStats())
        silent = bool(stats.decoded_audio and not stats.played_abuffers)
        return lacking(sound=silent, picture=draws_nothing(self._media_player, stats))

    def _on_end(self) -> None:
        if not self._opened:
            self._on_error()
            return
        self._spent = True
        self._wants_to_play = False
        self._reckon()
        if self._claim_ms - self._sought_ms > _HEARD_MS:
            self._duration_ms = max(self._claim_ms, self._duration_ms)
        self._claim_ms = self._duration_ms
        self._say(PlayerState.ENDED)

    def _on_error(self) -> None:
        self._stop_with(cannot_play(self._path, self._name))

    def _stop_with(self, message: str) -> None:
        path = self._path
        self._stop()
        self._path = path
        self._claim_ms = 0
        self._fail(message)
