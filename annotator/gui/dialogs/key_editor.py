"""Change the keys: search, record, see what conflicts, reset."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.dialogs.key_table import KeyDelegate, KeyTable
from annotator.gui.theme import Theme
from annotator.gui.values import KeyRow


class KeyEditor(DialogFrame):
    """`mapping()` is command id → keys; `applied` carries it when the user keeps it.

    Nothing with a conflict can be kept.
    """

    applied = Signal(object)

    def __init__(self, rows: Iterable[KeyRow], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(780, 600)
        self._table = KeyTable(rows, theme)
        self._delegate = KeyDelegate(theme)
        self._before = self._table.mapping()
        self._field = QLineEdit()
        self._only = QCheckBox(self.tr("Conflicts only"))
        self._view = self._build_view()
        self._record = QKeySequenceEdit()
        self._record.setMaximumSequenceLength(1)
        self._record.setAccessibleName(self.tr("New key"))
        self._warning = sentence("", "danger")
        self._set = QPushButton(self.tr("Set"))
        self._also = QPushButton(self.tr("Add"))
        self._clear = QPushButton(self.tr("No key"))
        self._reset = QPushButton(self.tr("Default"))
        self._lay_out()
        self._connect()
        self._view.selectRow(0)
        self._show_state()

    def mapping(self) -> dict[str, tuple[str, ...]]:
        return self._table.mapping()

    def _build_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self._table)
        view.setItemDelegate(self._delegate)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(30)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 100), (2, 130), (3, 120), (4, 170)):
            header.resizeSection(column, width)
        view.setAccessibleName(self.tr("Actions and their keys"))
        return view

    def _lay_out(self) -> None:
        self._field.setPlaceholderText(self.tr("Search actions and keys"))
        self._field.setAccessibleName(self.tr("Search actions and keys"))
        self._field.setClearButtonEnabled(True)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._field, 1)
        top.addWidget(self._only)
        below = QHBoxLayout()
        below.setSpacing(6)
        new_key = QLabel(self.tr("New key"))
        new_key.setBuddy(self._record)
        below.addWidget(new_key)
        below.addWidget(self._record, 1)
        for button in (self._set, self._also, self._clear, self._reset):
            button.setAutoDefault(False)
            below.addWidget(button)
        self.body.addLayout(top)
        self.body.addWidget(self._view, 1)
        self.body.addLayout(below)
        self.body.addWidget(self._warning)
        everything = QPushButton(self.tr("Reset all"))
        everything.setAutoDefault(False)
        everything.clicked.connect(self._reset_all)
        self.add_left(everything)
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._save = self.add_button(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)

    def _connect(self) -> None:
        self._field.textChanged.connect(self._filter)
        self._only.toggled.connect(self._filter)
        self._view.selectionModel().currentRowChanged.connect(self._row_changed)
        self._view.doubleClicked.connect(lambda _index: self._record.setFocus())
        self._view.activated.connect(lambda _index: self._record.setFocus())
        self._record.keySequenceChanged.connect(self._show_state)
        self._set.clicked.connect(lambda: self._take(keep=False))
        self._also.clicked.connect(lambda: self._take(keep=True))
        self._clear.clicked.connect(lambda: self._give(()))
        self._reset.clicked.connect(self._reset_one)
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self._apply)

    def _chosen(self) -> KeyRow | None:
        index = self._view.currentIndex()
        return self._table.row_at(index) if index.isValid() else None

    def _recorded(self) -> str:
        return self._record.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _filter(self) -> None:
        kept = self._chosen()
        self._table.set_filter(self._field.text(), self._only.isChecked())
        self._select(kept.id if kept else "")

    def _take(self, *, keep: bool) -> None:
        row, key = self._chosen(), self._recorded()
        if row is None or not key:
            return
        self._give(tuple(dict.fromkeys((*row.keys, key))) if keep else (key,))

    def _give(self, keys: tuple[str, ...]) -> None:
        row = self._chosen()
        if row is not None:
            self._table.set_keys(row.id, keys)
            self._record.clear()
            self._select(row.id)

    def _reset_one(self) -> None:
        row = self._chosen()
        if row is not None:
            self._give(row.defaults)

    def _reset_all(self) -> None:
        kept = self._chosen()
        self._table.reset_all()
        self._select(kept.id if kept else "")

    def _select(self, row_id: str) -> None:
        places = range(self._table.rowCount())
        ids = [self._table.row_at(self._table.index(place, 0)).id for place in places]
        if ids:
            self._view.selectRow(ids.index(row_id) if row_id in ids else 0)
        self._show_state()

    def _row_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._record.clear()
        self._show_state()

    def _show_state(self) -> None:
        row, key = self._chosen(), self._recorded()
        for button in (self._set, self._also):
            button.setEnabled(row is not None and bool(key))
        self._clear.setEnabled(row is not None and bool(row.keys))
        self._reset.setEnabled(row is not None and row.keys != row.defaults)
        self._warning.setText(self._warning_text(row, key))
        clean = not self._table.conflicts()
        self._save.setEnabled(clean and self._table.mapping() != self._before)

    def _warning_text(self, row: KeyRow | None, key: str) -> str:
        if row is not None and key and (others := self._table.taken_by(row, key)):
            names = ", ".join(f"“{other.title}”" for other in others)
            return self.tr("{0} is already the key of {1}.").format(key, names)
        count = len(self._table.conflicts())
        if count:
            return self.tr(
                "{0} actions share a key; each needs its own before this can be saved."
            ).format(count)
        return ""

    def _apply(self) -> None:
        self.applied.emit(self.mapping())
        self.accept()
