"""The places that words would be replaced at, as a table with ticks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.commands.results import ReplaceRow
from annotator.domain.timecode import format_clock
from annotator.gui.widgets.text import isolated, one_line

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ReplaceModel(QAbstractTableModel):
    """Time with a tick, how it reads now, how it would read. All are ticked at first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ReplaceRow, ...] = ()
        self._ticked: set[int] = set()
        self._heads = (self.tr("Time"), self.tr("Now"), self.tr("Then"))

    @property
    def ticked(self) -> tuple[int, ...]:
        """The numbers of the rows that are ticked, in order."""
        return tuple(sorted(self._ticked))

    def set_rows(self, rows: Sequence[ReplaceRow]) -> None:
        self.beginResetModel()
        self._rows, self._ticked = tuple(rows), set(range(len(rows)))
        self.endResetModel()

    def tick(self, numbers: Sequence[int], *, on: bool) -> None:
        self._ticked = self._ticked | set(numbers) if on else self._ticked - set(numbers)
        last = self.index(len(self._rows) - 1, 0)
        self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])

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

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            texts = (format_clock(row.start_ms), row.before, row.after)
            return isolated(one_line(texts[index.column()]))
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            on = index.row() in self._ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self.tick([index.row()], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True
