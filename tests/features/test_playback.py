"""The transport keys, without a window."""

from __future__ import annotations

from front import CUE_MS, Front, write_vtt
from pytest_bdd import given, parsers, scenarios, then, when

scenarios("playback.feature")


@given("a transcript without its recording is open")
def open_words(front: Front) -> None:
    folder = front.folder / "words"
    folder.mkdir()
    front.answers.files = (write_vtt(folder / "silent.vtt"),)
    # The same words belong to the talk that is open; this is another file of another talk.
    text = front.answers.files[0].read_text(encoding="utf-8")
    front.answers.files[0].write_text(text.replace("I hope", "one hopes"), encoding="utf-8")
    front.press("Ctrl+O")
    assert front.session.episode is not None
    assert front.session.episode.media is None


@when(parsers.parse('I press "{key}" {times:d} times'))
def press_often(front: Front, key: str, times: int) -> None:
    for _ in range(times):
        front.press(key)


@then(parsers.parse("the speed is {speed:g}"))
def speed_is(front: Front, speed: float) -> None:
    assert front.playback.rate == speed


@then(parsers.parse("the volume is {percent:d}"))
def volume_is(front: Front, percent: int) -> None:
    assert front.playback.volume == percent


@then(parsers.parse("the position is within line {number:d}"))
def within_line(front: Front, number: int) -> None:
    assert (number - 1) * CUE_MS <= front.playback.position_ms < number * CUE_MS


@then(parsers.parse("the position is within line {number:d}, past its beginning"))
def past_beginning(front: Front, number: int) -> None:
    assert (number - 1) * CUE_MS + 200 < front.playback.position_ms < number * CUE_MS


@then("the transcript follows")
def follows(front: Front) -> None:
    assert front.session.desk.following


@then("the transcript does not follow")
def follows_not(front: Front) -> None:
    assert not front.session.desk.following
