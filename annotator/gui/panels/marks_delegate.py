"""How a mark looks in the list: time, colours, kind; its words; its note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.mark_looks import MarkLooks
from annotator.domain.notes import Annotation, Kind, Topic
from annotator.domain.timecode import format_clock
from annotator.gui import icons
from annotator.gui.panels.line_breaks import LineBreaker
from annotator.gui.panels.marks_model import KIND_NAMES, MARK_ROLE, Index, words
from annotator.gui.theme import Theme
from annotator.gui.widgets.fonts import FontSet, fonts_of
from annotator.gui.widgets.growing_edit import GrowingEdit
from annotator.gui.widgets.painting import (
    draw_fitting,
    draw_line,
    draw_row,
    draw_swatch,
    free_width,
)
from annotator.gui.widgets.text import is_right_to_left, one_line

SIDE = 18
_TOP, _BOTTOM, _GAP, _SWATCH = 8, 8, 8, 8
_MOST_LINES, _MOST_NOTE_LINES = 3, 3
_NOTE_BAR = 10
TOOLS = ("edit", "delete")
"""Icons that appear on the right of the mark under the pointer."""
_TOOL = 22


@dataclass(frozen=True, slots=True)
class MarkLayout:
    """The broken lines of a mark and the height of its row, for one width."""

    text: tuple[str, ...]
    note: tuple[str, ...]
    height: int


class MarksDelegate(QStyledItemDelegate):
    """`current` is the mark being played; `topics_of` names a mark's topics.

    `roomWanted` carries a mark's id and how many pixels its row must grow by for the editor of
    its note; 0 when the editor has gone.
    """

    roomWanted = Signal(int, int)

    def __init__(self, theme: Theme, topics_of: Callable[[Annotation], list[Topic]]) -> None:
        super().__init__()
        self.theme = theme
        self.current: int | None = None
        self._topics_of = topics_of
        self._breaker: LineBreaker | None = None
        self._layouts: dict[tuple[str, Kind, str], MarkLayout] = {}
        self._width = -1

    def lay_out(self, mark: Annotation, width: int, font: QFont) -> MarkLayout:
        """The mark's lines in a row `width` pixels wide; remembered until width or font change."""
        fonts = fonts_of(font)
        if self._breaker is None or self._breaker.font is not fonts.plain:
            self._breaker = LineBreaker(fonts.plain)
            self._layouts.clear()
        if width != self._width:
            self._layouts.clear()
            self._width = width
        key = (mark.text, mark.kind, mark.note)
        found = self._layouts.get(key)
        if found is None:
            found = self._layouts[key] = self._broken(mark, width, self._breaker, fonts)
        return found

    def estimates(self, looks: MarkLooks, width: int, font: QFont) -> list[int]:
        """About how high the rows of marks are, from their numbers of characters."""
        fonts = fonts_of(font)
        line, bare = fonts.line, _TOP + fonts.small_line + _BOTTOM
        fit = max((width - 2 * SIDE) // max(fonts.plain_metrics.averageCharWidth(), 1), 1)
        words, notes = looks.words, looks.notes
        # Worked out once for each length: there are ten thousand marks, but few lengths.
        of_words = {n: n and 3 + line * min(1 + n // fit, _MOST_LINES) for n in set(words)}
        of_notes = {n: n and 5 + line * min(1 + n // fit, _MOST_NOTE_LINES) for n in set(notes)}
        return [
            bare + word + note
            for word, note in zip(
                map(of_words.__getitem__, words), map(of_notes.__getitem__, notes), strict=True
            )
        ]

    def _broken(
        self, mark: Annotation, width: int, breaker: LineBreaker, fonts: FontSet
    ) -> MarkLayout:
        room = width - 2 * SIDE
        text = tuple(breaker.lines(words(mark), room, _MOST_LINES))
        note = tuple(breaker.lines(one_line(mark.note), room - _NOTE_BAR, _MOST_NOTE_LINES))
        lines = len(text) + len(note)
        gaps = (3 if text else 0) + (5 if note else 0)
        height = _TOP + fonts.small_line + gaps + lines * fonts.line + _BOTTOM
        return MarkLayout(text, note, height)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        mark = index.data(MARK_ROLE)
        width = free_width(option)
        return QSize(width, self.lay_out(mark, width, option.font).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mark = index.data(MARK_ROLE)
        row, fonts = _row(option), fonts_of(option.font)
        layout = self.lay_out(mark, row.width(), option.font)
        ground = row.adjusted(SIDE - 6, 1, 6 - SIDE, -1)
        self._paint_ground(painter, option, mark, ground)
        inner = row.adjusted(SIDE, _TOP, -SIDE, 0)
        top = self._paint_head(painter, option, mark, inner)
        if layout.text:
            box = inner.adjusted(0, top + 3 - inner.top(), 0, 0)
            top = _draw_lines(painter, box, layout.text, _side(mark.text), fonts, self.theme.ink)
        if layout.note:
            room = inner.adjusted(0, top + 5 - inner.top(), 0, 0)
            self._paint_note(painter, room, layout.note, _side(mark.note), fonts)

    def _paint_note(
        self,
        painter: QPainter,
        room: QRect,
        lines: tuple[str, ...],
        side: Qt.AlignmentFlag,
        fonts: FontSet,
    ) -> None:
        """The note from the top of `room`, a bar where its lines begin."""
        at_right = side == Qt.AlignmentFlag.AlignRight
        left = room.right() - 1 if at_right else room.left()
        bar = QRect(left, room.top() + 1, 2, len(lines) * fonts.line - 2)
        painter.fillRect(bar, QColor(self.theme.accent))
        beside = (0, 0, -_NOTE_BAR, 0) if at_right else (_NOTE_BAR, 0, 0, 0)
        _draw_lines(painter, room.adjusted(*beside), lines, side, fonts, self.theme.dim)

    def tool_at(self, rect: QRect, point: QPoint) -> str | None:
        """Which of `TOOLS` lies under `point` in the row `rect`."""
        for place, name in enumerate(TOOLS):
            if self._tool_rect(rect, place).contains(point):
                return name
        return None

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = GrowingEdit(parent=parent)
        editor.setProperty("role", "inline")
        editor.setPlaceholderText(self.tr("Note"))
        editor.setAccessibleName(self.tr("Note"))
        editor.accepted.connect(lambda: self._finish(editor, keep=True))
        editor.givenUp.connect(lambda: self._finish(editor, keep=False))
        mark = index.data(MARK_ROLE)
        editor.heightWanted.connect(lambda height: self._make_room(mark, height))
        editor.destroyed.connect(lambda: self.roomWanted.emit(mark.id, 0))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, GrowingEdit) and not editor.toPlainText():
            editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, GrowingEdit):
            model.setData(index, editor.toPlainText())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        height = editor.height()
        editor.move(option.rect.left() + SIDE - 6, option.rect.bottom() - height - 5)
        editor.setFixedWidth(free_width(option) - 2 * SIDE + 12)
        self._make_room(index.data(MARK_ROLE), height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The base class takes Return and Escape for itself; the editor has its own meaning.
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        return super().eventFilter(watched, event)

    def _make_room(self, mark: Annotation, height: int) -> None:
        """The editor takes the place of the note as it stands; the row grows by the rest."""
        layout = self._layouts.get((mark.text, mark.kind, mark.note))
        if layout is not None and self._breaker is not None:
            note = len(layout.note) * fonts_of(self._breaker.font).line
            self.roomWanted.emit(mark.id, max(height - note, 0))

    def _finish(self, editor: QWidget, *, keep: bool) -> None:
        if keep:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, mark: Annotation, ground: QRect
    ) -> None:
        state = option.state
        focused = state & QStyle.StateFlag.State_HasFocus
        hovered = state & QStyle.StateFlag.State_MouseOver
        chosen = state & QStyle.StateFlag.State_Selected
        fill = self.theme.background if hovered else self.theme.chip if chosen else None
        if mark.id == self.current:
            fill = self.theme.accent_soft
        painter.fillRect(
            QRect(ground.left(), option.rect.bottom(), ground.width(), 1),
            QColor(self.theme.hairline),
        )
        draw_row(painter, ground, fill, self.theme.accent if focused else None)

    def _paint_head(
        self, painter: QPainter, option: QStyleOptionViewItem, mark: Annotation, inner: QRect
    ) -> int:
        fonts = fonts_of(option.font)
        line = QRect(inner.left(), inner.top(), inner.width(), fonts.small_line)
        right = line.right()
        if option.state & QStyle.StateFlag.State_MouseOver:
            right = self._paint_tools(painter, option)
        clock = format_clock(mark.start_ms)
        draw_fitting(painter, line, clock, fonts.small, self.theme.dim)
        left = line.left() + fonts.small_metrics.horizontalAdvance(clock) + _GAP
        for topic in self._topics_of(mark):
            if left + _SWATCH > right:
                break
            top = line.center().y() - _SWATCH // 2 + 1
            draw_swatch(painter, QRect(left, top, _SWATCH, _SWATCH), topic.colour, self.theme)
            left += _SWATCH + _GAP
        draw_line(
            painter,
            QRect(left, line.top(), max(right - left, 0), line.height()),
            self._label(mark),
            fonts.small,
            self.theme.dim,
        )
        return line.bottom() + 1

    def _label(self, mark: Annotation) -> str:
        if mark.needs_review:
            return self.tr("To review")
        return "" if mark.kind is Kind.TOPIC else self.tr(KIND_NAMES[mark.kind])

    def _paint_tools(self, painter: QPainter, option: QStyleOptionViewItem) -> int:
        row = _row(option)
        pointer = option.widget.mapFromGlobal(option.widget.cursor().pos())
        for place, name in enumerate(TOOLS):
            rect = self._tool_rect(row, place)
            over = rect.contains(pointer)
            mode = QIcon.Mode.Active if over else QIcon.Mode.Normal
            box = QRect(QPoint(), icons.SIZE)
            box.moveCenter(rect.center())
            icons.icon(name, self.theme).paint(painter, box, mode=mode)
        return self._tool_rect(row, 0).left()

    def _tool_rect(self, row: QRect, place: int) -> QRect:
        right = row.right() - SIDE + 4 - (len(TOOLS) - place) * _TOOL
        return QRect(right, row.top() + 4, _TOOL, _TOOL)


def _row(option: QStyleOptionViewItem) -> QRect:
    row = QRect(option.rect)
    row.setWidth(free_width(option))
    return row


def _side(text: str) -> Qt.AlignmentFlag:
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    return right if is_right_to_left(text) else left


def _draw_lines(
    painter: QPainter,
    room: QRect,
    lines: tuple[str, ...],
    side: Qt.AlignmentFlag,
    fonts: FontSet,
    colour: str,
) -> int:
    """Draw `lines` from the top of `room`; returns where they end. The last may have to be cut."""
    box = QRect(room.left(), room.top(), room.width(), fonts.line)
    for line in lines[:-1]:
        draw_fitting(painter, box, line, fonts.plain, colour, side)
        box.translate(0, fonts.line)
    draw_line(painter, box, lines[-1], fonts.plain, colour, side)
    return box.bottom() + 1
