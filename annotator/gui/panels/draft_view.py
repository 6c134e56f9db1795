"""A draft as prose to read: its quotations tinted by verdict, a sign in the margin for each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.gui import icons
from annotator.gui.style import resized
from annotator.gui.theme import INTERFACE_PX, LINE_HEIGHT, TRANSCRIPT_PX, Theme

_MARGIN = 34
_PAD = 18
_BELOW = 10
_QUOTE_INDENT = 18
_SHARE = 0.35
"""How far down the view an item is brought."""

# What a text document takes for a line's or a frame's end stands for a blank here, so that every
# character keeps its place.
_NO_TEXT = re.compile("[\0-\x09\x0b-\x1f\u2028\u2029\ufdd0\ufdd1\ufffc]")


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A quotation or claim, `begin` to `end` of the prose. `sign` is an icon's name, `tone` one
    of ``good``, ``warn``, ``danger`` and ``plain``; `spoken` says both for a screen reader."""

    begin: int
    end: int
    sign: str
    tone: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the prose, `begin` its first character there."""

    begin: int
    text: str
    quoted: bool = False
    heading: bool = False


class DraftView(QTextEdit):
    """The prose, for reading and choosing, not for typing.

    `rowChosen` carries the index of the row that was clicked.
    """

    rowChosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[DraftRow, ...] = ()
        self._current: int | None = None
        self._heard: int | None = None
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._starts: list[int] = []
        self.setReadOnly(True)
        self.setProperty("role", "prose")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setAccessibleName(self.tr("The draft"))
        self.document().setDocumentMargin(0)
        self.document().setUndoRedoEnabled(False)
        self._margin = _Margin(self)
        self.setViewportMargins(_MARGIN, _PAD, _PAD, 0)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._paint_rows())

    def show_draft(self, paragraphs: Sequence[Paragraph]) -> None:
        """Lay out the prose; of a draft that is shown already, what is other than before."""
        before, self._paragraphs = self._paragraphs, tuple(paragraphs)
        texts = [_NO_TEXT.sub(" ", one.text) for one in paragraphs]
        self._starts = [0, *accumulate(_units(text) + 1 for text in texts)]
        self._rows, self._current, self._heard = (), None, None
        self.setExtraSelections([])
        if [(b.quoted, b.heading) for b in before] == [(p.quoted, p.heading) for p in paragraphs]:
            self._exchange(before, texts)
        else:
            self._fill(texts)

    def _fill(self, texts: Sequence[str]) -> None:
        # In one step on an empty document, so that Qt lays out what is seen and then the rest.
        self.clear()
        self.document().setDefaultFont(self.prose_font())
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for number, (one, text) in enumerate(zip(self._paragraphs, texts, strict=True)):
            form = _block_format(_QUOTE_INDENT if one.quoted else 0)
            if number:
                cursor.insertBlock(form)
            else:
                cursor.setBlockFormat(form)
            cursor.insertText(text, _char_format(heading=one.heading))
        cursor.endEditBlock()

    def _exchange(self, before: Sequence[Paragraph], texts: Sequence[str]) -> None:
        """Replace the paragraphs whose words are others; all else stays where it stands."""
        for number, (old, text) in enumerate(zip(before, texts, strict=True)):
            if _NO_TEXT.sub(" ", old.text) != text:
                cursor = QTextCursor(self.document().findBlockByNumber(number))
                cursor.movePosition(
                    QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
                )
                cursor.insertText(text, _char_format(heading=old.heading))

    def set_rows(self, rows: Sequence[DraftRow]) -> None:
        """The quotations and claims, in the order of the text."""
        self._rows = tuple(rows)
        self._paint_rows()

    def set_current(self, row: int | None, *, reveal: bool = True) -> None:
        """Show which row is being looked at, brought into view if asked."""
        self._current = row
        if row is not None and reveal and row < len(self._rows):
            self._reveal(self._rows[row])
        self._paint_rows()
        if row is not None and row < len(self._rows):
            self.setAccessibleDescription(self._rows[row].spoken)

    def set_heard(self, row: int | None) -> None:
        """Underline the row whose words are heard now, None for none."""
        if row != self._heard:
            self._heard = row
            self._paint_rows()

    def current(self) -> int | None:
        return self._current

    def rows(self) -> tuple[DraftRow, ...]:
        return self._rows

    def set_theme(self, theme: Theme) -> None:
        """Colour anew."""
        self._theme = theme
        self._paint_rows()

    # Inside

    def prose_font(self) -> QFont:
        """The font of the prose: the transcript's."""
        return resized(self.font(), TRANSCRIPT_PX / INTERFACE_PX)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_margin"):
            self.document().setDefaultFont(self.prose_font())
            self._paint_rows()

    def _cursor(self, begin: int, end: int) -> QTextCursor:
        """A cursor over characters of the prose."""
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self._position(begin), last))
        cursor.setPosition(min(self._position(end), last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _position(self, at: int) -> int:
        """The place in the document of a character of the prose; what is not shown (blanks
        between paragraphs) stands at the end of the paragraph before."""
        number = bisect_right(self._paragraphs, at, key=lambda one: one.begin) - 1
        if number < 0:
            return 0
        one = self._paragraphs[number]
        return self._starts[number] + _units(one.text[: at - one.begin])

    def _offset(self, position: int) -> int:
        """The character of the prose at a place in the document."""
        if not self._paragraphs:
            return 0
        number = min(bisect_right(self._starts, position), len(self._paragraphs)) - 1
        one = self._paragraphs[number]
        inside = one.text.encode("utf-16-le")[: 2 * (position - self._starts[number])]
        return one.begin + len(inside.decode("utf-16-le", "ignore"))

    def _paint_rows(self) -> None:
        selections = []
        # Only what is seen: tinting what Qt has not laid out yet would make it do so at once.
        first, last = self._seen(self.viewport().rect())
        for number, row in enumerate(self._rows):
            if row.end < first or row.begin > last:
                continue
            one = QTextEdit.ExtraSelection()
            one.cursor = self._cursor(row.begin, row.end)
            one.format = self._tint(row, number)
            selections.append(one)
        self.setExtraSelections(selections)
        self._margin.update()

    def _tint(self, row: DraftRow, number: int) -> QTextCharFormat:
        made = QTextCharFormat()
        soft, strong = tone_colours(self._theme, row.tone)
        if number == self._current:
            made.setBackground(QColor(self._theme.accent_soft))
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            made.setUnderlineColor(QColor(strong))
        elif soft:
            made.setBackground(QColor(soft))
        if number == self._heard:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            made.setUnderlineColor(QColor(self._theme.accent))
        return made

    def _reveal(self, row: DraftRow) -> None:
        top = self.cursorRect(self._cursor(row.begin, row.begin)).top()
        bottom = self.cursorRect(self._cursor(row.end, row.end)).bottom()
        height = self.viewport().height()
        if top < 0 or bottom > height:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - round(_SHARE * height))

    def signs(self, area: QRect) -> list[tuple[int, int]]:
        """(row, top) of the signs within the viewport's `area`."""
        first, last = self._seen(area)
        return [
            (number, self.cursorRect(self._cursor(row.begin, row.begin)).top())
            for number, row in enumerate(self._rows)
            if row.end >= first and row.begin <= last
        ]

    def _seen(self, area: QRect) -> tuple[int, int]:
        """The first and last character of the prose in an area of the viewport."""
        first = self.cursorForPosition(area.topLeft()).block().position()
        last = self.cursorForPosition(area.bottomRight()).block()
        return self._offset(first), self._offset(last.position() + last.length() - 1)

    def row_at(self, at: QPoint) -> int | None:
        """The row under a point of the viewport."""
        offset = self._offset(self.cursorForPosition(at).position())
        return next((n for n, row in enumerate(self._rows) if row.begin <= offset < row.end), None)

    def theme(self) -> Theme:
        return self._theme

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            row = self.row_at(event.position().toPoint())
            if row is not None:
                self.rowChosen.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        around = self.viewport().geometry()
        self._margin.setGeometry(0, around.top(), _MARGIN, around.height())
        self._paint_rows()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._margin.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._margin.update()

    def sizeHint(self) -> QSize:
        return QSize(520, 480)


class _Margin(QWidget):
    """The signs beside the prose."""

    def __init__(self, view: DraftView) -> None:
        super().__init__(view)
        self._view = view
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        view, theme = self._view, self._view.theme()
        painter = QPainter(self)
        side = icons.SIZE.width()
        taken: set[int] = set()
        for number, top in view.signs(view.viewport().rect()):
            row = view.rows()[number]
            # Two quotations of one line have their signs below each other.
            while any(abs(top - other) < side for other in taken):
                top += side
            taken.add(top)
            box = QRect((self.width() - side) // 2 - 2, top + 2, side, side)
            colour = tone_colours(theme, row.tone)[1]
            icons.tinted(row.sign, colour).paint(painter, box)
            if number == view.current():
                painter.setPen(
                    QPen(QColor(theme.accent if view.hasFocus() else theme.decoration), 2)
                )
                painter.drawLine(1, top, 1, top + side + 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = round(event.position().y())
        found = self._view.signs(self._view.viewport().rect())
        near = min(found, key=lambda pair: abs(pair[1] + 8 - at), default=None)
        if near is not None and abs(near[1] + 8 - at) < 2 * icons.SIZE.height():
            self._view.rowChosen.emit(near[0])


def tone_colours(theme: Theme, tone: str) -> tuple[str, str]:
    """(tint behind words, colour of a sign) of a tone; claims are not tinted."""
    return {
        "good": (theme.good_soft, theme.good),
        "warn": (theme.warn_soft, theme.warn),
        "danger": (theme.danger_soft, theme.danger),
    }.get(tone, ("", theme.faint))


def _char_format(*, heading: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.DemiBold if heading else QFont.Weight.Normal)
    return made


def _units(text: str) -> int:
    """How many places Qt counts: characters beyond the first 65,536 are two."""
    return len(text) + sum(char > "\uffff" for char in text)


def _block_format(indent: int = 0) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(LINE_HEIGHT * 80, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setBottomMargin(_BELOW)
    made.setLeftMargin(indent)
    return made
