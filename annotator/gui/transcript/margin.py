"""What stands beside the words of a cue: a bar for each topic, a sign for a note or bookmark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from annotator.gui.transcript.measures import lane_left
from annotator.gui.transcript.page import Page
from annotator.gui.transcript.row import Row
from annotator.gui.transcript.values import MarkSpan

_INSET = 2  # a bar ends this far inside the lines it stands for
_OVERLAP = 4  # and reaches this far into the next row where the mark goes on
_MOST_SIGNS = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """`colour` is "" for a mark without a topic."""

    rect: QRectF
    colour: str
    mark_id: int


@dataclass(frozen=True, slots=True)
class Sign:
    rect: QRectF
    is_bookmark: bool
    mark_id: int


def bars_of(page: Page, cue: int, marks: Iterable[MarkSpan]) -> list[Bar]:
    """The bars beside a cue, from left to right for each mark."""
    row, top = page.column.row(cue), page.column.top_of(cue)
    width = page.measures.px(4)
    bars = []
    for mark in marks:
        upper, lower = _extent(mark, cue, row)
        for colour, lane in page.marks.lanes(mark):
            left = lane_left(page.frame, page.measures, lane)
            bars.append(Bar(QRectF(left, top + upper, width, lower - upper), colour, mark.id))
    return bars


def signs_of(page: Page, cue: int, marks: Iterable[MarkSpan]) -> list[Sign]:
    """The signs beside a cue: each at the line where its mark begins."""
    row, top = page.column.row(cue), page.column.top_of(cue)
    side = page.measures.px(13)
    used: dict[int, int] = {}
    signs = []
    for mark in marks:
        if mark.first_cue != cue or not (mark.has_note or mark.is_bookmark):
            continue
        line = row.line_of(mark.span.start.char)
        place = used.get(line, 0)
        used[line] = place + 1
        if place >= _MOST_SIGNS:
            continue
        left = page.frame.signs_left + place * page.measures.px(16)
        middle = top + (row.tops[line] + row.bottoms[line]) / 2
        box = QRectF(left, round(middle - side / 2), side, side)
        signs.append(Sign(box, mark.is_bookmark and not mark.has_note, mark.id))
    return signs


def _extent(mark: MarkSpan, cue: int, row: Row) -> tuple[float, float]:
    """(top, bottom) of the mark's bars in a row: its lines, or through to the next row."""
    upper = lower = 0.0
    if mark.first_cue == cue:
        upper = row.tops[row.line_of(mark.span.start.char)] + _INSET
    else:
        upper = -_OVERLAP
    if mark.last_cue == cue:
        last = max(mark.span.end.char - 1, 0) if mark.span.end.cue == cue else None
        line = row.line_count - 1 if last is None else row.line_of(last)
        lower = row.bottoms[line] - _INSET
    else:
        lower = row.height + _OVERLAP
    return upper, max(lower, upper + 6)
