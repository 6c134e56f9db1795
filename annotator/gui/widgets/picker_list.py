"""The rows of a picker: what is left after filtering, best match first, and how they look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui import icons
from annotator.gui.theme import Theme
from annotator.gui.values import PickerRow
from annotator.gui.widgets.fonts import fonts_of
from annotator.gui.widgets.fuzzy import match
from annotator.gui.widgets.keycap import key_text
from annotator.gui.widgets.painting import (
    SWATCH,
    draw_keycap,
    draw_line,
    draw_row,
    draw_swatch,
    keycap_size,
)
from annotator.gui.widgets.text import leans_right_to_left, one_line

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
HITS_ROLE = Qt.ItemDataRole.UserRole + 1
_PAD, _GAP = 10, 8
_ICON = icons.SIZE.width()
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Shown:
    row: PickerRow
    hits: tuple[int, ...]


class PickerModel(QAbstractListModel):
    """`set_rows` are filtered by what is typed; `set_found` stand below them as they come."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PickerRow, ...] = ()
        self._found: tuple[PickerRow, ...] = ()
        self._new: PickerRow | None = None
        self._query = ""
        self._shown: list[_Shown] = []

    def set_rows(self, rows: Sequence[PickerRow]) -> None:
        self._rows = tuple(rows)
        self._filter()

    def set_found(self, rows: Sequence[PickerRow]) -> None:
        self._found = tuple(rows)
        self._filter()

    def set_new(self, row: PickerRow | None) -> None:
        """The last row, which makes something new; None for none."""
        if row != self._new:
            self._new = row
            self._filter()

    def set_query(self, query: str) -> None:
        self._query = query
        self._filter()

    def has_title(self, title: str) -> bool:
        """Whether a row bears exactly this name, case aside."""
        wanted = one_line(title).casefold()
        return any(one_line(row.title).casefold() == wanted for row in self._rows)

    def place_of(self, row_id: object) -> int:
        """Where the row with this id stands; the first place if it is not shown."""
        for place, shown in enumerate(self._shown):
            if row_id is not None and shown.row.id == row_id:
                return place
        return 0

    def row_at(self, index: Index) -> PickerRow | None:
        return self._shown[index.row()].row if index.isValid() else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        shown = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(shown.row.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(shown.row)
        if role == ROW_ROLE:
            return shown.row
        return shown.hits if role == HITS_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None or not row.enabled:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _filter(self) -> None:
        self.beginResetModel()
        ranked: list[tuple[int, int, _Shown]] = []
        for place, row in enumerate(self._rows):
            title = one_line(row.title)
            hit = match(self._query, title)
            if hit is not None:
                ranked.append((-hit.score, place, _Shown(row, hit.positions)))
            elif row.path and (wide := match(self._query, f"{title} {row.path}", whole=True)):
                ranked.append((-wide.score // 2, place, _Shown(row, ())))
        ranked.sort(key=lambda item: item[:2])
        below = self._found if self._new is None else (*self._found, self._new)
        self._shown = [item[2] for item in ranked] + [_Shown(row, ()) for row in below]
        self.endResetModel()


def spoken(row: PickerRow) -> str:
    """A row as a screen reader says it."""
    parts = [one_line(row.title), one_line(row.path), row.detail, key_text(row.keys)]
    if row.checked:
        parts.append("✓")
    return ", ".join(part for part in parts if part)


class PickerDelegate(QStyledItemDelegate):
    """Swatch, name with the matched letters heavier, path, detail, key, tick: from the side on
    which the name begins to the other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, max(30, option.fontMetrics.height() + 13))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        draw_row(painter, option.rect, self.theme.accent_soft if chosen else None)
        line = _Line(painter, option, leans_right_to_left(index.data()))
        begin, end = option.rect.left() + _PAD, option.rect.right() - _PAD
        if row.colour:
            draw_swatch(painter, line.square(begin, SWATCH), row.colour, self.theme)
            begin += SWATCH + _GAP
        elif row.icon:
            icons.icon(row.icon, self.theme).paint(painter, line.square(begin - 3, _ICON))
            begin += SWATCH + _GAP
        end = self._draw_end(line, row, end)
        self._draw_name(line, index, begin, end)

    def _draw_end(self, line: _Line, row: PickerRow, end: int) -> int:
        """Key, tick and detail; where there is room up to for the rest."""
        painter, font = line.painter, line.option.font
        if row.keys:
            text = key_text(row.keys)
            size = keycap_size(text, font)
            end -= size.width()
            draw_keycap(painter, line.box(end, size.width(), size.height()), text, self.theme, font)
            end -= _GAP
        if row.checked:
            end -= _ICON
            icons.tinted("tick", self.theme.accent).paint(painter, line.square(end, _ICON))
            end -= _GAP
        if row.detail:
            small = fonts_of(font).small
            width = min(_width(small, row.detail), line.option.rect.width() // 2)
            end -= width
            line.draw(end, width, row.detail, small, self.theme.dim)
            end -= _GAP
        return end

    def _draw_name(self, line: _Line, index: Index, begin: int, end: int) -> None:
        row, title = index.data(ROW_ROLE), index.data()
        colour = self.theme.ink if row.enabled else self.theme.decoration
        room = max(end - begin, 0)
        fonts = fonts_of(line.option.font)
        width = min(_width(fonts.plain, title) + 4, room)
        if width < room and index.data(HITS_ROLE):
            self._draw_hits(line, line.box(begin, width), title, index.data(HITS_ROLE))
        else:
            line.draw(begin, width, title, fonts.plain, colour)
        if row.path and (after := begin + width + _GAP) < end:
            line.draw(after, end - after, one_line(row.path), fonts.small, self.theme.dim)

    def _draw_hits(self, line: _Line, box: QRect, title: str, hits: tuple[int, ...]) -> None:
        formats = []
        for hit in hits:
            bold = QTextLayout.FormatRange()
            # Text layouts count UTF-16 units, Python counts characters.
            bold.start = _units(title[:hit])
            bold.length = _units(title[hit])
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.Bold)
            bold.format = look
            formats.append(bold)
        layout = QTextLayout(title, fonts_of(line.option.font).plain)
        option = layout.textOption()
        option.setTextDirection(line.direction)
        layout.setTextOption(option)
        layout.setFormats(formats)
        layout.beginLayout()
        text = layout.createLine()
        text.setLineWidth(10_000)
        layout.endLayout()
        line.painter.setPen(QColor(self.theme.ink))
        top = box.top() + (box.height() - text.height()) / 2
        # A right-to-left name is laid out from the right edge of its line.
        left = box.left() + text.x() - text.naturalTextRect().x()
        layout.draw(line.painter, QRect(round(left), round(top), 0, 0).topLeft().toPointF())


class _Line:
    """A row being painted: places are told from the left and turned round where the name runs
    from right to left."""

    def __init__(
        self, painter: QPainter, option: QStyleOptionViewItem, right_to_left: bool
    ) -> None:
        self.painter, self.option = painter, option
        side = Qt.LayoutDirection
        self.direction = side.RightToLeft if right_to_left else side.LeftToRight
        self._begins = _RIGHT if right_to_left else _LEFT

    def box(self, begin: int, width: int, height: int = 0) -> QRect:
        """`width` from `begin`, of the row's height or in its middle."""
        row = self.option.rect
        top = row.center().y() - height // 2 + 1 if height else row.top()
        box = QRect(begin, top, width, height or row.height())
        return QStyle.visualRect(self.direction, row, box)

    def square(self, begin: int, side: int) -> QRect:
        return self.box(begin, side, side)

    def draw(self, begin: int, width: int, text: str, font: QFont, colour: str) -> None:
        """A text from `begin` on, elided."""
        leans = leans_right_to_left(text)
        direction = Qt.LayoutDirection.RightToLeft if leans else Qt.LayoutDirection.LeftToRight
        box = self.box(begin, width)
        draw_line(self.painter, box, text, font, colour, self._begins, direction)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)
