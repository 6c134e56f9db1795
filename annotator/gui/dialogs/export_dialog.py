"""What a note will look like, before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.language import local
from annotator.gui.values import ExportFormat
from annotator.phrases import phrase

_GROUPINGS = (("topic", phrase("By topic")), ("time", phrase("By time")))


class ExportDialog(DialogFrame):
    """Asks for a preview whenever the choice changes; the text comes back by `set_preview`.

    `previewRequested` carries (format id, grouping), the grouping ``topic`` or ``time``.
    `formatChanged` carries the format id, so that the owner can propose a path with `set_path`.
    `saveRequested` carries (format id, grouping, path); `may_overwrite` says whether the user has
    agreed to replace a file that is there.
    """

    previewRequested = Signal(str, str)
    formatChanged = Signal(str)
    saveRequested = Signal(str, str, str)
    copyRequested = Signal(str)

    def __init__(
        self,
        formats: Sequence[ExportFormat],
        *,
        chosen: str = "",
        grouping: str = "topic",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Export the note"))
        self.resize(780, 620)
        self._formats = {each.id: each for each in formats}
        self._format = QComboBox()
        self._grouping = QComboBox()
        self._help = sentence("", "label")
        self._preview = QPlainTextEdit()
        self._path = QLineEdit()
        self._replace = QCheckBox(self.tr("Replace the file if it exists"))
        self._message = sentence("", "danger")
        self._fill(chosen, grouping)
        self._lay_out()
        self._connect()
        self._changed()
        self._path_changed()

    def chosen(self) -> tuple[str, str]:
        """(format id, grouping)."""
        return str(self._format.currentData()), str(self._grouping.currentData())

    def set_preview(self, text: str) -> None:
        bar = self._preview.verticalScrollBar()
        kept = bar.value()
        self._preview.setPlainText(text)
        bar.setValue(kept)
        self._copy.setEnabled(bool(text))

    def preview(self) -> str:
        return self._preview.toPlainText()

    def set_path(self, path: str) -> None:
        """Where the note would be written."""
        self._path.setText(path)

    def path(self) -> str:
        return self._path.text().strip()

    def may_overwrite(self) -> bool:
        return self._replace.isChecked()

    def show_error(self, text: str) -> None:
        """Say under the path why it was not written; empty to say nothing."""
        self._message.setText(local(text))
        self._message.setVisible(bool(text))

    def _fill(self, chosen: str, grouping: str) -> None:
        for each in self._formats.values():
            self._format.addItem(each.title, each.id)
        for value, title in _GROUPINGS:
            self._grouping.addItem(self.tr(title), value)
        self._format.setCurrentIndex(max(self._format.findData(chosen), 0))
        self._grouping.setCurrentIndex(max(self._grouping.findData(grouping), 0))
        self._preview.setReadOnly(True)
        self._preview.setProperty("role", "preview")
        self._preview.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._preview.setTabChangesFocus(True)
        for part, name in (
            (self._format, self.tr("Format")),
            (self._grouping, self.tr("Order of the marks")),
            (self._preview, self.tr("Preview")),
            (self._path, self.tr("File")),
        ):
            part.setAccessibleName(name)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(QLabel(self.tr("Format")))
        top.addWidget(self._format)
        top.addSpacing(10)
        top.addWidget(QLabel(self.tr("Marks")))
        top.addWidget(self._grouping)
        top.addStretch(1)
        file_row = QHBoxLayout()
        file_row.setSpacing(8)
        file_row.addWidget(QLabel(self.tr("File")))
        file_row.addWidget(self._path, 1)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        file_row.addWidget(choose)
        self.body.addLayout(top)
        self.body.addWidget(self._help)
        self.body.addWidget(self._preview, 1)
        self.body.addLayout(file_row)
        self.body.addWidget(self._replace)
        self.body.addWidget(self._message)
        self._message.hide()
        self._copy = QPushButton(self.tr("Copy"))
        self._copy.setAutoDefault(False)
        self._copy.setEnabled(False)
        self.add_left(self._copy)
        self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self._save = self.add_button(
            self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole, default=True
        )

    def _connect(self) -> None:
        self._format.currentIndexChanged.connect(self._format_changed)
        self._grouping.currentIndexChanged.connect(self._changed)
        self._path.textChanged.connect(self._path_changed)
        self._copy.clicked.connect(lambda: self.copyRequested.emit(self.preview()))
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(lambda: self.saveRequested.emit(*self.chosen(), self.path()))

    def request_preview(self) -> None:
        """Ask for the text of what is chosen now; call once after connecting."""
        self.previewRequested.emit(*self.chosen())

    def _format_changed(self) -> None:
        self.formatChanged.emit(self.chosen()[0])
        self._changed()

    def _changed(self) -> None:
        chosen = self._formats.get(self.chosen()[0])
        self._help.setText(chosen.help if chosen else "")
        self._help.setVisible(bool(chosen and chosen.help))
        self.show_error("")
        self.request_preview()

    def _path_changed(self) -> None:
        self.show_error("")
        # What was agreed to held for the file named before.
        self._replace.setChecked(False)
        self._save.setEnabled(bool(self.path()))

    def _choose(self) -> None:
        chosen = self._formats[self.chosen()[0]]
        kinds = f"{chosen.title} (*{chosen.suffix})"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the note"), self.path(), kinds)
        if path:
            self.set_path(path)
            # The file dialog has asked about replacing already.
            self._replace.setChecked(True)
