"""The scrolling page: lays rows out as they come into view and keeps the reader's place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.domain.timecode import format_clock
from annotator.domain.transcript import Point, Transcript
from annotator.gui.theme import Theme
from annotator.gui.transcript.column import Column
from annotator.gui.transcript.header import Header
from annotator.gui.transcript.mark_index import MarkIndex
from annotator.gui.transcript.measures import Frame, Measures, frame_in, measures_at
from annotator.gui.transcript.page import NO_TRANSCRIPT, Page
from annotator.gui.transcript.painting import paint_page

_LEAST_ZOOM, _MOST_ZOOM = 0.5, 4.0
_SPACE_BELOW = 96
"""Empty space under the last cue, so that nothing that floats there covers it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What the reader looks at: a row, how far into it the top edge is, as a share of it."""

    cue: int
    share: float


class Canvas(QAbstractScrollArea):
    """Shows a `Page`. Knows nothing of mouse, playback or editing."""

    zoomed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")  # the style sheet's name for this background
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self._settling = False
        self._rows_shown = range(0)
        self._time_width = 0
        measures = measures_at(1.0, self.logicalDpiY())
        frame = self._frame(measures, lanes=0, shows_times=True)
        self.page = Page(
            theme, measures, frame, Column(NO_TRANSCRIPT, measures, frame.text_width, 0)
        )
        self._fit()

    # What is shown

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of `theme` from now on."""
        self.page.theme = theme
        self.viewport().update()

    def zoom(self) -> float:
        return self.page.measures.zoom

    def set_zoom(self, zoom: float) -> None:
        """Scale all type; 1.0 is the design's size. Kept between 0.5 and 4."""
        zoom = min(max(zoom, _LEAST_ZOOM), _MOST_ZOOM)
        if zoom == self.zoom():
            return
        with self._place_kept():
            self.page.measures = measures_at(zoom, self.logicalDpiY())
            self._measure_times()
            self._fit()
        self.zoomed.emit(zoom)

    def set_doubt_visible(self, visible: bool) -> None:
        """Set dots under the words that the recogniser was unsure of, or none."""
        self.page.shows_doubt = visible
        self.viewport().update()

    def set_gutter_visible(self, visible: bool) -> None:
        """Show or hide all that stands beside the words: times, bars and signs."""
        with self._place_kept():
            self.page.shows_times = visible
            self._fit()

    def _show_transcript(self, transcript: Transcript, header: Header) -> None:
        page = self.page
        page.transcript, page.header = transcript, header
        self._measure_times()
        frame = self._frame(page.measures, page.marks.lane_count, page.shows_times)
        page.column = Column(transcript, page.measures, frame.text_width, 0)
        self._rows_shown = range(0)
        self._scroll_silently(0)
        self._fit()
        self._settle()
        self.viewport().update()

    def _show_marks(self, marks: MarkIndex) -> None:
        self.page.marks = marks
        self._make_room_for_lanes()

    def _make_room_for_lanes(self) -> None:
        page = self.page
        frame = self._frame(page.measures, page.marks.lane_count, page.shows_times)
        if frame != page.frame:
            with self._place_kept():
                self._fit()

    # Where things stand

    def _frame(self, measures: Measures, lanes: int, shows_times: bool) -> Frame:
        return frame_in(
            self.viewport().width(),
            measures,
            time_width=self._time_width,
            lanes=lanes,
            shows_times=shows_times,
        )

    def _measure_times(self) -> None:
        widest = format_clock(self.page.transcript.end_ms)
        metrics = QFontMetricsF(self.page.measures.label_font)
        self._time_width = round(metrics.horizontalAdvance("0" * len(widest)))

    def _fit(self) -> None:
        """Bring the page in line with the viewport, the zoom and the number of lanes."""
        page = self.page
        page.frame = self._frame(page.measures, page.marks.lane_count, page.shows_times)
        page.header.fit(page.measures, page.frame)
        page.column.fit(page.measures, page.frame.text_width)
        page.column.head = page.header.height
        bar = self.verticalScrollBar()
        bar.setSingleStep(round(page.measures.pitch))
        bar.setPageStep(max(self.viewport().height() - round(2 * page.measures.pitch), 1))

    def _settle(self, keep: int | None = None) -> None:
        """Lay out the rows in view; heights put right must not move the row `keep`."""
        column, bar = self.page.column, self.verticalScrollBar()
        top = bar.value()
        if len(column):
            keep = column.row_at(top) if keep is None else keep
            top += column.settle(top, top + self.viewport().height(), keep)
        self._scroll_silently(top)
        self._rows_shown = self.page.rows_between(*self._shown())

    def _shown(self) -> tuple[int, int]:
        top = self.verticalScrollBar().value()
        return top, top + self.viewport().height()

    def _scroll_silently(self, top: int) -> None:
        """Set range and value without laying out: the caller has done so."""
        bar = self.verticalScrollBar()
        below = self.page.measures.px(_SPACE_BELOW) if len(self.page.column) else 0
        self._settling = True
        bar.setRange(0, max(self.page.column.bottom + below - self.viewport().height(), 0))
        bar.setValue(top)
        self._settling = False

    @contextmanager
    def _place_kept(self) -> Iterator[None]:
        """What is done inside may change every height; the reader's place is found again."""
        place = self._place()
        yield
        if place is not None and place.cue < len(self.page.column):
            column = self.page.column
            column.row(place.cue)
            offset = round(place.share * column.height_of(place.cue))
            self._scroll_silently(column.top_of(place.cue) + offset)
        self._settle()
        self.viewport().update()

    def _place(self) -> _Place | None:
        column, top = self.page.column, self.verticalScrollBar().value()
        if not len(column) or top < column.head:
            return None
        cue = column.row_at(top)
        return _Place(cue, (top - column.top_of(cue)) / max(column.height_of(cue), 1))

    def _top_showing(self, point: Point, share: float) -> int:
        """The scroll value at which a point's line stands at `share` of the height.

        Lays out what will be seen there first, so that nothing moves on arrival.
        """
        column, bar = self.page.column, self.verticalScrollBar()
        anchor = column.row_at(bar.value())
        before = column.top_of(anchor)
        height = self.viewport().height()
        top = column.line_span(point)[0] - round(share * height)
        top += column.settle(top, top + height, point.cue)
        self._scroll_silently(bar.value() + column.top_of(anchor) - before)
        return min(max(top, 0), bar.maximum())

    @property
    def rows_shown(self) -> range:
        """Indices of the cues in view, in part or whole."""
        return self._rows_shown

    # Repainting only what changed

    def _repaint_rows(self, first: int, last: int) -> None:
        """Repaint the rows from `first` to `last` as far as they show."""
        shown = self._rows_shown
        first, last = max(first, shown.start), min(last, shown.stop - 1)
        if first > last:
            return
        column = self.page.column
        top = column.top_of(first)
        bottom = column.top_of(last) + column.height_of(last)
        offset = self.verticalScrollBar().value()
        self.viewport().update(0, top - offset, self.viewport().width(), bottom - top)

    def _repaint_rects(self, rects: list[QRectF]) -> None:
        offset = self.verticalScrollBar().value()
        for rect in rects:
            self.viewport().update(
                rect.toAlignedRect().adjusted(-4, -1, 4, 1).translated(0, -offset)
            )

    def viewport_rect(self, rect: QRectF) -> QRect:
        """A rectangle of the page in coordinates of the viewport."""
        return rect.toAlignedRect().translated(0, -self.verticalScrollBar().value())

    def page_point(self, at: QPoint) -> QPoint:
        """A place in the viewport in coordinates of the page."""
        return at + QPoint(0, self.verticalScrollBar().value())

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        offset = self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        painter.translate(0, -offset)
        paint_page(painter, self.page, event.rect().translated(0, offset))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        with self._place_kept():
            self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if not self._settling:
            before = self._rows_shown
            now = self.page.rows_between(*self._shown())
            # Rows new at the top are estimates: the row below them is what must not jump.
            overlaps = bool(before) and bool(now) and before.start < now.stop
            keep = before.start if overlaps and dy > 0 else None
            self._settle(keep)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus(False)

    def _show_focus(self, focused: bool) -> None:
        self.page.focused = focused
        self._repaint_rows(self.page.cursor, self.page.cursor)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            with self._place_kept():
                self.page.measures = measures_at(self.zoom(), self.logicalDpiY())
                self._measure_times()
                self._fit()
