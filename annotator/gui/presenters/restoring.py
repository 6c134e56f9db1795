"""Asking whether a damaged library is to be restored; it is done once the window is closed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from annotator.domain.errors import LibraryError, LibraryReadOnlyError
from annotator.gui.presenters.presenter import Presenter
from annotator.store import Library
from annotator.store.database import check_integrity
from annotator.store.restore import Remedy, remedy_for


class RestoringPresenter(Presenter):
    """`remedy` is how the library is to be put right after the window has closed."""

    remedy: Remedy | None = None

    def open(self) -> None:
        """Look for damage and for a sound backup in the background, then ask."""
        library = self._library
        if library.read_only:
            raise LibraryReadOnlyError(
                self.tr("The library is open for reading only; restore it where it can be written.")
            )
        path = library.path
        self._context.jobs.run(
            self.tr("Looking for a sound backup"), lambda _p: _found(path), self._ask
        )

    def _ask(self, found: tuple[bool, Remedy | None]) -> None:
        damaged, remedy = found
        if not damaged:
            self._context.session.say(self.tr("The library is sound; there is nothing to restore."))
            return
        if remedy is None:
            raise LibraryError("No backup in “{0}.backups” is sound.", self._library.path)
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Restore the library?"))
        if remedy.backup is None:
            box.setText(self.tr("No backup is sound. Make the library anew of what can be read?"))
            about = self.tr("What cannot be read is lost.")
        else:
            name = remedy.backup.stem
            box.setText(self.tr("Restore the library from its backup “{0}”?").format(name))
            about = self.tr("What was done since is taken over as far as it can be read.")
        after = self.tr(
            "The damaged file is kept. The window closes, and opens again when it is done."
        )
        box.setInformativeText(f"{about} {after}")
        restore = box.addButton(self.tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(restore)
        restore.clicked.connect(lambda: self._restore(remedy))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _restore(self, remedy: Remedy) -> None:
        self.remedy = remedy
        if not self._window.close():
            self.remedy = None  # something waits to be saved or fetched, and was asked about

    @property
    def _library(self) -> Library:
        return self._context.session.library


def _found(path: Path) -> tuple[bool, Remedy | None]:
    """Whether the library is damaged, and how it may be put right."""
    damaged = bool(check_integrity(path))
    return damaged, remedy_for(path) if damaged else None
