"""Searching everywhere and topic radio, without a window."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from front import Front
from pytest_bdd import given, parsers, scenarios, then

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
