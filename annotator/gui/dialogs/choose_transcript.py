"""An episode with sound but no words: what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.widgets.text import isolated


class TranscriptChoice(StrEnum):
    """What the user wants done."""

    NOTHING = "nothing"
    FILE = "file"


class ChooseTranscriptDialog(DialogFrame):
    """Explains which files serve; `choice()` says how it ended. `formats` are shown as given."""

    def __init__(self, title: str, formats: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Transcript"))
        self.setMinimumWidth(480)
        self._choice = TranscriptChoice.NOTHING
        self.body.addWidget(
            sentence(self.tr("“{0}” has no transcript yet").format(isolated(title)), "title")
        )
        self.body.addWidget(
            sentence(
                self.tr(
                    "Choose a file with its words and their times. A file that lies beside the "
                    "audio under the same name is found by itself the next time."
                )
            )
        )
        known = self.tr("These are read, whatever their ending says: {0}.")
        self.body.addWidget(sentence(known.format(", ".join(formats)), "dim"))
        self.body.addWidget(
            sentence(
                self.tr(
                    "Without a transcript you can still listen and set bookmarks and notes; "
                    "they find their words when one is added later."
                ),
                "dim",
            )
        )
        self.body.addStretch(1)
        self.add_button(self.tr("Listen without"), QDialogButtonBox.ButtonRole.RejectRole)
        choose = self.add_button(
            self.tr("Choose a file…"), QDialogButtonBox.ButtonRole.AcceptRole, default=True
        )
        choose.setFocus()
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self._take_file)

    def choice(self) -> TranscriptChoice:
        return self._choice

    def _take_file(self) -> None:
        self._choice = TranscriptChoice.FILE
        self.accept()
