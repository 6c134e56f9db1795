"""The picture of the open episode: shown beside the words where there is one and it is wanted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QGuiApplication

from annotator.commands import Context
from annotator.domain.errors import MediaError, UsageError
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.listening import readable_media
from annotator.session.ports import PlayerState
from annotator.sources.media_probe import picture_ratio

_SYSTEM_WINDOWS = ("xcb", "windows", "cocoa")
"""The platforms whose windows a player outside of Qt can draw in."""


class VideoPresenter(QObject):
    """Must be told of an episode before its media is loaded, which is then opened with or without
    its picture."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._wanted = True
        self._drawn_in: int | None = None
        self._measured: Path | None = None
        context.session.opened.connect(lambda _: self.show())
        context.playback.changed.connect(lambda _: self._show_end())
        window.video.playAgain.connect(self._play_again)

    def toggle(self) -> None:
        """Show or hide the picture. Raises UsageError where there is none to show."""
        if not self._has_picture():
            raise UsageError("This recording has no picture.")
        if not self._can_draw():
            raise UsageError(
                "VLC cannot draw into a window of this desktop; choose “qt” as the player in the"
                " settings and start again."
            )
        self._wanted = not self._wanted
        self.show()

    def show(self) -> None:
        """Show or hide the pane as the episode, the reading view and the user would have it."""
        window = self._window
        on = self._wanted and not window.reading and self._has_picture() and self._can_draw()
        if on:
            self._learn_ratio()
        if on == (self._drawn_in is not None):
            return
        window.video.setVisible(on)
        if on:
            window.make_room_for_video()
        self._drawn_in = window.video.window_id() if on else None
        self._context.playback.draw_in(self._drawn_in)

    def _learn_ratio(self) -> None:
        """Find out in the background what room the picture of the open episode fills."""
        film = readable_media(self._context.session.episode)
        if film is None or film == self._measured:
            return
        self._measured = film
        self._window.video.set_ratio(0)
        self._context.jobs.run(
            self.tr("Looking at the picture"),
            lambda _progress: (film, _ratio(film)),
            self._take_ratio,
        )

    def _take_ratio(self, found: tuple[Path, float]) -> None:
        film, ratio = found
        if film == self._measured:
            self._window.video.set_ratio(ratio)

    def keep(self, state: QSettings) -> None:
        """Write to `state` whether pictures are wanted."""
        state.setValue("window/video", self._wanted)

    def restore(self, state: QSettings) -> None:
        self._wanted = state.value("window/video") not in (False, "false")

    def _show_end(self) -> None:
        playback = self._context.playback
        # What is looped to its end is played on at once.
        ended = playback.state is PlayerState.ENDED and playback.loop_range is None
        self._window.video.set_ended(ended)

    def _play_again(self) -> None:
        self._window.transcript.setFocus()
        self._context.playback.play()

    def _has_picture(self) -> bool:
        episode = self._context.session.episode
        media = episode.media if episode else None
        return media is not None and media.has_video and readable_media(episode) is not None

    def _can_draw(self) -> bool:
        needs = self._context.playback.needs_system_window
        return not needs or QGuiApplication.platformName() in _SYSTEM_WINDOWS


def _ratio(film: Path) -> float:
    try:
        return picture_ratio(film)
    except MediaError:
        return 0.0  # the player says what is wrong with it
