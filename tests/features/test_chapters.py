"""Chapters made, renamed, removed and walked through, without a window."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from front import Front, clock_ms
from pytest_bdd import given, parsers, scenarios, then, when

from annotator.domain.timecode import format_clock

scenarios("chapters.feature")


@given(parsers.parse('the chapter "{title}" begins at {at}'))
def make_chapter(front: Front, title: str, at: str) -> None:
    front.playback.seek(clock_ms(at))
    front.answers.next = title
    front.press("C")


@when(parsers.parse('I do "{command_id}"'))
def do(front: Front, command_id: str) -> None:
    front.run(command_id)


def stored(front: Front) -> list[str]:
    with closing(sqlite3.connect(front.library_path)) as connection:
        rows = connection.execute("SELECT start_ms, title FROM chapter ORDER BY start_ms")
        return [f"{format_clock(start_ms)} {title}" for start_ms, title in rows]


@then(parsers.parse('the chapters are "{chapters}"'))
def chapters_are(front: Front, chapters: str) -> None:
    shown = front.session.episode.chapters if front.session.episode else ()
    assert ", ".join(stored(front)) == chapters
    assert ", ".join(f"{format_clock(one.start_ms)} {one.title}" for one in shown) == chapters


@then("there are no chapters")
def no_chapters(front: Front) -> None:
    assert stored(front) == []
