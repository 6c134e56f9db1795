"""The picture of a recording that has one, beside its words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from annotator.gui.widgets.empty_state import EmptyState

_BLACK = QColor(0, 0, 0)


class VideoPane(QFrame):
    """A window of the desktop's own, for a player to draw in, as wide as there is room and as high
    as its picture: what is left below is ground like any other, not black.

    After the end, where players leave it black sooner or later, a word stands in its place.
    """

    playAgain = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(180)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Picture of the recording"))
        self._ratio = 0.0
        # Alone in here: Qt makes windows of the desktop's of all that lies beside one.
        self._stage = QWidget(self)
        self._surface = QWidget(self._stage)
        # What is around it is painted by Qt and stays so.
        self._surface.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self._surface.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        palette = self._surface.palette()
        palette.setColor(QPalette.ColorRole.Window, _BLACK)
        self._surface.setPalette(palette)
        self._surface.setAutoFillBackground(True)
        self._end = EmptyState(self.tr("The end"), "", self.tr("Play again"), self)
        self._end.buttonClicked.connect(self.playAgain)
        self._end.hide()

    def window_id(self) -> int:
        """What a player needs to know of the window it draws in."""
        return int(self._surface.winId())

    def set_ratio(self, ratio: float) -> None:
        """How wide the picture is for its height; 0 while nobody knows: it gets all the room."""
        self._ratio = ratio
        self._place()

    def set_ended(self, ended: bool) -> None:
        """Whether what is shown has come to its end, and there is no picture any more."""
        self._stage.setVisible(not ended)
        self._end.setVisible(ended)

    def picture(self) -> QRect:
        """Where the picture is shown."""
        return self._stage.geometry()

    def sizeHint(self) -> QSize:
        return QSize(360, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        room = self.rect()
        width, height = room.width(), room.height()
        if self._ratio:
            width = max(min(width, round(height * self._ratio)), 1)
            height = max(min(height, round(width / self._ratio)), 1)
        self._stage.setGeometry((room.width() - width) // 2, 0, width, height)
        self._surface.resize(width, height)
        height = min(max(height, self._end.sizeHint().height()), room.height())
        self._end.setGeometry(0, 0, room.width(), height)
