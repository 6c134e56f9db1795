"""The vault: where it is, what would change in it, written and taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QWidget,
)

from annotator.commands.results import VaultFileRow
from annotator.gui.dialogs.diff_view import DiffView
from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.language import local

_MOST_LISTED = 2_000


class VaultDialog(DialogFrame):
    """`compareRequested`, `writeRequested` carry (folder, kind, template), `undoRequested` and
    `syncRequested` the folder;
    `liveChanged` whether the vault is to follow each mark. What came of it arrives by
    `show_changes` and `tell`; `wait` says what is going on meanwhile."""

    compareRequested = Signal(str, str, str)
    writeRequested = Signal(str, str, str)
    undoRequested = Signal(str)
    syncRequested = Signal(str)
    liveChanged = Signal(bool)

    def __init__(
        self,
        kinds: Sequence[tuple[str, str]],
        *,
        folder: str = "",
        kind: str = "",
        templates: Sequence[str] = (),
        template: str = "",
        live: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Export the vault"))
        self.resize(940, 640)
        self._folder = QLineEdit(folder)
        self._kind = QComboBox()
        self._template = QComboBox()
        self._live = QCheckBox(self.tr("Write each mark into the vault as it is made"))
        self._live.setChecked(live)
        self._files = QListWidget()
        self._diff = DiffView(self.tr("Differences"))
        self._told = sentence("", "label")
        self._rows: tuple[VaultFileRow, ...] = ()
        for value, title in kinds:
            self._kind.addItem(title, value)
        self._kind.setCurrentIndex(max(self._kind.findData(kind), 0))
        self._template.addItem(self.tr("Usual notes"), "-")
        for name in templates:
            self._template.addItem(name, name)
        self._template.setCurrentIndex(max(self._template.findData(template), 0))
        self._template.setVisible(bool(templates))
        self._lay_out()
        self._connect()
        self._changed()

    def folder(self) -> str:
        return self._folder.text().strip()

    def kind(self) -> str:
        return str(self._kind.currentData())

    def template(self) -> str:
        """The name of the template for episodes, ``-`` for none."""
        return str(self._template.currentData())

    def compare(self) -> None:
        """Ask what would change; call once after connecting."""
        if self.folder():
            self.compareRequested.emit(self.folder(), self.kind(), self.template())

    def show_changes(self, rows: Sequence[VaultFileRow], told: str) -> None:
        """Files that would change, and a sentence."""
        self._rows = tuple(rows[:_MOST_LISTED])
        self._files.clear()
        for row in self._rows:
            item = QListWidgetItem(f"{self._fates[row.fate]}  {row.path}")
            item.setToolTip(row.path)
            self._files.addItem(item)
        self._diff.show_diff("")
        if self._rows:
            self._files.setCurrentRow(0)
        self.tell(told)

    def tell(self, text: str) -> None:
        """Say something under the lists, and let the user go on."""
        self._told.setText(local(text))
        self._enable(self.folder() != "")

    def go_on(self) -> None:
        """Nothing is going on any more."""
        self._enable(self.folder() != "")

    def wait(self, text: str) -> None:
        """Say what is going on; nothing can be asked meanwhile."""
        self._told.setText(local(text))
        self._enable(False)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        for part in (QLabel(self.tr("Folder")), self._folder, choose):
            top.addWidget(part, 1 if part is self._folder else 0)
        top.addSpacing(10)
        top.addWidget(QLabel(self.tr("Kind")))
        top.addWidget(self._kind)
        top.addWidget(self._template)
        self._folder.setPlaceholderText(self.tr("A folder for the notes"))
        self._folder.setAccessibleName(self.tr("Folder"))
        self._kind.setAccessibleName(self.tr("Kind of vault"))
        self._template.setAccessibleName(self.tr("Template of the episodes' notes"))
        self._template.setToolTip(self.tr("How the notes of episodes are written"))
        self._diff.setPlaceholderText(
            self.tr(
                "Choose a folder. Compare then lists every note that would be written, and shows"
                " here what would change in it; nothing is written before you say so."
            )
        )
        self._files.setAccessibleName(self.tr("Notes that would change"))
        self._files.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        both = QSplitter()
        both.addWidget(self._files)
        both.addWidget(self._diff)
        both.setSizes([320, 580])
        both.setChildrenCollapsible(False)
        self.body.addLayout(top)
        self.body.addWidget(both, 1)
        self.body.addWidget(self._told)
        self.body.addWidget(self._live)
        self._fates = {
            "new": self.tr("New:"),
            "changed": self.tr("Changed:"),
            "moved": self.tr("Renamed:"),
            "removed": self.tr("Removed:"),
        }
        self._undo = QPushButton(self.tr("Take Back the Last Export"))
        self._sync = QPushButton(self.tr("Read Back…"))
        for button in (self._undo, self._sync):
            button.setAutoDefault(False)
            self.add_left(button)
        roles = QDialogButtonBox.ButtonRole
        self.add_button(self.tr("Close"), roles.RejectRole)
        self._compare = self.add_button(self.tr("Compare"), roles.ActionRole)
        self._write = self.add_button(self.tr("Write"), roles.ActionRole, default=True)

    def _connect(self) -> None:
        self._folder.textChanged.connect(self._changed)
        for choice in (self._kind, self._template):
            choice.currentIndexChanged.connect(self._changed)
        self._files.currentRowChanged.connect(self._chosen)
        self._live.toggled.connect(self.liveChanged)
        self._compare.clicked.connect(self.compare)
        self._write.clicked.connect(
            lambda: self.writeRequested.emit(self.folder(), self.kind(), self.template())
        )
        self._undo.clicked.connect(lambda: self.undoRequested.emit(self.folder()))
        self._sync.clicked.connect(lambda: self.syncRequested.emit(self.folder()))
        self.buttons.rejected.connect(self.reject)

    def _enable(self, on: bool) -> None:
        for button in (self._compare, self._write, self._undo, self._sync):
            button.setEnabled(on)

    def _changed(self) -> None:
        """What was compared was another vault."""
        self.show_changes((), "")

    def _chosen(self, row: int) -> None:
        shown = self._rows[row] if 0 <= row < len(self._rows) else None
        if shown is None:
            self._diff.show_diff("")
        elif shown.diff:
            self._diff.show_diff(shown.diff)
        else:
            self._diff.show_text(shown.begins)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("The folder of the vault"), self.folder()
        )
        if folder:
            self._folder.setText(folder)
            self.compare()
