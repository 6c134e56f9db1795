"""The player in the transport, the timeline and the running highlight."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from annotator.commands import Context
from annotator.commands.episodes import look_for_media
from annotator.domain.errors import LibraryError
from annotator.domain.notes import Episode
from annotator.domain.timecode import format_clock
from annotator.gui.main_window import MainWindow
from annotator.session.ports import PlayerState

_TICK_MS = 33
_KEEP_POSITION_TICKS = 150
_NOWHERE = (PlayerState.EMPTY, PlayerState.LOADING, PlayerState.FAILED)

_AFTER_LAST_MS = 60_000
"""How much of an episode known only by its marks is taken to follow the last of them."""


class ListeningPresenter(QObject):
    """Loads the open episode's media, moves the highlight, shows what the next key marks."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._loaded: tuple[int, Path | None, int] | None = None
        self._shown_target: object = None
        self._ticks = 0
        self._volume_before_mute = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        window.closing.connect(self._timer.stop)
        playback = context.playback
        playback.changed.connect(lambda _: self._changed())
        playback.sought.connect(lambda _: self._show_position())
        context.session.opened.connect(self._load)
        context.session.desk_changed.connect(lambda _: self._show_target())
        context.session.cues_changed.connect(lambda _: self._show_target())
        self._connect_transport()

    def _connect_transport(self) -> None:
        transport, playback = self._window.transport, self._context.playback
        transport.playToggled.connect(playback.toggle)
        transport.skipRequested.connect(playback.skip)
        transport.speedRequested.connect(playback.set_rate)
        transport.volumeRequested.connect(playback.set_volume)
        transport.muteToggled.connect(self._toggle_mute)

    def keep_position(self) -> None:
        """Remember where the open episode is; a library that cannot be written now loses only
        this."""
        playback = self._context.playback
        # Without media there is no place to keep, and the one known must not become 0:00.
        if self._loaded is not None and playback.state not in _NOWHERE:
            self._remember(self._loaded[0], playback.position_ms)

    def _remember(self, episode_id: int, position_ms: int) -> None:
        try:
            self._context.session.library.remember_position(episode_id, position_ms)
        except LibraryError:
            return  # told when a mark meets the same trouble; the place is no work to lose

    # The session → the widgets

    def _load(self, episode: Episode | None) -> None:
        self._shown_target = None
        path = readable_media(episode)
        quiet_ms = 0 if path is not None else self._quiet_ms(episode)
        if episode is not None and self._loaded == (episode.id, path, quiet_ms):
            # The same media goes on playing, maybe under a new transcript.
            self._put_cursor(self._context.playback.position_ms)
            self._show_position()
            self._show_target()
            return
        self.keep_position()
        self._loaded = (episode.id, path, quiet_ms) if episode else None
        playback = self._context.playback
        playback.unloop()
        self._window.transport.set_media(path is not None or quiet_ms > 0)
        start_ms = 0
        if episode is not None:
            start_ms = self._context.session.library.episodes.position_ms(episode.id)
            # At once, so that a start after a crash opens the episode that was open.
            self._remember(episode.id, start_ms)
        if path is not None and episode is not None and episode.media is not None:
            playback.load(path, start_ms, episode.media.duration_ms)
        elif quiet_ms:
            playback.load_silence(quiet_ms, start_ms)
        else:
            playback.unload()
        if path is None and episode is not None and episode.media is not None:
            look_for_media(self._context, episode)
        self._put_cursor(start_ms)
        self._changed()
        self._show_position()

    def _quiet_ms(self, episode: Episode | None) -> int:
        """How long an episode is whose sound is not there, by its words, or else by its marks;
        0 without either."""
        session = self._context.session
        if episode is None:
            return 0
        media_ms = episode.media.duration_ms if episode.media else 0
        if session.transcript is not None and session.transcript.cues:
            return max(session.transcript.end_ms, media_ms)
        last_ms = max((mark.end_ms for mark in session.marks), default=0)
        return max(last_ms + _AFTER_LAST_MS, media_ms) if last_ms else 0

    def _put_cursor(self, position_ms: int) -> None:
        session = self._context.session
        if session.transcript is not None and session.transcript.cues:
            session.desk.cursor = session.transcript.cue_at(position_ms) or 0
            session.desk_changed.tell(None)

    def _changed(self) -> None:
        playback, transport = self._context.playback, self._window.transport
        duration_ms = playback.duration_ms
        if not duration_ms and self._context.session.transcript is not None:
            duration_ms = self._context.session.transcript.end_ms
        transport.set_playing(playback.playing)
        transport.set_duration(duration_ms)
        transport.set_speed(playback.rate)
        transport.set_volume(playback.volume)
        transport.set_loop(playback.loop_range is not None)
        self._window.timeline.set_duration(duration_ms)
        self._window.timeline.set_loop(playback.loop_range)
        if playback.playing:
            self._timer.start()
        elif self._timer.isActive() and playback.state is not PlayerState.LOADING:
            self._timer.stop()
            self._show_position()
            self.keep_position()
        # A loop that ends with the media finds the player ended and must start it anew.
        if playback.state is PlayerState.ENDED and playback.loop_range is not None:
            playback.tick()
        self._show_target()

    def _tick(self) -> None:
        self._context.playback.tick()
        self._show_position()
        self._show_target()
        self._ticks += 1
        if self._ticks % _KEEP_POSITION_TICKS == 0:
            self.keep_position()

    def _show_position(self) -> None:
        position_ms = self._context.playback.position_ms
        self._window.transport.set_position(position_ms)
        self._window.timeline.set_position(position_ms)
        transcript = self._context.session.transcript
        if transcript is None:
            return
        spoken = transcript.word_at(position_ms)
        if spoken is None:
            self._window.transcript.set_spoken(transcript.cue_at(position_ms))
        else:
            self._window.transcript.set_spoken(*spoken)

    def _show_target(self) -> None:
        """Outline what the next key marks, and name it in the status line."""
        target = self._context.tagger.target()
        shown = (target.span, target.anchor.start_ms, target.anchor.exact) if target else None
        if shown == self._shown_target:
            return
        self._shown_target = shown
        self._window.transcript.set_target(target.span if target else None)
        if target is None:
            self._window.status.show_next("", "")
        else:
            self._window.status.show_next(format_clock(target.anchor.start_ms), target.anchor.exact)

    def _toggle_mute(self) -> None:
        playback = self._context.playback
        if playback.volume:
            self._volume_before_mute = playback.volume
            playback.set_volume(0)
        else:
            playback.set_volume(self._volume_before_mute or 90)


def readable_media(episode: Episode | None) -> Path | None:
    """The file to play; None where the episode has none, or it is not there."""
    media = episode.media if episode else None
    return Path(media.path) if media is not None and os.access(media.path, os.R_OK) else None
