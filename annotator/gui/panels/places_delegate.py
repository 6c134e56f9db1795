"""How a place looks in a list: episode where it changes, time, speaker, topics, the words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.timecode import format_clock
from annotator.gui import icons
from annotator.gui.panels.places_model import PLACE_ROLE, Index, PlacesModel
from annotator.gui.theme import Theme
from annotator.gui.values import PlaceRow
from annotator.gui.widgets.fonts import FontSet, fonts_of
from annotator.gui.widgets.painting import SWATCH, draw_line, draw_row, draw_swatch
from annotator.gui.widgets.text import direction_of, is_right_to_left, one_line

_PAD, _GAP, _TIME = 12, 8, 58
_BEFORE_WORDS = 40
"""Characters shown before the first of the words found, where the text is longer than its line."""


class PlacesDelegate(QStyledItemDelegate):
    """Two lines a place, and a third above the first place of an episode."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        fonts = fonts_of(option.font)
        height = fonts.small_line + fonts.line + 13
        return QSize(100, height + (fonts.line + 14 if _heads(index) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PlaceRow = index.data(PLACE_ROLE)
        fonts, rect = fonts_of(option.font), QRect(option.rect)
        if _heads(index):
            head = QRect(rect.left() + _PAD, rect.top() + 8, rect.width() - 2 * _PAD, fonts.line)
            self._draw_episode(painter, head, row, fonts)
            rect.setTop(head.bottom() + 6)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        ground = rect.adjusted(4, 0, -4, -1)
        ring = self.theme.accent if current else None
        draw_row(painter, ground, self.theme.accent_soft if chosen else None, ring)
        first = QRect(rect.left() + _PAD, rect.top() + 5, rect.width() - 2 * _PAD, fonts.small_line)
        self._draw_facts(painter, first, row, fonts)
        words = QRect(first.left(), first.bottom() + 2, first.width(), fonts.line + 2)
        self._draw_words(painter, words, row, fonts.plain)

    def _draw_episode(self, painter: QPainter, at: QRect, row: PlaceRow, fonts: FontSet) -> None:
        title = one_line(row.episode)
        draw_line(painter, at, title, fonts.bold, self.theme.ink)
        if row.is_mark:
            left = at.left() + QFontMetrics(fonts.bold).horizontalAdvance(title) + _GAP
            rest = QRect(left, at.top(), max(at.right() - left, 0), at.height())
            draw_line(painter, rest, self.tr("marks and notes"), fonts.small, self.theme.dim)

    def _draw_facts(self, painter: QPainter, at: QRect, row: PlaceRow, fonts: FontSet) -> None:
        right = at.right()
        for colour in reversed(row.colours):
            right -= SWATCH
            top = at.center().y() - SWATCH // 2 + 1
            draw_swatch(painter, QRect(right, top, SWATCH, SWATCH), colour, self.theme)
            right -= 4
        draw_line(painter, QRect(at.left(), at.top(), _TIME, at.height()),
                  format_clock(row.start_ms), fonts.small, self.theme.dim)  # fmt: skip
        left = at.left() + _TIME
        if row.is_mark and row.is_note:
            icons.icon("note", self.theme).paint(painter, QRect(left, at.top(), 14, at.height()))
            left += 14 + _GAP
        who = QRect(left, at.top(), max(right - left - _GAP, 0), at.height())
        draw_line(painter, who, one_line(row.speaker), fonts.small, self.theme.dim)

    def _draw_words(self, painter: QPainter, at: QRect, row: PlaceRow, font: QFont) -> None:
        text, ranges = _around(row, at.width(), font)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setTextDirection(direction_of(text))
        side = Qt.AlignmentFlag.AlignRight if is_right_to_left(text) else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats([_bold(text, begin, end, self.theme) for begin, end in ranges])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(at.width())
        layout.endLayout()
        painter.save()
        painter.setClipRect(at)
        painter.setPen(QColor(self.theme.ink))
        layout.draw(painter, QPointF(at.left(), at.top()))
        painter.restore()


def _around(row: PlaceRow, width: int, font: QFont) -> tuple[str, list[tuple[int, int]]]:
    """The text from a little before the first word found on, where it would be cut off."""
    first = row.ranges[0] if row.ranges else (0, 0)
    cut = 0
    if first[0] > _BEFORE_WORDS and _width(font, row.text[: first[1]]) > width * 0.7:
        cut = row.text.rfind(" ", 0, first[0] - _BEFORE_WORDS) + 1
    head = "… " if cut else ""
    shift = len(head) - cut
    text = head + row.text[cut:].replace("\n", " ")
    return text, [(begin + shift, end + shift) for begin, end in row.ranges if begin >= cut]


def _bold(text: str, begin: int, end: int, theme: Theme) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    # Text layouts count UTF-16 units, Python counts characters.
    found.start, found.length = _units(text[:begin]), _units(text[begin:end])
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setForeground(QColor(theme.accent_text))
    found.format = look
    return found


def _heads(index: Index) -> bool:
    model = index.model()
    return isinstance(model, PlacesModel) and model.is_first_of_episode(index.row())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _width(font: QFont, text: str) -> int:
    return fonts_of(font).plain_metrics.horizontalAdvance(text)
