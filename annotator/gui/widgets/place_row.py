"""A file or a folder, typed or chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from annotator.gui.language import local


class PlaceRow(QWidget):
    """`changed` tells of every letter. `kinds` is a name filter for files."""

    changed = Signal(str)

    def __init__(self, name: str, kinds: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = local(kinds)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(self.tr("A file or a folder"))
        self.line.textChanged.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        for title, choose in (
            (self.tr("File…"), self._choose_file),
            (self.tr("Folder…"), self._choose_folder),
        ):
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(choose)
            row.addWidget(button)
        self.setFocusProxy(self.line)

    def path(self) -> str:
        return self.line.text().strip()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "", self.path(), self._kinds)
        if chosen:
            self.line.setText(chosen)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "", self.path())
        if chosen:
            self.line.setText(chosen)
