"""Palette, export, settings, keys and themes in the whole window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hands import Hands, shut
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from annotator import __version__
from annotator.gui.dialogs.about import AboutDialog
from annotator.gui.dialogs.delete_topic import DeleteTopicDialog
from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.dialogs.key_editor import KeyEditor
from annotator.gui.dialogs.settings_dialog import SettingsDialog
from annotator.gui.theme import load_theme
from annotator.gui.widgets.picker import Picker
from annotator.settings import default_paths

OpenWindow = Callable[..., Hands]
Kind = TypeVar("Kind", bound=QDialog)


def dialog(hands: Hands, kind: type[Kind]) -> Kind:
    """The open dialog of this kind."""
    return next(d for d in hands.window.findChildren(kind) if d.isVisible())


def button(owner: QWidget, text: str) -> QAbstractButton:
    return next(b for b in owner.findChildren(QAbstractButton) if b.text() == text)


# The palette


def test_the_palette_runs_a_command(hands: Hands) -> None:
    hands.cursor_to(30)
    hands.press("Ctrl+K")
    hands.type("bookm")
    assert hands.picker(Picker).titles()[0] == "Bookmark"
    hands.press_in("Return")
    assert hands.marks()[hands.cue(30)] == ("bookmark", "", "")
    hands.press("Ctrl+K")
    assert hands.picker(Picker).titles()[0] == "Bookmark"  # used last


def test_the_palette_names_what_the_digits_put_on(hands: Hands) -> None:
    hands.cursor_to(30)
    hands.press("Ctrl+K")
    hands.type("craft")
    hands.press_in("Return")
    assert hands.marks()[hands.cue(30)] == ("topic", "Craft", "")


# Notes out


def test_export_previews_and_writes_the_note(hands: Hands, tmp_path: Path) -> None:
    hands.press("Ctrl+E")
    shown = dialog(hands, ExportDialog)
    preview = shown.findChildren(QPlainTextEdit)[0].toPlainText()
    assert preview.startswith("---\ntitle: What is still worth learning\n---")
    assert 'data-t="00:00:34"' in preview
    target = tmp_path / "note.md"
    shown.set_path(str(target))
    button(shown, "Save").click()
    assert target.read_text(encoding="utf-8") == preview
    assert hands.toasts() == [f"Wrote {target}"]
    assert not shown.isVisible()


def test_export_remembers_format_order_and_folder(hands: Hands, tmp_path: Path) -> None:
    hands.press("Ctrl+E")
    shown = dialog(hands, ExportDialog)
    formats, grouping = shown.findChildren(QComboBox)
    formats.setCurrentIndex(formats.findData("obsidian"))
    grouping.setCurrentIndex(grouping.findData("time"))
    shown.set_path(str(tmp_path / "note.md"))
    button(shown, "Save").click()
    assert "^" in (tmp_path / "note.md").read_text(encoding="utf-8")
    hands.come_back()
    hands.press("Ctrl+E")
    again = dialog(hands, ExportDialog)
    assert again.chosen() == ("obsidian", "time")
    assert Path(again.path()).parent == tmp_path


def test_a_note_edited_since_is_kept_until_one_agrees(hands: Hands, tmp_path: Path) -> None:
    target = tmp_path / "note.md"
    target.write_text("My own words.", encoding="utf-8")
    hands.press("Ctrl+E")
    shown = dialog(hands, ExportDialog)
    shown.set_path(str(target))
    button(shown, "Save").click()
    assert target.read_text(encoding="utf-8") == "My own words."
    assert shown.isVisible()
    said = " ".join(label.text() for label in shown.findChildren(QLabel) if label.isVisible())
    assert "is not as Annotator wrote it" in said or "edited since" in said
    button(shown, "Replace the file if it exists").setChecked(True)
    button(shown, "Save").click()
    assert target.read_text(encoding="utf-8").startswith("---\ntitle:")


def test_a_place_that_cannot_be_written_is_told_in_the_dialog(hands: Hands, tmp_path: Path) -> None:
    hands.press("Ctrl+E")
    shown = dialog(hands, ExportDialog)
    shown.set_path(str(tmp_path / "nowhere" / "note.md"))
    button(shown, "Save").click()
    said = [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]
    assert any("could not be written" in text for text in said)
    assert shown.isVisible()


# Settings and keys


def set_field(shown: SettingsDialog, name: str, value: object) -> None:
    shown._editors[name].write(value)


def test_settings_take_effect_at_once_and_come_back(open_window: OpenWindow) -> None:
    hands = open_window()
    hands.press("Ctrl+,")
    shown = dialog(hands, SettingsDialog)
    set_field(shown, "theme", "dark")
    set_field(shown, "reaction_ms", 1500)
    set_field(shown, "author", "Sam")
    button(shown, "Save").click()
    background = load_theme("dark").background
    assert hands.view.page.theme.background == background
    assert "Reaction 1.5 s" in hands.status()
    hands.come_back()
    hands.play_at(17_500)
    hands.press("1")
    assert hands.stored("SELECT author, text FROM annotation_flat WHERE author != ''") == [
        ("Sam", hands.cue(4))
    ]
    shut(hands)
    text = default_paths().settings.read_text(encoding="utf-8")
    assert 'theme = "dark"' in text
    again = open_window()
    assert again.desktop.settings.reaction_ms == 1500
    assert again.view.page.theme.background == background


def test_a_changed_key_works_at_once_and_after_a_restart(open_window: OpenWindow) -> None:
    hands = open_window()
    hands.desktop.actions.run("app.edit_keys")
    shown = dialog(hands, KeyEditor)
    keys = shown.mapping() | {"mark.quote": ("X",)}
    shown.applied.emit(keys)
    shown.reject()
    hands.come_back()
    hands.cursor_to(30)
    hands.press("Q")
    assert hands.cue(30) not in hands.marks()
    hands.press("X")
    assert hands.marks()[hands.cue(30)] == ("quote", "", "")
    shut(hands)

    again = open_window()
    again.cursor_to(32)
    again.press("X")
    assert again.marks()[again.cue(32)] == ("quote", "", "")
    again.press("F1")
    rows = {row.id: row.keys for row in again.desktop._dialogs._key_rows()}
    assert rows["mark.quote"] == ("X",)


def test_light_and_dark_are_switched_from_the_menu_and_everything_follows(hands: Hands) -> None:
    for name in ("dark", "light"):
        hands.desktop.actions.run(f"view.theme_{name}")
        theme = load_theme(name)
        QApplication.processEvents()
        picture = hands.window.grab().toImage()
        colours = {QColor(picture.pixel(x, y)).name().upper() for x in range(0, 780, 7)
                   for y in range(0, 740, 7)}  # fmt: skip
        assert {theme.background.upper(), theme.panel.upper()} <= colours
        other = load_theme("light" if name == "dark" else "dark")
        assert other.background.upper() not in colours


def test_the_theme_of_the_system_follows_the_system(hands: Hands) -> None:
    hands.desktop.actions.run("view.theme_system")
    assert hands.desktop.actions["view.theme_system"].isChecked()
    scheme = QApplication.styleHints().colorScheme()
    expected = "dark" if scheme == Qt.ColorScheme.Dark else "light"
    assert hands.view.page.theme.background == load_theme(expected).background


# Topics


def test_a_topic_is_made_renamed_merged_and_deleted_in_the_panel(hands: Hands) -> None:
    panel = hands.window.topics
    ids = {topic.name: topic.id for topic in hands.session.topics}
    hands.press("Ctrl+T")
    asked = dialog(hands, QInputDialog)
    asked.setTextValue("Patience")
    asked.accept()
    assert hands.counts()["Patience"] == 0
    panel.renameRequested.emit(ids["Craft"], "Handwork")
    assert "Handwork" in hands.counts()
    panel.colourRequested.emit(ids["Craft"], "#123ABC")
    said = "Wood answers honestly. It splits where you were careless, and it never flatters you."
    assert hands.bars(said) == ("#123ABC",)
    panel.mergeRequested.emit(ids["Craft"], ids["Open models"])
    assert hands.counts() == {"What to learn": 4, "Open models": 3, "Patience": 0}
    assert hands.toasts()[-1] == "Merged “Handwork” into “Open models”"
    panel.deleteRequested.emit(ids["What to learn"])
    question = dialog(hands, DeleteTopicDialog)
    words = " ".join(label.text() for label in question.findChildren(QLabel))
    assert "4" in words
    question.accept()
    assert "What to learn" not in hands.counts()
    assert len(hands.marks()) == 7
    for _ in range(4):
        hands.desktop.actions.run("edit.undo")
    hands.desktop.actions.run("edit.undo")
    assert list(hands.counts()) == ["What to learn", "Open models", "Craft"]


# The list of marks


def test_the_list_is_filtered_by_topic_and_text_and_plays_on_a_click(hands: Hands) -> None:
    panel = hands.window.marks
    buttons = panel.findChildren(QAbstractButton)
    next(b for b in buttons if b.accessibleName() == "Filter the marks by text").click()
    hands.type("lagos")
    assert len(hands.listed()) == 1
    field = next(f for f in panel.findChildren(QLineEdit) if f.text() == "lagos")
    field.clear()
    hands.window.topics.filterChanged.emit(frozenset({hands.session.topics[2].id}))
    assert len(hands.listed()) == 2
    hands.window.topics.filterChanged.emit(frozenset())
    mark = hands.session.marks[3]
    panel.markActivated.emit(mark.id)
    assert abs(hands.desktop.playback.position_ms - mark.start_ms) < 50
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)


def test_a_mark_gets_another_topic_from_its_menu(hands: Hands) -> None:
    mark = hands.session.marks[0]
    hands.window.marks.topicsRequested.emit(mark.id)
    hands.type("craft")
    hands.press_in("Return")
    assert hands.marks()[mark.text] == ("topic", "What to learn; Craft", "")
    assert len(hands.marks()) == 7


def test_a_mark_changes_its_kind_and_goes_from_its_menu(hands: Hands) -> None:
    mark = hands.session.marks[0]
    hands.window.marks.kindRequested.emit(mark.id, "quote")
    assert hands.marks()[mark.text][0] == "quote"
    hands.window.marks.deleteRequested.emit(mark.id)
    assert mark.text not in hands.marks()
    assert hands.toasts() == ["Mark removed"]


def test_about_tells_the_version_once_and_that_the_library_is_sound(hands: Hands) -> None:
    hands.desktop.actions.run("help.about")
    hands.bot.waitUntil(lambda: hands.window.findChildren(AboutDialog) != [])
    lines = dialog(hands, AboutDialog).as_text().splitlines()
    assert [line for line in lines if __version__ in line.split()] == [f"Version: {__version__}"]
    assert any(line.startswith("health: sound") for line in lines)
    assert f"player: {hands.desktop.player.name}" in lines


def test_a_question_has_room_for_its_answer_and_buttons_like_all_others(hands: Hands) -> None:
    hands.press("C")
    [dialog] = hands.window.findChildren(QInputDialog)
    assert dialog.findChildren(QLineEdit)[0].width() >= 380
    [box] = dialog.findChildren(QDialogButtonBox)
    assert all(button.icon().isNull() for button in box.buttons())
    fine = box.button(QDialogButtonBox.StandardButton.Ok)
    theme = hands.window._theme
    assert fine.grab().toImage().pixelColor(6, fine.height() // 2) == QColor(theme.accent)
    dialog.reject()
