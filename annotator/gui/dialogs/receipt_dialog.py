"""What was changed in a transcript while it was read, with counts, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.language import count_of, local
from annotator.gui.widgets.text import isolated, one_line
from annotator.session.cleaning import Receipt


class ReceiptDialog(DialogFrame):
    """Accepted when the other reading is wanted: as it was written, or cleaned."""

    def __init__(self, receipt: Receipt, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("What was changed in the transcript"))
        self.resize(580, 420)
        self.body.addWidget(sentence(isolated(one_line(receipt.title)), "title"))
        self.body.addWidget(sentence(self._about(receipt), "dim"))
        self.body.addWidget(sentence(self._state(receipt)))
        self.body.addWidget(self._list(receipt), 1)
        self.body.addWidget(
            sentence(
                self.tr(
                    "The original text is kept in the library. The other reading of it is one step"
                    " of undo away, and your marks go with their words."
                ),
                "dim",
            )
        )
        roles = QDialogButtonBox.ButtonRole
        other = self.tr("Clean again") if receipt.as_written else self.tr("Take the cleaning back")
        self.other_button = self.add_button(other, roles.AcceptRole)
        # Where nothing was changed, the other reading is the same.
        self.other_button.setEnabled(receipt.as_written or bool(receipt.sentences))
        close = self.add_button(self.tr("Close"), roles.RejectRole, default=True)
        close.setFocus()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _about(self, receipt: Receipt) -> str:
        lines = count_of(receipt.cues, "{0} line", "{0} lines")
        name = isolated(one_line(receipt.source_name))
        parts = (name, local(receipt.format), lines, receipt.read_at[:10])
        return " · ".join(filter(None, parts))

    def _state(self, receipt: Receipt) -> str:
        if receipt.as_written:
            return self.tr(
                "It is shown as it was written; only what a transcript must have was done:"
            )
        if receipt.sentences:
            return self.tr("To make it readable, this was done:")
        return self.tr("Nothing had to be changed in it.")

    def _list(self, receipt: Receipt) -> QScrollArea:
        """The sentences, one below the other; the count each begins with stands out."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 4, 8, 4)
        column.setSpacing(8)
        for told in receipt.sentences:
            column.addWidget(sentence(f"–  {local(told)}"))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("What was changed"))
        return area

    def said(self) -> str:
        """All that the dialog says."""
        return "\n".join(label.text() for label in self.findChildren(QLabel))
