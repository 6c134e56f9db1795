"""The library list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from annotator.commands import Context
from annotator.commands.episodes import retitle, set_state, trash
from annotator.domain.errors import AnnotatorError
from annotator.domain.notes import Episode, EpisodeState, EpisodeSummary
from annotator.gui.actions import Actions
from annotator.gui.main_window import MainWindow
from annotator.session.session import MarksDelta


class LibraryPresenter(QObject):
    """Shows all episodes; opens, renames and removes them."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        actions: Actions,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(window)
        self._context = context
        self._panel = window.library
        self._tell = tell
        self._shown: dict[int, EpisodeSummary] = {}
        session, panel = context.session, window.library
        session.episodes_changed.connect(lambda _: self.show())
        session.opened.connect(self._opened)
        session.marks_changed.connect(self._marks_changed)
        panel.episodeOpened.connect(lambda ident: self._guard(session.open, ident))
        panel.openFileRequested.connect(lambda: actions.run("episode.open"))
        panel.collapseRequested.connect(lambda: actions.run("view.library"))
        panel.renameRequested.connect(
            lambda ident, title: self._with(ident, lambda e: retitle(context, e, title))
        )
        panel.stateRequested.connect(
            lambda ident, state: self._guard(set_state, context, ident, EpisodeState(state))
        )
        panel.removeRequested.connect(lambda ident: self._with(ident, lambda e: trash(context, e)))
        panel.showInFolderRequested.connect(lambda ident: self._with(ident, _show_folder))

    def show(self) -> None:
        """List the episodes as they are now."""
        summaries = self._context.session.library.episodes.summaries()
        self._shown = {summary.id: summary for summary in summaries}
        self._panel.set_episodes(summaries)
        episode = self._context.session.episode
        self._panel.set_current(episode.id if episode else None)

    def _opened(self, episode: Episode | None) -> None:
        self._panel.set_current(episode.id if episode else None)

    def _marks_changed(self, _delta: MarksDelta) -> None:
        session = self._context.session
        # Asking the library would count ten thousand marks at every key press.
        known = self._shown.get(session.episode.id) if session.episode else None
        if known is not None:
            known = self._shown[known.id] = replace(known, marks=len(session.marks))
            self._panel.update_episode(known)

    def _with(self, episode_id: int, act: Callable[[Episode], None]) -> None:
        episode = self._context.session.library.episodes.get(episode_id)
        if episode is not None:
            self._guard(act, episode)

    def _guard(self, act: Callable[..., object], *given: object) -> None:
        try:
            act(*given)
        except AnnotatorError as error:
            self._tell(error)


def _show_folder(episode: Episode) -> None:
    if episode.media is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(episode.media.path).parent)))
