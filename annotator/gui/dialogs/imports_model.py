"""What is being brought in, as a table: name and what came of it, progress, tools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from annotator.gui.dialogs.tables import NOWHERE, HeadedModel, Index
from annotator.gui.language import local
from annotator.gui.widgets.text import isolated, plain_tip
from annotator.session.intake import Row, Stage

ROW_ROLE = Qt.ItemDataRole.UserRole
NAME, PROGRESS, TOOLS = range(3)


class ImportsModel(HeadedModel):
    """Rows of the intake in their order, changed in place while they go on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((self.tr("Episode"), self.tr("Progress"), ""), parent)
        self._rows: list[Row] = []
        self._places: dict[int, int] = {}
        self._stages = {
            Stage.WAITING: self.tr("waiting"),
            Stage.WORKING: self.tr("under way"),
            Stage.ASKING: self.tr("waits for your choice"),
            Stage.STOPPING: self.tr("stopping"),
            Stage.DONE: self.tr("in the library"),
            Stage.PASSED_OVER: self.tr("passed over"),
            Stage.CANCELLED: self.tr("cancelled"),
            Stage.FAILED: self.tr("failed"),
        }

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows: the known ones in place, new ones at the end; anew where some went."""
        kept = len(self._rows)
        if [row.id for row in rows[:kept]] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self._places = {row.id: place for place, row in enumerate(rows)}
            self.endResetModel()
            return
        for place, row in enumerate(rows[:kept]):
            if row != self._rows[place]:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place, NAME), self.index(place, TOOLS))
        if len(rows) > kept:
            self.beginInsertRows(QModelIndex(), kept, len(rows) - 1)
            self._rows += rows[kept:]
            self._places |= {row.id: kept + n for n, row in enumerate(rows[kept:])}
            self.endInsertRows()

    def row_at(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == NAME:
            return plain_tip(self.sentence(row))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if index.column() == NAME:
                return f"{isolated(row.name)}. {self.sentence(row)}"
            return self.progress(row) if index.column() == PROGRESS else ""
        return None

    def sentence(self, row: Row) -> str:
        """What stands under a name: what came of it, or where it comes from."""
        return local(row.sentence) or row.source

    def progress(self, row: Row) -> str:
        """How far a row is, in words: ``34%  3.1 MB/s``."""
        if row.stage is not Stage.WORKING:
            return self._stages[row.stage]
        share = f"{row.fraction:.0%}" if row.fraction else self._stages[row.stage]
        return f"{share}  {local(row.detail)}".rstrip()
