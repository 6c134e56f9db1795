"""The places of a list that is found while it is read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from annotator.domain.timecode import format_clock
from annotator.gui.values import PlaceRow
from annotator.gui.widgets.text import one_line

Index = QModelIndex | QPersistentModelIndex
PLACE_ROLE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


class PlacesModel(QAbstractListModel):
    """`moreWanted` asks for more rows, as long as `append` was not told that these are all."""

    moreWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[PlaceRow] = []
        self._complete = True

    def start(self, rows: Sequence[PlaceRow], *, complete: bool) -> None:
        """Show other places."""
        self.beginResetModel()
        self._rows, self._complete = list(rows), complete
        self.endResetModel()

    def append(self, rows: Sequence[PlaceRow], *, complete: bool) -> None:
        self._complete = complete
        if rows:
            self.beginInsertRows(_NOWHERE, len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def renew(self, rows: Sequence[PlaceRow], first: int = 0) -> None:
        """The same places from the one numbered `first` on, with other marks on them; selection
        and scroll stay."""
        self._rows[first : first + len(rows)] = rows
        if rows:
            self.dataChanged.emit(self.index(first), self.index(first + len(rows) - 1))

    @property
    def complete(self) -> bool:
        return self._complete

    def row_at(self, index: Index) -> PlaceRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def is_first_of_episode(self, place: int) -> bool:
        """Whether the row above is of another episode, or of another section."""
        if place == 0:
            return True
        above, here = self._rows[place - 1], self._rows[place]
        return (above.episode_id, above.is_mark) != (here.episode_id, here.is_mark)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index = _NOWHERE) -> bool:
        return not parent.isValid() and not self._complete

    def fetchMore(self, _parent: Index = _NOWHERE) -> None:
        self.moreWanted.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role == PLACE_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (row.text, row.speaker, format_clock(row.start_ms), row.episode, row.topics)
            return ", ".join(one_line(part) for part in parts if part)
        return None
