"""What is done to many episodes at once, and the trash, without a window."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from front import Front, clock_ms, write_wav
from pytest_bdd import given, parsers, scenarios, then, when

from annotator.commands import Place
from annotator.commands.library import ask_to_delete, bring_back

scenarios("library.feature")


@given("two more recordings are brought in")
def more(front: Front) -> None:
    for number in (1, 2):
        path = write_wav(front.folder / f"other {number}.wav", level=128 + number)
        front.answers.files = (path,)
        front.press("Ctrl+O")
    first = min(row.id for row in front.session.library.episodes.summaries())
    front.session.open(first)


@given("all episodes are chosen")
def choose_all(front: Front) -> None:
    front.choose_episodes()


@given(parsers.parse('I press "{key}" in the library'))
@when(parsers.parse('I press "{key}" in the library'))
def press_there(front: Front, key: str) -> None:
    front.press(key, Place.LIBRARY)


@when(parsers.parse('I press "{key}" in the library and answer "{answer}"'))
def press_and_answer(front: Front, key: str, answer: str) -> None:
    front.answers.next = answer
    press_there(front, key)


@when("I bring back all that is in the trash")
def bring_all_back(front: Front) -> None:
    front.do(bring_back, [row.id for row in front.session.library.episodes.trashed()])


@when(parsers.parse('I empty the trash and answer "{answer}"'))
def empty(front: Front, answer: str) -> None:
    front.answers.next = answer
    front.do(ask_to_delete, front.session.library.episodes.trashed())


def _stored(front: Front, query: str) -> list[str]:
    with closing(sqlite3.connect(front.library_path)) as connection:
        return [str(row[0]) for row in connection.execute(query)]


@then(parsers.re(r'the states are "(?P<listed>.*)"'))
def states(front: Front, listed: str) -> None:
    query = "SELECT state FROM episode WHERE trashed_at IS NULL ORDER BY id"
    assert ", ".join(_stored(front, query)) == listed


@then(parsers.re(r'the shows are "(?P<listed>.*)"'))
def shows(front: Front, listed: str) -> None:
    query = (
        "SELECT coalesce(name, '') FROM episode LEFT JOIN show ON show.id = show_id"
        " ORDER BY episode.id"
    )
    assert ", ".join(_stored(front, query)) == listed


@then(parsers.parse("{count:d} episodes are in the trash"))
@then(parsers.parse("{count:d} episode is in the trash"))
def in_trash(front: Front, count: int) -> None:
    query = "SELECT id FROM episode WHERE trashed_at IS NOT NULL"
    assert len(_stored(front, query)) == count


@then(parsers.parse("{count:d} marks are in the library"))
@then(parsers.parse("{count:d} mark is in the library"))
def marks(front: Front, count: int) -> None:
    assert len(_stored(front, "SELECT id FROM annotation")) == count


@then(parsers.parse('I am asked for "{words}"'))
def asked_for(front: Front, words: str) -> None:
    assert words in front.answers.asked[-1]


@given(parsers.parse("the talk was left at {at}"))
def left_at(front: Front, at: str) -> None:
    assert front.session.episode is not None
    front.session.library.remember_position(front.session.episode.id, clock_ms(at))


def _open_titled(front: Front, title: str) -> int:
    rows = front.session.library.episodes.summaries()
    return next(row.id for row in rows if row.title == title)


@given(parsers.parse('"{title}" was opened since'))
def opened_since(front: Front, title: str) -> None:
    ident = _open_titled(front, title)
    front.session.library.now = lambda: "2999-01-01T00:00:00.000Z"
    front.session.library.remember_position(ident, 0)
    front.session.open(ident)


@then("the talk is open again")
def talk_again(front: Front) -> None:
    assert front.session.episode is not None
    assert front.session.episode.title == "talk"


@then(parsers.parse('the episode "{title}" is open'))
def is_open(front: Front, title: str) -> None:
    assert front.session.episode is not None
    assert front.session.episode.title == title
