"""Asking before the window closes over work that is not stored, or not fetched yet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from annotator.commands import Context
from annotator.gui.language import count_of, local
from annotator.gui.main_window import MainWindow


class LeavingPresenter(QObject):
    """A last try to store what waits, and a question where that fails or imports would stop."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._given_up = False
        window.may_close = self.may_close

    def may_close(self) -> bool:
        """Whether nothing would be lost; if not, the question is open now."""
        if self._given_up:
            return True
        if self._context.session.save_waiting():
            return self._may_stop_imports()
        count, why = self._context.session.unsaved
        lost = count_of(count, "{0} change would be lost.", "{0} changes would be lost.")
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Close without saving?"))
        box.setText(lost)
        box.setInformativeText(local(why))
        again = box.addButton(self.tr("Try again"), QMessageBox.ButtonRole.AcceptRole)
        away = box.addButton(self.tr("Close and lose"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(again)
        again.clicked.connect(self._window.close)
        away.clicked.connect(self._give_up)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
        return False

    def _may_stop_imports(self) -> bool:
        """Whether nothing is being brought in; if not, the question is open now."""
        going = self._context.intake.under_way
        if not going:
            return True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Close and stop the imports?"))
        box.setText(count_of(going, "{0} import is under way.", "{0} imports are under way."))
        box.setInformativeText(
            self.tr("What is half fetched is kept, and gone on with when its link is opened again.")
        )
        away = box.addButton(self.tr("Close"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("Go on importing"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        away.clicked.connect(self._give_up)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
        return False

    def _give_up(self) -> None:
        self._given_up = True
        self._window.close()
