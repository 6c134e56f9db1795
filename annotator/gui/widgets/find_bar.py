"""Find in the episode: a field, how many, forwards, backwards, away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from annotator.gui.language import number_text
from annotator.gui.theme import Theme
from annotator.gui.widgets.announce import announce
from annotator.gui.widgets.icon_button import IconButton

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Field(QLineEdit):
    """A line whose Return goes on, Shift+Return goes back and Escape leaves."""

    goOn = Signal()
    goBack = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN:
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.goBack if shifted else self.goOn).emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """Emits what is asked; the count comes back through `set_count`."""

    queryChanged = Signal(str)
    nextRequested = Signal()
    previousRequested = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._field = _Field()
        self._field.setPlaceholderText(self.tr("Find in this episode"))
        self._field.setAccessibleName(self.tr("Find in this episode"))
        self._field.setMaximumWidth(360)
        self._count = QLabel()
        self._count.setProperty("role", "label")
        self._count.setMinimumWidth(76)
        self._previous = IconButton("up", self.tr("Previous match"), theme)
        self._next = IconButton("down", self.tr("Next match"), theme)
        self._close = IconButton("close", self.tr("Close"), theme)
        self._previous.set_key("Shift+Enter")
        self._next.set_key("Enter")
        self._close.set_key("Esc")
        self._lay_out()
        self._field.textChanged.connect(self._changed)
        self._field.goOn.connect(self.nextRequested)
        self._field.goBack.connect(self.previousRequested)
        self._field.left.connect(self._leave)
        self._previous.clicked.connect(self.previousRequested)
        self._next.clicked.connect(self.nextRequested)
        self._close.clicked.connect(self._leave)
        self.set_count(0, 0)
        self.hide()

    def open(self, text: str | None = None) -> None:
        """Show the bar with the field selected, ready to type; `text` replaces its content."""
        self.show()
        if text is not None:
            self._field.setText(text)
        self._field.selectAll()
        self._field.setFocus()

    def query(self) -> str:
        return self._field.text()

    def count_text(self) -> str:
        return self._count.text()

    def set_count(self, current: int, total: int) -> None:
        """`current` counts from 1; 0 while no match is the current one."""
        self._count.setText(self._count_words(current, total))
        self._next.setEnabled(total > 0)
        self._previous.setEnabled(total > 0)
        if self.isVisible():
            announce(self, self._count.text())

    def set_theme(self, theme: Theme) -> None:
        for button in (self._previous, self._next, self._close):
            button.set_theme(theme)

    def _count_words(self, current: int, total: int) -> str:
        if not self.query():
            return ""
        if not total:
            return self.tr("No match")
        return self.tr("{0} of {1}").format(number_text(current), number_text(total))

    def _changed(self, text: str) -> None:
        if not text:
            self.set_count(0, 0)
        self.queryChanged.emit(text)

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 12, 7)
        row.setSpacing(4)
        row.addWidget(self._field, 1)
        row.addSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        row.addStretch(0)
        row.addWidget(self._close)
