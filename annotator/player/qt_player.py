"""Playing through Qt Multimedia, whose FFmpeg comes inside the PySide6 wheels.

Belongs to the thread that made it, which must run a Qt event loop.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QLoggingCategory,
    QSignalBlocker,
    QUrl,
    qInstallMessageHandler,
    qVersion,
)

# Qt Multimedia logs each file it opens and each library it does without, from its import on.
# What matters of that reaches the user in a report; QT_LOGGING_RULES still brings it back.
QLoggingCategory.setFilterRules("qt.multimedia.*=false")

from PySide6.QtMultimedia import (  # noqa: E402
    QAudioBufferOutput,
    QAudioOutput,
    QMediaDevices,
    QMediaPlayer,
    QtAudio,
)
from PySide6.QtWidgets import QWidget  # noqa: E402

from annotator.domain.errors import MediaError  # noqa: E402
from annotator.player.media_check import check_media  # noqa: E402
from annotator.player.qt_picture import Picture  # noqa: E402
from annotator.player.ranges import clamped_rate, clamped_volume  # noqa: E402
from annotator.player.reports import NO_DEVICE, cannot_play, no_sound  # noqa: E402
from annotator.session.ports import Clock, Listener, PlayerReport, PlayerState  # noqa: E402

_LAG_MS = -15
"""The claim is the start of the last frame handed out, half a frame old on average; measured."""


class QtPlayer:
    """The Player port over QMediaPlayer. MediaError where no Qt application runs.

    `prepare` is called once with the QMediaPlayer before anything is loaded; a test puts its
    ear there.
    """

    lag_ms = _LAG_MS
    needs_system_window = False

    def __init__(
        self,
        clock: Clock = time.monotonic,
        prepare: Callable[[QMediaPlayer], None] | None = None,
    ) -> None:
        if QCoreApplication.instance() is None:
            raise MediaError("Qt Multimedia plays only while the window is open.")
        self._clock = clock
        with _without_messages():
            self._player = QMediaPlayer()
            self._devices = QMediaDevices()
            self._output = QAudioOutput()
            self._devices.audioOutputsChanged.connect(self._find_device)
        self._listeners: tuple[Listener, ...] = ()
        self._picture: Picture | None = None
        self._forget()
        if prepare is not None:
            prepare(self._player)
        # Without a device nothing would drive the clock of a file that is sound alone; a sink
        # that nobody reads does.
        self._silent_sink = self._player.audioBufferOutput() or QAudioBufferOutput()
        self._find_device()
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.playbackStateChanged.connect(self._on_playback_state)
        self._player.positionChanged.connect(self._on_position)
        self._player.durationChanged.connect(self._on_duration)
        self._player.errorOccurred.connect(self._on_error)

    @property
    def name(self) -> str:
        return f"Qt Multimedia {qVersion()}"

    def listen(self, listener: Listener) -> None:
        self._listeners = (*self._listeners, listener)

    def load(self, path: Path, start_ms: int = 0) -> None:
        self._forget()
        self._player.setSource(QUrl())
        self._path, self._start_ms = path, max(0, start_ms)
        self._say(PlayerState.LOADING)
        try:
            check_media(path)
        except MediaError as error:
            self._fail(str(error))
            return
        self._player.setSource(QUrl.fromLocalFile(str(path.absolute())))

    def unload(self) -> None:
        self._forget()
        self._player.setSource(QUrl())
        self._say(PlayerState.EMPTY)

    def play(self) -> None:
        self._wants_to_play = True
        if self._opened:
            self._player.play()

    def pause(self) -> None:
        self._wants_to_play = False
        # pause() after the end would go back to the beginning.
        if self._opened and self._state is PlayerState.PLAYING:
            self._player.pause()

    def seek(self, position_ms: int) -> None:
        self._start_ms = max(0, position_ms)
        if not self._opened:
            if self._state is PlayerState.LOADING:
                self._say(PlayerState.LOADING)
            return
        ended = self._state is PlayerState.ENDED
        if ended:
            # What is stopped shows no picture. It goes to its beginning first, which nobody needs
            # to know.
            with QSignalBlocker(self._player):
                self._player.pause()
        self._player.setPosition(self._start_ms)
        self._say(PlayerState.PAUSED if ended else self._state)

    def set_rate(self, rate: float) -> None:
        self._player.setPlaybackRate(clamped_rate(rate))
        self._say(self._state)

    def set_volume(self, percent: int) -> None:
        # Ears hear in ratios: half way along the slider is to sound half as loud.
        self._output.setVolume(
            QtAudio.convertVolume(
                clamped_volume(percent) / 100,
                QtAudio.VolumeScale.LogarithmicVolumeScale,
                QtAudio.VolumeScale.LinearVolumeScale,
            )
        )

    def set_video_output(self, window_id: int | None) -> None:
        """Paints into the widget of this window; QMediaPlayer takes no foreign one."""
        if self._picture is not None:
            self._player.setVideoSink(None)  # type: ignore[arg-type]  # Qt takes null
            self._picture.deleteLater()
            self._picture = None
        host = QWidget.find(window_id) if window_id is not None else None
        if host is not None:
            self._picture = Picture(host)
            self._player.setVideoSink(self._picture.sink)

    def close(self) -> None:
        self._listeners = ()
        self._player.stop()
        self.set_video_output(None)
        # The outputs stay set: taking the buffer output off crashes PySide6 6.11 on deletion.
        self._player.setSource(QUrl())

    def _forget(self) -> None:
        self._path = Path()
        self._state = PlayerState.EMPTY
        self._start_ms = 0
        self._opened = False
        self._wants_to_play = False
        self._device_missed = False

    def _find_device(self) -> None:
        """Play into the default device where there is one; follows devices that come and go."""
        if QMediaDevices.audioOutputs():
            self._output.setDevice(QMediaDevices.defaultAudioOutput())
            self._player.setAudioOutput(self._output)
        else:
            self._player.setAudioOutput(None)  # type: ignore[arg-type]  # Qt takes null
            self._player.setAudioBufferOutput(self._silent_sink)

    def _say(self, state: PlayerState, message: str = "") -> None:
        self._state = state
        report = PlayerReport(
            state=state,
            position_ms=self._player.position() if self._opened else self._start_ms,
            at=self._clock(),
            duration_ms=max(0, self._player.duration()) if self._opened else 0,
            rate=self._player.playbackRate(),
            message=message,
        )
        for listener in self._listeners:
            listener(report)

    def _fail(self, message: str) -> None:
        self._opened = self._wants_to_play = False
        self._start_ms = 0
        self._say(PlayerState.FAILED, message)

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        loading = self._state is PlayerState.LOADING and not self._opened
        if loading and status is QMediaPlayer.MediaStatus.LoadedMedia:
            self._on_loaded()
        elif status is QMediaPlayer.MediaStatus.EndOfMedia and self._opened:
            self._wants_to_play = False
            self._say(PlayerState.ENDED)
        elif status is QMediaPlayer.MediaStatus.InvalidMedia:
            self._on_error()

    def _on_loaded(self) -> None:
        if not self._player.hasAudio():
            self._fail(no_sound(self._path))
            return
        self._player.pause()
        # Qt drops a position set before this moment, and says “loaded” again when it takes one.
        self._opened = True
        if self._start_ms:
            self._player.setPosition(self._start_ms)
        if self._wants_to_play:
            self._player.play()
        else:
            self._say(PlayerState.PAUSED)

    def _on_playback_state(self, state: QMediaPlayer.PlaybackState) -> None:
        if not self._opened:
            return
        if state is QMediaPlayer.PlaybackState.PlayingState:
            self._say(PlayerState.PLAYING, self._device_warning())
        elif state is QMediaPlayer.PlaybackState.PausedState and not self._wants_to_play:
            self._say(PlayerState.PAUSED)

    def _device_warning(self) -> str:
        """Once per file."""
        if self._device_missed or QMediaDevices.audioOutputs():
            return ""
        self._device_missed = True
        return NO_DEVICE

    def _on_position(self, _position_ms: int) -> None:
        if self._state is PlayerState.PLAYING:
            self._say(PlayerState.PLAYING)

    def _on_duration(self, _duration_ms: int) -> None:
        if self._opened:
            self._say(self._state)

    def _on_error(self, *_details: object) -> None:
        if self._state not in (PlayerState.FAILED, PlayerState.EMPTY):
            self._fail(cannot_play(self._path, self.name))


@contextmanager
def _without_messages() -> Iterator[None]:
    """Swallow Qt's messages: asking for devices warns, uncategorised, of a missing Pulse server.

    That a device is missing is said in words when playing starts.
    """
    previous = qInstallMessageHandler(lambda *_message: None)
    try:
        yield
    finally:
        qInstallMessageHandler(previous)
