"""What was changed in the notes of a vault: what comes into the library, what is to be decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QListWidget,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.commands.results import ClashRow
from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.language import local

_MOST_LISTED = 2_000


class SyncDialog(DialogFrame):
    """`takeRequested` carries what was decided: id of a statement to ``file``, ``library`` or
    ``both``; those left for later are not in it."""

    takeRequested = Signal(object)

    def __init__(
        self,
        folder: str,
        changes: Sequence[str],
        clashes: Sequence[ClashRow],
        notices: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Read back the vault"))
        self.resize(940, 600)
        self._choices: dict[str, QComboBox] = {}
        self.body.addWidget(sentence(self._about(folder, changes, clashes)))
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        if changes:
            both.addWidget(self._changes(changes))
        if clashes:
            both.addWidget(self._clashes(clashes))
        if both.count():
            self.body.addWidget(both, 1)
        else:
            self.body.addStretch(1)
        for notice in notices[:20]:
            self.body.addWidget(sentence(notice, "label"))
        roles = QDialogButtonBox.ButtonRole
        self.add_button(self.tr("Close"), roles.RejectRole)
        take = self.add_button(self.tr("Bring Together"), roles.ActionRole, default=True)
        take.clicked.connect(lambda: self.takeRequested.emit(self.choices()))
        self.buttons.rejected.connect(self.reject)

    def choices(self) -> Mapping[str, str]:
        """What was decided so far."""
        chosen = {ident: str(box.currentData()) for ident, box in self._choices.items()}
        return {ident: side for ident, side in chosen.items() if side}

    def _about(self, folder: str, changes: Sequence[str], clashes: Sequence[ClashRow]) -> str:
        if not changes and not clashes:
            return self.tr(
                "Nothing in the notes of “{0}” is news to the library. Bringing together writes"
                " what the library has changed."
            ).format(folder)
        told = self.tr("The notes in “{0}” were edited. Undo takes all of it back at once.")
        return told.format(folder)

    def _changes(self, changes: Sequence[str]) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sentence(self.tr("What comes into the library"), "dim"))
        listed = QListWidget()
        listed.setAccessibleName(self.tr("What comes into the library"))
        listed.setWordWrap(True)
        listed.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.addItems([local(change) for change in changes[:_MOST_LISTED]])
        column.addWidget(listed, 1)
        return part

    def _clashes(self, clashes: Sequence[ClashRow]) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        about = self.tr(
            "Changed on both sides: each stays as it is on either side until you decide"
        )
        column.addWidget(sentence(about, "dim"))
        table = QTableWidget(len(clashes), 4)
        table.setAccessibleName(self.tr("Changed on both sides"))
        table.setHorizontalHeaderLabels(
            [self.tr("Note"), self.tr("In the file"), self.tr("In the library"), self.tr("Keep")]
        )
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setWordWrap(True)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        for at, row in enumerate(clashes):
            for column_at, text in enumerate((row.where, row.file, row.library)):
                table.setItem(at, column_at, QTableWidgetItem(local(text)))
            table.setCellWidget(at, 3, self._choice(row))
        header = table.horizontalHeader()
        for column_at, mode in enumerate(_MODES):
            header.setSectionResizeMode(column_at, mode)
        table.setColumnWidth(0, 190)
        table.setColumnWidth(3, 150)
        # The heights follow the widths, which are known once it is shown.
        header.sectionResized.connect(lambda *_: table.resizeRowsToContents())
        table.resizeRowsToContents()
        column.addWidget(table, 1)
        return part

    def _choice(self, row: ClashRow) -> QComboBox:
        box = QComboBox()
        for value, title in (
            ("", self.tr("Decide later")),
            ("file", self.tr("The file’s")),
            ("library", self.tr("The library’s")),
            ("both", self.tr("Both")),
        ):
            box.addItem(title, value)
        box.setAccessibleName(self.tr("What to keep of {0}").format(row.where))
        self._choices[row.ident] = box
        return box


_MODES = (
    QHeaderView.ResizeMode.Interactive,
    QHeaderView.ResizeMode.Stretch,
    QHeaderView.ResizeMode.Stretch,
    QHeaderView.ResizeMode.Fixed,
)
