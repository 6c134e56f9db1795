"""The commands and their keys as a table, filtered by what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.dialogs.key_conflicts import conflicts
from annotator.gui.dialogs.tables import NOWHERE, HeadedModel, Index
from annotator.gui.style import label_font
from annotator.gui.theme import Theme
from annotator.gui.values import KeyRow
from annotator.gui.widgets.keycap import key_name, key_text
from annotator.gui.widgets.painting import draw_keycap, draw_line, keycap_size

KEYS_ROLE = Qt.ItemDataRole.UserRole
_COMMAND, _AREA, _KEYS, _DEFAULT, _NOTE = range(5)


class KeyTable(HeadedModel):
    """Holds the rows being edited; `mapping()` is what to keep."""

    def __init__(self, rows: Iterable[KeyRow], theme: Theme) -> None:
        heads = (
            self.tr("Action"), self.tr("Area"), self.tr("Key"), self.tr("Default"),
            self.tr("Conflict"),
        )  # fmt: skip
        super().__init__(heads)
        self._rows = list(rows)
        self._theme = theme
        self._text = ""
        self._conflicts_only = False
        self._conflicts: dict[str, tuple[KeyRow, ...]] = {}
        self._shown: list[int] = []
        self._review()

    def mapping(self) -> dict[str, tuple[str, ...]]:
        """Command id → its keys."""
        return {row.id: row.keys for row in self._rows}

    def conflicts(self) -> dict[str, tuple[KeyRow, ...]]:
        return self._conflicts

    def row_at(self, index: Index) -> KeyRow:
        return self._rows[self._shown[index.row()]]

    def set_filter(self, text: str, conflicts_only: bool = False) -> None:
        self._text, self._conflicts_only = text, conflicts_only
        self.beginResetModel()
        self._shown = [place for place, row in enumerate(self._rows) if self._wanted(row)]
        self.endResetModel()

    def set_keys(self, row_id: str, keys: tuple[str, ...]) -> None:
        self._rows = [replace(row, keys=keys) if row.id == row_id else row for row in self._rows]
        self._review()

    def reset_all(self) -> None:
        self._rows = [replace(row, keys=row.defaults) for row in self._rows]
        self._review()

    def taken_by(self, row: KeyRow, key: str) -> tuple[KeyRow, ...]:
        """The commands that `key` would conflict with if `row` had it."""
        tried = [replace(row, keys=(key,)) if one.id == row.id else one for one in self._rows]
        return conflicts(tried).get(row.id, ())

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.row_at(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text_of(row, index.column())
        if role == KEYS_ROLE and index.column() in (_KEYS, _DEFAULT):
            return row.keys if index.column() == _KEYS else row.defaults
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._colour(row, index.column()))
        return None

    def _text_of(self, row: KeyRow, column: int) -> str:
        others = ", ".join(other.title for other in self._conflicts.get(row.id, ()))
        return {
            _COMMAND: row.title,
            _AREA: row.area,
            _KEYS: ", ".join(map(key_name, row.keys)),
            _DEFAULT: ", ".join(map(key_name, row.defaults)),
            _NOTE: self.tr("also {0}").format(others) if others else "",
        }[column]

    def _colour(self, row: KeyRow, column: int) -> str:
        if row.id in self._conflicts and column in (_KEYS, _NOTE):
            return self._theme.danger
        return self._theme.ink if column == _COMMAND else self._theme.dim

    def _wanted(self, row: KeyRow) -> bool:
        if self._conflicts_only and row.id not in self._conflicts:
            return False
        keys = " ".join((*row.keys, *(key_text(key) for key in row.keys)))
        haystack = f"{row.title} {row.area} {keys}".casefold()
        return all(part in haystack for part in self._text.casefold().split())

    def _review(self) -> None:
        self._conflicts = conflicts(self._rows)
        self.set_filter(self._text, self._conflicts_only)


class KeyDelegate(QStyledItemDelegate):
    """Keys as keycaps, everything else as elided text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, max(30, option.fontMetrics.height() + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(self._theme.accent_soft))
        room = option.rect.adjusted(8, 0, -8, 0)
        keys = index.data(KEYS_ROLE)
        if keys is None:
            font = option.font if index.column() == _COMMAND else label_font(option.font)
            colour = index.data(Qt.ItemDataRole.ForegroundRole).name()
            draw_line(painter, room, str(index.data()), font, colour)
            return
        left = room.left()
        for key in keys:
            text = key_text(key)
            size = keycap_size(text, option.font)
            if left + size.width() > room.right() + 1:
                break
            top = room.center().y() - size.height() // 2 + 1
            box = QRect(left, top, size.width(), size.height())
            colour = index.data(Qt.ItemDataRole.ForegroundRole).name()
            draw_keycap(painter, box, text, self._theme, option.font, colour)
            left += size.width() + 4
