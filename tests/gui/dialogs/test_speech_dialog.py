"""Before hearing a recording: a model, a language, or what is missing."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.dialogs.speech import SpeechDialog

MODELS = {"tiny": "78 MB", "base": "148 MB"}


def buttons(dialog: SpeechDialog) -> dict[str, QPushButton]:
    return {button.text(): button for button in dialog.findChildren(QPushButton)}


def test_a_model_is_offered_with_its_size_and_the_last_one_first(
    window: QWidget, qtbot: QtBot
) -> None:
    dialog = SpeechDialog(MODELS, "base", parent=window)
    qtbot.addWidget(dialog)

    assert dialog._models.currentText() == "base  (148 MB once)"
    assert (dialog.model(), dialog.language()) == ("base", "")


def test_a_model_on_the_disk_can_be_chosen(window: QWidget, qtbot: QtBot) -> None:
    dialog = SpeechDialog(MODELS, "/models/mine", parent=window)
    qtbot.addWidget(dialog)
    assert dialog.model() == "/models/mine"

    dialog.choose_folder("/models/other")
    assert dialog.model() == "/models/other"


def test_without_the_package_the_command_is_shown_and_copied(window: QWidget, qtbot: QtBot) -> None:
    dialog = SpeechDialog(MODELS, "base", 'Install it with: "python" -m pip install x', window)
    qtbot.addWidget(dialog)

    assert any("Install it with" in label.text() for label in dialog.findChildren(QLabel))
    assert "Start" not in buttons(dialog)
    buttons(dialog)["Copy command"].click()
    assert QApplication.clipboard().text() == '"python" -m pip install x'
