"""The strip under the transport: chapters, sound, a lane of marks per topic, the playhead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from annotator.domain.notes import Annotation, Chapter, Topic
from annotator.domain.timecode import format_clock
from annotator.gui.panels.timeline_picture import TimelinePicture
from annotator.gui.theme import Theme
from annotator.gui.widgets.text import one_line, plain_tip

MARGIN = 16
_LATER_MS = 40
_STEP_MS, _PAGE_MS = 5_000, 30_000


class Timeline(QAbstractSlider):
    """A slider over the episode. `seekRequested` carries milliseconds.

    The picture is drawn once per change of its content, in played and unplayed colours; a
    moving playhead only copies the strip it has crossed.
    """

    seekRequested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = TimelinePicture(theme)
        self._played = QPixmap()
        self._unplayed = QPixmap()
        self._lanes = QPixmap()
        self._stale = self._lanes_stale = True
        self._wanted_height = -1
        self._loop: tuple[int, int] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._renew_lanes)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setTracking(True)
        self.setSingleStep(_STEP_MS)
        self.setPageStep(_PAGE_MS)
        self.setRange(0, 0)
        self.setAccessibleName(self.tr("Position in the episode"))
        self.actionTriggered.connect(self._asked)

    # values in

    def set_duration(self, ms: int) -> None:
        self.setRange(0, max(ms, 0))
        self._picture.duration_ms = ms
        self._renew()

    def set_position(self, ms: int) -> None:
        """Move the playhead; repaints only what lies between the old place and the new."""
        if self.isSliderDown():
            return
        before = self._x(self.value())
        self.setValue(ms)
        after = self._x(self.value())
        if round(before) != round(after):
            left, right = sorted((before, after))
            self.update(QRect(int(left) - 3, 0, int(right - left) + 7, self.height()))

    def set_marks(self, marks: Iterable[Annotation]) -> None:
        """All marks of the episode."""
        self._picture.set_marks(marks)
        self._renew_lanes()

    def update_marks(self, changed: Iterable[Annotation], removed: Iterable[int] = ()) -> None:
        """New and changed marks and the ids of those gone.

        Drawn a moment later: ten thousand bars must not stand between a key and its mark.
        """
        self._picture.update_marks(changed, removed)
        self._later.start()

    def set_topics(self, topics: Sequence[Topic]) -> None:
        """Topics in the order of their list."""
        self._picture.set_topics(topics)
        self._renew_lanes()

    def set_chapters(self, chapters: Sequence[Chapter]) -> None:
        self._picture.chapters = tuple(chapters)
        self._renew()

    def set_peaks(self, peaks: Sequence[float]) -> None:
        """Loudness over the whole episode, 0 to 1, any number of them; empty for none."""
        self._picture.peaks = tuple(peaks)
        self._renew()

    def set_loop(self, span: tuple[int, int] | None) -> None:
        """The stretch that is looped or being marked, as (start_ms, end_ms)."""
        self._loop = span
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._picture.theme = theme
        self._renew()

    # Qt's side

    def sizeHint(self) -> QSize:
        return QSize(600, self._picture.height(self.font()))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._picture.height(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._draw_stale()
        painter = QPainter(self)
        split = round(self._x(self.value()))
        left = QRect(0, 0, split, self.height())
        right = QRect(split, 0, self.width() - split, self.height())
        _copy(painter, self._played, left & event.rect())
        _copy(painter, self._unplayed, right & event.rect())
        _copy(painter, self._lanes, event.rect())
        self._paint_loop(painter)
        if self.maximum() > 0:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.accent))
            painter.drawRoundedRect(QRectF(split - 1, 0, 2, self.height() - 4), 1, 1)
        if self.hasFocus():
            painter.setBrush(QColor(self._theme.accent))
            painter.drawEllipse(QRectF(split - 4, 0, 8, 8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stale = self._lanes_stale = True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.maximum() == 0:
            event.ignore()
            return
        self.setSliderDown(True)
        self._seek(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._seek(event)
        self._tell(event.position().toPoint(), event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._renew()

    # inside

    def _asked(self, _action: int) -> None:
        """An arrow key, a page key, Home or End moved the slider."""
        self.seekRequested.emit(self.sliderPosition())

    def _seek(self, event: QMouseEvent) -> None:
        ms = self._ms(event.position().x())
        if ms != self.value():
            self.setValue(ms)
            self.update()
        self.seekRequested.emit(ms)

    def _x(self, ms: int) -> float:
        room = self.width() - 2 * MARGIN
        return MARGIN + (ms / self.maximum() * room if self.maximum() else 0)

    def _ms(self, x: float) -> int:
        room = max(self.width() - 2 * MARGIN, 1)
        return round(min(max((x - MARGIN) / room, 0), 1) * self.maximum())

    def _tell(self, at: QPoint, globally: QPoint) -> None:
        if not self.maximum():
            return
        ms = self._ms(at.x())
        text = format_clock(ms)
        chapter = self._picture.chapter_at(ms)
        if chapter is not None and chapter.title:
            text += f" · {one_line(chapter.title)}"
        QToolTip.showText(globally, plain_tip(text), self)

    def _paint_loop(self, painter: QPainter) -> None:
        if self._loop is None:
            return
        left, right = self._x(self._loop[0]), self._x(self._loop[1])
        soft = QColor(self._theme.accent)
        soft.setAlpha(38)
        painter.fillRect(QRectF(left, 0, max(right - left, 2), self.height() - 4), soft)

    def _renew(self) -> None:
        self._stale = self._lanes_stale = True
        self.updateGeometry()
        self.update()

    def _renew_lanes(self) -> None:
        self._lanes_stale = True
        height = self._picture.height(self.font())
        if height != self._wanted_height:
            self._wanted_height = height
            self.updateGeometry()
        self.update()

    def _draw_stale(self) -> None:
        ratio, font = self.devicePixelRatio(), self.font()
        if self._stale:
            self._played, self._unplayed = (
                self._picture.ground(self.size(), MARGIN, ratio, font, played=played)
                for played in (True, False)
            )
        if self._lanes_stale:
            self._lanes = self._picture.lanes(self.size(), MARGIN, ratio, font)
        self._stale = self._lanes_stale = False


def _copy(painter: QPainter, pixmap: QPixmap, rect: QRect) -> None:
    """The same part of `pixmap` onto `rect`, in logical pixels."""
    if not rect.isEmpty():
        ratio = pixmap.devicePixelRatio()
        source = QRectF(
            rect.x() * ratio, rect.y() * ratio, rect.width() * ratio, rect.height() * ratio
        )
        painter.drawPixmap(QRectF(rect), pixmap, source)
