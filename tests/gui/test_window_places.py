"""The library as a person works through it: many at once, order and filter, the trash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hands import Hands, shut
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMessageBox

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
    assert panel._told.text().startswith("4 chosen · F4 state")

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
