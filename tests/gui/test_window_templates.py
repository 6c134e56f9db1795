"""Templates in the window: copied from those that ship, edited with a preview, kept, shared."""

from __future__ import annotations

from pathlib import Path

from hands import Hands
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from annotator.exporters.template import Template, parse_template
from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.dialogs.template_dialog import TemplateDialog
from annotator.session.template_files import TemplateShelf


def opened(hands: Hands) -> TemplateDialog:
    hands.desktop.actions.run("templates.edit")
    dialog = next(d for d in hands.window.findChildren(TemplateDialog) if d.isVisible())
    settled(hands)
    return dialog


def settled(hands: Hands) -> None:
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running, timeout=20_000)


def click(dialog: TemplateDialog, title: str) -> None:
    [button] = [b for b in dialog.findChildren(QPushButton) if b.text() == title]
    assert button.isEnabled(), title
    button.click()


def shelf(hands: Hands) -> TemplateShelf:
    return TemplateShelf(hands.desktop.context.paths.settings.parent / "templates")


def names(dialog: TemplateDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def choose(dialog: TemplateDialog, name: str) -> None:
    dialog.list.setCurrentRow(names(dialog).index(name))


def field(dialog: TemplateDialog, kind: type, name: str) -> QLineEdit | QPlainTextEdit | QComboBox:
    return next(each for each in dialog.findChildren(kind) if each.accessibleName() == name)


def write_body(hands: Hands, dialog: TemplateDialog, text: str) -> None:
    before = dialog.preview(), dialog.error()
    field(dialog, QPlainTextEdit, "Body").setPlainText(text)
    hands.bot.waitUntil(lambda: (dialog.preview(), dialog.error()) != before, timeout=20_000)
    settled(hands)


def test_what_ships_is_shown_with_the_open_episode_and_cannot_be_changed(hands: Hands) -> None:
    dialog = opened(hands)
    assert names(dialog) == [
        "Built in", "Wiki note", "Markdown", "Obsidian note", "Logseq page",
    ]  # fmt: skip
    hands.bot.waitUntil(lambda: "title: What is still worth learning" in dialog.preview())
    assert field(dialog, QPlainTextEdit, "Body").isReadOnly()
    dialog.reject()


def test_a_copy_is_edited_and_kept_as_it_is_typed(hands: Hands) -> None:
    dialog = opened(hands)
    click(dialog, "Copy")
    settled(hands)
    assert "Wiki note 2" in names(dialog)
    field(dialog, QLineEdit, "Name").setText("My list")
    times = field(dialog, QComboBox, "Times")
    times.setCurrentIndex(times.findData("seconds"))
    write_body(hands, dialog, "{% for m in marks %}at {{ m.time }}\n{% endfor %}")
    assert "at 34" in dialog.preview()
    assert "My list" in names(dialog)
    dialog.reject()
    kept = shelf(hands).find("my list")
    assert (kept.time, kept.body) == (
        "seconds",
        "{% for m in marks %}at {{ m.time }}\n{% endfor %}",
    )
    hands.come_back()
    assert "My list" in names(opened(hands))


def test_a_mistake_is_told_by_its_line_and_pointed_at(hands: Hands) -> None:
    dialog = opened(hands)
    click(dialog, "Copy")
    settled(hands)
    write_body(hands, dialog, "one\n{{ episode.titel }}\n")
    assert "line 2: there is no “titel” here." in dialog.error()
    body = field(dialog, QPlainTextEdit, "Body")
    [tint] = body.extraSelections()
    assert tint.cursor.blockNumber() == 1
    write_body(hands, dialog, "one\n{{ episode.title }}\n")
    assert dialog.error() == ""
    assert body.extraSelections() == []
    front = field(dialog, QPlainTextEdit, "Front matter")
    front.setPlainText("title: episode.title\nno colon here")
    hands.bot.waitUntil(lambda: "line 2 of the front matter" in dialog.error())
    dialog.reject()


def test_a_hostile_template_is_taken_in_and_does_nothing(hands: Hands, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    file = tmp_path / "evil.annotator-template"
    file.write_text(
        'format = 1\nname = "Evil"\n[note]\nbody = """\n'
        "{{ cycler.__init__.__globals__.os.system('touch " + str(canary) + '\') }}"""\n'
    )
    dialog = opened(hands)
    hands.desktop._templates.take_in(file)
    settled(hands)
    hands.bot.waitUntil(lambda: "there is no “__init__” here" in dialog.error(), timeout=20_000)
    assert not canary.exists()
    dialog.reject()


def test_a_template_is_shared_as_one_file(hands: Hands, tmp_path: Path) -> None:
    target = tmp_path / "shared.annotator-template"
    hands.desktop._templates.share("Wiki note", target)
    assert parse_template(target.read_text(encoding="utf-8")).name == "Wiki note"
    dialog = opened(hands)
    hands.desktop._templates.take_in(target)
    assert "Wiki note 2" in names(dialog)
    hands.desktop._templates.remove("Wiki note 2")
    assert "Wiki note 2" not in names(dialog)
    settled(hands)
    dialog.reject()


def test_two_of_one_name_are_not_kept(hands: Hands) -> None:
    dialog = opened(hands)
    click(dialog, "Copy")
    settled(hands)
    choose(dialog, "Markdown")
    click(dialog, "Copy")
    settled(hands)
    field(dialog, QLineEdit, "Name").setText("wiki note 2")
    hands.bot.waitUntil(lambda: "you have another one called" in dialog.error())
    settled(hands)
    dialog.reject()
    assert sorted(own.name for own in shelf(hands).own()) == ["Markdown 2", "Wiki note 2"]


def test_a_template_of_ones_own_is_a_format_of_the_export(hands: Hands, tmp_path: Path) -> None:
    shelf(hands).save(Template("My list", "{{ marks | length }} marks", extension=".txt"))
    hands.press("Ctrl+E")
    dialog = next(d for d in hands.window.findChildren(ExportDialog) if d.isVisible())
    formats = dialog.findChildren(QComboBox)[0]
    formats.setCurrentIndex(formats.findData("template:My list"))
    hands.bot.waitUntil(lambda: dialog.preview() == "7 marks\n", timeout=20_000)
    assert dialog.path().endswith("What is still worth learning.txt")
    dialog.set_path(str(tmp_path / "note.txt"))
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Save")
    button.click()
    hands.bot.waitUntil((tmp_path / "note.txt").exists, timeout=20_000)
    assert (tmp_path / "note.txt").read_text() == "7 marks\n"
    hands.bot.waitUntil(lambda: hands.desktop.settings.export_format == "template:My list")


def test_an_export_closed_while_a_template_is_filled_in_is_no_trouble(hands: Hands) -> None:
    shelf(hands).save(Template("My list", "{{ marks | length }} marks"))
    hands.press("Ctrl+E")
    dialog = next(d for d in hands.window.findChildren(ExportDialog) if d.isVisible())
    formats = dialog.findChildren(QComboBox)[0]
    formats.setCurrentIndex(formats.findData("template:My list"))
    assert hands.desktop.jobs.running
    dialog.reject()
    settled(hands)
