"""The key editor, its conflicts, and the sheet of all keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.gui.dialogs.key_conflicts import conflicts
from annotator.gui.dialogs.key_editor import KeyEditor
from annotator.gui.dialogs.key_sheet import KeySheet
from annotator.gui.theme import Theme
from annotator.gui.values import KeyRow
from annotator.gui.widgets.keycap import KeyCap

ROWS = (
    KeyRow("play", "Playback", "Play or pause", ("Space",), ("Space",), "transcript"),
    KeyRow("quote", "Mark", "Mark a quote", ("Q",), ("Q",), "transcript"),
    KeyRow("note", "Mark", "Write a note", ("N",), ("N",), "transcript"),
    KeyRow("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    KeyRow("next", "Library", "Next episode", ("N",), ("N",), "library"),
    KeyRow("about", "Help", "About", (), ()),
)


@pytest.fixture
def editor(theme: Theme, qtbot: QtBot) -> KeyEditor:
    made = KeyEditor(ROWS, theme)
    qtbot.addWidget(made)
    made.show()
    return made


def button(owner: QWidget, text: str) -> QAbstractButton:
    return next(b for b in owner.findChildren(QAbstractButton) if b.text() == text)


def choose(editor: KeyEditor, title: str) -> None:
    table = editor.findChildren(QTableView)[0]
    for row in range(table.model().rowCount()):
        if table.model().index(row, 0).data() == title:
            table.selectRow(row)
            return
    raise AssertionError(title)


def shown(editor: KeyEditor) -> list[tuple[str, str, str]]:
    """(action, keys, conflict) of every row in view."""
    model = editor.findChildren(QTableView)[0].model()
    return [
        tuple(str(model.index(row, column).data()) for column in (0, 2, 4))
        for row in range(model.rowCount())
    ]  # type: ignore[misc]


def record(editor: KeyEditor, qtbot: QtBot, key: Qt.Key) -> None:
    field = editor.findChildren(QKeySequenceEdit)[0]
    with qtbot.waitSignal(field.keySequenceChanged):
        qtbot.keyClick(field, key)


def texts(owner: QWidget) -> list[str]:
    return [label.text() for label in owner.findChildren(QLabel) if label.isVisible()]


def press(editor: KeyEditor, qtbot: QtBot, text: str) -> None:
    qtbot.mouseClick(button(editor, text), Qt.MouseButton.LeftButton)


def test_a_recorded_key_is_set_and_saved(editor: KeyEditor, qtbot: QtBot) -> None:
    choose(editor, "Mark a quote")
    record(editor, qtbot, Qt.Key.Key_X)
    press(editor, qtbot, "Set")
    assert ("Mark a quote", "X", "") in shown(editor)
    with qtbot.waitSignal(editor.applied) as applied:
        press(editor, qtbot, "Save")
    assert applied.args[0]["quote"] == ("X",)
    assert applied.args[0]["redo"] == ("Ctrl+Shift+Z", "Ctrl+Y")


def test_a_conflict_names_the_other_command_before_it_is_made(
    editor: KeyEditor, qtbot: QtBot
) -> None:
    choose(editor, "Write a note")
    record(editor, qtbot, Qt.Key.Key_Q)
    assert "Q is already the key of “Mark a quote”." in texts(editor)


def test_a_conflict_is_shown_on_both_and_cannot_be_saved(editor: KeyEditor, qtbot: QtBot) -> None:
    choose(editor, "Write a note")
    record(editor, qtbot, Qt.Key.Key_Q)
    press(editor, qtbot, "Set")
    assert ("Mark a quote", "Q", "also Write a note") in shown(editor)
    assert ("Write a note", "Q", "also Mark a quote") in shown(editor)
    assert not button(editor, "Save").isEnabled()
    press(editor, qtbot, "Default")
    assert editor.mapping()["note"] == ("N",)


def test_only_conflicts_can_be_shown(editor: KeyEditor, qtbot: QtBot) -> None:
    choose(editor, "Write a note")
    record(editor, qtbot, Qt.Key.Key_Q)
    press(editor, qtbot, "Set")
    editor.findChildren(QCheckBox)[0].setChecked(True)
    assert [row[0] for row in shown(editor)] == ["Mark a quote", "Write a note"]


def test_a_second_key_can_be_added_and_all_taken_away(editor: KeyEditor, qtbot: QtBot) -> None:
    choose(editor, "About")
    record(editor, qtbot, Qt.Key.Key_F1)
    press(editor, qtbot, "Add")
    record(editor, qtbot, Qt.Key.Key_F4)
    press(editor, qtbot, "Add")
    assert editor.mapping()["about"] == ("F1", "F4")
    press(editor, qtbot, "No key")
    assert editor.mapping()["about"] == ()


def test_reset_all_brings_back_every_default(editor: KeyEditor, qtbot: QtBot) -> None:
    for title, key in (("Mark a quote", Qt.Key.Key_X), ("About", Qt.Key.Key_F1)):
        choose(editor, title)
        record(editor, qtbot, key)
        press(editor, qtbot, "Set")
    press(editor, qtbot, "Reset all")
    assert editor.mapping() == {row.id: row.defaults for row in ROWS}
    assert not button(editor, "Save").isEnabled()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("quote", ["Mark a quote"]), ("ctrl y", ["Redo"]), ("library", ["Next episode"])],
)
def test_the_search_looks_into_names_areas_and_keys(
    editor: KeyEditor, qtbot: QtBot, typed: str, found: list[str]
) -> None:
    field = next(
        line for line in editor.findChildren(QLineEdit)
        if line.accessibleName() == "Search actions and keys"
    )  # fmt: skip
    qtbot.keyClicks(field, typed)
    assert [row[0] for row in shown(editor)] == found


def test_one_key_in_two_places_is_no_conflict() -> None:
    assert conflicts(ROWS) == {}


def test_a_key_that_acts_everywhere_conflicts_with_every_place() -> None:
    anywhere = KeyRow("any", "Go", "Go", ("n",))
    assert set(conflicts((*ROWS, anywhere))) == {"any", "note", "next"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("A", "B", "Ctrl+A")), st.sampled_from(("", "transcript", "library"))
        ),
        max_size=8,
    )
)
def test_conflicts_are_mutual(pairs: list[tuple[str, str]]) -> None:
    rows = [KeyRow(str(n), "", "", (key,), (), place) for n, (key, place) in enumerate(pairs)]
    found = conflicts(rows)
    for row_id, others in found.items():
        assert all(row_id in {one.id for one in found[other.id]} for other in others)


def test_the_sheet_shows_every_key_under_its_area(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    sheet = KeySheet(theme, window)
    sheet.open_sheet(ROWS)
    assert {"Playback", "Mark", "Edit", "Library"} <= set(texts(sheet))
    assert "Help" not in texts(sheet)
    caps = {cap.text() for cap in sheet.findChildren(KeyCap) if cap.isVisible()}
    assert caps == {"Space", "Q", "N", "Ctrl Shift Z", "Ctrl Y"}
    assert window.rect().contains(sheet.card.geometry())


def test_the_sheet_goes_with_escape_or_a_click_beside_it(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    sheet = KeySheet(theme, window)
    sheet.open_sheet(ROWS)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    sheet.open_sheet(ROWS)
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert not sheet.isVisible()


def test_a_sheet_too_long_for_the_window_scrolls(theme: Theme, window: QWidget) -> None:
    window.resize(500, 300)
    many = [KeyRow(str(n), f"Area {n % 4}", f"Command {n}", ("F1",)) for n in range(80)]
    sheet = KeySheet(theme, window)
    sheet.open_sheet(many)
    assert window.rect().contains(sheet.card.geometry())
