"""The pictures of a video, painted into a widget of somebody else's."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtMultimedia import QVideoFrame, QVideoSink
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Picture(QWidget):
    """Fills `host` and shows what `sink` is handed, in its proportions."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.sink = QVideoSink(self)
        self._frame = QVideoFrame()
        self.sink.videoFrameChanged.connect(self._take)
        column = host.layout() or QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if self._frame.isValid():
            painter = QPainter(self)
            self._frame.paint(painter, self.rect().toRectF(), QVideoFrame.PaintOptions())
            painter.end()

    def _take(self, frame: QVideoFrame) -> None:
        self._frame = frame
        self.update()
