"""The library: what is listed, in which order, and what a click or key asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.notes import EpisodeState, EpisodeSummary
from annotator.gui.panels.library_model import length_text, progress, spoken, state_text
from annotator.gui.panels.library_panel import LibraryPanel
from annotator.gui.theme import Theme
from annotator.gui.values import SortOrder

Make = Callable[..., EpisodeSummary]


@pytest.fixture
def panel(theme: Theme, window: QWidget) -> LibraryPanel:
    made = LibraryPanel(theme, window)
    made.resize(250, 560)
    made.show()
    return made


@pytest.fixture
def episodes(make_episode: Make) -> list[EpisodeSummary]:
    return [
        make_episode("Knowing things", marks=40, state=EpisodeState.IN_PROGRESS),
        make_episode("A mammoth comes back", duration_ms=2_480_000),
        make_episode("Cars and speech", "Long Evenings", marks=3, duration_ms=12_550_000),
    ]


def tree(panel: LibraryPanel) -> QTreeView:
    return panel.findChildren(QTreeView)[0]


def listed(panel: LibraryPanel) -> list[str]:
    """The rows in view: shows and, where unfolded, their episodes."""
    view, rows = tree(panel), []
    model = view.model()
    for place in range(model.rowCount()):
        show = model.index(place, 0)
        rows.append(str(show.data()))
        if view.isExpanded(show):
            rows += [str(model.index(row, 0, show).data()) for row in range(model.rowCount(show))]
    return rows


def index_of(panel: LibraryPanel, title: str) -> QModelIndex:
    model = tree(panel).model()
    found = model.match(
        model.index(0, 0), Qt.ItemDataRole.DisplayRole, title, 1,
        Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
    )  # fmt: skip
    return found[0]


def click(panel: LibraryPanel, title: str, qtbot: QtBot) -> None:
    view = tree(panel)
    at = view.visualRect(index_of(panel, title)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_episodes_stand_under_their_shows_newest_first(
    panel: LibraryPanel, episodes: list[EpisodeSummary]
) -> None:
    panel.set_episodes(episodes)
    assert listed(panel) == [
        "Long Evenings", "Cars and speech", "Wide Talks", "A mammoth comes back", "Knowing things",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (SortOrder.TITLE, ["Cars and speech", "A mammoth comes back", "Knowing things"]),
        (SortOrder.LENGTH, ["Cars and speech", "A mammoth comes back", "Knowing things"]),
        (SortOrder.MARKS, ["Knowing things", "A mammoth comes back", "Cars and speech"]),
        (SortOrder.STATE, ["Knowing things", "A mammoth comes back", "Cars and speech"]),
    ],
)
def test_the_order_can_be_chosen(
    panel: LibraryPanel, episodes: list[EpisodeSummary], order: SortOrder, expected: list[str]
) -> None:
    panel.set_episodes(episodes)
    panel.set_order(order)
    shows = {"Wide Talks", "Long Evenings"}
    assert [row for row in listed(panel) if row not in shows] == expected


def test_an_episode_without_a_show_stands_among_single_ones(
    panel: LibraryPanel, make_episode: Make
) -> None:
    panel.set_episodes([make_episode("Alone", "")])
    assert listed(panel) == ["Single episodes", "Alone"]


def test_a_click_opens(panel: LibraryPanel, episodes: list[EpisodeSummary], qtbot: QtBot) -> None:
    panel.set_episodes(episodes)
    with qtbot.waitSignal(panel.episodeOpened) as opened:
        click(panel, "A mammoth comes back", qtbot)
    assert opened.args == [2]


def test_the_keyboard_moves_and_opens(
    panel: LibraryPanel, episodes: list[EpisodeSummary], qtbot: QtBot
) -> None:
    panel.set_episodes(episodes)
    panel.set_current(3)
    view = tree(panel)
    view.setFocus()
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert panel.current_episode() == 2
    with qtbot.waitSignal(panel.episodeOpened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_a_show_folds_with_a_click_and_stays_folded(
    panel: LibraryPanel, episodes: list[EpisodeSummary], qtbot: QtBot
) -> None:
    panel.set_episodes(episodes)
    click(panel, "Wide Talks", qtbot)
    assert listed(panel) == ["Long Evenings", "Cars and speech", "Wide Talks"]
    panel.set_episodes(episodes)
    assert listed(panel) == ["Long Evenings", "Cars and speech", "Wide Talks"]


def test_filtering_looks_into_folded_shows_and_names_and_states(
    panel: LibraryPanel, episodes: list[EpisodeSummary], qtbot: QtBot
) -> None:
    panel.set_episodes(episodes)
    click(panel, "Wide Talks", qtbot)
    panel.findChild(QLineEdit).setFocus()
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "wide mammoth")
    assert listed(panel) == ["Wide Talks", "A mammoth comes back"]
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, "in progress")
    assert listed(panel) == ["Wide Talks", "Knowing things"]


def test_a_filter_that_fits_nothing_says_so(
    panel: LibraryPanel, episodes: list[EpisodeSummary], qtbot: QtBot
) -> None:
    panel.set_episodes(episodes)
    panel.findChild(QLineEdit).setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "zebra")
    assert not tree(panel).isVisible()
    assert "Nothing matches “zebra”" in texts(panel)


def texts(panel: QWidget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_the_empty_library_says_what_to_do_and_does_it(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.set_key_hints({"open": "Ctrl+O"})
    assert "Drop an audio file here, or open one (Ctrl+O)." in texts(panel)
    button = next(b for b in panel.findChildren(QPushButton) if b.isVisible())
    with qtbot.waitSignal(panel.openFileRequested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_f2_renames_in_place_and_only_asks(
    panel: LibraryPanel, episodes: list[EpisodeSummary], qtbot: QtBot
) -> None:
    panel.set_episodes(episodes)
    panel.set_current(1)
    view = tree(panel)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, "What is worth knowing")
    with qtbot.waitSignal(panel.renameRequested) as asked:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == [1, "What is worth knowing"]
    assert "Knowing things" in listed(panel)


def test_new_facts_keep_the_place_in_a_long_list(panel: LibraryPanel, make_episode: Make) -> None:
    many = [make_episode(f"Episode {number}", f"Show {number % 7}") for number in range(300)]
    panel.set_episodes(many)
    bar = tree(panel).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    panel.update_episode(replace(many[140], position_ms=5_000))
    panel.update_episode(replace(many[150], title="Another name"))
    assert bar.value() == before
    assert "Another name" in listed(panel)


def test_a_removed_episode_takes_its_empty_show_along(
    panel: LibraryPanel, episodes: list[EpisodeSummary]
) -> None:
    panel.set_episodes(episodes)
    panel.remove_episode(3)
    assert listed(panel) == ["Wide Talks", "A mammoth comes back", "Knowing things"]


def actions(menu: QMenu) -> dict[str, object]:
    found = {action.text(): action for action in menu.actions()}
    for action in menu.actions():
        if action.menu() is not None:
            found |= actions(action.menu())
    return found


def test_the_menu_offers_what_can_be_done(
    panel: LibraryPanel, make_episode: Make, qtbot: QtBot
) -> None:
    episode = make_episode("Silent", has_media=False)
    panel.set_episodes([episode])
    offered = actions(panel.menu_for(episode))
    assert offered["New"].isChecked()
    assert not offered["Show in folder"].isEnabled()
    with qtbot.waitSignal(panel.asks.state) as asked:
        offered["Done"].trigger()
    assert asked.args == [(1,), EpisodeState.DONE]
    with qtbot.waitSignal(panel.asks.remove) as asked:
        offered["Move to trash"].trigger()
    assert asked.args == [(1,)]


def test_the_open_episode_is_tinted(
    panel: LibraryPanel, episodes: list[EpisodeSummary], theme: Theme
) -> None:
    panel.set_episodes(episodes)
    panel.set_current(1)
    tree(panel).clearFocus()
    rect = tree(panel).visualRect(index_of(panel, "Knowing things"))
    image = tree(panel).viewport().grab().toImage()
    assert image.pixelColor(rect.right() - 16, rect.top() + 6).name().upper() == theme.accent_soft


@pytest.mark.parametrize(
    ("facts", "left", "right", "heard"),
    [
        ({}, "10:00", "New", None),
        ({"marks": 1}, "10:00", "1 mark", None),
        ({"state": EpisodeState.IN_PROGRESS}, "10:00", "In progress", None),
        ({"state": EpisodeState.DONE, "marks": 12}, "10:00", "Done · 12 marks", 1.0),
        ({"has_transcript": False}, "10:00 · no transcript", "New", None),
        ({"has_media": False}, "No audio", "New", None),
        ({"position_ms": 150_000}, "10:00", "New", 0.25),
        ({"position_ms": 900_000}, "10:00", "New", 1.0),
        ({"position_ms": 5, "duration_ms": 0}, "0:00", "New", None),
    ],
)
def test_what_a_row_tells(
    make_episode: Make, facts: dict[str, object], left: str, right: str, heard: float | None
) -> None:
    episode = make_episode("Any", **facts)
    assert (length_text(episode), state_text(episode), progress(episode)) == (left, right, heard)


def test_a_row_is_spoken_with_all_it_shows(make_episode: Make) -> None:
    assert spoken(make_episode("Any", marks=2)) == "Any, 10:00, New, 2 marks"


def test_those_chosen_by_their_ids_are_told_from_top_to_bottom(
    panel: LibraryPanel, make_episode: Make
) -> None:
    shows = ("A", "B")
    episodes = [make_episode(f"Part {n}", shows[n % 2]) for n in range(8)]
    panel.set_order(SortOrder.TITLE)
    panel.set_episodes(episodes)
    wanted = [episodes[n] for n in (0, 2, 6, 1, 7)]
    panel.choose({episode.id for episode in reversed(wanted)} | {10_000})
    assert [episode.title for episode in panel.chosen()] == [one.title for one in wanted]
