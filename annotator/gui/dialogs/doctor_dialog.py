"""The time doctor: what is wrong with notes, the repairs, and what each would change."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableView,
    QWidget,
)

from annotator.commands.note_check import Examined
from annotator.gui.dialogs.diff_view import DiffView
from annotator.gui.dialogs.findings_model import SHOWN, FindingsModel
from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.dialogs.import_notes import NOTE_KINDS
from annotator.gui.language import count_of, local, number_text
from annotator.gui.widgets.place_row import PlaceRow


class DoctorDialog(DialogFrame):
    """`checkRequested` carries a path; `diffRequested` a note and its ticked findings, the diff
    comes back by `show_diff`; `mendRequested` a list of notes with their ticked findings."""

    checkRequested = Signal(str)
    diffRequested = Signal(object, object)
    mendRequested = Signal(object)

    def __init__(self, place: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Check wiki notes"))
        self.resize(1000, 640)
        self._busy = False
        self._place = PlaceRow(self.tr("Notes"), NOTE_KINDS)
        self._place.line.setText(place)
        self.model = FindingsModel()
        self.table = QTableView()
        self._diff = DiffView(self.tr("What the ticked repairs of this note would change"))
        self._count = sentence("", "label")
        self._shown = QComboBox()
        self._diff.setPlaceholderText(self.tr("No repair of this note is ticked."))
        self._told = sentence("", "danger")
        self._told.hide()
        self._lay_out()
        self._add_buttons()
        self._connect()
        self._show_state()

    def place(self) -> str:
        return self._place.path()

    def set_place(self, path: str) -> None:
        self._place.line.setText(path)

    def begin(self) -> None:
        """A check begins: what was found before goes."""
        self.model.clear()
        self._diff.show_diff("")
        self.tell("")
        self.set_busy(on=True)

    def add_notes(self, notes: Iterable[Examined]) -> None:
        """Notes in which something was found."""
        self.model.add(notes)
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.selectRow(0)
        self._show_state()

    def keep(self, notes: Iterable[Examined]) -> None:
        """Show only `notes`, as they were found."""
        self.model.clear()
        self._diff.show_diff("")
        self.add_notes(notes)

    def set_busy(self, *, on: bool) -> None:
        """Whether work goes on, in which nothing can be asked for."""
        self._busy = on
        self._show_state()

    def show_count(self, text: str) -> None:
        """What was done, above the table."""
        self._count.setText(text)

    def tell(self, text: str) -> None:
        """Say what went wrong; empty to say nothing."""
        self._told.setText(local(text))
        self._told.setVisible(bool(text))

    def show_diff(self, text: str) -> None:
        self._diff.show_diff(text)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Findings"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column in (2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 210), (1, 48), (4, 80)):
            self.table.setColumnWidth(column, width)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self._diff)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        for name, title in SHOWN.items():
            self._shown.addItem(self.tr(title), name)
        self._shown.setAccessibleName(self.tr("What to show"))
        line = QHBoxLayout()
        line.addWidget(self._count, 1)
        line.addWidget(self._shown)
        self.body.addWidget(self._place)
        self.body.addLayout(line)
        self.body.addWidget(split, 1)
        self.body.addWidget(self._told)

    def _add_buttons(self) -> None:
        roles = QDialogButtonBox.ButtonRole
        self.add_button(self.tr("Close"), roles.RejectRole)
        self._none = self.add_button(self.tr("Tick None"), roles.ActionRole)
        self._sure = self.add_button(self.tr("Tick the Sure Ones"), roles.ActionRole)
        self._mend = self.add_button(self.tr("Mend Ticked"), roles.ActionRole)
        self._check = self.add_button(self.tr("Check"), roles.ActionRole, default=True)

    def _connect(self) -> None:
        self.buttons.rejected.connect(self.reject)
        self._place.changed.connect(lambda _text: self._show_state())
        self._check.clicked.connect(lambda: self.checkRequested.emit(self.place()))
        self._mend.clicked.connect(lambda: self.mendRequested.emit(self.model.chosen()))
        self._sure.clicked.connect(lambda: self.model.tick(on=True))
        self._none.clicked.connect(lambda: self.model.tick(on=False))
        self._shown.currentIndexChanged.connect(
            lambda _row: self.model.show_only(str(self._shown.currentData()))
        )
        self.model.dataChanged.connect(lambda *_: self._show_state())
        self.model.dataChanged.connect(lambda *_: self._ask_diff(self.table.currentIndex()))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _old: self._ask_diff(now))

    def _ask_diff(self, index: QModelIndex) -> None:
        if index.isValid():
            note = self.model.line_at(index.row()).note
            self.diffRequested.emit(note, self.model.findings_of(note))

    def _show_state(self) -> None:
        findings, notes, ticked = self.model.counts()
        idle = not self._busy
        self._check.setEnabled(idle and bool(self.place()))
        self._mend.setEnabled(idle and ticked > 0)
        for button in (self._sure, self._none):
            button.setEnabled(findings > 0)
        if findings:
            told = self.tr("{0} found in {1}; {2} ticked. Nothing is changed until you mend.")
            self._count.setText(
                told.format(
                    number_text(findings),
                    count_of(notes, "{0} note", "{0} notes"),
                    number_text(ticked),
                )
            )
        elif self._busy:
            self._count.setText(self.tr("Looking through the notes…"))
