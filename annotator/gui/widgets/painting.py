"""What more than one delegate draws: keycaps, swatches, elided lines, rounded rows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QStyleOptionViewItem

from annotator.gui.theme import RADIUS, Theme
from annotator.gui.widgets.fonts import fonts_of
from annotator.gui.widgets.text import direction_of

SWATCH = 10
KEYCAP_HEIGHT = 18
_KEYCAP_MARGIN = 5
_SHADE = 0.026


_FLAGS = {
    side: int(
        side
        | Qt.AlignmentFlag.AlignVCenter
        | Qt.AlignmentFlag.AlignAbsolute
        | Qt.TextFlag.TextSingleLine
    )
    for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
}


def keycap_size(text: str, base: QFont) -> QSize:
    """How much room a keycap takes; a single letter gets a square."""
    metrics = fonts_of(base).keycap_metrics
    height = max(KEYCAP_HEIGHT, metrics.height() + 4)
    return QSize(max(height, metrics.horizontalAdvance(text) + 2 * _KEYCAP_MARGIN), height)


def draw_keycap(
    painter: QPainter, rect: QRect, text: str, theme: Theme, base: QFont, colour: str = ""
) -> None:
    """A small rounded key with a slightly heavier lower edge; `colour` for its letters."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    body = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(theme.hairline), 1))
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(body, 4, 4)
    painter.drawLine(
        QPointF(body.left() + 3, body.bottom() - 0.8),
        QPointF(body.right() - 3, body.bottom() - 0.8),
    )
    painter.setPen(QColor(colour or theme.dim))
    painter.setFont(fonts_of(base).keycap)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def draw_swatch(painter: QPainter, rect: QRect, colour: str, theme: Theme) -> None:
    """A topic's colour as a small rounded square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.mark(colour)))
    painter.drawRoundedRect(QRectF(rect), 2.5, 2.5)
    painter.restore()


def draw_row(painter: QPainter, rect: QRect, fill: str | None, ring: str | None = None) -> None:
    """The rounded ground of a row, with a focus ring if `ring` names a colour."""
    if fill is None and ring is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(ring), 1) if ring else Qt.PenStyle.NoPen)
    inset = 0.5 if ring else 0.0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
    painter.restore()


def free_width(option: QStyleOptionViewItem) -> int:
    """The width of a row as it is without a scroll bar, so that nothing moves when one comes."""
    view = option.widget
    bar = view.verticalScrollBar() if isinstance(view, QAbstractScrollArea) else None
    return option.rect.width() + (bar.width() if bar is not None and bar.isVisible() else 0)


def draw_line(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    direction: Qt.LayoutDirection | None = None,
) -> None:
    """One line of text, elided at its end; `align` is a side of the panel, whatever the script."""
    if not text:
        return
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    draw_fitting(painter, rect, shown, font, colour, align, direction)


def draw_fitting(
    painter: QPainter,
    rect: QRect,
    shown: str,
    font: QFont,
    colour: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    direction: Qt.LayoutDirection | None = None,
) -> None:
    """One line of text that is known to fit; it runs as its first letter does or as told."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    # The direction of its sentence, not the window's: its full stop would stand at the wrong end.
    painter.setLayoutDirection(direction_of(shown) if direction is None else direction)
    painter.drawText(rect, _FLAGS[align], shown)


def draw_shadow(painter: QPainter, rect: QRect, reach: int = 14) -> None:
    """A soft shadow around `rect`, a little below it.

    Painted by the parent: a graphics effect would draw its widget anew through a pixmap on each
    change and complains while that widget has no size yet.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(reach, 0, -1):
        painter.setBrush(QColor.fromRgbF(0, 0, 0, _SHADE * (1 - (step - 1) / reach) ** 2))
        body = QRectF(rect).adjusted(-step, 4 - step, step, 4 + step)
        painter.drawRoundedRect(body, RADIUS + step, RADIUS + step)
    painter.restore()
