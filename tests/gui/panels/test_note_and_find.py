"""The line for a note and the bar for finding."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.theme import Theme
from annotator.gui.widgets.elided_label import ElidedLabel
from annotator.gui.widgets.find_bar import FindBar
from annotator.gui.widgets.note_line import NoteLine

SHIFT = Qt.KeyboardModifier.ShiftModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def note(theme: Theme, window: QWidget) -> NoteLine:
    line = NoteLine(theme, window)
    line.resize(600, 90)
    return line


def test_the_note_says_which_words_it_is_for(note: NoteLine) -> None:
    note.open("You need it to\nfind out", 1_661_000)
    assert note.target_text() == "Note at 27:41 “You need it to find out”"
    assert note.isVisible()


def test_enter_saves_and_shift_enter_breaks_the_line(note: NoteLine, qtbot: QtBot) -> None:
    note.open("words", 0)
    qtbot.keyClicks(focused(), "one")
    qtbot.keyClick(focused(), Qt.Key.Key_Return, SHIFT)
    qtbot.keyClicks(focused(), "two")
    with qtbot.waitSignal(note.saved) as saved:
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert saved.args == ["one\ntwo"]
    assert not note.isVisible()


def test_escape_cancels_and_hands_back_what_was_typed(note: NoteLine, qtbot: QtBot) -> None:
    note.open("words", 0, "half a")
    qtbot.keyClicks(focused(), " thought")
    with qtbot.waitSignal(note.cancelled) as gone:
        qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert gone.args == ["half a thought"]


def test_the_note_grows_with_its_lines_and_shrinks_again(note: NoteLine, qtbot: QtBot) -> None:
    note.open("words", 0)
    field = focused()
    one = field.height()
    for _ in range(3):
        qtbot.keyClick(field, Qt.Key.Key_Return, SHIFT)
    four = field.height()
    assert four > one
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert one < field.height() < four


@pytest.fixture
def bar(theme: Theme, window: QWidget) -> FindBar:
    found = FindBar(theme, window)
    found.resize(600, 44)
    return found


def test_typing_asks_and_the_count_answers(bar: FindBar, qtbot: QtBot) -> None:
    bar.open()
    with qtbot.waitSignal(bar.queryChanged) as asked:
        qtbot.keyClicks(focused(), "m")
    assert asked.args == ["m"]
    bar.set_count(3, 1_200)
    assert bar.count_text() == "3 of 1,200"
    bar.set_count(0, 0)
    assert bar.count_text() == "No match"


def test_an_empty_field_counts_nothing(bar: FindBar, qtbot: QtBot) -> None:
    bar.open("word")
    bar.set_count(1, 2)
    qtbot.keyClick(focused(), Qt.Key.Key_Backspace)
    assert bar.query() == ""
    assert bar.count_text() == ""


def test_enter_goes_on_shift_enter_goes_back_escape_leaves(bar: FindBar, qtbot: QtBot) -> None:
    bar.open("word")
    with qtbot.waitSignal(bar.nextRequested):
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.previousRequested):
        qtbot.keyClick(focused(), Qt.Key.Key_Return, SHIFT)
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_opening_again_selects_what_stands_there(bar: FindBar, qtbot: QtBot) -> None:
    bar.open("first")
    bar.open()
    qtbot.keyClicks(focused(), "x")
    assert bar.query() == "x"


def test_arrows_are_off_while_nothing_is_found(bar: FindBar) -> None:
    bar.open("word")
    bar.set_count(0, 0)
    off = [each for each in bar.findChildren(QAbstractButton) if not each.isEnabled()]
    assert {each.accessibleName() for each in off} == {"Next match", "Previous match"}


def test_a_long_name_is_cut_and_told_by_the_tooltip(window: QWidget) -> None:
    label = ElidedLabel("A name that is far too long <b>for its place</b>", parent=window)
    label.resize(90, 20)
    label.show()
    assert label.shown().endswith("…")
    assert "&lt;b&gt;for its place" in label.toolTip()
    label.resize(600, 20)
    assert label.shown() == label.text()
    assert label.toolTip() == ""
