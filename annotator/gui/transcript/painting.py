"""Draws the part of the page that needs drawing: grounds first, then words, then what is beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextLayout

from annotator.domain.timecode import format_clock
from annotator.domain.transcript import Word
from annotator.gui.theme import RADIUS
from annotator.gui.transcript.margin import Bar, bars_of, signs_of
from annotator.gui.transcript.page import Page
from annotator.gui.transcript.shapes import bookmark_sign, note_sign, outline
from annotator.gui.transcript.values import MarkSpan

_WORD_RADIUS = 3
_HIT_TINT, _CURRENT_HIT_TINT, _MARK_TINT = 38, 96, 34  # of 255


def paint_page(painter: QPainter, page: Page, area: QRect) -> None:
    """Draw what of the page lies in `area`; the painter's origin is the page's."""
    painter.fillRect(area, QColor(page.theme.background))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if area.top() < page.header.height:
        page.header.paint(painter, page.theme, page.frame)
    rows = page.rows_between(area.top(), area.bottom() + 1)
    if not rows:
        return
    marks = page.marks.touching(rows.start, rows.stop - 1)
    _paint_grounds(painter, page, rows, marks)
    for cue in rows:
        here = [mark for mark in marks if mark.first_cue <= cue <= mark.last_cue]
        _paint_words(painter, page, cue)
        if page.shows_times:
            _paint_margin(painter, page, cue, here)
    _paint_target(painter, page, rows)


def _paint_grounds(painter: QPainter, page: Page, rows: range, marks: Iterable[MarkSpan]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    theme = page.theme
    for mark in marks:
        if mark.is_quote:
            _fill(painter, page.block_shape(mark.span, rows), QColor(theme.quote_tint), RADIUS)
        if mark.id in (page.current_mark, page.hovered_mark):
            tint = QColor(mark.bars[0] or theme.decoration)
            tint.setAlpha(_MARK_TINT)
            _fill(painter, page.block_shape(mark.span, rows), tint, RADIUS)
    if page.selected:
        shape = page.words_shape(page.selected, rows)
        _fill(painter, shape, QColor(theme.accent_soft), _WORD_RADIUS + 1)
    _paint_hits(painter, page, rows)
    for rect in _spoken_rects(page, rows):
        painter.setBrush(QColor(theme.spoken))
        painter.drawRoundedRect(rect, _WORD_RADIUS, _WORD_RADIUS)


def _fill(painter: QPainter, shape: Iterable[QRectF], colour: QColor, radius: int) -> None:
    painter.fillPath(outline(shape, radius), colour)


def _paint_hits(painter: QPainter, page: Page, rows: range) -> None:
    if page.hits is None:
        return
    first, last = page.hits.in_cue(rows.start), page.hits.in_cue(rows.stop - 1)
    accent = QColor(page.theme.accent)
    for index in range(first.start, last.stop):
        tint = QColor(accent)
        is_current = index == page.current_hit
        tint.setAlpha(_CURRENT_HIT_TINT if is_current else _HIT_TINT)
        for rect in page.words_shape(page.hits.span(index), rows):
            box = _inset(page, rect.adjusted(2, 0, -2, 0))
            painter.setBrush(tint)
            painter.drawRoundedRect(box, 2, 2)
            line = 2 if is_current else 1
            painter.fillRect(QRectF(box.x(), round(box.bottom()) - line, box.width(), line), accent)


def _inset(page: Page, rect: QRectF) -> QRectF:
    """A word's ground: lower than the full line, so that lines keep apart."""
    space = 1.75 * page.measures.zoom
    return rect.adjusted(0, space, 0, -space)


def _spoken_rects(page: Page, rows: range) -> Iterator[QRectF]:
    if page.spoken is None or page.spoken[1] is None or page.spoken[0] not in rows:
        return
    for rect in page.word_rects(page.spoken[0], page.spoken[1]):
        yield _inset(page, rect.adjusted(-2, 0, 2, 0))


def _paint_words(painter: QPainter, page: Page, cue: int) -> None:
    row, top = page.column.row(cue), page.column.top_of(cue)
    painter.setPen(QColor(page.theme.ink))
    formats = [*_spoken_format(page, cue), *_doubt_formats(page, cue)]
    row.draw(painter, QPointF(page.frame.text_left, top), formats)
    if not page.column.shows_speaker(cue):
        return
    painter.setPen(QColor(page.theme.dim))
    painter.setFont(page.measures.speaker_font)
    side = Qt.AlignmentFlag.AlignRight if row.right_to_left else Qt.AlignmentFlag.AlignLeft
    box = QRectF(page.frame.text_left, top, page.frame.text_width, 2 * page.measures.px(15))
    name = painter.fontMetrics().elidedText(
        page.transcript.cues[cue].speaker, Qt.TextElideMode.ElideRight, page.frame.text_width
    )
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), name)


def _doubt_formats(page: Page, cue: int) -> list[QTextLayout.FormatRange]:
    """Dots under the words that the recogniser was unsure of."""
    if not page.shows_doubt:
        return []
    dots = QTextCharFormat()
    dots.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    dots.setUnderlineColor(QColor(page.theme.faint))
    return [_range(page, cue, word, dots) for word in page.column.cues[cue].words if word.is_unsure]


def _range(page: Page, cue: int, word: Word, form: QTextCharFormat) -> QTextLayout.FormatRange:
    row, made = page.column.row(cue), QTextLayout.FormatRange()
    made.start = row.to_units(word.begin)
    made.length = row.to_units(word.end) - made.start
    made.format = form
    return made


def _spoken_format(page: Page, cue: int) -> list[QTextLayout.FormatRange]:
    """The spoken word's own ink, where the theme has one."""
    if page.spoken is None or page.spoken[0] != cue or page.theme.spoken_ink == page.theme.ink:
        return []
    words, index = page.column.cues[cue].timed_words, page.spoken[1]
    if index is None or not 0 <= index < len(words):
        return []
    ink = QTextCharFormat()
    ink.setForeground(QColor(page.theme.spoken_ink))
    return [_range(page, cue, words[index], ink)]


def _paint_margin(painter: QPainter, page: Page, cue: int, marks: list[MarkSpan]) -> None:
    _paint_time(painter, page, cue)
    painter.setPen(Qt.PenStyle.NoPen)
    for bar in bars_of(page, cue, marks):
        _paint_bar(painter, page, bar)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for sign in signs_of(page, cue, marks):
        shown = sign.mark_id in (page.current_mark, page.hovered_mark)
        ink = QColor(page.theme.ink if shown else page.theme.faint)
        painter.setPen(QPen(ink, 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath((bookmark_sign if sign.is_bookmark else note_sign)(sign.rect))


def _paint_bar(painter: QPainter, page: Page, bar: Bar) -> None:
    colour = page.theme.mark(bar.colour) if bar.colour else page.theme.faint
    painter.setBrush(QColor(colour))
    grown = 1 if bar.mark_id in (page.current_mark, page.hovered_mark) else 0
    painter.drawRoundedRect(bar.rect.adjusted(-grown, 0, grown, 0), 2, 2)


def _paint_time(painter: QPainter, page: Page, cue: int) -> None:
    row, top = page.column.row(cue), page.column.top_of(cue)
    theme, measures = page.theme, page.measures
    is_cursor = cue == page.cursor
    text = format_clock(page.transcript.cues[cue].start_ms)
    moving = page.moving_edge is not None and page.moving_edge[0] == cue
    if page.moving_edge is not None and moving:
        text = page.moving_edge[1]
    painter.setFont(measures.label_font)
    width = painter.fontMetrics().horizontalAdvance(text) if text else 0
    line = QRectF(
        page.frame.time_right - width, top + row.text_top, width, row.bottoms[0] - row.text_top
    )
    if is_cursor:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft if page.focused else theme.hairline))
        side = measures.px(9) / 2
        ground = QRectF(line.center().x(), line.center().y(), 0, 0)
        ground.adjust(-width / 2 - side, -2 * side, width / 2 + side, 2 * side)
        painter.drawRoundedRect(ground, 4, 4)
    painter.setPen(QColor(theme.accent if moving else theme.ink if is_cursor else theme.faint))
    painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)


def _paint_target(painter: QPainter, page: Page, rows: range) -> None:
    if page.target is None:
        return
    shape = page.block_shape(page.target, rows)
    pen = QPen(QColor(page.theme.decoration), 1)
    pen.setDashPattern([3, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # Half a pixel in, a thin line covers whole pixels.
    painter.drawPath(outline(shape, RADIUS).translated(0.5, 0.5))
