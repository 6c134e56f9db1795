"""The vault in the window: shown before it is written, taken back, following each mark."""

from __future__ import annotations

from pathlib import Path

from hands import Hands
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
)

from annotator.commands.templates import shelf
from annotator.exporters.template import Template
from annotator.gui.dialogs.sync_dialog import SyncDialog
from annotator.gui.dialogs.vault_dialog import VaultDialog


def _opened(hands: Hands, folder: Path) -> VaultDialog:
    hands.press("Ctrl+Shift+E")
    [shown] = [d for d in hands.window.findChildren(VaultDialog) if d.isVisible()]
    shown.findChildren(QLineEdit)[0].setText(str(folder))
    return shown


def _click(shown: QDialog, title: str) -> None:
    [button] = [b for b in shown.findChildren(QPushButton) if b.text() == title]
    assert button.isEnabled()
    button.click()


def _idle(hands: Hands) -> None:
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)


def _notes(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}


def test_a_vault_is_shown_written_and_taken_back(hands: Hands, tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    shown = _opened(hands, folder)
    _click(shown, "Compare")
    _idle(hands)
    listed = shown.findChildren(QListWidget)[0]
    names = [listed.item(row).text() for row in range(listed.count())]
    assert any("What is still worth learning" in name for name in names)
    assert not folder.exists()
    _click(shown, "Write")
    _idle(hands)
    assert len(_notes(folder)) == len(names)
    topic = hands.session.topics[0]
    hands.window.topics.renameRequested.emit(topic.id, "Something else")
    _click(shown, "Compare")
    _idle(hands)
    assert "+" in shown.findChildren(QPlainTextEdit)[0].toPlainText()
    before = _notes(folder)
    _click(shown, "Write")
    _idle(hands)
    assert "something_else" in _notes(folder)
    _click(shown, "Take Back the Last Export")
    _idle(hands)
    assert _notes(folder) == before
    shown.reject()


def test_episodes_are_written_with_a_template_of_ones_own(hands: Hands, tmp_path: Path) -> None:
    body = "{% for mark in marks %}Heard: {{ mark.quote }} {{ mark.hidden_id }}\n\n{% endfor %}"
    shelf(hands.desktop.context).save(Template("Mine", body))
    folder = tmp_path / "vault"
    shown = _opened(hands, folder)
    [choice] = [box for box in shown.findChildren(QComboBox) if box.findText("Mine") >= 0]
    choice.setCurrentText("Mine")
    _click(shown, "Write")
    _idle(hands)
    assert "Heard: “" in _notes(folder)["What is still worth learning"]
    assert hands.desktop.context.settings().vault_template == "Mine"
    shown.reject()


def test_the_vault_follows_each_mark(hands: Hands, tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    shown = _opened(hands, folder)
    _click(shown, "Write")
    _idle(hands)
    shown.reject()
    hands.desktop.actions.run("vault.live")
    hands.come_back()
    hands.cursor_to(5)
    hands.press("Q")
    words = hands.cue(5)[:30]
    note = folder / "Episodes" / "What is still worth learning.md"
    hands.bot.waitUntil(lambda: words in note.read_text(encoding="utf-8"))
    hands.press("Ctrl+Z")
    hands.bot.waitUntil(lambda: words not in note.read_text(encoding="utf-8"))
    _idle(hands)


def test_a_folder_that_cannot_be_is_told_in_the_dialog(hands: Hands, tmp_path: Path) -> None:
    shown = _opened(hands, tmp_path / "no" / "where")
    _click(shown, "Write")
    told = shown.findChildren(type(shown._told))
    assert any("There is no folder" in label.text() for label in told)
    shown.reject()


def test_what_was_changed_in_the_notes_comes_back_and_clashes_are_decided(
    hands: Hands, tmp_path: Path
) -> None:
    folder = tmp_path / "vault"
    bare = next(mark for mark in hands.session.marks if not mark.note)
    hands.window.marks.noteEdited.emit(bare.id, "A second thought.")
    shown = _opened(hands, folder)
    _click(shown, "Write")
    _idle(hands)
    shown.reject()
    noted = [mark for mark in hands.session.marks if mark.note]
    note = folder / "Episodes" / "What is still worth learning.md"
    text = note.read_text(encoding="utf-8")
    for number, mark in enumerate(noted[:2]):
        assert text.count(mark.note) == 1
        text = text.replace(mark.note, f"{mark.note} Edited {number}.")
    note.write_text(text, encoding="utf-8")
    hands.window.marks.noteEdited.emit(noted[1].id, f"{noted[1].note} Otherwise.")
    hands.desktop.actions.run("vault.sync")
    hands.bot.waitUntil(lambda: bool(hands.window.findChildren(SyncDialog)))
    [asked] = hands.window.findChildren(SyncDialog)
    listed = asked.findChildren(QListWidget)[0]
    assert listed.count() == 1
    assert "Edited 0." in listed.item(0).text()
    [choice] = asked.findChildren(QComboBox)
    choice.setCurrentIndex(choice.findData("file"))
    _click(asked, "Bring Together")
    hands.bot.waitUntil(lambda: "Edited 1." in hands.session.mark(noted[1].id).note)
    _idle(hands)
    assert hands.session.mark(noted[0].id).note.endswith("Edited 0.")
    assert "Otherwise." not in note.read_text(encoding="utf-8")
    hands.come_back()
    hands.press("Ctrl+Z")
    assert hands.session.mark(noted[0].id).note == noted[0].note
    assert hands.session.mark(noted[1].id).note.endswith("Otherwise.")
