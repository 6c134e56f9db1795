"""The floating button that brings the page back to the voice."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.gui.language import tr
from annotator.gui.theme import Theme
from annotator.gui.transcript.shapes import arrow

_SHADOW = 6  # room for the soft edge all around
_HEIGHT = 34
_SIDE = 14
_ARROW = 11


class Pill(QPushButton):
    """Says where the voice is, and which key leads there. Never takes the focus."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(tr("Back to the voice"), parent)
        self._theme = theme
        self._key = "F"
        self._key_font = self.font()
        self._up = False
        self._ground = QPixmap()
        self._drawn_for: tuple[QSize, float, bool] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.text())
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._drawn_for = None
        self.update()

    def set_key(self, key: str) -> None:
        """The key shown on the pill, "" for none."""
        self._key = key
        self.resize(self.sizeHint())
        self.update()

    def point(self, *, up: bool) -> None:
        """Whether the voice is above or below what is in view."""
        if up != self._up:
            self._up = up
            self.update()

    def set_fonts(self, text: QFont, key: QFont) -> None:
        self.setFont(text)
        self._key_font = key
        self.resize(self.sizeHint())

    def _widths(self) -> tuple[float, float]:
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        keys = QFontMetricsF(self._key_font).horizontalAdvance(self._key) if self._key else 0.0
        return words, max(keys + 10, 18) if self._key else 0.0

    def sizeHint(self) -> QSize:
        words, key = self._widths()
        inner = 2 * _SIDE + _ARROW + 8 + words + (10 + key if key else 0)
        return QSize(round(inner) + 2 * _SHADOW, _HEIGHT + 2 * _SHADOW)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        self._draw_ground(body)
        painter.drawPixmap(0, 0, self._ground)
        accent = QPen(QColor(theme.accent), 1.6)
        accent.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(accent)
        middle = body.center().y()
        sign = QRectF(body.left() + _SIDE, middle - _ARROW / 2, _ARROW, _ARROW)
        painter.drawPath(arrow(sign, up=self._up))

        words, key = self._widths()
        painter.setPen(QColor(theme.ink))
        painter.setFont(self.font())
        text = QRectF(sign.right() + 8, body.top(), words + 2, body.height())
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if key:
            self._paint_key(painter, QRectF(text.right() + 8, middle - 9, key, 18))
        painter.end()

    def _draw_ground(self, body: QRectF) -> None:
        """The shape and its shadow, once: the pill is painted with each row that changes below."""
        looks = (self.size(), self.devicePixelRatio(), self.underMouse())
        if self._drawn_for == looks:
            return
        self._drawn_for = looks
        size, ratio, hovered = looks
        self._ground = QPixmap(size * ratio)
        self._ground.setDevicePixelRatio(ratio)
        self._ground.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_shadow(painter, body)
        painter.setPen(QPen(QColor(self._theme.edge), 1))
        painter.setBrush(QColor(self._theme.chip if hovered else self._theme.panel))
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), _HEIGHT / 2, _HEIGHT / 2)
        painter.end()

    def _paint_shadow(self, painter: QPainter, body: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in range(_SHADOW, 0, -1):
            painter.setBrush(QColor(0, 0, 0, 4))
            ground = body.adjusted(-spread, -spread, spread, spread)
            radius = body.height() / 2 + spread
            painter.drawRoundedRect(ground.translated(QPointF(0, 1)), radius, radius)

    def _paint_key(self, painter: QPainter, cap: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.hairline), 1))
        painter.setBrush(QColor(self._theme.panel))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(self._theme.dim))
        painter.setFont(self._key_font)
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self._key)
