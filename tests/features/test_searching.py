"""Searching everywhere and topic radio: without a window, and by real keys in one."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from front import Front
from hands import Hands
from PySide6.QtWidgets import QApplication
from pytest_bdd import given, parsers, scenarios, then, when

from annotator.gui.panels.everywhere import Everywhere

scenarios("searching.feature")


@given(parsers.parse('I searched for "{text}"'))
def searched(front: Front, text: str) -> None:
    front.search_for(text)


@then(parsers.re(r'the kept searches are "(?P<listed>.*)"'))
def kept(front: Front, listed: str) -> None:
    with closing(sqlite3.connect(front.library_path)) as connection:
        rows = connection.execute("SELECT name, query FROM saved_search ORDER BY id").fetchall()
    assert ", ".join(f"{name} = {query}" for name, query in rows) == listed


@then(parsers.parse("place {number:d} of {count:d} is on air"))
def on_air(front: Front, number: int, count: int) -> None:
    assert front.context.radio.place == (number, count)


@then("nothing is on air")
def off_air(front: Front) -> None:
    assert not front.context.radio.playing
    assert front.session.on_air is None


# In the window


def card(hands: Hands) -> Everywhere:
    found = hands.window.findChild(Everywhere)
    assert found is not None
    return found


@when(parsers.parse('I press "{key}" where the keys go'))
def press_there(hands: Hands, key: str) -> None:
    hands.press_in(key)
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)


@when(parsers.parse('I type "{text}" and {count:d} places are found'))
def type_and_find(hands: Hands, text: str, count: int) -> None:
    hands.type(text)
    hands.bot.waitUntil(lambda: hands.session.search_text == text)
    assert card(hands).list.places.rowCount() == count


@then("typing finds so many places:")
def typing_finds(hands: Hands, datatable: list[list[str]]) -> None:
    for typed, count in datatable[1:]:
        hands.press_in("Ctrl+A")
        hands.press_in("Delete")
        QApplication.clipboard().setText(typed)  # keys of a test write plain letters only
        hands.press_in("Ctrl+V")
        hands.bot.waitUntil(lambda typed=typed: hands.session.search_text == typed)
        assert card(hands).list.places.rowCount() == int(count), typed
        wanted = "Nothing found" if count == "0" else f"{count} place"
        assert card(hands).count_text().startswith(wanted)


@then("the second place is heard")
def is_heard(hands: Hands) -> None:
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    _, here, _ = card(hands).around_text()
    cue = hands.session.transcript.cues[
        hands.session.transcript.cue_at(hands.desktop.playback.position_ms)
    ]
    assert here in cue.text or cue.text in here
    assert "machine" in here.lower()


@then(parsers.parse('all {count:d} places are tagged "{name}"'))
def all_tagged(hands: Hands, count: int, name: str) -> None:
    assert f"Tagged {count} places “{name}”" in hands.toasts()
    tagged = [text for text, (_, topics, _) in hands.marks().items() if name in topics]
    assert sum("machine" in text.lower() for text in tagged) == count


@then(parsers.parse('the library lists the kept search "{name}"'))
def lists_kept(hands: Hands, name: str) -> None:
    assert hands.stored("SELECT name, query FROM saved_search") == [(name, "machine*")]
    assert hands.window.library.kept.item(0).text() == name
