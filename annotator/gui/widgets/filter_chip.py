"""A filter that is on, and the way to take it off."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.gui import icons
from annotator.gui.style import label_font
from annotator.gui.theme import Theme
from annotator.gui.widgets.painting import draw_line, draw_row, draw_swatch
from annotator.gui.widgets.text import one_line, plain_tip

_PAD, _SWATCH, _CLOSE = 8, 8, 12


class FilterChip(QAbstractButton):
    """Swatch, name and a cross; a click anywhere on it takes the filter off."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colour = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.hide()

    def set_filter(self, name: str, colour: str = "") -> None:
        """Name what is filtered by; an empty name hides the chip."""
        self._colour = colour
        self.setText(one_line(name))
        self.setAccessibleName(self.tr("Filtered by {0}; take the filter off").format(self.text()))
        self.setToolTip(plain_tip(self.accessibleName()))
        self.setVisible(bool(name))
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        # Metrics of the font that is painted with, which is smaller than the widget's own.
        metrics = QFontMetrics(label_font(self.font()))
        swatch = _SWATCH + 6 if self._colour else 0
        width = 2 * _PAD + swatch + metrics.horizontalAdvance(self.text()) + 8 + _CLOSE
        return QSize(width, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ring = self._theme.accent if self.hasFocus() else None
        draw_row(painter, self.rect(), self._theme.accent_soft, ring)
        left = _PAD
        if self._colour:
            top = (self.height() - _SWATCH) // 2
            draw_swatch(painter, QRect(left, top, _SWATCH, _SWATCH), self._colour, self._theme)
            left += _SWATCH + 6
        cross = self.width() - _PAD - _CLOSE + 2
        box = QRect(left, 0, cross - left - 6, self.height())
        draw_line(painter, box, self.text(), label_font(self.font()), self._theme.ink)
        mode = QIcon.Mode.Active if self.underMouse() else QIcon.Mode.Normal
        icons.icon("close", self._theme).paint(
            painter, QRect(cross, (self.height() - _CLOSE) // 2, _CLOSE, _CLOSE), mode=mode
        )
