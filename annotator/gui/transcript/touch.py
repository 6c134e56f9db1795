"""What is under the pointer: a word, a bar, a sign, a time, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPoint, QPointF

from annotator.domain.transcript import Point
from annotator.gui.transcript.margin import bars_of, signs_of
from annotator.gui.transcript.page import Page


class Zone(Enum):
    """Which part of the page."""

    TEXT = auto()
    MARGIN = auto()
    """A bar or a sign of a mark."""
    TIME = auto()
    BLANK = auto()


@dataclass(frozen=True, slots=True)
class Touch:
    """A place on the page. `point` is the nearest character, also beside the text."""

    zone: Zone
    point: Point
    mark_id: int | None = None


def touch_at(page: Page, at: QPoint) -> Touch | None:
    """What is at a place of the page; None without a transcript."""
    column = page.column
    if not len(column):
        return None
    cue = column.row_at(at.y())
    row = column.row(cue)
    x, y = at.x() - page.frame.text_left, at.y() - column.top_of(cue)
    point = Point(cue, row.char_at(x, y))
    mark_id = _mark_beside(page, cue, at)
    if mark_id is not None:
        return Touch(Zone.MARGIN, point, mark_id)
    inside = row.text_top <= y < row.bottoms[-1]
    if inside and row.covers(x, y):
        return Touch(Zone.TEXT, point, _mark_over(page, point))
    if inside and page.shows_times and page.frame.left <= at.x() <= page.frame.time_right + 4:
        return Touch(Zone.TIME, Point(cue, 0))
    return Touch(Zone.BLANK, point)


def _mark_beside(page: Page, cue: int, at: QPoint) -> int | None:
    """The mark whose bar or sign is at a place, with a little room around it."""
    marks = page.marks.touching(cue, cue)
    if not marks or not page.shows_times:
        return None
    place = QPointF(at)
    reach = page.measures.px(1)
    for sign in signs_of(page, cue, marks):
        if sign.rect.adjusted(-2, -4, 2, 4).contains(place):
            return sign.mark_id
    # The last drawn lies on top.
    for bar in reversed(bars_of(page, cue, marks)):
        if bar.rect.adjusted(-reach, 0, reach, 0).contains(place):
            return bar.mark_id
    return None


def _mark_over(page: Page, point: Point) -> int | None:
    """The shortest mark that covers a character."""
    over = [
        mark
        for mark in page.marks.touching(point.cue, point.cue)
        if mark.span.start <= point < mark.span.end
    ]
    shortest = min(
        over,
        key=lambda mark: (
            mark.span.end.cue - mark.span.start.cue,
            mark.span.end.char - mark.span.start.char,
        ),
        default=None,
    )
    return shortest.id if shortest else None
