"""The topics: filtering by them, renaming, moving, and the menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.notes import Topic
from annotator.gui.panels.topics_panel import TopicsPanel
from annotator.gui.theme import Theme
from annotator.gui.widgets.topic_picker import TopicPicker
from annotator.gui.widgets.topic_tree import flattened, topic_tree

COUNTS = {1: 12, 3: 4}


@pytest.fixture
def panel(theme: Theme, window: QWidget, topics: tuple[Topic, ...]) -> TopicsPanel:
    made = TopicsPanel(theme, window)
    made.resize(300, 400)
    made.set_topics(topics, COUNTS)
    made.show()
    return made


def tree(panel: TopicsPanel) -> QTreeView:
    return panel.findChildren(QTreeView)[0]


def index_of(panel: TopicsPanel, name: str) -> QModelIndex:
    model = tree(panel).model()
    found = model.match(
        model.index(0, 0), Qt.ItemDataRole.DisplayRole, name, 1,
        Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
    )  # fmt: skip
    return found[0]


def middle(panel: TopicsPanel, name: str) -> QPoint:
    return tree(panel).visualRect(index_of(panel, name)).center()


def editor_of(panel: TopicsPanel) -> QLineEdit:
    found = tree(panel).findChild(QLineEdit)
    assert found is not None
    return found


def click(
    panel: TopicsPanel,
    name: str,
    qtbot: QtBot,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.mouseClick(tree(panel).viewport(), Qt.MouseButton.LeftButton, held, middle(panel, name))


def actions(menu: QMenu) -> dict[str, object]:
    found = {action.text(): action for action in menu.actions()}
    for action in menu.actions():
        if action.menu() is not None:
            found |= actions(action.menu())
    return found


def test_a_click_filters_and_another_takes_the_filter_off(panel: TopicsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.filterChanged) as changed:
        click(panel, "Learning", qtbot)
    assert changed.args == [frozenset({1})]
    with qtbot.waitSignal(panel.filterChanged) as changed:
        click(panel, "Learning", qtbot)
    assert changed.args == [frozenset()]


def test_filtering_by_a_topic_includes_those_below_it(panel: TopicsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.filterChanged) as changed:
        click(panel, "Open models", qtbot)
    assert changed.args == [frozenset({2, 3})]


def test_control_click_adds_to_the_filter(panel: TopicsPanel, qtbot: QtBot) -> None:
    click(panel, "Learning", qtbot)
    click(panel, "Licences", qtbot, Qt.KeyboardModifier.ControlModifier)
    assert panel.filter_ids() == {1, 3}


def test_the_keyboard_filters_too(panel: TopicsPanel, qtbot: QtBot) -> None:
    tree(panel).setFocus()
    panel.select_topic(1)
    qtbot.keyClick(tree(panel), Qt.Key.Key_Down)
    assert panel.current_topic() == 2
    with qtbot.waitSignal(panel.filterChanged) as changed:
        qtbot.keyClick(tree(panel), Qt.Key.Key_Return)
    assert changed.args == [frozenset({2, 3})]


def test_a_deleted_topic_leaves_the_filter(
    panel: TopicsPanel, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    click(panel, "Learning", qtbot)
    with qtbot.waitSignal(panel.filterChanged) as changed:
        panel.set_topics(topics[1:], COUNTS)
    assert changed.args == [frozenset()]


def test_f2_renames_in_place_and_only_asks(panel: TopicsPanel, qtbot: QtBot) -> None:
    tree(panel).setFocus()
    panel.select_topic(2)
    qtbot.keyClick(tree(panel), Qt.Key.Key_F2)
    editor = editor_of(panel)
    editor.setText("Open\u202e weights")  # a key cannot type a direction override
    with qtbot.waitSignal(panel.renameRequested) as asked:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == [2, "Open weights"]
    assert index_of(panel, "Open models").isValid()


def test_a_double_click_renames_and_leaves_the_filter_as_it_was(
    panel: TopicsPanel, qtbot: QtBot
) -> None:
    viewport, at = tree(panel).viewport(), middle(panel, "Learning")
    click(panel, "Learning", qtbot)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    assert tree(panel).findChild(QLineEdit) is not None
    assert panel.filter_ids() == frozenset()


def test_an_empty_name_is_no_name(panel: TopicsPanel, qtbot: QtBot) -> None:
    panel.select_topic(2)
    panel.rename_current()
    editor = editor_of(panel)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    with qtbot.assertNotEmitted(panel.renameRequested):
        qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_the_menu_gives_colours_digits_and_their_holders(
    panel: TopicsPanel, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    offered = actions(panel.menu_for(topics[2]))
    assert offered["Violet"].isChecked()
    assert offered["None"].isChecked()
    assert "1  (Learning)" in offered
    with qtbot.waitSignal(panel.digitRequested) as asked:
        offered["7"].trigger()
    assert asked.args == [3, 7]
    with qtbot.waitSignal(panel.colourRequested) as asked:
        offered["Teal"].trigger()
    assert asked.args == [3, "#2A8C8C"]
    with qtbot.waitSignal(panel.deleteRequested) as asked:
        offered["Delete…"].trigger()
    assert asked.args == [3]


def test_none_takes_the_digit_away(
    panel: TopicsPanel, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.digitRequested) as asked:
        actions(panel.menu_for(topics[0]))["None"].trigger()
    assert asked.args == [1, 0]


def picker(window: QWidget) -> TopicPicker:
    return next(each for each in window.findChildren(TopicPicker) if each.isVisible())


def test_merging_asks_into_which_topic(
    panel: TopicsPanel, window: QWidget, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    actions(panel.menu_for(topics[0]))["Merge into…"].trigger()
    assert picker(window).titles() == ["Open models", "Licences"]
    qtbot.keyClicks(QApplication.focusWidget(), "lic")
    with qtbot.waitSignal(panel.mergeRequested) as asked:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked.args == [1, 3]


def test_moving_offers_no_place_below_itself(
    panel: TopicsPanel, window: QWidget, topics: tuple[Topic, ...]
) -> None:
    actions(panel.menu_for(topics[1]))["Move under…"].trigger()
    assert picker(window).titles() == ["Learning"]


def test_a_nested_topic_can_move_to_the_top(
    panel: TopicsPanel, window: QWidget, topics: tuple[Topic, ...], qtbot: QtBot
) -> None:
    actions(panel.menu_for(topics[2]))["Move under…"].trigger()
    assert picker(window).titles() == ["Top level", "Learning", "Open models"]
    with qtbot.waitSignal(panel.moveRequested) as asked:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked.args == [3, 0, -1]


def drag(panel: TopicsPanel, name: str) -> QMimeData:
    return tree(panel).model().mimeData([index_of(panel, name)])


def test_dropping_a_topic_on_another_asks_to_nest_it(panel: TopicsPanel, qtbot: QtBot) -> None:
    model = tree(panel).model()
    with qtbot.waitSignal(panel.moveRequested) as asked:
        model.dropMimeData(
            drag(panel, "Learning"), Qt.DropAction.MoveAction, -1, -1,
            index_of(panel, "Open models"),
        )  # fmt: skip
    assert asked.args == [1, 2, 1]


def test_dropping_between_two_asks_for_that_place(panel: TopicsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.moveRequested) as asked:
        tree(panel).model().dropMimeData(
            drag(panel, "Licences"), Qt.DropAction.MoveAction, 1, 0, QModelIndex()
        )
    assert asked.args == [3, 0, 1]


def test_a_topic_cannot_be_dropped_below_itself(panel: TopicsPanel) -> None:
    model = tree(panel).model()
    assert not model.canDropMimeData(
        drag(panel, "Open models"), Qt.DropAction.MoveAction, -1, -1, index_of(panel, "Licences")
    )


def test_the_topics_of_the_target_are_shown_on_a_chip(panel: TopicsPanel, theme: Theme) -> None:
    panel.set_on_target({1})
    image = tree(panel).viewport().grab().toImage()
    right = tree(panel).viewport().width() - 60
    colours = [
        image.pixelColor(right, middle(panel, name).y()).name().upper()
        for name in ("Learning", "Open models")
    ]
    assert colours == [theme.chip, theme.panel]


def test_a_row_is_spoken_with_its_key_and_count(panel: TopicsPanel) -> None:
    row = index_of(panel, "Learning")
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "Learning, key 1, 12 marks"


def test_counts_change_without_folding_anything(panel: TopicsPanel) -> None:
    tree(panel).collapse(index_of(panel, "Open models"))
    panel.set_counts({1: 13})
    assert not tree(panel).isExpanded(index_of(panel, "Open models"))
    spoken = index_of(panel, "Learning").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("13 marks")


def test_new_topics_keep_folds_and_the_cursor(
    panel: TopicsPanel, topics: tuple[Topic, ...]
) -> None:
    tree(panel).collapse(index_of(panel, "Open models"))
    panel.select_topic(2)
    panel.set_topics([*topics, Topic(4, "t4", "Schools", "#1F8FC2", position=9)], COUNTS)
    assert not tree(panel).isExpanded(index_of(panel, "Open models"))
    assert panel.current_topic() == 2


def test_without_topics_the_panel_names_the_key(theme: Theme, window: QWidget) -> None:
    panel = TopicsPanel(theme, window)
    panel.set_key_hints({"topic": "T"})
    panel.resize(300, 300)
    panel.show()
    shown = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "Press T and type a name; the keys 1 to 9 then put it on." in shown


def test_a_topic_whose_parent_is_gone_stands_at_the_top(topics: tuple[Topic, ...]) -> None:
    orphans = topic_tree([topics[0], topics[2]])
    assert [node.topic.name for node in orphans] == ["Learning", "Licences"]


def test_the_path_names_what_is_above(topics: tuple[Topic, ...]) -> None:
    deep = Topic(9, "t9", "MIT", "#000000", parent_id=3)
    nodes = {node.topic.id: node for node in flattened(topic_tree([*topics, deep]))}
    assert nodes[9].path == "Open models › Licences"
    assert nodes[2].ids() == (2, 3, 9)
