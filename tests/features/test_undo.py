"""Undo and redo, over restarts and from other programs."""

from __future__ import annotations

import shlex

from front import Front, write_vtt, write_wav
from pytest_bdd import parsers, scenarios, then, when

from annotator.app.terminal import run_terminal

scenarios("undo.feature")

OTHER = (("Cleo", "The sea was calm that day."), ("Dov", "It never is for long."))


@when('I press "1" on every line')
def tag_everything(front: Front) -> None:
    for line in range(10):
        front.session.desk.cursor = line
        front.press("1")


@when(parsers.parse('I press "{key}" {times:d} times'))
def press_often(front: Front, key: str, times: int) -> None:
    for _ in range(times):
        front.press(key)


@when("another talk is opened")
def open_other(front: Front) -> None:
    write_vtt(front.folder / "sea.vtt", OTHER)
    front.answers.files = (write_wav(front.folder / "sea.wav", level=90),)
    front.press("Ctrl+O")


@when("the first talk is opened again")
def open_first(front: Front) -> None:
    front.session.open(1)


@then("no mark of the first talk is left, and one of the other")
def one_left(front: Front) -> None:
    assert front.session.marks == ()
    assert [mark.text for mark in front.stored()] == ["The sea was calm that day."]


@then("nothing is open and the library lists no episode")
def nothing_there(front: Front) -> None:
    assert front.session.episode is None
    assert front.session.library.episodes.summaries() == ()


@when(parsers.parse('the command line says "{words}"'))
def command_line(front: Front, words: str) -> None:
    assert run_terminal(["--library", str(front.library_path), *shlex.split(words)]) == 0
    assert front.session.refresh_from_outside()


@then(parsers.parse('the mark of the other is tagged "{name}"'))
def other_is_tagged(front: Front, name: str) -> None:
    assert [mark.topics for mark in front.stored()] == [name]
