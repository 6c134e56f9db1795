"""The box at the top right: a button in the shape of a search field, opening the palette."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from annotator.gui.theme import Theme
from annotator.gui.widgets.keycap import key_text
from annotator.gui.widgets.painting import draw_keycap, draw_line, draw_row, keycap_size

_WIDTH, _MARGIN, _PAD = 312, 12, 10


class SearchBox(QAbstractButton):
    """``Search everything, or type a command  [Ctrl K]``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._keys = ""
        self.setText(self.tr("Search everything, or type a command"))
        self.setAccessibleName(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_keys(self, keys: str) -> None:
        """The key sequence shown in the box."""
        self._keys = key_text(keys)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH + _MARGIN, self.fontMetrics().height() + 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRect(0, 2, self.width() - _MARGIN, self.height() - 4)
        lit = self.hasFocus() or self.underMouse()
        draw_row(painter, box, self._theme.chip, self._theme.accent if lit else None)
        right = box.right() - _PAD
        if self._keys:
            size = keycap_size(self._keys, self.font())
            right -= size.width()
            top = box.top() + (box.height() - size.height()) // 2
            cap = QRect(right, top, size.width(), size.height())
            draw_keycap(painter, cap, self._keys, self._theme, self.font())
        words = QRect(box.left() + _PAD, box.top(), right - box.left() - 2 * _PAD, box.height())
        draw_line(painter, words, self.text(), self.font(), self._theme.dim)
