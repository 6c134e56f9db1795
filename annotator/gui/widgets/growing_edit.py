"""A text field of one line that grows with what is typed into it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GrowingEdit(QPlainTextEdit):
    """Return accepts, Shift+Return breaks the line, Escape gives up.

    `heightWanted` tells a new height in pixels, between one line and `most_lines`.
    """

    accepted = Signal()
    givenUp = Signal()
    heightWanted = Signal(int)

    def __init__(self, most_lines: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_lines = most_lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._grow)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.givenUp.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def wanted_height(self) -> int:
        """Height for the text as it stands, in pixels."""
        # A plain text document counts its size in lines, not in pixels.
        lines = max(1, min(round(self.document().size().height()), self._most_lines))
        margins = self.contentsMargins()
        frame = margins.top() + margins.bottom() + 2 * self.document().documentMargin() + 2
        return round(lines * self.fontMetrics().lineSpacing() + frame)

    def _grow(self) -> None:
        height = self.wanted_height()
        if height != self.height():
            self.setFixedHeight(height)
            self.heightWanted.emit(height)
