"""The trash: episodes that were removed, to be brought back or deleted for good."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from annotator.domain.notes import EpisodeSummary
from annotator.domain.timecode import format_clock
from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.language import count_of
from annotator.gui.widgets.text import one_line


class TrashDialog(DialogFrame):
    """`restoreRequested` carries ids, `deleteRequested` the rows that are to go for good. It stays
    open; `set_rows` tells it what is there then."""

    restoreRequested = Signal(object)
    deleteRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Trash"))
        self.resize(640, 440)
        self._rows: tuple[EpisodeSummary, ...] = ()
        self._about = sentence("", "label")
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Episodes in the trash"))
        self.body.addWidget(self._about)
        self.body.addWidget(self.list, 1)
        roles = QDialogButtonBox.ButtonRole
        self.back = self.add_button(self.tr("Bring back"), roles.ActionRole, default=True)
        self.delete = self.add_button(self.tr("Delete for good…"), roles.ActionRole, danger=True)
        self.empty = self.add_button(self.tr("Empty the trash…"), roles.ActionRole, danger=True)
        self.add_button(self.tr("Close"), roles.RejectRole)
        self.buttons.rejected.connect(self.reject)
        self.back.clicked.connect(
            lambda: self.restoreRequested.emit(tuple(row.id for row in self.chosen()))
        )
        self.delete.clicked.connect(lambda: self.deleteRequested.emit(self.chosen()))
        self.empty.clicked.connect(lambda: self.deleteRequested.emit(self._rows))
        self.list.itemSelectionChanged.connect(self._offer)
        self.list.setFocus()

    def set_rows(self, rows: Sequence[EpisodeSummary]) -> None:
        """What is in the trash, what was put there last first."""
        self._rows = tuple(rows)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(_line(row))
            item.setToolTip(item.text())
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._about.setText(
            self.tr("What is here keeps its words and marks until it is deleted for good.")
            if rows
            else self.tr("The trash is empty.")
        )
        self._offer()

    def chosen(self) -> tuple[EpisodeSummary, ...]:
        """The episodes that are chosen, from top to bottom."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return tuple(self._rows[row] for row in rows)

    def _offer(self) -> None:
        for button in (self.back, self.delete):
            button.setEnabled(bool(self.list.selectedIndexes()))
        self.empty.setEnabled(bool(self._rows))


def _line(row: EpisodeSummary) -> str:
    length = format_clock(row.duration_ms) if row.duration_ms else ""
    facts = (row.title, row.show, length,
             count_of(row.marks, "{0} mark", "{0} marks") if row.marks else "")  # fmt: skip
    return " · ".join(one_line(fact) for fact in facts if fact)
