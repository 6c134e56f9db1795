"""The line under the transcript in which a note is typed while the sound goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.timecode import format_clock
from annotator.gui.theme import Theme
from annotator.gui.widgets.elided_label import ElidedLabel
from annotator.gui.widgets.growing_edit import GrowingEdit
from annotator.gui.widgets.hairline import Hairline
from annotator.gui.widgets.icon_button import IconButton
from annotator.gui.widgets.keycap import KeyCap
from annotator.gui.widgets.text import one_line


class NoteLine(QWidget):
    """Says which words the note is for. `saved` and `cancelled` carry the text typed."""

    saved = Signal(str)
    cancelled = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._target = ElidedLabel(role="label")
        self._edit = GrowingEdit()
        self._edit.setAccessibleName(self.tr("Note"))
        self._edit.setPlaceholderText(self.tr("Type a note…"))
        self._enter = KeyCap(theme, "Enter")
        self._escape = KeyCap(theme, "Esc")
        self._close = IconButton("close", self.tr("Cancel the note"), theme)
        self._close.clicked.connect(self._cancel)
        self._edit.accepted.connect(self._save)
        self._edit.givenUp.connect(self._cancel)
        self._lay_out()
        self.hide()

    def open(self, words: str, start_ms: int, text: str = "") -> None:
        """Show the line for the words heard at `start_ms`, with `text` to go on from."""
        spoken = one_line(words)
        quoted = f" “{spoken}”" if spoken else ""
        self._target.setText(self.tr("Note at {0}").format(format_clock(start_ms)) + quoted)
        self._edit.setPlainText(text)
        self._edit.moveCursor(self._edit.textCursor().MoveOperation.End)
        self._edit.setAccessibleDescription(self._target.text())
        self.show()
        self._edit.setFocus()

    def text(self) -> str:
        return self._edit.toPlainText()

    def target_text(self) -> str:
        return self._target.text()

    def set_theme(self, theme: Theme) -> None:
        for part in (self._enter, self._escape, self._close):
            part.set_theme(theme)

    def _save(self) -> None:
        self.hide()
        self.saved.emit(self.text().strip())

    def _cancel(self) -> None:
        self.hide()
        self.cancelled.emit(self.text().strip())

    def _lay_out(self) -> None:
        saves, cancels = (
            ElidedLabel(self.tr("saves"), "label"),
            ElidedLabel(self.tr("cancels"), "label"),
        )
        top = QHBoxLayout()
        top.setSpacing(5)
        top.addWidget(self._target, 1)
        for part in (self._enter, saves, self._escape, cancels, self._close):
            top.addWidget(part)
        column = QVBoxLayout()
        column.setContentsMargins(16, 6, 12, 10)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._edit)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Hairline())
        outer.addLayout(column)
