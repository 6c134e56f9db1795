"""Steps that every feature uses. A scenario runs command ids and keys without a window. Those
tagged ``@window`` are played a second time in the real window, by real keys; those about the
window itself only there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytest_bdd import given, parsers, then, when

sys.path.insert(0, str(Path(__file__).parent))  # for `front`, which the step files share
sys.path.insert(0, str(Path(__file__).parents[1] / "gui"))  # for `hands` and `opening`

from front import CUE_MS, TALK, Front, StoredMark, clock_ms, write_vtt, write_wav
from hands import Hands, shut
from in_window import InWindow
from opening import OpenWindow, open_window, sample_library

from annotator.domain.transcript import Point, Span

__all__ = ["open_window", "sample_library"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform says this of windows with a least size and of every menu.
    quiet = pytest.mark.qt_log_ignore("This plugin does not support")
    for item in items:
        if "/tests/features/" in item.path.as_posix():
            item.add_marker(quiet)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A scenario tagged ``@window`` is played twice: without a window, and by hand in one."""
    if metafunc.definition.get_closest_marker("window"):
        metafunc.parametrize("way", ("headless", "window"), indirect=True)


@pytest.fixture(autouse=True)
def way(request: pytest.FixtureRequest) -> str:
    """How the scenario is played."""
    return str(getattr(request, "param", "headless"))


@pytest.fixture
def front(way: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Front | InWindow]:
    if way == "window":
        yield InWindow(tmp_path, request.getfixturevalue("open_window"))
        return
    made = Front(tmp_path)
    yield made
    made.stop()


def only(front: Front, text: str) -> StoredMark:
    """The one stored mark of these words."""
    found = [mark for mark in front.stored() if mark.text == text]
    assert len(found) == 1, f"{len(found)} marks say “{text}” among {front.stored()}"
    return found[0]


def line(number: int) -> str:
    return TALK[number - 1][1]


@given("the talk is open")
def open_talk(front: Front) -> None:
    write_vtt(front.folder / "talk.vtt")
    open_file(front, write_wav(front.folder / "talk.wav"))


def open_file(front: Front, path: Path) -> None:
    front.answers.files = (path,)
    front.press("Ctrl+O")


@given(parsers.parse('the topics "{names}"'))
def make_topics(front: Front, names: str) -> None:
    for name in names.split(", "):
        front.answers.next = name
        front.press("Ctrl+T")


@given(parsers.parse("it plays at {at}"))
@when(parsers.parse("it plays at {at}"))
def play_at(front: Front, at: str) -> None:
    front.play_at(clock_ms(at))


@given(parsers.parse("it is paused at {at}"))
def pause_at(front: Front, at: str) -> None:
    front.pause_at(clock_ms(at), clock_ms(at) // CUE_MS + 1)


@given(parsers.parse("the cursor is on line {number:d}"))
@when(parsers.parse("the cursor is on line {number:d}"))
def put_cursor(front: Front, number: int) -> None:
    front.cursor_to(number)


@given(parsers.parse('the words "{words}" of line {number:d} are selected'))
@when(parsers.parse('the words "{words}" of line {number:d} are selected'))
def select(front: Front, words: str, number: int) -> None:
    begin = line(number).index(words)
    front.select(Span(Point(number - 1, begin), Point(number - 1, begin + len(words))))


@given(parsers.parse('I press "{key}"'))
@when(parsers.parse('I press "{key}"'))
def press(front: Front, key: str) -> None:
    front.press(key)


@when(parsers.parse('I press "{key}" and answer "{answer}"'))
@given(parsers.parse('I press "{key}" and answer "{answer}"'))
def press_and_answer(front: Front, key: str, answer: str) -> None:
    front.answers.next = answer
    front.press(key)


@when(parsers.parse("I listen for {seconds:g} seconds"))
@given(parsers.parse("I listen for {seconds:g} seconds"))
def listen(front: Front, seconds: float) -> None:
    front.listen(seconds)


@when("I close the program and start it again")
def restart(front: Front) -> None:
    front.restart()


@then(parsers.parse("there is {count:d} mark"))
@then(parsers.parse("there are {count:d} marks"))
def count_marks(front: Front, count: int) -> None:
    assert len(front.stored()) == count
    assert len(front.session.marks) == count


@then("there are no marks")
def no_marks(front: Front) -> None:
    count_marks(front, 0)


@then(parsers.parse('"{text}" is marked'))
def is_marked(front: Front, text: str) -> None:
    only(front, text)


@then(parsers.parse('"{text}" is tagged "{topics}"'))
def is_tagged(front: Front, text: str, topics: str) -> None:
    assert only(front, text).topics == topics.replace(", ", "; ")


@then(parsers.parse('"{text}" has no topic'))
def has_no_topic(front: Front, text: str) -> None:
    assert only(front, text).topics == ""


@then(parsers.parse('"{text}" is a {kind:w}'))
def is_kind(front: Front, text: str, kind: str) -> None:
    assert only(front, text).kind == kind


@then(parsers.parse('"{text}" has the note "{note}"'))
def has_note(front: Front, text: str, note: str) -> None:
    assert only(front, text).note == note


@then(parsers.parse('"{text}" has no note'))
def has_no_note(front: Front, text: str) -> None:
    assert only(front, text).note == ""


@then(parsers.parse('"{text}" is spoken by "{speaker}"'))
def is_spoken_by(front: Front, text: str, speaker: str) -> None:
    assert only(front, text).speaker == speaker


@then(parsers.parse('I am told "{sentence}"'))
def am_told(front: Front, sentence: str) -> None:
    assert any(sentence in told for told in front.told), front.told


@then("I am told nothing")
def am_told_nothing(front: Front) -> None:
    assert front.told == []


@then("it is playing")
def is_playing(front: Front) -> None:
    assert front.playback.playing


@then("it is paused")
def is_paused(front: Front) -> None:
    assert not front.playback.playing


@then(parsers.parse("the position is {at}"))
def position_is(front: Front, at: str) -> None:
    assert abs(front.playback.position_ms - clock_ms(at)) <= 50


@then(parsers.parse('I am asked "{question}"'))
def am_asked(front: Front, question: str) -> None:
    assert front.answers.asked[-1] == question


# In the window


@given("the window is open on the sample", target_fixture="hands")
def open_on_sample(open_window: OpenWindow) -> Hands:
    return open_window()


@given("the program is started for the first time", target_fixture="hands")
def first_start(open_window: OpenWindow) -> Hands:
    hands = open_window(sample=False)
    hands.bot.waitUntil(lambda: hands.session.transcript is not None)
    return hands


@given("the window was closed and opened again", target_fixture="hands")
@when("the window is closed and opened again", target_fixture="hands")
def open_again(hands: Hands, open_window: OpenWindow) -> Hands:
    shut(hands)
    return open_window(sample=False)


@given(parsers.parse('I press "{key}" in the window'))
@when(parsers.parse('I press "{key}" in the window'))
def press_in_window(hands: Hands, key: str) -> None:
    hands.press(key)


@given(parsers.parse('I type "{text}" and press "{key}"'))
@when(parsers.parse('I type "{text}" and press "{key}"'))
def type_and_press(hands: Hands, text: str, key: str) -> None:
    hands.bot.waitUntil(lambda: QApplication.focusWidget() is not None)
    hands.type(text)
    hands.press_in(key)
    if QApplication.activeWindow() is not hands.window and not QApplication.activeModalWidget():
        hands.come_back()


@given(parsers.parse("the window plays at {at}"))
@when(parsers.parse("the window plays at {at}"))
def window_plays_at(hands: Hands, at: str) -> None:
    hands.play_at(clock_ms(at))


@then(parsers.parse("the playhead is at {at}"))
def playhead_is_at(hands: Hands, at: str) -> None:
    assert hands.desktop.playback.position_ms == clock_ms(at)


@then("the keys go to the transcript again")
def keys_go_to_transcript(hands: Hands) -> None:
    assert hands.view.hasFocus()
