"""A flat button that shows the key that does the same: ``Loop [L]``."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.gui import icons
from annotator.gui.style import resized
from annotator.gui.theme import Theme
from annotator.gui.widgets.keycap import key_text
from annotator.gui.widgets.painting import draw_keycap, draw_row, keycap_size

_PAD, _GAP = 7, 6


class KeyButton(QAbstractButton):
    """Text with a keycap and, if `icon_name` is given, an icon on the side `icon_last` says.

    Dim at rest, ink when hovered, accent while checked.
    """

    def __init__(
        self,
        text: str,
        theme: Theme,
        icon_name: str = "",
        *,
        icon_last: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._icon_last = icon_last
        self._keys = ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_keys(self, keys: str) -> None:
        """Show `keys`, a key sequence as text, in the cap; empty for none."""
        self._keys = key_text(keys)
        self.updateGeometry()
        self.update()

    def keys(self) -> str:
        return self._keys

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        width = 2 * _PAD + self.fontMetrics().horizontalAdvance(self.text())
        if self._icon_name:
            width += icons.SIZE.width() + _GAP - 2
        if self._keys:
            width += keycap_size(self._keys, self.font()).width() + _GAP
        return QSize(width, max(28, self.fontMetrics().height() + 10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        hovered = self.underMouse() and self.isEnabled()
        draw_row(
            painter,
            self.rect(),
            self._theme.chip if hovered or self.isDown() else None,
            self._theme.accent if self.hasFocus() else None,
        )
        left = _PAD
        if self._icon_name and not self._icon_last:
            left = self._draw_icon(painter, left, hovered)
        left = self._draw_text(painter, left, hovered)
        if self._icon_name and self._icon_last:
            left = self._draw_icon(painter, left, hovered)
        if self._keys:
            size = keycap_size(self._keys, self.font())
            top = (self.height() - size.height()) // 2
            draw_keycap(
                painter, QRect(left, top, size.width(), size.height()),
                self._keys, self._theme, self.font(),
            )  # fmt: skip

    def _draw_text(self, painter: QPainter, left: int, hovered: bool) -> int:
        painter.setFont(resized(self.font(), 1))
        painter.setPen(self._colour(hovered))
        width = self.fontMetrics().horizontalAdvance(self.text())
        painter.drawText(
            QRect(left, 0, width + 2, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )
        return left + width + _GAP

    def _draw_icon(self, painter: QPainter, left: int, hovered: bool) -> int:
        side = icons.SIZE.width()
        box = QRect(left, (self.height() - side) // 2, side, side)
        mode = QIcon.Mode.Active if hovered else QIcon.Mode.Normal
        state = QIcon.State.On if self.isChecked() else QIcon.State.Off
        drawn = icons.icon(self._icon_name, self._theme)
        drawn.paint(painter, box, Qt.AlignmentFlag.AlignCenter, mode, state)
        return left + side + _GAP - 2

    def _colour(self, hovered: bool) -> str:
        if not self.isEnabled():
            return self._theme.decoration
        if self.isChecked():
            return self._theme.accent_text
        return self._theme.ink if hovered else self._theme.dim
