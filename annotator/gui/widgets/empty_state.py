"""What an empty panel says: what would be here, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget


class EmptyState(QWidget):
    """A quiet title, a sentence and, where something can be done at once, a button."""

    buttonClicked = Signal()

    def __init__(
        self, title: str, text: str = "", button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = _centred(title, "strong")
        self._text = _centred(text, "label")
        self._button = QPushButton(button, self)
        self._button.clicked.connect(self.buttonClicked)
        self._button.setHidden(not button)
        # An empty panel may be made as small as a full one.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 24, 16, 24)
        column.setSpacing(6)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(6)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(5)

    def set_text(self, title: str, text: str = "", button: str = "") -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._button.setText(button)
        self._button.setHidden(not button)

    def shown_text(self) -> str:
        return "\n".join(part for part in (self._title.text(), self._text.text()) if part)


def _centred(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label
