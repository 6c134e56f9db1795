"""The export preview, deleting a topic, the About box."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.domain.notes import Topic
from annotator.gui.dialogs.about import AboutDialog
from annotator.gui.dialogs.delete_topic import DeleteTopicDialog
from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.theme import Theme
from annotator.gui.values import ExportFormat, TopicDeletion, TopicFate, TopicUse

FORMATS = (
    ExportFormat("wiki", "Wiki note", ".md", "Topics as headings."),
    ExportFormat("markdown", "Markdown", ".md"),
)
TOPICS = (
    Topic(1, "a", "Learning", "#D9822B"),
    Topic(2, "b", "Open <b>models</b>", "#2E9E6B"),
    Topic(3, "c", "Licences", "#7A5AE0", parent_id=2),
)


def button(owner: QWidget, text: str) -> QAbstractButton:
    return next(b for b in owner.findChildren(QAbstractButton) if b.text() == text)


def press(owner: QWidget, qtbot: QtBot, text: str) -> None:
    qtbot.mouseClick(button(owner, text), Qt.MouseButton.LeftButton)


def texts(owner: QWidget) -> str:
    return "\n".join(label.text() for label in owner.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def export(theme: Theme, qtbot: QtBot) -> ExportDialog:
    made = ExportDialog(FORMATS, chosen="markdown", grouping="time")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_preview_is_asked_for_what_is_chosen(export: ExportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(export.previewRequested) as asked:
        export.request_preview()
    assert asked.args == ["markdown", "time"]
    box = next(c for c in export.findChildren(QComboBox) if c.accessibleName() == "Format")
    with (
        qtbot.waitSignal(export.formatChanged) as changed,
        qtbot.waitSignal(export.previewRequested) as asked,
    ):
        qtbot.keyClick(box, Qt.Key.Key_Up)
    assert changed.args == ["wiki"]
    assert asked.args == ["wiki", "time"]
    assert "Topics as headings." in texts(export)


def test_the_preview_is_plain_text_and_can_be_copied(export: ExportDialog, qtbot: QtBot) -> None:
    assert not button(export, "Copy").isEnabled()
    export.set_preview("# One\n<b>not bold</b>\n")
    assert export.preview() == "# One\n<b>not bold</b>\n"
    with qtbot.waitSignal(export.copyRequested) as copied:
        press(export, qtbot, "Copy")
    assert copied.args == ["# One\n<b>not bold</b>\n"]


def test_saving_needs_a_path_and_carries_it(export: ExportDialog, qtbot: QtBot) -> None:
    assert not button(export, "Save").isEnabled()
    export.set_path("/tmp/notes/one.md")
    with qtbot.waitSignal(export.saveRequested) as asked:
        press(export, qtbot, "Save")
    assert asked.args == ["markdown", "time", "/tmp/notes/one.md"]
    assert export.isVisible()


def test_a_failure_is_said_and_gone_when_the_path_changes(
    export: ExportDialog, qtbot: QtBot
) -> None:
    export.set_path("/tmp/one.md")
    export.show_error("There is a file already.")
    assert "There is a file already." in texts(export)
    line = next(e for e in export.findChildren(QLineEdit) if e.accessibleName() == "File")
    qtbot.keyClicks(line, "x")
    assert "There is a file already." not in texts(export)


def test_agreeing_to_replace_holds_for_one_file_only(export: ExportDialog) -> None:
    export.set_path("/tmp/one.md")
    assert not export.may_overwrite()
    export.findChildren(QCheckBox)[0].setChecked(True)
    assert export.may_overwrite()
    export.set_path("/tmp/two.md")
    assert not export.may_overwrite()


def test_a_file_chosen_in_the_file_dialog_may_be_replaced(
    export: ExportDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def chosen(_parent: object, _title: str, _path: str, kinds: str) -> tuple[str, str]:
        asked.append(kinds)
        return "/tmp/three.md", kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    press(export, qtbot, "Choose…")
    assert asked == ["Markdown (*.md)"]
    assert export.path() == "/tmp/three.md"
    assert export.may_overwrite()


@pytest.fixture
def delete(theme: Theme, qtbot: QtBot) -> DeleteTopicDialog:
    made = DeleteTopicDialog(TOPICS[1], TopicUse(9, 4, 1), TOPICS, theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_deleting_says_what_happens_to_the_marks(delete: DeleteTopicDialog) -> None:
    said = texts(delete).replace("\u2068", "").replace("\u2069", "")
    assert "Delete “Open <b>models</b>”?" in said
    assert "9 marks have it. 4 marks have no other topic. 1 topic below it moves up" in said


def test_keeping_the_marks_is_what_happens_unless_chosen_otherwise(
    delete: DeleteTopicDialog,
) -> None:
    assert delete.choice() == TopicDeletion(TopicFate.KEEP)


def test_marks_can_move_to_another_topic(delete: DeleteTopicDialog, qtbot: QtBot) -> None:
    targets = delete.findChildren(QComboBox)[0]
    assert not targets.isEnabled()
    button(delete, "Move the marks to").click()
    assert targets.isEnabled()
    targets.setCurrentIndex(1)
    assert delete.choice() == TopicDeletion(TopicFate.MOVE, 3)
    assert [targets.itemText(row) for row in range(targets.count())] == [
        "Learning",
        "Open <b>models</b> › Licences",
    ]


def test_removing_names_how_many_marks_would_go(delete: DeleteTopicDialog) -> None:
    button(delete, "Remove the marks that have no other topic (4)").click()
    assert delete.choice() == TopicDeletion(TopicFate.REMOVE)


def test_enter_does_not_delete(delete: DeleteTopicDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(delete, Qt.Key.Key_Return)
    assert delete.result() == DeleteTopicDialog.DialogCode.Rejected


def test_a_topic_without_marks_asks_nothing(theme: Theme, qtbot: QtBot) -> None:
    dialog = DeleteTopicDialog(TOPICS[0], TopicUse(0, 0), TOPICS[:1], theme)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "No mark has it." in texts(dialog)
    assert not [b for b in dialog.findChildren(QRadioButton) if b.isVisible()]
    press(dialog, qtbot, "Delete topic")
    assert dialog.result() == DeleteTopicDialog.DialogCode.Accepted
    assert dialog.choice() == TopicDeletion(TopicFate.KEEP)


def test_what_cannot_be_done_is_not_offered(theme: Theme, qtbot: QtBot) -> None:
    dialog = DeleteTopicDialog(TOPICS[0], TopicUse(3, 0), TOPICS[:1], theme)
    qtbot.addWidget(dialog)
    off = {b.text() for b in dialog.findChildren(QRadioButton) if not b.isEnabled()}
    assert off == {"Move the marks to", "Remove the marks that have no other topic (0)"}


def test_the_facts_of_the_about_box_can_be_copied(theme: Theme, qtbot: QtBot) -> None:
    facts = [("Player", "VLC 3.0"), ("Library", "/tmp/library.db")]
    dialog = AboutDialog("Annotator", "1.2", "For listening.", facts)
    qtbot.addWidget(dialog)
    dialog.show()
    press(dialog, qtbot, "Copy")
    assert QGuiApplication.clipboard().text() == (
        "Version: 1.2\nPlayer: VLC 3.0\nLibrary: /tmp/library.db"
    )


def test_the_deleting_button_is_painted_as_a_danger(
    delete: DeleteTopicDialog, theme: Theme
) -> None:
    image = button(delete, "Delete topic").grab().toImage()
    colours = {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }
    assert theme.danger in colours
    assert isinstance(button(delete, "Delete topic"), QPushButton)
