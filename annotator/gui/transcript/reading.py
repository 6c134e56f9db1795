"""The page as a reader uses it: cursor, selection, mouse, clipboard, find."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.mending import Edge, nudged
from annotator.domain.timecode import format_tenths
from annotator.domain.transcript import Point, Span, Transcript
from annotator.gui.theme import Theme
from annotator.gui.transcript.canvas import Canvas
from annotator.gui.transcript.find import Finder, Hits
from annotator.gui.transcript.header import Header
from annotator.gui.transcript.pointer import Pointer
from annotator.gui.transcript.selection import Selection
from annotator.gui.transcript.touch import Touch, Zone, touch_at
from annotator.gui.transcript.words import time_at, word_at

_FOUND_SHARE = 0.35  # of the height: where a far place that is looked up comes to stand


class ReadingView(Canvas):
    """Everything that works without playback and without marks being changed."""

    wordClicked = Signal(int, int, int)
    """Cue, index of the timed word, and when it is heard in milliseconds."""
    wordDoubleClicked = Signal(int, int, int)
    markClicked = Signal(int)
    contextMenuRequested = Signal(QPoint, object)
    """Where on the screen, and the id of the mark there or None."""
    selectionChanged = Signal(object)
    """The selected `Span` or None."""
    cursorChanged = Signal(int)
    edgeMoved = Signal(int, bool, int)
    """A cue's time was dragged: its index, whether its end is meant, by how many milliseconds."""
    findChanged = Signal(int, int)
    """Number of the current hit, from 1 (0 for none), and how many there are."""
    zoomRequested = Signal(int)
    """Ctrl and the wheel: one step up or down."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._selection = Selection()
        self._finder: Finder | None = None
        self._pointer = Pointer(self.page, self._selection, self.page_point, self)
        self._pointer.selected.connect(self._selection_moved)
        self._pointer.clicked.connect(self._clicked)
        self._pointer.doubled.connect(self._double_clicked)
        self._pointer.hovered.connect(self._hover_mark)
        self._pointer.scrolled.connect(self._drag_scroll)
        self._pointer.edgeDragged.connect(self._show_edge)
        self._pointer.edgeDropped.connect(self._edge_dropped)

    def _show_transcript(self, transcript: Transcript, header: Header) -> None:
        self.clear_find()
        self._finder = None
        self.clear_selection()
        self.page.hovered_mark = self.page.target = None
        super()._show_transcript(transcript, header)

    # Cursor

    def cursor_cue(self) -> int:
        """Index of the cue the cursor is on."""
        return self.page.cursor

    def set_cursor(self, cue: int) -> None:
        """Put the cursor on a cue, without scrolling."""
        cue = min(max(cue, 0), max(len(self.page.column) - 1, 0))
        before, self.page.cursor = self.page.cursor, cue
        if cue != before:
            self._repaint_rows(before, before)
            self._repaint_rows(cue, cue)
            self.cursorChanged.emit(cue)

    # Selection

    def selection(self) -> Span | None:
        """The selected words."""
        return self._selection.span

    def set_selection(self, span: Span | None) -> None:
        """Select `span`, grown to whole words, or nothing."""
        inside = self.page.clamped(span)
        if inside is None:
            self._selection.clear()
        else:
            self._selection.take(self.page.transcript, inside)
        self._selection_moved()

    def clear_selection(self) -> None:
        self.set_selection(None)

    # Going places

    def ensure_visible(self, cue: int, char: int = 0) -> None:
        """Scroll, no farther than needed, until the line of this character is in view."""
        if not 0 <= cue < len(self.page.column):
            return
        top, bottom = self.page.column.line_span(Point(cue, char))
        shown_top, shown_bottom = self._shown()
        edge = round(self.page.measures.pitch)
        if shown_top + edge <= top and bottom <= shown_bottom - edge:
            return
        height = self.viewport().height()
        near = shown_top - height < top < shown_bottom + height
        share = _FOUND_SHARE
        if near:
            share = edge / height if top < shown_top + edge else 1 - (bottom - top + edge) / height
        self._go(self._top_showing(Point(cue, char), share))

    def _go(self, top: int) -> None:
        """Scroll at the reader's wish."""
        self._moved_by_hand()
        self.verticalScrollBar().setValue(top)

    def _moved_by_hand(self) -> None:
        """The reader scrolled: to be refined where something else scrolls too."""

    # Find

    def find_text(self, text: str) -> int:
        """Show every place where `text` stands; the first from here on is the current one.

        Returns how many there are. Case, accents and the border between cues do not matter.
        """
        if not text.strip():
            self.clear_find()
            return 0
        if self._finder is None:
            self._finder = Finder(self.page.transcript.cues)
        here = self._current_hit_start()
        hits = self._finder.search(text)
        self._show_hits(hits if len(hits) else None, hits.first_from(here) if len(hits) else 0)
        return len(hits)

    def find_next(self) -> None:
        self._step_hit(1)

    def find_previous(self) -> None:
        self._step_hit(-1)

    def clear_find(self) -> None:
        """Show no hits any more."""
        if self.page.hits is not None:
            self._show_hits(None, 0)

    def _current_hit_start(self) -> Point:
        if self.page.hits is not None:
            return self.page.hits.span(self.page.current_hit).start
        shown = self._rows_shown
        return Point(shown.start if self.page.cursor not in shown else self.page.cursor, 0)

    def _step_hit(self, step: int) -> None:
        hits = self.page.hits
        if hits is not None:
            self._show_hits(hits, (self.page.current_hit + step) % len(hits))

    def _show_hits(self, hits: Hits | None, current: int) -> None:
        self.page.hits, self.page.current_hit = hits, current
        self.viewport().update()
        if hits is None:
            self.findChanged.emit(0, 0)
            return
        start = hits.span(current).start
        self.ensure_visible(start.cue, start.char)
        self.findChanged.emit(current + 1, len(hits))

    # What the pointer meant

    def _selection_moved(self) -> None:
        before, now = self.page.selected, self._selection.span
        if before == now:
            return
        self.page.selected = now
        for span in (before, now):
            if span is not None:
                self._repaint_rows(span.start.cue, span.end.cue)
        self.selectionChanged.emit(now)

    def _clicked(self, touch: Touch) -> None:
        if touch.zone is Zone.MARGIN:
            self.markClicked.emit(touch.mark_id)
            return
        self.clear_selection()
        self.set_cursor(touch.point.cue)
        if touch.zone is not Zone.BLANK:
            self._tell_word(touch, self.wordClicked)

    def _double_clicked(self, touch: Touch) -> None:
        self._tell_word(touch, self.wordDoubleClicked)

    def _tell_word(self, touch: Touch, signal: SignalInstance) -> None:
        cue = self.page.transcript.cues[touch.point.cue]
        word = word_at(cue, touch.point.char)
        if word is not None:
            signal.emit(touch.point.cue, word, time_at(cue, touch.point.char))

    def _hover_mark(self, mark_id: int | None) -> None:
        self.viewport().setCursor(self._pointer.shape)
        on_time = self._pointer.shape is Qt.CursorShape.SizeHorCursor
        hint = self.tr("Click to play from here; drag to move the beginning, with Shift the end")
        self.viewport().setToolTip(hint if on_time else "")
        self._swap_mark("hovered_mark", mark_id)

    def _swap_mark(self, place: str, mark_id: int | None) -> None:
        """Set `current_mark` or `hovered_mark` and repaint what that changes."""
        before = getattr(self.page, place)
        if before == mark_id:
            return
        setattr(self.page, place, mark_id)
        for mark in (self.page.marks.get(before), self.page.marks.get(mark_id)):
            if mark is not None:
                self._repaint_rows(mark.first_cue, mark.last_cue)

    def _show_edge(self, cue: int, at_end: bool, by_ms: int) -> None:
        """Show where a dragged edge would come to lie, in place of the cue's time."""
        lines = self.page.transcript
        edge = Edge.END if at_end else Edge.START
        part = nudged(lines, cue, edge, by_ms)
        line = part.cues[cue - part.first] if part is not None else lines.cues[cue]
        at_ms = line.end_ms if at_end else line.start_ms
        self.page.moving_edge = (cue, ("→ " if at_end else "") + format_tenths(at_ms))
        self._repaint_rows(cue, cue)

    def _edge_dropped(self, cue: int, at_end: bool, by_ms: int) -> None:
        self.page.moving_edge = None
        self._repaint_rows(cue, cue)
        self.edgeMoved.emit(cue, at_end, by_ms)

    def _drag_scroll(self, distance: int) -> None:
        self._go(self.verticalScrollBar().value() + distance)

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.double(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event, self.viewport().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.release(event.position().toPoint())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._pointer.leave()
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoomRequested.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self._cursor_spot()
        touch = touch_at(self.page, self.page_point(at))
        where = self.viewport().mapToGlobal(at)
        self.contextMenuRequested.emit(where, touch.mark_id if touch else None)

    def _cursor_spot(self) -> QPoint:
        """The first words of the cue the cursor is on, in the viewport."""
        if self.page.cursor not in self._rows_shown:
            return self.viewport().rect().center()
        top, bottom = self.page.column.line_span(Point(self.page.cursor, 0))
        return QPoint(self.page.frame.text_left + 4, (top + bottom) // 2 - self._shown()[0])
