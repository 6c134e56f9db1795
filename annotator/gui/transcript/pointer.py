"""The mouse on the page: clicks on words and marks, selecting by word with a drag."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.domain.transcript import Point
from annotator.gui.transcript.page import Page
from annotator.gui.transcript.selection import Selection
from annotator.gui.transcript.touch import Touch, Zone, touch_at
from annotator.gui.transcript.words import unit_at

_SHAPES = {
    Zone.TEXT: Qt.CursorShape.IBeamCursor,
    Zone.MARGIN: Qt.CursorShape.PointingHandCursor,
    Zone.TIME: Qt.CursorShape.SizeHorCursor,
    Zone.BLANK: Qt.CursorShape.ArrowCursor,
}
_SCROLL_EVERY_MS = 30
_DRAG_MS_A_PIXEL = 20


class Pointer(QObject):
    """Turns mouse events into what was meant by them. Changes the selection, nothing else."""

    selected = Signal()
    """The selection may have changed."""
    clicked = Signal(object)
    """A click without a drag, as a `Touch`."""
    doubled = Signal(object)
    hovered = Signal(object)
    """Id of the mark whose bar or sign is under the pointer, or None."""
    edgeDragged = Signal(int, bool, int)
    """A cue's time is dragged: its index, whether its end is meant, by how many milliseconds."""
    edgeDropped = Signal(int, bool, int)
    """Likewise, when it is let go."""
    scrolled = Signal(int)
    """A drag beyond the edge asks to scroll by so many pixels."""

    def __init__(
        self, page: Page, selection: Selection, to_page: Callable[[QPoint], QPoint], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._selection = selection
        self._to_page = to_page
        self._pressed: Touch | None = None
        self._pressed_at = QPoint()
        self._last_at = QPoint()
        self._dragging = False
        self._moves_end = False
        self._timing = False
        self._since_double = QElapsedTimer()
        self._edge = QTimer(self)
        self._edge.setInterval(_SCROLL_EVERY_MS)
        self._edge.timeout.connect(self._scroll_at_edge)
        self._beyond = 0
        self.shape = Qt.CursorShape.ArrowCursor
        """The cursor's shape for where the pointer is."""

    @property
    def dragging(self) -> bool:
        return self._dragging

    def press(self, event: QMouseEvent) -> None:
        """The left button went down."""
        at = event.position().toPoint()
        touch = touch_at(self._page, self._to_page(at))
        self._pressed, self._pressed_at = touch, at
        self._dragging = False
        if touch is None:
            return
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._timing, self._moves_end = False, shifted
        if touch.zone is Zone.TIME and shifted:
            return
        if self._is_third_click(at):
            self._selection.begin(self._page.transcript.cue_span(touch.point.cue))
            self._dragging = True
            self.selected.emit()
        elif shifted:
            if self._selection.head is None:
                cursor = Point(self._page.cursor, 0)
                self._selection.begin(unit_at(self._page.transcript, cursor))
            self._dragging = True
            self._reach(at)

    def double(self, event: QMouseEvent) -> None:
        """The left button went down a second time: select the word."""
        at = event.position().toPoint()
        touch = touch_at(self._page, self._to_page(at))
        self._pressed, self._pressed_at = touch, at
        if touch is None or touch.zone is not Zone.TEXT:
            return
        self._since_double.start()
        self._last_at = at
        self._dragging = True
        self._selection.begin(unit_at(self._page.transcript, touch.point))
        self.selected.emit()
        self.doubled.emit(touch)

    def move(self, event: QMouseEvent, height: int) -> None:
        """The pointer moved; `height` is the viewport's."""
        at = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None:
            self._hover(at)
            return
        far = (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if self._pressed.zone is Zone.TIME:
            self._timing |= far
            if self._timing:
                self.edgeDragged.emit(*self._dragged_edge(at))
            return
        if not self._dragging and far and self._pressed.zone is not Zone.MARGIN:
            self._dragging = True
            self._selection.begin(unit_at(self._page.transcript, self._pressed.point))
        if self._dragging:
            self._last_at = at
            self._reach(at)
            self._beyond = min(at.y(), 0) + max(at.y() - height, 0)
            if self._beyond and not self._edge.isActive():
                self._edge.start()

    def _dragged_edge(self, at: QPoint) -> tuple[int, bool, int]:
        assert self._pressed is not None  # noqa: S101 (asked while the button is down)
        by_ms = (at.x() - self._pressed_at.x()) * _DRAG_MS_A_PIXEL
        return self._pressed.point.cue, self._moves_end, by_ms

    def release(self, at: QPoint) -> None:
        """The left button came up."""
        if self._timing and self._pressed is not None:
            self._timing = False
            edge = self._dragged_edge(at)
            self._pressed = None
            self.edgeDropped.emit(*edge)
            return
        self._edge.stop()
        self._beyond = 0
        touch, self._pressed = self._pressed, None
        if touch is not None and not self._dragging:
            self.clicked.emit(touch)
        self._dragging = False

    def leave(self) -> None:
        """The pointer left the page."""
        self.hovered.emit(None)

    def _is_third_click(self, at: QPoint) -> bool:
        if not self._since_double.isValid():
            return False
        near = (at - self._last_at).manhattanLength() < QApplication.startDragDistance()
        soon = self._since_double.elapsed() < QApplication.doubleClickInterval()
        self._since_double.invalidate()
        return near and soon

    def _reach(self, at: QPoint) -> None:
        touch = touch_at(self._page, self._to_page(at))
        if touch is not None:
            self._selection.reach(unit_at(self._page.transcript, touch.point))
            self.selected.emit()

    def _hover(self, at: QPoint) -> None:
        touch = touch_at(self._page, self._to_page(at))
        zone = touch.zone if touch is not None else Zone.BLANK
        self.shape = _SHAPES[zone]
        self.hovered.emit(touch.mark_id if touch is not None and zone is Zone.MARGIN else None)

    def _scroll_at_edge(self) -> None:
        if not self._beyond:
            self._edge.stop()
            return
        # The farther out, the faster.
        self.scrolled.emit(max(min(self._beyond, 80), -80))
        self._reach(self._last_at)
