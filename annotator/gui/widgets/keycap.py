"""A key shown where it acts."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.language import tr
from annotator.gui.theme import Theme
from annotator.gui.widgets.painting import draw_keycap, keycap_size
from annotator.phrases import phrase

_NAMED = frozenset(
    (
        phrase("Ctrl"), phrase("Shift"), phrase("Alt"), phrase("Meta"), phrase("Space"),
        phrase("Enter"), phrase("Return"), phrase("Esc"), "Escape", phrase("Tab"),
        phrase("Backspace"), phrase("Del"), "Delete", phrase("Ins"), phrase("Home"),
        phrase("End"), phrase("PgUp"), phrase("PgDown"), phrase("Left"), phrase("Right"),
        phrase("Up"), phrase("Down"),
    )
)  # fmt: skip
"""Keys that other keyboards call otherwise."""
_SHORT = {"Delete": "Del", "Escape": "Esc"}
"""Keys written out: the first is also a verb, which is translated otherwise."""


class KeyCap(QWidget):
    """A small rounded key, such as ``Ctrl K``. Takes no room while its text is empty."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        """`text` as a key sequence is written (``Ctrl+K``); the plus signs become blanks."""
        self._text = key_text(text)
        self.setAccessibleName(self._text)
        if not self._text:
            self.hide()
        elif self.parentWidget() is not None:
            # Without a parent this would open a window of its own.
            self.show()
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return keycap_size(self._text, self.font()) if self._text else QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_keycap(
            painter, QRect(0, 0, self.width(), self.height()), self._text, self._theme, self.font()
        )


def key_text(sequence: str) -> str:
    """``Ctrl+Shift+F`` as a keycap shows it: ``Ctrl Shift F``; a plus key stays a plus."""
    return " ".join(_parts(sequence))


def key_name(sequence: str) -> str:
    """``Ctrl+Shift+F`` as the keyboards of the language call it: ``Strg+Umschalt+F``."""
    return "+".join(_parts(sequence))


def _parts(sequence: str) -> list[str]:
    parts = [part for part in sequence.split("+") if part]
    named = [_named(part) if part in _NAMED else part for part in parts]
    return [*named, "+"] if sequence.endswith("+") else named


def _named(key: str) -> str:
    short = _SHORT.get(key, key)
    name = tr(short)
    return key if name == short else name
