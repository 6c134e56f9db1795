"""A link with both sound and words: fetch all of it, or the words alone."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.widgets.text import isolated, one_line


class FetchChoiceDialog(DialogFrame):
    """Names what was found; `words_only()` says how it was accepted."""

    def __init__(self, title: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Open link"))
        self.setMinimumWidth(480)
        self._words_only = False
        self.body.addWidget(sentence(isolated(one_line(title)), "title"))
        if about:
            self.body.addWidget(sentence(isolated(one_line(about)), "dim"))
        self.body.addWidget(
            sentence(
                self.tr(
                    "Fetch the audio with the transcript, or the transcript alone? Marks made"
                    " without the audio stay where they are when it is fetched later."
                )
            )
        )
        self.body.addStretch(1)
        roles = QDialogButtonBox.ButtonRole
        self.add_button(self.tr("Cancel"), roles.RejectRole)
        words = self.add_button(self.tr("Transcript only"), roles.ActionRole)
        both = self.add_button(self.tr("Audio and transcript"), roles.AcceptRole, default=True)
        both.setFocus()
        words.clicked.connect(self._take_words)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def words_only(self) -> bool:
        return self._words_only

    def _take_words(self) -> None:
        self._words_only = True
        self.accept()
