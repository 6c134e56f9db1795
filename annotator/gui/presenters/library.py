"""The library list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from annotator.commands import Context
from annotator.commands.episodes import retitle
from annotator.commands.library import ask_to_delete, bring_back, choose_show, heard_last, set_state
from annotator.commands.library import remove as remove_chosen
from annotator.domain.errors import AnnotatorError
from annotator.domain.notes import Episode, EpisodeSummary
from annotator.domain.timecode import format_clock
from annotator.gui.actions import Actions
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.presenter import Presenter
from annotator.gui.widgets.text import one_line

if TYPE_CHECKING:
    from annotator.gui.dialogs.trash_dialog import TrashDialog

_LONGEST = 56
_LATER_MS = 40
_MANY = 500
"""More episodes than these are listed anew in a turn of their own."""


class LibraryPresenter(Presenter):
    """Shows all episodes; opens, renames and removes them."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        actions: Actions,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(context, window, tell)
        self._panel = window.library
        self._shown: dict[int, EpisodeSummary] = {}
        self._listed = False
        session, panel = context.session, window.library
        session.episodes_changed.connect(lambda _: self.show())
        session.opened.connect(self._opened)
        self._actions = actions
        # After all have let go of the episode before: only then its place is kept.
        self._naming = QTimer(self, interval=0, singleShot=True)
        self._naming.timeout.connect(self._name_last)
        self._counted: dict[int, int] = {}
        self._counting = QTimer(self, interval=_LATER_MS, singleShot=True)
        self._counting.timeout.connect(self._show_counts)
        session.marks_changed.connect(lambda _: self._count_marks())
        session.marks_renewed.connect(lambda _: self._count_marks())
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
        if len(summaries) <= _MANY or not self._listed:
            self._list(summaries)
        else:
            self._window.later.do("episodes", lambda: self._list(summaries))

    def _list(self, summaries: Sequence[EpisodeSummary]) -> None:
        self._listed = True
        self._counted.clear()
        self._shown = {summary.id: summary for summary in summaries}
        self._panel.set_episodes(summaries)
        episode = self._context.session.episode
        self._panel.set_current(episode.id if episode else None)
        self._fill_trash()

    def _opened(self, episode: Episode | None) -> None:
        self._panel.set_current(episode.id if episode else None)
        self._naming.start()

    def _name_last(self) -> None:
        """Say in the menu, the palette and where nothing is open which episode goes on where."""
        try:
            last = heard_last(self._context.session)
        except AnnotatorError:
            return  # what cannot be read just now is told by what was asked of it
        action = self._actions["episode.continue"]
        action.setEnabled(last is not None)
        if last is None:
            return
        words = self.tr("Continue “{0}” at {1}").format(
            one_line(last.title), format_clock(last.position_ms)
        )
        action.setText(words.replace("&", "&&"))
        if self._context.session.episode is None:
            button = QPushButton(_shortened(words))
            button.clicked.connect(lambda: self._actions.run("episode.continue"))
            self._window.transcript.offer(button)

    def _count_marks(self) -> None:
        """Shown a moment later, as in the timeline: a key waits for its mark, not for the list.
        Asking the library would count ten thousand marks each time."""
        session = self._context.session
        if session.episode is not None:
            self._counted[session.episode.id] = session.mark_count
            if not self._counting.isActive():
                self._counting.start()

    def _show_counts(self) -> None:
        for episode_id, count in self._counted.items():
            if (known := self._shown.get(episode_id)) is not None:
                known = self._shown[episode_id] = replace(known, marks=count)
                self._panel.update_episode(known)
        self._counted.clear()

    def _with(self, episode_id: int, act: Callable[[Episode], None]) -> None:
        episode = self._context.session.library.episodes.get(episode_id)
        if episode is not None:
            self._guard(act, episode)


def _shortened(words: str) -> str:
    """Words for a button: those of a long title give way in their middle."""
    half = _LONGEST // 2
    return words if len(words) <= _LONGEST else f"{words[:half]}…{words[-half:]}"


def _show_folder(episode: Episode) -> None:
    if episode.media is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(episode.media.path).parent)))
