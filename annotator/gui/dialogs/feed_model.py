"""The episodes of a feed as a table with ticks; ten thousand of them cost what is seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette

from annotator.commands.results import FeedRow
from annotator.domain.timecode import format_clock
from annotator.gui.widgets.text import isolated, one_line

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FeedModel(QAbstractTableModel):
    """Title with a tick, date, length, and what it offers. What is in the library already
    cannot be ticked. Filtered here: Qt's own filter asks for every title each time."""

    def __init__(self, rows: Sequence[FeedRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)
        self._folded = [row.title.casefold() for row in rows]
        self._shown: Sequence[int] = range(len(self._rows))
        self._ticked: set[int] = set()
        self._heads = (
            self.tr("Episode"), self.tr("Date"), self.tr("Length"), self.tr("Offers"),
        )  # fmt: skip

    @property
    def ticked(self) -> tuple[FeedRow, ...]:
        """What is ticked, in the order of the feed."""
        return tuple(self._rows[number] for number in sorted(self._ticked))

    @property
    def total(self) -> int:
        """How many episodes there are, shown or not."""
        return len(self._rows)

    def set_filter(self, text: str) -> None:
        """Show those whose title holds `text`."""
        wanted = text.casefold()
        self.beginResetModel()
        self._shown = [number for number, title in enumerate(self._folded) if wanted in title]
        self.endResetModel()

    def tick(self, places: Iterable[int], *, on: bool) -> None:
        """Tick or untick those of the rows shown that can be."""
        numbers = (self._shown[place] for place in places)
        able = {number for number in numbers if self._rows[number].episode is None}
        self._ticked = self._ticked | able if on else self._ticked - able
        last = self.index(self.rowCount() - 1, 0)
        self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self._rows[self._shown[index.row()]].episode is not None:
            return Qt.ItemFlag.ItemIsSelectable
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        number = self._shown[index.row()]
        row = self._rows[number]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            on = row.episode is not None or number in self._ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole and row.episode is not None:
            return QPalette().brush(QPalette.ColorGroup.Active, QPalette.ColorRole.PlaceholderText)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self.tick([index.row()], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _text(self, row: FeedRow, column: int) -> str:
        if column == 0:
            return isolated(one_line(row.title))
        if column == 1:
            return row.published_on
        if column == 2:
            return format_clock(row.duration_ms) if row.duration_ms else ""
        if row.episode is not None:
            return self.tr("in the library")
        parts = (
            self.tr("transcript") if row.transcript else "",
            self.tr("chapters") if row.chapters else "",
            "" if row.media else self.tr("no audio"),
        )
        return ", ".join(filter(None, parts))
