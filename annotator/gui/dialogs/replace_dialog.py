"""Find and replace: what to look for, and every place with a tick, before anything changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from annotator.commands.results import ReplaceRow
from annotator.gui.dialogs.frame import DialogFrame
from annotator.gui.dialogs.replace_model import ReplaceModel
from annotator.gui.dialogs.tables import TickTable
from annotator.gui.language import count_of, local

_TYPING_PAUSE_MS = 250


class ReplaceDialog(DialogFrame):
    """`asked(find, new)` tells of what is typed; `show_rows` answers; `chosen()` are the numbers
    of the rows that are ticked when it is accepted."""

    asked = Signal(str, str)
    visited = Signal(int)
    """The number of a row that was double-clicked, to be heard."""

    def __init__(self, find: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Find and replace"))
        self.resize(860, 560)
        self._find = self._field(self.tr("Find"), find)
        self._new = self._field(self.tr("Replace with"), "")
        self._match_case = QCheckBox(self.tr("Match &case"))
        self._whole_words = QCheckBox(self.tr("&Whole words"))
        self._is_pattern = QCheckBox(self.tr("Regular e&xpression"))
        self._model = ReplaceModel(self)
        self._hits = self._made_table()
        self._count = QLabel()
        self._count.setProperty("role", "dim")
        self._count.setWordWrap(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._lay_out()
        for box in (self._match_case, self._whole_words, self._is_pattern):
            box.toggled.connect(lambda _on: self._ask())
        for field in (self._find, self._new):
            field.textChanged.connect(lambda _text: self._typed())
        self._model.dataChanged.connect(self._show_count)
        self.show_rows(())
        self._find.selectAll()
        self._find.setFocus()
        if find:
            self._pause.start()

    def ways(self) -> tuple[bool, bool, bool]:
        """Whether case matters, whole words are meant, and it is a pattern."""
        boxes = (self._match_case, self._whole_words, self._is_pattern)
        case, whole, pattern = (box.isChecked() for box in boxes)
        return case, whole, pattern

    def look_for(self, find: str, new: str) -> None:
        """Type for the user."""
        self._find.setText(find)
        self._new.setText(new)

    def show_rows(self, rows: Sequence[ReplaceRow]) -> None:
        """Show the places found, all ticked."""
        self._model.set_rows(rows)
        self._show_count()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with what is looked for."""
        self._model.set_rows(())
        self._show_count()
        self._count.setText(local(sentence))

    def chosen(self) -> tuple[int, ...]:
        return self._model.numbers

    def _field(self, name: str, text: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setAccessibleName(name)
        field.setClearButtonEnabled(True)
        return field

    def _made_table(self) -> TickTable:
        view = TickTable(self._model, self.tr("Places found"))
        header = view.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, 96)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        view.doubleClicked.connect(self._visit)
        return view

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&Find"), self._find)
        form.addRow(self.tr("Re&place with"), self._new)
        ways = QHBoxLayout()
        for box in (self._match_case, self._whole_words, self._is_pattern):
            ways.addWidget(box)
        ways.addStretch(1)
        form.addRow("", ways)
        self.body.addLayout(form)
        self.body.addWidget(self._hits, 1)
        self.body.addWidget(self._count)
        for title, on in ((self.tr("Tick all"), True), (self.tr("None"), False)):
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, on=on: self._model.tick_all(on=on))
            self.add_left(button)
        roles = QDialogButtonBox.ButtonRole
        self.add_button(self.tr("Cancel"), roles.RejectRole)
        self._do = self.add_button(self.tr("Replace"), roles.AcceptRole, default=True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _typed(self) -> None:
        # What is shown is not what is typed any more: nothing may be replaced by it.
        self._do.setEnabled(False)
        self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        self._do.setEnabled(False)
        self.asked.emit(self._find.text(), self._new.text())

    def _visit(self, index: QModelIndex) -> None:
        self.visited.emit(index.row())

    def _show_count(self) -> None:
        count, all_of_them = len(self._model.numbers), self._model.rowCount()
        places = count_of(all_of_them, "{0} place", "{0} places")
        if all_of_them:
            self._count.setText(self.tr("{0} of {1} ticked").format(count, places))
        else:
            self._count.setText(self.tr("Nothing found") if self._find.text() else "")
        self._do.setEnabled(count > 0)
