"""The imports in their table: what the intake tells, and what is done with a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.commands import Context
from annotator.domain.errors import AnnotatorError
from annotator.gui.actions import Actions
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.presenter import Presenter
from annotator.gui.theme import Theme

if TYPE_CHECKING:
    from annotator.gui.dialogs.imports_dialog import ImportsDialog

_PAUSE_MS = 60
"""A thousand rows that end one after the other are shown a few times a second."""
_WAYS = {"files": "episode.open", "folder": "import.folder", "link": "episode.open_link"}


class ImportsPresenter(Presenter):
    """Opens the table, keeps it true, carries out what its buttons ask."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        actions: Actions,
        theme: Theme,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(context, window, tell)
        self._actions = actions
        self._theme = theme
        self._dialog: ImportsDialog | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._show)
        context.intake.changed.connect(lambda _ids: self._later())
        context.intake.cleared.connect(lambda _: self._later())
        window.closing.connect(self._pause.stop)
        window.status.importsRequested.connect(lambda: actions.run("import.show"))

    def open(self) -> None:
        """Show the table, or bring it forward."""
        dialog = self._made()
        self._show()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        dialog.table.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._dialog is not None:
            self._dialog.set_theme(theme)

    def _made(self) -> ImportsDialog:
        if self._dialog is None:
            from annotator.gui.dialogs.imports_dialog import ImportsDialog

            intake = self._context.intake
            dialog = self._dialog = ImportsDialog(self._theme, self._window)
            dialog.openRequested.connect(self._open)
            dialog.againRequested.connect(intake.try_again)
            dialog.cancelRequested.connect(intake.cancel)
            dialog.clearRequested.connect(intake.clear)
            dialog.addRequested.connect(lambda way: self._actions.run(_WAYS[way]))
        return self._dialog

    def _later(self) -> None:
        if self._dialog is not None and not self._pause.isActive():
            self._pause.start()

    def _show(self) -> None:
        if self._dialog is not None:
            self._dialog.set_rows(self._context.intake.rows)

    def _open(self, row_id: int) -> None:
        row = self._context.intake.row(row_id)
        if row is None or row.episode_id is None:
            return
        self._guard(self._context.session.open, row.episode_id)
