"""Marks to review: the old words and those at their place now, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QWidget,
)

from annotator.commands.results import ReviewRow
from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.dialogs.review_model import ReviewModel

_ROOM = 32


class ReviewDialog(DialogFrame):
    """`decided(marks, take_new)` tells of the rows that were decided; they leave the table."""

    decided = Signal(object, bool)

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
        self._model = ReviewModel(rows, self)
        self.table = self._made_table()
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._fit_rows())
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self._fit_rows())
        self.body.addWidget(self.table, 1)
        self.table.selectRow(0)
        self._add_buttons(bool(rows))

    def decide(self, *, take_new: bool) -> None:
        """Decide the chosen rows and go on to the next."""
        # By stretches: Qt would make an index of each of ten thousand rows.
        parts = self.table.selectionModel().selection().toList()
        chosen = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        if not chosen:
            return
        marks = self._model.take_out(chosen)
        self.table.selectRow(min(chosen[0], self._model.rowCount() - 1))
        self._fit_rows()
        self.decided.emit(marks, take_new)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_rows()

    def _made_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTextElideMode(Qt.TextElideMode.ElideNone)
        table.setWordWrap(True)
        table.setAccessibleName(self.tr("Marks to review"))
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        # Of its own, and empty: to know whether a column is chosen, the header would have each of
        # ten thousand rows looked at.
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        # Not by its contents: ten thousand rows would be measured for it.
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, table.fontMetrics().horizontalAdvance("00:00:00") + _ROOM)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return table

    def _fit_rows(self) -> None:
        """Give the rows in view the height of their words; none is before the window shows."""
        if not self.isVisible():
            return
        table, height = self.table, self.table.viewport().height()
        row = max(table.rowAt(0), 0)
        while row < self._model.rowCount() and table.rowViewportPosition(row) < height:
            table.resizeRowToContents(row)
            row += 1

    def _add_buttons(self, anything: bool) -> None:
        roles = QDialogButtonBox.ButtonRole
        if anything:
            keep = self.add_button(self.tr("Keep old words"), roles.ActionRole)
            take = self.add_button(self.tr("Take new words"), roles.ActionRole, default=True)
            keep.clicked.connect(lambda: self.decide(take_new=False))
            take.clicked.connect(lambda: self.decide(take_new=True))
        self.add_button(self.tr("Close"), roles.RejectRole)
        self.buttons.rejected.connect(self.reject)
