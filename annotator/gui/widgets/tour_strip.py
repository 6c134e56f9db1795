"""The first steps, one at a time: a key, what it does, and how far along one is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from annotator.gui.theme import Theme
from annotator.gui.widgets.announce import announce
from annotator.gui.widgets.icon_button import IconButton
from annotator.gui.widgets.keycap import KeyCap

_DONE, _OPEN = "●", "○"


class TourStrip(QFrame):
    """A quiet line above the transcript; never takes the focus. `dismissed` ends it for good."""

    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner-info")
        self._dots = QLabel()
        self._dots.setProperty("role", "label")
        self._key = KeyCap(theme, parent=self)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._close = IconButton("close", self.tr("Dismiss the first steps"), theme)
        self._close.clicked.connect(self.dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 10, 7)
        row.setSpacing(10)
        row.addWidget(self._dots)
        row.addWidget(self._key)
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        self.hide()

    def show_step(self, done: int, steps: int, key: str, words: str) -> None:
        """`done` of `steps` are behind; `key` and `words` are of the next, or of the end."""
        told = self.isHidden() or words != self._words.text()
        self._dots.setText(f"{_DONE * done}{_OPEN * (steps - done)}")
        self._dots.setAccessibleName(self.tr("{0} of {1} steps done").format(done, steps))
        self._key.set_text(key)
        self._words.setText(words)
        self.show()
        if told:
            announce(self, f"{self._key.text()} {words}".strip())

    def text(self) -> str:
        """What the strip says, "" while it is hidden."""
        if self.isHidden():
            return ""
        return f"{self._dots.text()} {self._key.text()} {self._words.text()}"

    def set_theme(self, theme: Theme) -> None:
        self._key.set_theme(theme)
        self._close.set_theme(theme)
