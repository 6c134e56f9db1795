"""What all dialogs share: a margin, a title line, buttons in the platform's order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.language import local
from annotator.gui.widgets.hairline import Hairline

MARGIN = 20


class DialogFrame(QDialog):
    """Fill `body`; add buttons with `add_button`. Escape rejects."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(local(title))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(MARGIN, 18, MARGIN, 16)
        self.body.setSpacing(10)
        self._left = QHBoxLayout()
        self._left.setSpacing(8)
        self.buttons = QDialogButtonBox()
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 12, MARGIN, 14)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.body, 1)
        column.addWidget(Hairline())
        column.addLayout(row)

    def add_button(
        self,
        title: str,
        role: QDialogButtonBox.ButtonRole,
        *,
        default: bool = False,
        danger: bool = False,
    ) -> QPushButton:
        button = QPushButton(title)
        # Before the box takes it in: a style rule is chosen when a widget gets its parent.
        if default or danger:
            button.setProperty("role", "danger" if danger else "primary")
        self.buttons.addButton(button, role)
        button.setAutoDefault(default)
        button.setDefault(default)
        return button

    def add_left(self, widget: QWidget) -> None:
        """A widget in the left corner of the row of buttons."""
        self._left.addWidget(widget)


def sentence(text: str, role: str = "") -> QLabel:
    """Plain text that wraps."""
    label = QLabel(local(text))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
