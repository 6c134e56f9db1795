"""What this program is, which version, and where it keeps things."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QLabel, QPushButton, QWidget

from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.phrases import phrase


class AboutDialog(DialogFrame):
    """`facts` are (name, value) lines, such as versions and paths; they can be copied as text."""

    def __init__(
        self,
        name: str,
        version: str,
        summary: str,
        facts: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("About {0}").format(name))
        self.setMinimumWidth(460)
        self._facts = ((phrase("Version"), version), *facts)
        self.body.addWidget(sentence(name, "title"))
        self.body.addWidget(sentence(summary, "dim"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (fact, value) in enumerate(self._facts):
            grid.addWidget(_fact(self.tr(fact), "label"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_fact(value, ""), row, 1)
        self.body.addSpacing(6)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        copy = QPushButton(self.tr("Copy"))
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.as_text()))
        self.add_left(copy)
        close = self.add_button(
            self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole, default=True
        )
        close.setFocus()
        self.buttons.rejected.connect(self.reject)

    def as_text(self) -> str:
        return "\n".join(f"{fact}: {value}" for fact, value in self._facts)


def _fact(text: str, role: str) -> QLabel:
    label = sentence(text, role)
    if not role:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return label
