"""Which notes to import, and what came of it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.widgets.place_row import PlaceRow
from annotator.phrases import phrase

NOTE_KINDS = phrase("Notes (*.md *.markdown);;All files (*)")


class ImportNotesDialog(DialogFrame):
    """Accepted, `path` is what was chosen."""

    def __init__(self, folder: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Import wiki notes"))
        self.setMinimumWidth(560)
        self._place = PlaceRow(self.tr("Notes"), NOTE_KINDS)
        self._place.line.setText(folder)
        self.body.addWidget(self._place)
        self.body.addWidget(
            sentence(
                self.tr(
                    "Each note goes to the episode of its video, or makes one. Its statements"
                    " become marks, its headings and links topics. The notes themselves stay as"
                    " they are; one that is here already is not brought twice."
                ),
                "label",
            )
        )
        self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self._start = self.add_button(
            self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole, default=True
        )
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self.accept)
        self._place.changed.connect(lambda path: self._start.setEnabled(bool(path.strip())))
        self._start.setEnabled(bool(folder))

    def path(self) -> str:
        return self._place.path()

    def set_path(self, path: str) -> None:
        self._place.line.setText(path)


class ReportDialog(DialogFrame):
    """What came of long work, to be read and copied."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.resize(720, 420)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("role", "preview")
        self.text.setAccessibleName(title)
        self.body.addWidget(self.text, 1)
        copy = self.add_button(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole, default=True)
        self.buttons.rejected.connect(self.reject)
