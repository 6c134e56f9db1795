"""The first steps by real keys in the real window."""

from __future__ import annotations

from hands import Hands
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytest_bdd import parsers, scenarios, then, when

from annotator.gui.dialogs.key_sheet import KeySheet

scenarios("tour.feature")


@when(parsers.parse("I have listened for {seconds:d} seconds"))
def have_listened(hands: Hands, seconds: int) -> None:
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    hands.listen(seconds)


@when("I close what has opened")
def close_dialogs(hands: Hands) -> None:
    for dialog in hands.window.findChildren(QDialog):
        dialog.close()
    hands.come_back()


@when("I dismiss the tour")
def dismiss(hands: Hands) -> None:
    buttons = hands.window.tour.findChildren(QAbstractButton)
    next(b for b in buttons if b.accessibleName().startswith("Dismiss")).click()


@when(parsers.parse('I run "{command}" in the window'))
def run_in_window(hands: Hands, command: str) -> None:
    hands.desktop.actions.run(command)


@then(parsers.parse('the tour shows "{text}"'))
def tour_shows(hands: Hands, text: str) -> None:
    hands.bot.waitUntil(lambda: hands.window.tour.text().startswith(text))


@then("there is no tour")
def no_tour(hands: Hands) -> None:
    assert hands.window.tour.text() == ""


@then("the sheet of all keys is open")
def sheet_is_open(hands: Hands) -> None:
    assert any(sheet.isVisible() for sheet in hands.window.findChildren(KeySheet))
