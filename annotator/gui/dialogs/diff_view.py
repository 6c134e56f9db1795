"""A unified diff for reading: what comes in the accent's colour, what goes in that of danger."""

from __future__ import annotations

from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QPalette,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_ROLES = {
    "+": QPalette.ColorRole.Link,
    "-": QPalette.ColorRole.BrightText,
    "@": QPalette.ColorRole.PlaceholderText,
}
MOST_CHARS = 400_000
"""More is not shown: nobody reads it, and laying it out takes seconds."""


class _Colours(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument, view: QWidget) -> None:
        super().__init__(document)
        self._view = view
        self.on = True

    def highlightBlock(self, text: str) -> None:
        role = _ROLES.get(text[:1])
        if role is None or not self.on:
            return
        look = QTextCharFormat()
        look.setForeground(self._view.palette().color(role))
        if text.startswith(("+++", "---")):
            look.setFontWeight(QFont.Weight.DemiBold)
        self.setFormat(0, len(text), look)


class DiffView(QPlainTextEdit):
    """Read only; Tab leaves it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setProperty("role", "preview")
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setAccessibleName(name)
        self._colours = _Colours(self.document(), self)

    def show_diff(self, text: str) -> None:
        """Show a diff from its beginning."""
        self._show(text, coloured=True)

    def show_text(self, text: str) -> None:
        """Show a text that is no diff."""
        self._show(text, coloured=False)

    def _show(self, text: str, *, coloured: bool) -> None:
        self._colours.on = coloured
        cut = text[:MOST_CHARS]
        self.setPlainText(cut if len(text) <= MOST_CHARS else f"{cut}\n…")
