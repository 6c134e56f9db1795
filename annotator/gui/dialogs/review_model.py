"""The marks to review as a table: the old words, and those at their place now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.commands.results import ReviewRow
from annotator.domain.timecode import format_clock

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ReviewModel(QAbstractTableModel):
    """A row a mark; those that are decided leave."""

    def __init__(self, rows: Sequence[ReviewRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = list(rows)
        self._heads = (self.tr("Time"), self.tr("Old words"), self.tr("Words there now"))

    def take_out(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Let rows go; the ids of their marks, in order."""
        gone = frozenset(numbers)
        ids = tuple(self._rows[number].id for number in sorted(gone))
        self.beginResetModel()
        self._rows = [row for number, row in enumerate(self._rows) if number not in gone]
        self.endResetModel()
        return ids

    def index(self, row: int, column: int, _parent: _Index = _NOWHERE) -> QModelIndex:
        """Without a look at the table's size each time: ten thousand rows may be chosen."""
        return self.createIndex(row, column)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows[index.row()]
        return (format_clock(row.start_ms), row.old, row.new)[index.column()]
