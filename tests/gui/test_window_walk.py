"""The window without a mouse and without eyes: Tab reaches everything, and all of it has a name."""

from __future__ import annotations

from hands import Hands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.commands import REGISTRY, Place


def walked(start: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Everything that gets the focus by pressing a key again and again, until it comes round."""
    start.setFocus()
    seen: list[QWidget] = []
    while (focus := QApplication.focusWidget()) not in seen:
        assert focus is not None
        seen.append(focus)
        QTest.keyClick(focus, key)
    return seen


def test_tab_goes_from_left_to_right_and_then_down(hands: Hands) -> None:
    def part_of(widget: QWidget) -> str:
        window = hands.window
        parts = (window.library, window.transcript, window.side, window.transport, window.timeline)
        return next((type(p).__name__ for p in parts if p is widget or p.isAncestorOf(widget)), "")

    order = [part for widget in walked(hands.window.library) if (part := part_of(widget))]
    runs = [part for n, part in enumerate(order) if n == 0 or order[n - 1] != part]
    assert runs == ["LibraryPanel", "TranscriptView", "SidePanel", "Transport", "Timeline"]


def test_alt_and_a_letter_opens_each_menu(hands: Hands) -> None:
    titles = [action.text() for action in hands.window.menuBar().actions()]
    letters = [title.partition("&")[2][:1] for title in titles]
    assert all(letters)
    assert len(set(letters)) == len(letters)


def test_every_action_of_the_menus_has_help_and_no_two_share_a_key(hands: Hands) -> None:
    places = {command.title: command.place for command in REGISTRY}
    seen: dict[tuple[Place, str], str] = {}
    for menu in hands.window.menuBar().actions():
        for action in menu.menu().actions():
            if action.isSeparator() or action.menu() is not None:
                continue
            assert action.statusTip(), action.text()
            for key in action.shortcuts():
                taken = (places.get(action.text(), Place.WINDOW), key.toString())
                assert seen.setdefault(taken, action.text()) == action.text()
    assert (Place.WINDOW, "Ctrl+E") in seen
