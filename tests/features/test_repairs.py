"""Cutting, joining, timing, replacing and naming, without a window."""

from __future__ import annotations

from front import Front, clock_ms
from pytest_bdd import given, parsers, scenarios, then, when

from annotator.commands import REGISTRY
from annotator.commands.replacing import look, replace_hits
from annotator.domain.patterns import Wanted
from annotator.domain.transcript import Cue, Point, Span, Transcript

scenarios("repairs.feature")


def words(front: Front) -> Transcript:
    stored = front.session.library.episodes.transcript(1)
    assert stored is not None
    assert front.session.transcript == stored
    return stored


def cue(front: Front, number: int) -> Cue:
    return words(front).cues[number - 1]


@then(parsers.parse('line {number:d} says "{text}"'))
def line_says(front: Front, number: int, text: str) -> None:
    assert cue(front, number).text == text


@then(parsers.parse('line {number:d} is spoken by "{name}"'))
def line_spoken_by(front: Front, number: int, name: str) -> None:
    assert cue(front, number).speaker == name


@given(parsers.parse('line {number:d} is being corrected to "{text}"'))
def typing(front: Front, number: int, text: str) -> None:
    before, _, after = text.partition("|")
    front.answers.draft = (number - 1, f"{before} {after}", len(before))


@given(parsers.parse("lines {first:d} to {last:d} are selected"))
def select_lines(front: Front, first: int, last: int) -> None:
    assert front.session.transcript is not None
    front.session.desk.selection = front.session.transcript.cue_span(first - 1, last - 1)


@given(parsers.parse('the words "{text}" over lines {first:d} and {last:d} are quoted'))
def quote_over(front: Front, text: str, first: int, last: int) -> None:
    transcript = words(front)
    head = transcript.cues[first - 1].text
    begin = next(at for at in range(len(head)) if text.startswith(head[at:]))
    end = len(text) - len(head) + begin - 1
    front.session.desk.selection = Span(Point(first - 1, begin), Point(last - 1, end))
    front.press("Q")
    assert [mark.kind for mark in front.stored() if mark.text == text] == ["quote"]


@when(parsers.re(r'I choose "(?P<title>[^"]+)"'))
def choose(front: Front, title: str) -> None:
    front.run(next(command.id for command in REGISTRY if command.title == title))


@when(parsers.re(r'I choose "(?P<title>[^"]+)" and answer "(?P<answer>[^"]*)"'))
def choose_and_answer(front: Front, title: str, answer: str) -> None:
    front.answers.next = answer
    choose(front, title)


@when(parsers.parse('I replace "{find}" by "{new}" as whole words'))
def replace(front: Front, find: str, new: str) -> None:
    look(
        front.context,
        Wanted(find, whole_words=True),
        new,
        lambda hits, _rows: replace_hits(front.context, hits),
    )


@then(parsers.parse("there are {count:d} lines"))
def count_lines(front: Front, count: int) -> None:
    assert len(words(front).cues) == count


@then(parsers.parse("the cursor is now on line {number:d}"))
def cursor_on(front: Front, number: int) -> None:
    assert front.session.desk.cursor == number - 1


@then(parsers.parse("line {number:d} lasts from {start} to {end}"))
def lasts(front: Front, number: int, start: str, end: str) -> None:
    found = cue(front, number)
    assert (found.start_ms, found.end_ms) == (clock_ms(start), clock_ms(end))


@then(parsers.parse("line {first:d} ends at {end} and line {second:d} begins at {start}"))
def neighbours(front: Front, first: int, end: str, second: int, start: str) -> None:
    assert cue(front, first).end_ms == clock_ms(end)
    assert cue(front, second).start_ms == clock_ms(start)


@then(parsers.parse('"{text}" lasts as line {number:d} does'))
def mark_lasts(front: Front, text: str, number: int) -> None:
    (mark,) = [mark for mark in front.stored() if mark.text == text]
    found = cue(front, number)
    assert (mark.start_ms, mark.end_ms) == (found.start_ms, found.end_ms)


@then(parsers.parse('everybody speaking is "{name}"'))
def only_speaker(front: Front, name: str) -> None:
    assert words(front).speakers == (name,)


@then(parsers.parse('what is said in line {number:d} is found by "{text}"'))
def found_by(front: Front, number: int, text: str) -> None:
    (hit,) = front.session.library.search.find(text)
    assert cue(front, number).start_ms <= hit.start_ms < cue(front, number).end_ms
