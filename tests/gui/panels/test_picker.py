"""Choosing a topic or a command by typing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.notes import Topic
from annotator.gui.theme import Theme
from annotator.gui.values import PickerRow
from annotator.gui.widgets.picker import Picker
from annotator.gui.widgets.topic_picker import TOP_LEVEL, TopicPicker

COMMANDS = (
    PickerRow("play", "Play or pause", keys="Space"),
    PickerRow("export", "Export the note", detail="File", keys="Ctrl+E"),
    PickerRow("undo", "Undo", enabled=False),
)


def field() -> QWidget:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    return widget


def test_topics_are_listed_in_the_order_of_their_tree(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...]
) -> None:
    picker = TopicPicker(theme, window)
    picker.open_topics(reversed(topics))
    assert picker.titles() == ["Learning", "Open models", "Licences"]


def test_typing_filters_and_enter_puts_on(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    picker = TopicPicker(theme, window)
    picker.open_topics(topics)
    qtbot.keyClicks(field(), "opm")
    assert picker.titles() == ["Open models", "Create “opm”"]
    with qtbot.waitSignal(picker.topicChosen) as chosen:
        qtbot.keyClick(field(), Qt.Key.Key_Return)
    assert chosen.args == [2]
    assert not picker.isVisible()


def test_a_new_name_offers_to_create_it(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    picker = TopicPicker(theme, window)
    picker.open_topics(topics)
    qtbot.keyClicks(field(), "Schools")
    assert picker.titles() == ["Create “Schools”"]
    with qtbot.waitSignal(picker.createRequested) as created:
        qtbot.keyClick(field(), Qt.Key.Key_Return)
    assert created.args == ["Schools"]


def test_an_existing_name_is_not_offered_again_whatever_its_case(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    picker = TopicPicker(theme, window)
    picker.open_topics(topics)
    qtbot.keyClicks(field(), "LEARNING")
    assert picker.titles() == ["Learning"]


def test_a_topic_is_found_by_the_topic_above_it(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    picker = TopicPicker(theme, window)
    picker.open_topics(topics)
    qtbot.keyClicks(field(), "models lic")
    assert picker.titles()[0] == "Licences"


def test_arrows_move_and_come_round(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    picker = TopicPicker(theme, window)
    picker.open_topics(topics)
    qtbot.keyClick(field(), Qt.Key.Key_Up)
    with qtbot.waitSignal(picker.topicChosen) as chosen:
        qtbot.keyClick(field(), Qt.Key.Key_Return)
    assert chosen.args == [3]


def test_shift_enter_puts_on_and_stays_open(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    picker = TopicPicker(theme, window)
    picker.open_topics(topics)
    with qtbot.waitSignal(picker.topicChosen):
        qtbot.keyClick(field(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert picker.isVisible()


def test_escape_closes_and_gives_the_focus_back(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    before = QLineEdit(window)
    before.show()
    before.setFocus()
    picker = TopicPicker(theme, window)
    picker.open_topics(topics)
    assert field() is not before
    with qtbot.waitSignal(picker.closed):
        qtbot.keyClick(field(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_a_click_beside_the_card_closes(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    picker = Picker(theme, window)
    picker.open_picker(COMMANDS)
    with qtbot.waitSignal(picker.closed):
        qtbot.mouseClick(picker, Qt.MouseButton.LeftButton, pos=QPoint(5, 590))


def test_a_command_that_cannot_run_now_is_not_chosen(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    picker = Picker(theme, window)
    picker.open_picker(COMMANDS, text="undo")
    assert picker.titles() == ["Undo"]
    with qtbot.assertNotEmitted(picker.chosen):
        qtbot.keyClick(field(), Qt.Key.Key_Return)
    assert picker.isVisible()


def test_rows_found_elsewhere_stand_below_and_can_be_chosen(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    picker = Picker(theme, window)
    picker.open_picker(COMMANDS)
    with qtbot.waitSignal(picker.queryChanged) as asked:
        qtbot.keyClicks(field(), "e")
    assert asked.args == ["e"]
    picker.set_found([PickerRow("hit:7", "…and that is the point.", detail="27:41")])
    assert picker.titles()[-1] == "…and that is the point."
    qtbot.keyClick(field(), Qt.Key.Key_Up)
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(field(), Qt.Key.Key_Return)
    assert chosen.args == ["hit:7"]


def test_the_chosen_row_is_kept_when_rows_change_under_it(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    picker = TopicPicker(theme, window)
    picker.open_topics(topics)
    qtbot.keyClick(field(), Qt.Key.Key_Down)
    picker.set_topics(topics, checked={2})
    with qtbot.waitSignal(picker.topicChosen) as chosen:
        qtbot.keyClick(field(), Qt.Key.Key_Return)
    assert chosen.args == [2]


def test_moving_offers_the_top_level_and_leaves_out_what_is_moved(
    theme: Theme, window: QWidget, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    picker = TopicPicker(theme, window)
    picker.open_topics(topics, without=(2, 3), can_create=False, top_level=True)
    assert picker.titles() == ["Top level", "Learning"]
    with qtbot.waitSignal(picker.topicChosen) as chosen:
        qtbot.keyClick(field(), Qt.Key.Key_Return)
    assert chosen.args == [TOP_LEVEL]


def test_nothing_that_matches_is_said(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    picker = Picker(theme, window)
    picker.open_picker(COMMANDS, text="zzz")
    shown = {label.text() for label in picker.findChildren(QLabel) if label.isVisible()}
    assert "Nothing matches “zzz”." in shown


def test_the_card_stays_inside_a_small_window(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    window.resize(320, 240)
    picker = TopicPicker(theme, window)
    many = [Topic(n, str(n), f"Topic {n}", "#D9822B", position=n) for n in range(1, 61)]
    picker.open_topics(many)
    qtbot.waitUntil(lambda: window.rect().contains(picker.card.geometry()))


def test_tab_does_not_leave_an_open_picker(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    behind = QLineEdit(window)
    behind.show()
    picker = Picker(theme, window)
    picker.open_picker(COMMANDS)
    inside = field()
    qtbot.keyClick(inside, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is inside


def _swatch_at(picker: Picker, row: int, colour: str) -> float:
    """How far right a row's swatch is, 0 to 1."""
    [view] = picker.findChildren(QListView)
    image = view.viewport().grab(view.visualRect(view.model().index(row, 0))).toImage()
    middle = image.height() // 2
    found = [x for x in range(image.width()) if image.pixelColor(x, middle) == QColor(colour)]
    assert found
    return sum(found) / len(found) / image.width()


def test_a_row_begins_on_the_side_on_which_its_name_begins(theme: Theme, window: QWidget) -> None:
    picker = Picker(theme, window)
    names = ("Craft", "Go to כתיבה פתוחה", "כתיבה פתוחה")
    rows = [PickerRow(name, name, path="Topic", colour="#D9822B") for name in names]
    picker.open_picker(rows)
    sides = [_swatch_at(picker, row, theme.mark("#D9822B")) for row in range(len(names))]
    assert sides[0] < 0.1
    assert min(sides[1:]) > 0.9
