"""The library as a person works through it: many at once, order and filter, the trash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hands import Hands, shut
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMessageBox, QPushButton

from annotator.domain.notes import Episode, EpisodeState
from annotator.gui.dialogs.trash_dialog import TrashDialog
from annotator.gui.values import SortOrder

OpenWindow = Callable[..., Hands]


def _add(hands: Hands, *titles: str) -> None:
    with hands.desktop.library.changing("Import", None) as change:
        for title in titles:
            change.writes.add_episode(
                Episode(0, f"u-{title}", title, "Wide", created_at="2026-01-01T00:00:00.000Z")
            )
    hands.session.refresh()


def _states(hands: Hands) -> list[str]:
    query = "SELECT state FROM episode WHERE trashed_at IS NULL ORDER BY id"
    return [row[0] for row in hands.stored(query)]


def test_many_are_chosen_by_keys_and_changed_as_one_step(hands: Hands) -> None:
    _add(hands, "One", "Two", "Three")
    panel, tree = hands.window.library, hands.window.library.tree
    tree.setFocus()
    hands.press("Ctrl+A", tree)
    assert len(panel.chosen()) == 4
    told = panel._told.text().replace("\N{NO-BREAK SPACE}", " ")
    assert told == "4 chosen\nF4 state   Shift+F2 show   Delete trash"
    needed = panel._told.heightForWidth(panel._told.width())
    assert 0 < needed <= panel._told.height(), "it wraps, and all of it is seen"

    hands.press("F4", tree)
    [dialog] = hands.window.findChildren(QInputDialog)
    dialog.setTextValue("Done")
    dialog.accept()
    hands.come_back()
    assert _states(hands) == ["done"] * 4
    assert len(panel.chosen()) == 4, "the choice outlives the change"
    hands.press("Ctrl+Z")
    assert "done" not in _states(hands)


def test_the_trash_gives_back_and_deletes_for_good(hands: Hands) -> None:
    _add(hands, "One", "Two")
    tree = hands.window.library.tree
    tree.setFocus()
    hands.press("Ctrl+A", tree)
    hands.press("Delete", tree)
    assert _states(hands) == []
    assert hands.session.episode is None

    hands.press("Ctrl+Shift+Delete")
    [dialog] = hands.window.findChildren(TrashDialog)
    assert dialog.list.count() == 3
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert len(_states(hands)) == 1
    assert dialog.list.count() == 2

    dialog.empty.click()
    [box] = dialog.findChildren(QMessageBox)
    assert "the one thing that undo cannot take back" in box.informativeText()
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert dialog.list.count() == 2, "Return keeps things as they are"

    dialog.empty.click()
    box = dialog.findChildren(QMessageBox)[-1]
    next(b for b in box.buttons() if b.text() == "Delete for good").click()
    hands.bot.waitUntil(lambda: dialog.list.count() == 0)
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    assert len(hands.stored("SELECT id FROM episode")) == 1
    dialog.reject()


def test_order_and_filter_are_chosen_by_key_and_remembered(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    hands = open_window()
    _add(hands, "One", "Two")
    panel = hands.window.library
    panel.tree.setFocus()
    hands.press("F7", panel.tree)
    menu = panel._view_menu
    assert menu.isVisible()
    for title in ("Title", "New"):
        next(action for action in menu.actions() if action.text() == title).trigger()
    menu.close()
    assert panel._filter.text() == "New"
    shut(hands)

    again = open_window()
    panel = again.window.library
    assert (panel._order, panel._state) == (SortOrder.TITLE, EpisodeState.NEW)
    panel._filter.click()
    assert panel._state is None


def test_a_start_goes_on_with_the_last_episode_at_the_last_word(open_window: OpenWindow) -> None:
    hands = open_window()
    hands.play_at(60_000)
    hands.listen(2.0)
    heard = hands.view.page.spoken
    hands.press("Space")
    left_ms = hands.desktop.playback.position_ms
    shut(hands)

    again = open_window()
    again.bot.waitUntil(lambda: again.desktop.playback.position_ms > 0)
    assert abs(again.desktop.playback.position_ms - left_ms) < 100
    assert heard is not None
    assert again.view.page.spoken == heard


def test_where_nothing_is_open_a_button_goes_on(hands: Hands) -> None:
    hands.play_at(60_000)
    hands.listen(1.0)
    hands.press("Space")
    hands.session.close_episode()

    def offered() -> list[QPushButton]:
        buttons = hands.view.findChildren(QPushButton)
        return [button for button in buttons if button.text().startswith("Continue")]

    hands.bot.waitUntil(lambda: bool(offered()))
    [button] = offered()
    assert button.text() == "Continue “What is still worth learning” at 1:01"
    assert hands.desktop.actions["episode.continue"].text() == button.text()
    button.click()
    assert hands.session.episode is not None
    assert abs(hands.desktop.playback.position_ms - 61_000) < 150


def test_the_reading_view_shows_words_alone_and_comes_back_as_it_was(hands: Hands) -> None:
    window = hands.window
    hands.press("Ctrl+3")
    assert window.timeline.isHidden()
    hands.press("F9")
    assert window.library.isHidden()
    assert window.side.isHidden()
    assert not hands.view.page.shows_times
    assert hands.view.hasFocus()
    hands.press("F9")
    assert not window.library.isHidden()
    assert not window.side.isHidden()
    assert window.timeline.isHidden(), "what was hidden before stays so"
    assert hands.view.page.shows_times

    hands.press("F9")
    hands.press("Escape")
    assert not window.library.isHidden()
    hands.press("F9")
    hands.press("Ctrl+1")
    assert not window.library.isHidden(), "asked for a panel, the view gives all back"


def test_the_layout_and_the_size_of_the_text_are_as_they_were_left(
    open_window: OpenWindow,
) -> None:
    hands = open_window()
    window = hands.window
    hands.press("Ctrl+=")
    hands.press("Ctrl+=")
    hands.press("Ctrl+3")
    window.columns.setSizes([300, 700, 380])
    window.columns.splitterMoved.emit(0, 1)
    window.side.setSizes([350, 200])
    window.side.splitterMoved.emit(350, 1)
    topics_height = window.side.sizes()[0]
    hands.press("F9")
    shut(hands)

    again = open_window()
    window = again.window
    assert again.view.zoom() == 1.2
    assert window.timeline.isHidden()
    assert not window.library.isHidden()
    assert abs(window.library.width() - 300) < 20
    assert window.side.topics_height == topics_height
    assert window.side.sizes()[0] == topics_height
