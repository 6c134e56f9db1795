"""The small signs on the bars of quotes, notes and bookmarks, drawn once per size and colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

SIGN = 9
"""Height and width of a sign in logical pixels, its edge included."""


@lru_cache(maxsize=256)
def sign(kind: str, colour: str, ground: str, ratio: float) -> QPixmap:
    """A disc of the lane's `colour` edged with `ground`, and in it what the mark is: two strokes
    for a ``quote``, lines for a ``note``, a ribbon for a ``bookmark``."""
    pixmap = QPixmap(round(SIGN * ratio), round(SIGN * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ground), 1))
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(0.5, 0.5, SIGN - 1, SIGN - 1), 3, 3)
    _DRAWN[kind](painter, QColor(ground))
    painter.end()
    return pixmap


def _quote(painter: QPainter, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for x in (3.4, 5.9):
        painter.drawLine(QPointF(x + 0.3, 3.1), QPointF(x - 0.4, 5.4))


def _note(painter: QPainter, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.0))
    for y, right in ((3.5, 6.6), (5.5, 5.2)):
        painter.drawLine(QPointF(2.6, y), QPointF(right, y))


def _bookmark(painter: QPainter, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    corners = ((3, 2.2), (6, 2.2), (6, 6.8), (4.5, 5.3), (3, 6.8))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


_DRAWN = {"quote": _quote, "note": _note, "bookmark": _bookmark}
