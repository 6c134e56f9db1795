"""Asking whether a damaged library is to be restored; it is done once the window is closed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from annotator.domain.errors import LibraryError, LibraryReadOnlyError
from annotator.gui.presenters.presenter import Presenter
from annotator.store.database import check_integrity
from annotator.store.restore import newest_sound


class RestoringPresenter(Presenter):
    """`backup` is what the library is to be restored from after the window has closed."""

    backup: Path | None = None

    def open(self) -> None:
        """Look for damage and for a sound backup in the background, then ask."""
        library = self._context.session.library
        if library.read_only:
            raise LibraryReadOnlyError(
                self.tr("The library is open for reading only; restore it where it can be written.")
            )
        path = library.path
        self._context.jobs.run(
            self.tr("Looking for a sound backup"), lambda _p: _wanted(path), self._ask
        )

    def _ask(self, backup: Path | None) -> None:
        if backup is None:
            self._context.session.say(self.tr("The library is sound; there is nothing to restore."))
            return
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Restore the library?"))
        box.setText(self.tr("Restore the library from its backup “{0}”?").format(backup.stem))
        box.setInformativeText(
            self.tr(
                "What was done since is taken from the library as far as it can be read. The"
                " damaged file is kept beside it. The window closes, and opens again when it is"
                " done."
            )
        )
        restore = box.addButton(self.tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(restore)
        restore.clicked.connect(lambda: self._restore(backup))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _restore(self, backup: Path) -> None:
        self.backup = backup
        if not self._window.close():
            self.backup = None  # something waits to be saved or fetched, and was asked about


def _wanted(path: Path) -> Path | None:
    """The backup to restore from, None where the library is sound. Raises LibraryError."""
    if not check_integrity(path):
        return None
    backup = newest_sound(path)
    if backup is None:
        raise LibraryError(
            "No backup in “{0}.backups” is sound; export what can be read before going on.", path
        )
    return backup
