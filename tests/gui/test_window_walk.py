"""The window without a mouse and without eyes: Tab reaches everything, and all of it has a name."""

from __future__ import annotations

from hands import Hands
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.commands import REGISTRY, Place


def described(widget: QWidget) -> str:
    inside = " in ".join(type(w).__name__ for w in (widget, widget.parent()) if w is not None)
    return f"{inside} ({widget.accessibleName()})"


def focusable(window: QWidget) -> set[QWidget]:
    """All that Tab has to reach."""
    return {
        widget
        for widget in window.findChildren(QWidget)
        if widget.window() is window
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    }


def walked(start: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Everything that gets the focus by pressing a key again and again, until it comes round."""
    start.setFocus()
    seen: list[QWidget] = []
    while (focus := QApplication.focusWidget()) not in seen:
        assert focus is not None
        seen.append(focus)
        QTest.keyClick(focus, key)
    return seen


def spoken_name(widget: QWidget) -> str:
    """What a screen reader says the widget is called."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def unnamed(widgets: set[QWidget]) -> list[str]:
    return [described(widget) for widget in widgets if not spoken_name(widget).strip()]


def test_tab_goes_through_every_control_of_the_window_and_comes_round(hands: Hands) -> None:
    wanted = focusable(hands.window)
    assert len(wanted) > 15
    missed = wanted - set(walked(hands.view))
    assert [described(widget) for widget in missed] == []


def test_shift_tab_goes_the_same_way_back(hands: Hands) -> None:
    forwards = walked(hands.view)
    backwards = walked(hands.view, Qt.Key.Key_Backtab)
    assert backwards == [forwards[0], *reversed(forwards[1:])]


def test_tab_goes_from_left_to_right_and_then_down(hands: Hands) -> None:
    def part_of(widget: QWidget) -> str:
        window = hands.window
        parts = (window.library, window.transcript, window.side, window.transport, window.timeline)
        return next((type(p).__name__ for p in parts if p is widget or p.isAncestorOf(widget)), "")

    order = [part for widget in walked(hands.window.library) if (part := part_of(widget))]
    runs = [part for n, part in enumerate(order) if n == 0 or order[n - 1] != part]
    assert runs == ["LibraryPanel", "TranscriptView", "SidePanel", "Transport", "Timeline"]


def test_every_control_has_a_name_for_a_screen_reader(hands: Hands) -> None:
    assert unnamed(focusable(hands.window)) == []


def test_what_opens_over_the_window_has_names_too(hands: Hands) -> None:
    for command in ("mark.pick_topic", "view.palette", "edit.find", "mark.note", "help.keys"):
        hands.view.setFocus()
        hands.desktop.actions.run(command)
        assert unnamed(focusable(hands.window)) == [], command
        hands.press_in("Escape")
    for command in ("app.settings", "app.edit_keys", "export.note", "help.about"):
        hands.desktop.actions.run(command)
        hands.bot.waitUntil(lambda: any(d.isVisible() for d in hands.window.findChildren(QDialog)))
        dialog = next(d for d in hands.window.findChildren(QDialog) if d.isVisible())
        assert unnamed(focusable(dialog)) == [], command
        dialog.reject()
        QApplication.processEvents()


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
