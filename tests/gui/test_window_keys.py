"""Every key of the table, pressed in the real window: what is shown, and what is on the disk."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

SAID = "You only get that from being wrong yourself, many times, at something you care about."
WELCOME = "Welcome to The Long Table."


def spans(hands) -> dict[int, tuple[str, ...]]:
    """Mark id to the colours of its bars in the transcript."""
    found = {}
    for mark in hands.session.marks:
        shown = hands.view.page.marks.get(mark.id)
        found[mark.id] = shown.colours if shown else ()
    return found


def test_space_plays_and_pauses(hands) -> None:
    hands.press("Space")
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    hands.listen(2)
    assert hands.window.transport.findChild(object, "") is not None
    hands.press("Space")
    hands.bot.waitUntil(lambda: not hands.desktop.playback.playing)
