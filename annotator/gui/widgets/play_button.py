"""The round button that plays and pauses."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.gui import icons
from annotator.gui.theme import Theme

_SIZE, _RING = 34, 2


class PlayButton(QAbstractButton):
    """Shows what a click would do: a triangle while paused, two bars while playing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._playing = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name()

    def set_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self._name()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIZE + 2 * _RING, _SIZE + 2 * _RING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(_RING, _RING, _SIZE, _SIZE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground())
        painter.drawEllipse(disc)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 1))
            painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        self._draw_sign(painter, disc)

    def _ground(self) -> QColor:
        if not self.isEnabled():
            return QColor(self._theme.hairline)
        colour = QColor(self._theme.accent)
        if self.isDown():
            return colour.darker(115)
        return colour.lighter(108) if self.underMouse() else colour

    def _draw_sign(self, painter: QPainter, disc: QRectF) -> None:
        name = "pause" if self._playing else "play"
        colour = self._theme.on_accent if self.isEnabled() else self._theme.decoration
        box = QRectF(0, 0, 17, 17)
        box.moveCenter(disc.center())
        icons.tinted(name, colour).paint(painter, box.toRect())

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Pause") if self._playing else self.tr("Play"))
