"""Correcting a cue where it stands: an editor laid over its words."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.gui.theme import RADIUS, Theme
from annotator.gui.transcript.measures import Measures

# Leaving the window, or opening the editor's own menu, is no end of the editing.
_PASSING = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}


class CueEditor(QTextEdit):
    """Enter or a click elsewhere keeps the text, Escape leaves it as it was."""

    finished = Signal(int, object)
    """The cue's index, and its new text or None if it stays as it was. Emitted once."""

    def __init__(self, cue: int, text: str, measures: Measures, theme: Theme, parent: QWidget):
        super().__init__(parent)
        self.cue = cue
        self._before = text
        self._open = True
        self._ends = {
            QKeySequence.StandardKey.InsertParagraphSeparator: self.keep,
            QKeySequence.StandardKey.InsertLineSeparator: self.keep,
            QKeySequence.StandardKey.Cancel: self.give_up,
        }
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Text of the cue"))
        self.document().setDocumentMargin(0)
        self.setFont(measures.text_font)
        self.setPlainText(text)
        self._space_lines(measures)
        self.set_theme(theme)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"CueEditor {{ background: {theme.panel}; color: {theme.ink};"
            f" selection-background-color: {theme.accent_soft}; selection-color: {theme.ink};"
            f" border: 1px solid {theme.accent}; border-radius: {RADIUS}px; padding: 0; }}"
        )

    def place(self, block: QRect, pad: int) -> None:
        """Lie over a block of text whose words begin `pad` from its left edge."""
        self.setViewportMargins(pad - 1, 0, pad - 1, 0)
        self.setGeometry(block.adjusted(0, -2, 0, 2))
        self.document().setTextWidth(block.width() - 2 * pad)
        needed = round(self.document().size().height()) + 6
        self.resize(block.width(), max(needed, block.height() + 4))

    def keep(self) -> None:
        """End the editing with the text as it now stands."""
        text = " ".join(self.toPlainText().split())
        self._finish(text if text != self._before else None)

    def draft(self) -> tuple[int, str, int]:
        """The cue's index, its text as it would be kept, and the letters before the cursor."""
        text, at = self.toPlainText(), self.textCursor().position()
        # The cursor counts UTF-16 units; a letter beyond the basic plane is two.
        head = text.encode("utf-16-le")[: 2 * at].decode("utf-16-le", "ignore")
        kept = " ".join(text.split())
        before = " ".join(head.split())
        blank = bool(before) and head[-1:].isspace()
        return self.cue, kept, min(len(before) + blank, len(kept))

    def give_up(self) -> None:
        """End the editing with the text as it was."""
        self._finish(None)

    def _finish(self, text: str | None) -> None:
        if self._open:
            self._open = False
            self.finished.emit(self.cue, text)

    def _space_lines(self, measures: Measures) -> None:
        line = QTextBlockFormat()
        line.setLineHeight(measures.pitch, int(QTextBlockFormat.LineHeightTypes.FixedHeight.value))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A text widget takes these keys before any shortcut sees them.
        for standard, end in self._ends.items():
            if event.matches(standard):
                event.accept()
                end()
                return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.keep()
