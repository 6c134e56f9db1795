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
from annotator.gui.widgets.text import one_line

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
HITS_ROLE = Qt.ItemDataRole.UserRole + 1
_PAD, _GAP = 10, 8
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
    """Swatch, name with the matched letters heavier, path, detail, key, tick."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, max(30, option.fontMetrics.height() + 13))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        draw_row(painter, option.rect, self.theme.accent_soft if chosen else None)
        left, right = option.rect.left() + _PAD, option.rect.right() - _PAD
        middle = option.rect.center().y()
        if row.colour:
            draw_swatch(painter, QRect(left, middle - SWATCH // 2 + 1, SWATCH, SWATCH), row.colour)
            left += SWATCH + _GAP
        elif row.icon:
            side = icons.SIZE.width()
            box = QRect(left - 3, middle - side // 2 + 1, side, side)
            icons.icon(row.icon, self.theme).paint(painter, box)
            left += SWATCH + _GAP
        right = self._draw_right(painter, option, row, right)
        self._draw_name(painter, option, index, QRect(left, option.rect.top(), 0, 0), right)

    def _draw_right(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PickerRow, right: int
    ) -> int:
        rect = option.rect
        if row.keys:
            text = key_text(row.keys)
            size = keycap_size(text, option.font)
            right -= size.width()
            top = rect.center().y() - size.height() // 2 + 1
            draw_keycap(painter, QRect(right, top, size.width(), size.height()),
                        text, self.theme, option.font)  # fmt: skip
            right -= _GAP
        if row.checked:
            right -= icons.SIZE.width()
            box = QRect(right, rect.center().y() - 7, icons.SIZE.width(), icons.SIZE.height())
            icons.tinted("tick", self.theme.accent).paint(painter, box)
            right -= _GAP
        if row.detail:
            font = fonts_of(option.font).small
            width = min(_width(font, row.detail), rect.width() // 2)
            right -= width
            box = QRect(right, rect.top(), width, rect.height())
            draw_line(painter, box, row.detail, font, self.theme.dim)
            right -= _GAP
        return right

    def _draw_name(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, at: QRect, right: int
    ) -> None:
        row, title = index.data(ROW_ROLE), index.data()
        colour = self.theme.ink if row.enabled else self.theme.decoration
        room = max(right - at.left(), 0)
        font = fonts_of(option.font).plain
        width = min(_width(font, title) + 4, room)
        box = QRect(at.left(), option.rect.top(), width, option.rect.height())
        if width < room and index.data(HITS_ROLE):
            self._draw_hits(painter, box, title, index.data(HITS_ROLE), font)
        else:
            draw_line(painter, box, title, font, colour)
        if row.path and (left := at.left() + width + _GAP) < right:
            box = QRect(left, option.rect.top(), right - left, option.rect.height())
            draw_line(painter, box, one_line(row.path), fonts_of(option.font).small, self.theme.dim)

    def _draw_hits(
        self, painter: QPainter, box: QRect, title: str, hits: tuple[int, ...], font: QFont
    ) -> None:
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
        layout = QTextLayout(title, font)
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(10_000)
        layout.endLayout()
        painter.setPen(QColor(self.theme.ink))
        top = box.top() + (box.height() - line.height()) / 2
        # A right-to-left name is laid out from the right edge of its line.
        left = box.left() + line.x() - line.naturalTextRect().x()
        layout.draw(painter, QRect(round(left), round(top), 0, 0).topLeft().toPointF())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)
