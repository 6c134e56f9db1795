"""The library list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices

from annotator.commands import Context
from annotator.commands.episodes import retitle
from annotator.commands.library import ask_to_delete, bring_back, choose_show, set_state
from annotator.commands.library import remove as remove_chosen
from annotator.domain.errors import AnnotatorError
from annotator.domain.notes import Episode, EpisodeSummary
from annotator.gui.actions import Actions
from annotator.gui.main_window import MainWindow
from annotator.session.session import MarksDelta

if TYPE_CHECKING:
    from annotator.gui.dialogs.trash_dialog import TrashDialog


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
        self._window = window
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
        asks = panel.asks
        asks.state.connect(lambda ids, state: self._guard(set_state, context, ids, state))
        asks.show.connect(lambda _ids: self._guard(choose_show, context))
        asks.remove.connect(lambda _ids: self._guard(remove_chosen, context))
        asks.showInFolder.connect(lambda ident: self._with(ident, _show_folder))
        self._trash: TrashDialog | None = None

    @property
    def shows(self) -> dict[str, Callable[[], None]]:
        """The parts of the window that are opened from here, by name."""
        return {"trash": self.open_trash, "library_view": self._panel.open_view_menu}

    def open_trash(self) -> None:
        """List what is in the trash; bring it back, or delete it for good."""
        from annotator.gui.dialogs.trash_dialog import TrashDialog

        context = self._context
        dialog = self._trash = TrashDialog(self._window)
        dialog.restoreRequested.connect(lambda ids: self._guard(bring_back, context, ids))
        dialog.deleteRequested.connect(lambda rows: self._guard(ask_to_delete, context, rows))
        dialog.finished.connect(self._trash_closed)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_trash()
        dialog.open()

    def _fill_trash(self) -> None:
        if self._trash is not None:
            self._trash.set_rows(self._context.session.library.episodes.trashed())

    def _trash_closed(self, _result: int) -> None:
        self._trash = None
        self._window.transcript.setFocus()

    def show(self) -> None:
        """List the episodes as they are now."""
        summaries = self._context.session.library.episodes.summaries()
        self._shown = {summary.id: summary for summary in summaries}
        self._panel.set_episodes(summaries)
        episode = self._context.session.episode
        self._panel.set_current(episode.id if episode else None)
        self._fill_trash()

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
