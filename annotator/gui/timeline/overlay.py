"""What is painted over the pictures each time: the playhead, the loop, the ring, the word."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.notes import Annotation
from annotator.gui.timeline import ruler
from annotator.gui.timeline.lanes import LEAST, NO_TOPIC
from annotator.gui.timeline.looking import Looking
from annotator.gui.timeline.rows import LANE, MARGIN

_HANDLE = 4


def paint_word(painter: QPainter, line: Looking) -> None:
    """The word that is heard, on its own ground, where words are seen."""
    picture, transcript = line.picture, line.picture.transcript
    if transcript is None or not ruler.shows_words(line.shown):
        return
    heard = transcript.word_at(line.value())
    if heard is None:
        return
    cue = transcript.cues[heard[0]]
    word, rows = cue.timed_words[heard[1]], picture.rows
    left, right = line.x_of(word.start_ms), line.x_of(word.end_ms)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(picture.theme.spoken))
    room = QRectF(left, rows.ruler_top, max(right - left - 1, 2), rows.line)
    painter.drawRoundedRect(room, 3, 3)
    painter.setPen(QColor(picture.theme.spoken_ink))
    picture.write_word(painter, room, cue.text[word.begin : word.end])


def paint_loop(painter: QPainter, line: Looking, span: tuple[int, int] | None) -> None:
    """The stretch that is looped, or is being dragged."""
    if span is None:
        return
    left, right = line.x_of(span[0]), line.x_of(span[1])
    accent, soft = QColor(line.picture.theme.accent), QColor(line.picture.theme.accent)
    soft.setAlpha(38)
    bottom = line.picture.rows.lanes_bottom
    painter.fillRect(QRectF(left, 0, max(right - left, 2), bottom), soft)
    for edge in (left, right - 1):
        painter.fillRect(QRectF(edge, 0, 1, bottom), accent)


def paint_ring(
    painter: QPainter, line: Looking, dragged: Annotation | None, current: int | None
) -> None:
    """A ring around the bars of the current mark, or of the one whose edge is dragged."""
    lanes, rows = line.picture.lanes, line.picture.rows
    mark = dragged or lanes.mark(current)
    if mark is None:
        return
    left, right = line.x_of(mark.start_ms), line.x_of(mark.end_ms)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, topic in enumerate(lanes.shown):
        seen = rows.first_lane <= place < rows.first_lane + rows.seen
        if not seen or topic not in (mark.topics or (NO_TOPIC,)):
            continue
        low, high = -MARGIN, line.width() + MARGIN  # far outside, painters lose their precision
        begin, end = max(left, low), min(max(right, left + LEAST), high)
        bar = QRectF(begin, rows.lane_top(place), end - begin, LANE)
        if dragged:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(line.picture.colour_of(topic)))
            painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(QPen(QColor(line.picture.theme.ink), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar.adjusted(-1.5, -1.5, 1.5, 1.5), 3, 3)


def paint_playhead(painter: QPainter, line: Looking, x: int) -> None:
    """The playhead, broken where it would strike out what the ruler says; with the focus it has
    a head."""
    rows = line.picture.rows
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(line.picture.theme.accent))
    pieces = [(0, rows.lanes_bottom)]
    if line.picture.is_written_at(line.shown, x - MARGIN):
        pieces = [(0, rows.ruler_top), (rows.ruler_top + rows.line, rows.lanes_bottom)]
    for top, bottom in pieces:
        painter.drawRoundedRect(QRectF(x - 1, top, 2, bottom - top), 1, 1)
    if line.hasFocus():
        painter.drawEllipse(QPointF(x, _HANDLE), _HANDLE, _HANDLE)


def paint_more_lanes(painter: QPainter, line: Looking) -> None:
    """Where lanes are out of view, a thin line at the right tells how many."""
    rows = line.picture.rows
    if not rows.last_first_lane:
        return
    room = rows.lanes_bottom - rows.lanes_top
    top = rows.lanes_top + room * rows.first_lane / rows.lanes
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(line.picture.theme.decoration))
    bar = QRectF(line.width() - MARGIN + 6, top, 3, room * rows.seen / rows.lanes)
    painter.drawRoundedRect(bar, 1.5, 1.5)
