"""The picture of a recording that has one, beside its words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

_BLACK = QColor(0, 0, 0)


class VideoPane(QFrame):
    """A black ground with a window of the desktop's own in it, for a player to draw in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(180)
        self.setAccessibleName(self.tr("Picture of the recording"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, _BLACK)
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self._surface = QWidget(self)
        # Its neighbours are painted by Qt and stay so.
        self._surface.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self._surface.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self._surface.setPalette(palette)
        self._surface.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._surface)

    def window_id(self) -> int:
        """What a player needs to know of the window it draws in."""
        return int(self._surface.winId())

    def sizeHint(self) -> QSize:
        return QSize(360, 240)
