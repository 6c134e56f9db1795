"""Pointer, wheel and pinch on the timeline: what Qt tells, as what the user means."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QToolTip

from annotator.domain.notes import Annotation
from annotator.domain.snapping import with_edge
from annotator.gui.timeline.looking import Looking
from annotator.gui.timeline.pointer import Deed, Pointer
from annotator.gui.timeline.rows import MARGIN
from annotator.gui.timeline.under import Under, told, under
from annotator.gui.widgets.text import one_line

_PER_NOTCH = 120
_NOTCH = 1.25
"""How much nearer a notch of the wheel comes with Ctrl."""
_NOTCH_PX = 90
_ON_PLAYHEAD = 4


class Touching:
    """The hands on one timeline. `loop` and `changed` are what a drag would make."""

    def __init__(self, timeline: Looking) -> None:
        self._timeline = timeline
        self._pointer = Pointer(self._moved_edge)

    @property
    def busy(self) -> bool:
        """Whether a press goes on: the view stays where it is under the hand."""
        return self._pointer.deed is not Deed.NOTHING

    @property
    def loop(self) -> tuple[int, int] | None:
        return self._pointer.loop if self._pointer.deed is Deed.LOOP else None

    @property
    def changed(self) -> Annotation | None:
        return self._pointer.changed if self._pointer.deed is Deed.EDGE else None

    # buttons

    def press(self, event: QMouseEvent) -> None:
        line = self._timeline
        if line.maximum() == 0:
            event.ignore()
            return
        x, at = self._x(event), self._under(event)
        if event.button() is Qt.MouseButton.MiddleButton:
            self._pointer.push(at, x)
        elif event.button() is Qt.MouseButton.LeftButton:
            on_playhead = at.mark is None and not at.on_title and self._on_playhead(event)
            self._pointer.press(at, x, on_playhead=on_playhead)
            line.setSliderDown(self._pointer.deed is Deed.SCRUB)
        else:
            event.ignore()
        line.held = self.busy

    def move(self, event: QMouseEvent) -> None:
        line, pointer = self._timeline, self._pointer
        x = self._x(event)
        if pointer.deed is Deed.PUSH:
            line.scroll_by(pointer.pressed_x - x)
            pointer.pressed_x = x
        elif pointer.deed is Deed.SCRUB:
            self._scrub(event)
        else:
            pointer.move(line.shown, x, line.picture.transcript)
            if self.busy:
                line.update()
        self._tell(event)

    def release(self, event: QMouseEvent) -> None:
        line, pointer = self._timeline, self._pointer
        event.accept()
        at, loop, changed, deed = pointer.at, pointer.loop, pointer.changed, pointer.release()
        line.setSliderDown(False)
        line.held = False
        line.update()
        if at is None:
            return
        if deed is Deed.PLAY:
            self._play(at)
        elif deed is Deed.LOOP and loop is not None:
            line.loopRequested.emit(*loop)
        elif deed is Deed.EDGE and at.mark is not None:
            self._let_go_of_edge(at.mark, at.edge, changed)

    def double_click(self, event: QMouseEvent) -> None:
        at = self._under(event)
        if event.button() is Qt.MouseButton.LeftButton and at.on_title:
            self._timeline.chapterActivated.emit(at.chapter)
        else:
            self.press(event)

    def _play(self, at: Under) -> None:
        line = self._timeline
        line.follow()
        if at.mark is not None:
            line.markActivated.emit(at.mark.id)
        elif at.on_title and at.chapter is not None:
            line.playRequested.emit(at.chapter.start_ms)
        else:
            line.playRequested.emit(at.ms)

    def _let_go_of_edge(self, mark: Annotation, edge: str, changed: Annotation | None) -> None:
        if changed is None:
            self._timeline.markActivated.emit(mark.id)  # pressed, and not dragged
        elif changed != mark:
            ms = changed.start_ms if edge == "start" else changed.end_ms
            self._timeline.edgeMoved.emit(mark.id, edge, ms)

    def _scrub(self, event: QMouseEvent) -> None:
        line = self._timeline
        ms = line.shown.ms(self._x(event))
        if ms != line.value():
            line.setValue(ms)
            line.update()
            line.seekRequested.emit(ms)

    # wheel and fingers

    def pinch(self, event: QEvent) -> bool:
        """Take two fingers' zoom; whether the event was one."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
                return False
            self._timeline.zoom_at(1 + event.value(), event.position().x())
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if not isinstance(pinch, QPinchGesture):
                return False
            self._timeline.zoom_at(pinch.scaleFactor(), self._centre(pinch).x())
        event.accept()
        return True

    def _centre(self, pinch: QPinchGesture) -> QPointF:
        return QPointF(self._timeline.mapFromGlobal(pinch.centerPoint().toPoint()))

    def wheel(self, event: QWheelEvent) -> None:
        """Nearer and farther with Ctrl; through the lanes over them; else along the episode."""
        line, turned, at = self._timeline, event.angleDelta(), event.position()
        event.accept()
        steps = turned.y() / _PER_NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            line.zoom_at(_NOTCH**steps, at.x())
            return
        over_lanes = line.picture.rows.lane_at(at.y()) is not None
        sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        up_or_down = over_lanes and not turned.x() and not sideways
        if up_or_down and line.scroll_lanes(-1 if steps > 0 else 1):
            return
        moved = event.pixelDelta().x() or turned.x() / _PER_NOTCH * _NOTCH_PX
        line.scroll_by(-(moved or steps * _NOTCH_PX))

    def menu(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the pointer, or at the playhead with the menu key."""
        line = self._timeline
        event.accept()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            x = line.x_of(line.value())
            where = line.mapToGlobal(QPoint(round(x), line.height() // 2))
            line.menuRequested.emit(where, self._under_at(x, line.picture.rows.wave_top + 1))
        else:
            at = self._under_at(event.x(), event.y())
            line.menuRequested.emit(event.globalPos(), at)

    # where

    def _x(self, event: QMouseEvent) -> float:
        return event.position().x() - MARGIN

    def _under(self, event: QMouseEvent) -> Under:
        return self._under_at(event.position().x(), event.position().y())

    def _under_at(self, x: float, y: float) -> Under:
        line = self._timeline
        return under(line.picture, line.shown, x - MARGIN, y)

    def _on_playhead(self, event: QMouseEvent) -> bool:
        line = self._timeline
        return abs(event.position().x() - line.x_of(line.value())) <= _ON_PLAYHEAD

    def _moved_edge(self, mark: Annotation, edge: str, ms: int) -> Annotation | None:
        return with_edge(mark, self._timeline.picture.transcript, edge, ms)

    def _tell(self, event: QMouseEvent) -> None:
        """The hover: what is there, and by the pointer's shape what a press would do."""
        line = self._timeline
        if not line.maximum():
            return
        at = Under(0, self.changed) if self.changed else self._under(event)
        if not self.busy:
            to_play = at.mark is not None or at.on_title
            if at.edge or (not to_play and self._on_playhead(event)):
                line.setCursor(Qt.CursorShape.SizeHorCursor)
            elif to_play:
                line.setCursor(Qt.CursorShape.PointingHandCursor)
            else:
                line.unsetCursor()
        lines = told(at, line.picture.lanes, line.picture.transcript)
        text = "<br>".join(html.escape(one_line(part)) for part in lines if part)
        QToolTip.showText(event.globalPosition().toPoint(), f"<qt>{text}</qt>", line)
