"""The first steps: done by doing, dismissed for good, found again in Help."""

from __future__ import annotations

from collections.abc import Callable

from hands import Hands, shut
from PySide6.QtWidgets import QAbstractButton, QDialog

OpenWindow = Callable[..., Hands]


def dismiss(hands: Hands) -> None:
    next(
        button
        for button in hands.window.tour.findChildren(QAbstractButton)
        if button.accessibleName().startswith("Dismiss")
    ).click()


def first_start(open_window: OpenWindow) -> Hands:
    hands = open_window(sample=False)
    hands.bot.waitUntil(lambda: hands.session.transcript is not None)
    return hands


def test_five_steps_are_ticked_off_by_doing_them(open_window: OpenWindow) -> None:
    hands = first_start(open_window)
    tour = hands.window.tour
    assert tour.text().startswith("○○○○○ Space")
    hands.press("Space")
    hands.bot.waitUntil(lambda: tour.text().startswith("●○○○○ 1"))
    hands.listen(2)
    hands.press("2")
    assert tour.text().startswith("●●○○○ Q")
    hands.press("Q")
    assert tour.text().startswith("●●●○○ Ctrl Z")
    hands.press("Ctrl+Z")
    assert tour.text().startswith("●●●●○ Ctrl E")
    hands.press("Ctrl+E")
    for dialog in hands.window.findChildren(QDialog):
        dialog.close()
    assert tour.text().startswith("●●●●● ?")


def test_steps_done_out_of_order_count_and_a_restart_goes_on(open_window: OpenWindow) -> None:
    hands = first_start(open_window)
    hands.cursor_to(30)
    hands.press("Q")
    assert hands.window.tour.text().startswith("●○○○○ Space")
    shut(hands)
    again = open_window(sample=False)
    assert again.window.tour.text().startswith("●○○○○ Space")


def test_a_key_without_a_mark_is_no_step(open_window: OpenWindow) -> None:
    hands = first_start(open_window)
    hands.cursor_to(30)
    hands.press("9")
    assert hands.window.tour.text().startswith("○○○○○ Space")


def test_dismissed_it_stays_away_until_help_brings_it_back(open_window: OpenWindow) -> None:
    hands = first_start(open_window)
    dismiss(hands)
    assert hands.window.tour.text() == ""
    assert hands.view.hasFocus()
    shut(hands)
    again = open_window(sample=False)
    assert again.window.tour.text() == ""
    again.desktop.actions.run("help.tour")
    assert again.window.tour.text().startswith("○○○○○ Space")
