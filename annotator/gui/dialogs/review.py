"""Marks to review: the old words and those at their place now, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.commands.results import ReviewRow
from annotator.domain.timecode import format_clock
from annotator.gui.dialogs.frame import DialogFrame, sentence


class ReviewDialog(DialogFrame):
    """`decided(mark, take_new)` tells of each row that was decided; it leaves the table."""

    decided = Signal(int, bool)

    def __init__(self, rows: Sequence[ReviewRow], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Marks to review"))
        self.resize(860, 460)
        self.body.addWidget(
            sentence(
                self.tr(
                    "These marks were not found again in the new transcript. Each keeps its old"
                    " words until you decide."
                )
                if rows
                else self.tr("No mark of this episode has to be reviewed.")
            )
        )
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels(
            [self.tr("Time"), self.tr("Old words"), self.tr("Words there now")]
        )
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.table.setWordWrap(True)
        self.table.setAccessibleName(self.tr("Marks to review"))
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.table, 1)
        for row in rows:
            self._add(row)
        self.table.selectRow(0)
        self._add_buttons(bool(rows))

    def decide(self, *, take_new: bool) -> None:
        """Decide the chosen rows and go on to the next."""
        chosen = sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True)
        for row in chosen:
            mark = int(self.table.model().index(row, 0).data(Qt.ItemDataRole.UserRole))
            self.table.removeRow(row)
            self.decided.emit(mark, take_new)
        if chosen:
            self.table.selectRow(min(chosen[-1], self.table.rowCount() - 1))

    def _add(self, row: ReviewRow) -> None:
        at = self.table.rowCount()
        self.table.insertRow(at)
        for column, text in enumerate((format_clock(row.start_ms), row.old, row.new)):
            item = QTableWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            self.table.setItem(at, column, item)
        self.table.resizeRowToContents(at)

    def _add_buttons(self, anything: bool) -> None:
        roles = QDialogButtonBox.ButtonRole
        if anything:
            keep = self.add_button(self.tr("Keep old words"), roles.ActionRole)
            take = self.add_button(self.tr("Take new words"), roles.ActionRole, default=True)
            keep.clicked.connect(lambda: self.decide(take_new=False))
            take.clicked.connect(lambda: self.decide(take_new=True))
        self.add_button(self.tr("Close"), roles.RejectRole)
        self.buttons.rejected.connect(self.reject)
