"""Tagging from the keyboard, without a window."""

from __future__ import annotations

from front import Front, clock_ms, write_wav
from pytest_bdd import given, parsers, scenarios, then, when

scenarios("tagging.feature")


@given("a recording without a transcript is open")
def open_recording(front: Front) -> None:
    front.answers.files = (write_wav(front.folder / "alone.wav", level=100),)
    front.press("Ctrl+O")


@when(parsers.parse('I press "{key}" and take {seconds:d} seconds to answer "{answer}"'))
def press_and_answer_late(front: Front, key: str, seconds: int, answer: str) -> None:
    ask = front.answers.pick_topic

    def late(*given: object, **named: object) -> None:
        front.listen(seconds)
        ask(*given, **named)  # type: ignore[arg-type]

    front.answers.pick_topic = late  # type: ignore[assignment]
    front.answers.next = answer
    front.press(key)


@then(parsers.parse('"{text}" has no mark'))
def has_no_mark(front: Front, text: str) -> None:
    assert text not in [mark.text for mark in front.stored()]


@then(parsers.parse('the topic "{name}" has the digit {digit:d}'))
def has_digit(front: Front, name: str, digit: int) -> None:
    assert front.topic(name).digit == digit


@then(parsers.parse('there are the topics "{names}"'))
def topics_are(front: Front, names: str) -> None:
    assert [topic.name for topic in front.session.topics] == names.split(", ")


@then(parsers.parse("the mark begins at {start} within a word and ends at {end} within a word"))
def mark_spans(front: Front, start: str, end: str) -> None:
    (mark,) = front.stored()
    assert abs(mark.start_ms - clock_ms(start)) < 500
    assert abs(mark.end_ms - clock_ms(end)) < 500
    assert front.session.transcript is not None
    assert mark.text == front.session.transcript.text_of(
        front.session.transcript.span_of(mark.start_ms, mark.end_ms)
    )


@then(parsers.parse("the mark lasts from {start} to {end}"))
def mark_lasts(front: Front, start: str, end: str) -> None:
    (mark,) = front.stored()
    assert (mark.start_ms, mark.end_ms) == (clock_ms(start), clock_ms(end))
