"""The strip under the transport: chapters, sound, a lane of marks per topic, the playhead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.notes import Annotation, Chapter, Topic
from annotator.domain.timecode import format_clock
from annotator.domain.transcript import Transcript
from annotator.gui.theme import Theme
from annotator.gui.timeline import overlay, ruler
from annotator.gui.timeline.looking import BAR, Looking
from annotator.gui.timeline.rows import MARGIN
from annotator.gui.timeline.touching import Touching
from annotator.gui.timeline.wave import Wave
from annotator.gui.widgets.announce import announce

_LATER_MS, _BETWEEN_MS = 40, 15
_STEP_MS, _PAGE_MS = 5_000, 30_000


class Timeline(Looking):
    """A slider over the episode that can be zoomed, from the whole of it to one word.

    Values go in; what is wanted comes out by the signals of `Looking`.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._wanted_height = -1
        self._loop: tuple[int, int] | None = None
        self._current: int | None = None
        self._word: tuple[int, int] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._renew_marks)
        self._joining: Iterator[None] = iter(())
        self._pause = QTimer(self)
        self._pause.setInterval(_BETWEEN_MS)
        self._pause.timeout.connect(self._join_marks)
        self.touching = Touching(self)
        self._prepare()

    def _prepare(self) -> None:
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setSingleStep(_STEP_MS)
        self.setPageStep(_PAGE_MS)
        self.setRange(0, 0)
        self.setAccessibleName(self.tr("Position in the episode"))
        self.actionTriggered.connect(self._asked)

    # values in

    def set_duration(self, ms: int) -> None:
        self.setRange(0, max(ms, 0))
        if ms != self.shown.duration_ms:
            self.show_stretch(self.shown.lasting(max(ms, 0)))
            self._get_ready()
            self.picture.forget()
            self.update()

    def set_position(self, ms: int) -> None:
        """Move the playhead; repaints only what lies between the old place and the new."""
        if self.isSliderDown():
            return
        before = self.x_of(self.value())
        self.setValue(ms)
        self.keep_in_view()
        after = self.x_of(self.value())
        if round(before) != round(after):
            left, right = sorted((before, after))
            self.update(QRect(int(left) - 5, 0, int(right - left) + 11, self.height()))
        self._follow_word()

    def set_transcript(self, transcript: Transcript | None) -> None:
        """The words that hovering tells, that edges snap to, and that are seen from near."""
        self.picture.transcript = transcript
        self.picture.forget(self.picture.labels)
        self.update()

    def set_marks(self, marks: Iterable[Annotation]) -> None:
        """All marks of the episode."""
        for _ in self.filling(marks):
            """All at once."""

    def filling(self, marks: Iterable[Annotation]) -> Iterator[None]:
        """As `set_marks`, in steps; they are seen after the last."""
        yield from self.picture.lanes.filling(marks)
        self._renew_marks()

    def update_marks(self, changed: Iterable[Annotation], removed: Iterable[int] = ()) -> None:
        """New and changed marks and the ids of those gone.

        Drawn a moment later: ten thousand bars must not stand between a key and its mark.
        """
        self.picture.lanes.update(changed, removed)
        self._later.start()

    def set_topics(self, topics: Sequence[Topic]) -> None:
        """Topics in the order of their list."""
        self.picture.lanes.set_topics(topics)
        self._renew_marks()

    def set_current(self, mark_id: int | None) -> None:
        """The mark that is ringed; its lane is brought into view."""
        if mark_id == self._current:
            return
        self._current = mark_id
        mark = self.picture.lanes.mark(mark_id)
        place = self.picture.lanes.place_of(mark) if mark else None
        rows = self.picture.rows
        if place is not None and not rows.first_lane <= place < rows.first_lane + rows.seen:
            self.scroll_lanes(place - rows.first_lane - rows.seen // 2)
        self.update()

    def set_chapters(self, chapters: Sequence[Chapter]) -> None:
        """The chapters in order of time."""
        self.picture.chapters = tuple(chapters)
        self._renew()

    def set_wave(self, wave: Wave | None) -> None:
        """The sound, None where there is none; an empty wave keeps its room until it is read."""
        self.picture.wave = wave
        self._renew()

    def wave_grew(self) -> None:
        """More of the sound was read into the wave that is shown."""
        self._renew()

    def set_loop(self, span: tuple[int, int] | None) -> None:
        """The stretch that is looped, as (start_ms, end_ms)."""
        self._loop = span
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.picture.theme = theme
        self._renew()

    # Qt's side

    def sizeHint(self) -> QSize:
        return QSize(600, self.picture.rows.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.picture.rows.height)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.NativeGesture, QEvent.Type.Gesture):
            return self.touching.pinch(event)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        inner = QSize(max(self.width() - 2 * MARGIN, 1), self.height())
        picture = self.picture
        picture.move_split(self.value())
        picture.renew(self.shown, inner, self.devicePixelRatio())
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self.picture.theme.panel))
        room = QRect(MARGIN, 0, inner.width(), inner.height())
        painter.setClipRect(room.adjusted(-2, 0, 2, 0) & event.rect())
        painter.save()
        painter.translate(MARGIN, 0)
        part = event.rect()
        picture.paint_chapters(painter, self.shown, part.left() - MARGIN, part.right() - MARGIN)
        painter.restore()
        for layer in (picture.sound, picture.marks, picture.labels):
            _copy(painter, layer.pixmap, room & event.rect())
        overlay.paint_word(painter, self)
        overlay.paint_loop(painter, self, self.touching.loop or self._loop)
        overlay.paint_ring(painter, self, self.touching.changed, self._current)
        if self.maximum() > 0:
            overlay.paint_playhead(painter, self, round(self.x_of(self.value())))
        painter.setClipping(False)
        overlay.paint_more_lanes(painter, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.setGeometry(MARGIN, self.height() - BAR, self.width() - 2 * MARGIN, BAR)
        self.show_stretch(self.shown.sized(max(self.width() - 2 * MARGIN, 1)))
        self._get_ready()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.picture.set_font(self.font())
            self._renew()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touching.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.touching.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.touching.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.touching.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.touching.wheel(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.touching.menu(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.unsetCursor()

    # inside

    def _asked(self, _action: int) -> None:
        """An arrow key, a page key, Home or End moved the slider."""
        ms = self.sliderPosition()
        self.follow()
        self.seekRequested.emit(ms)
        announce(self, format_clock(ms))

    def _follow_word(self) -> None:
        """Where words are seen, the one that is heard is told apart from the others."""
        transcript = self.picture.transcript
        if transcript is None or not ruler.shows_words(self.shown):
            return
        word = transcript.word_at(self.value())
        if word != self._word:
            self._word = word
            rows = self.picture.rows
            self.update(QRect(0, rows.ruler_top, self.width(), rows.line))

    def _renew(self) -> None:
        self.picture.forget()
        self._fit()

    def _renew_marks(self) -> None:
        self.picture.forget(self.picture.marks)
        self._fit()
        self._get_ready()

    def _get_ready(self) -> None:
        """For any zoom, from now on between the frames."""
        self._joining = self.picture.lanes.join(self.shown)
        self._pause.start()

    def _join_marks(self) -> None:
        if next(self._joining, self) is self:
            self._pause.stop()

    def _fit(self) -> None:
        height = self.picture.rows.height
        if height != self._wanted_height:
            self._wanted_height = height
            self.picture.forget()
            self.updateGeometry()
        self.update()


def _copy(painter: QPainter, pixmap: QPixmap, rect: QRect) -> None:
    """The same part of `pixmap`, which begins at the margin, onto `rect`, in logical pixels."""
    if not rect.isEmpty():
        ratio = pixmap.devicePixelRatio()
        source = QRectF(
            (rect.x() - MARGIN) * ratio, rect.y() * ratio, rect.width() * ratio,
            rect.height() * ratio,
        )  # fmt: skip
        painter.drawPixmap(QRectF(rect), pixmap, source)
