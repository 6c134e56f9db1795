"""Before hearing a recording: which model, which language, or what to install first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QWidget,
)

from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.phrases import phrase

_LANGUAGES = {
    "": phrase("As it is heard"),
    "ar": phrase("Arabic"),
    "zh": phrase("Chinese"),
    "cs": phrase("Czech"),
    "nl": phrase("Dutch"),
    "en": phrase("English"),
    "fr": phrase("French"),
    "de": phrase("German"),
    "hi": phrase("Hindi"),
    "it": phrase("Italian"),
    "ja": phrase("Japanese"),
    "ko": phrase("Korean"),
    "pl": phrase("Polish"),
    "pt": phrase("Portuguese"),
    "ru": phrase("Russian"),
    "es": phrase("Spanish"),
    "sv": phrase("Swedish"),
    "tr": phrase("Turkish"),
    "uk": phrase("Ukrainian"),
}


class SpeechDialog(DialogFrame):
    """`models` are sizes with what each is to download; `current` one of them or a folder.

    With `missing`, a sentence that ends in the command to type, nothing can be started yet.
    """

    def __init__(
        self,
        models: Mapping[str, str],
        current: str,
        missing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Hear the recording"))
        self.setMinimumWidth(500)
        self._missing = missing
        self._models = QComboBox()
        self._languages = QComboBox()
        for name, size in models.items():
            self._models.addItem(self.tr("{0}  ({1} once)").format(name, size), name)
        for code, name in _LANGUAGES.items():
            self._languages.addItem(self.tr(name), code)
        if self._models.findData(current) < 0:
            self._models.addItem(current, current)
        self._models.setCurrentIndex(self._models.findData(current))
        self.body.addWidget(
            sentence(
                missing
                or self.tr(
                    "The speech is turned into words on this machine; nothing is sent anywhere."
                    " Larger models hear better and take longer. You can listen and tag meanwhile."
                )
            )
        )
        if not missing:
            self._add_choices()
        self.body.addStretch(1)
        self._add_buttons()

    def model(self) -> str:
        """A size, or the folder of a model."""
        return str(self._models.currentData())

    def language(self) -> str:
        """A code as ``de``, "" to find it out."""
        return str(self._languages.currentData())

    def choose_folder(self, folder: str) -> None:
        """Offer and choose the model in `folder`."""
        if self._models.findData(folder) < 0:
            self._models.addItem(Path(folder).name, folder)
        self._models.setCurrentIndex(self._models.findData(folder))

    def _add_choices(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Model"), self._models)
        form.addRow(self.tr("&Language"), self._languages)
        self.body.addLayout(form)

    def _add_buttons(self) -> None:
        roles = QDialogButtonBox.ButtonRole
        self.add_button(self.tr("Cancel"), roles.RejectRole)
        if self._missing:
            copy = self.add_button(self.tr("Copy command"), roles.ActionRole, default=True)
            copy.clicked.connect(self._copy)
        else:
            folder = self.add_button(self.tr("Model on this disk…"), roles.ActionRole)
            folder.clicked.connect(self._ask_folder)
            self.add_button(self.tr("Start"), roles.AcceptRole, default=True).setFocus()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _copy(self) -> None:
        # The command is what follows the first colon and blank of the sentence.
        QGuiApplication.clipboard().setText(self._missing.partition(": ")[2])

    def _ask_folder(self) -> None:
        picker = QFileDialog(self, self.tr("Folder of a model for faster-whisper"))
        picker.setFileMode(QFileDialog.FileMode.Directory)
        picker.fileSelected.connect(self.choose_folder)
        picker.open()
