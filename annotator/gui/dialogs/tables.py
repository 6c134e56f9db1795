"""What the tables of dialogs share: heads, and rows with ticks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_ROW = 26


class HeadedModel(QAbstractTableModel):
    """A table of columns with these heads."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None


class TickModel(HeadedModel):
    """Numbered rows with a tick in the first column; `show_numbers` says which are in view.

    Subclasses give the words of a row, and say where one cannot be ticked.
    """

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(heads, parent)
        self._shown: Sequence[int] = ()
        self._ticked: set[int] = set()

    def text(self, number: int, column: int) -> str:
        """What stands in a row."""
        raise NotImplementedError

    def can_tick(self, _number: int) -> bool:
        return True

    def is_ticked(self, number: int) -> bool:
        return number in self._ticked

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the rows that are ticked, in order, whether in view or not."""
        return tuple(sorted(self._ticked))

    def show_numbers(self, numbers: Sequence[int]) -> None:
        self.beginResetModel()
        self._shown = numbers
        self.endResetModel()

    def tick(self, places: Iterable[int], *, on: bool) -> None:
        """Tick or untick those of the rows in view that can be."""
        able = {number for number in self._at(places) if self.can_tick(number)}
        self._ticked = self._ticked | able if on else self._ticked - able
        last = self.index(self.rowCount() - 1, 0)
        self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])

    def tick_all(self, *, on: bool) -> None:
        self.tick(range(self.rowCount()), on=on)

    def flip(self, places: Sequence[int]) -> None:
        """Tick them all, or untick them where all are."""
        able = {number for number in self._at(places) if self.can_tick(number)}
        self.tick(places, on=not able <= self._ticked)

    def _at(self, places: Iterable[int]) -> list[int]:
        return [self._shown[place] for place in places]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.can_tick(self._shown[index.row()]):
            return Qt.ItemFlag.ItemIsSelectable
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        number = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(number, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            on = self.is_ticked(number)
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self.tick([index.row()], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class TickTable(QTableView):
    """A table of ticks: Space ticks the chosen rows, wherever in the row the cursor is.

    A tree would ask each of ten thousand rows for its children.
    """

    def __init__(self, model: TickModel, name: str) -> None:
        super().__init__()
        self._ticks = model
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setHighlightSections(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._ticks.flip(sorted({index.row() for index in self.selectedIndexes()}))
            event.accept()
            return
        super().keyPressEvent(event)
