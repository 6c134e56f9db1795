"""Reading, finding and mending, without a window."""

from __future__ import annotations

from front import Front, clock_ms
from pytest_bdd import parsers, scenarios, then, when

from annotator.commands.results import HitRow

scenarios("reading.feature", "mending.feature")


@when(parsers.parse('I search for "{words}"'))
def search(front: Front, words: str) -> None:
    front.run("library.search", text=(words,))


@then(parsers.parse("the cursor stands on line {number:d}"))
def cursor_is(front: Front, number: int) -> None:
    assert front.session.desk.cursor == number - 1


@then(parsers.parse('"{words}" is selected'))
def is_selected(front: Front, words: str) -> None:
    span, transcript = front.session.desk.selection, front.session.transcript
    assert span is not None
    assert transcript is not None
    assert transcript.text_of(span) == words


@then(parsers.parse('the clipboard holds "{text}"'))
def clipboard_is(front: Front, text: str) -> None:
    assert front.answers.clipboard.replace("\n", " | ") == text


@then(parsers.parse('I am shown "{part}"'))
def is_shown(front: Front, part: str) -> None:
    assert front.answers.asked == [part]


@then(parsers.parse("the text size is {size:g}"))
def size_is(front: Front, size: float) -> None:
    assert front.settings.zoom == size


def _hits(front: Front) -> tuple[HitRow, ...]:
    assert isinstance(front.printed, tuple)
    return front.printed


@then(parsers.parse('the first hit begins at {at} and says "{said}"'))
def first_hit(front: Front, at: str, said: str) -> None:
    hit = _hits(front)[0]
    assert said in hit.text
    assert clock_ms(at) <= hit.start_ms < clock_ms(at) + 4_000


@then("nothing is found")
def nothing_found(front: Front) -> None:
    assert _hits(front) == ()


@then(parsers.parse('line {number:d} says "{text}"'))
def line_says(front: Front, number: int, text: str) -> None:
    stored = front.session.library.episodes.transcript(1)
    assert stored is not None
    assert stored.cues[number - 1].text == text
    assert front.session.transcript == stored


@then(parsers.parse('line {number:d} is spoken by "{name}"'))
def line_spoken_by(front: Front, number: int, name: str) -> None:
    stored = front.session.library.episodes.transcript(1)
    assert stored is not None
    assert stored.cues[number - 1].speaker == name


@then(parsers.parse('the word "{word}" of line {number:d} is heard when it was before'))
def word_time(front: Front, word: str, number: int) -> None:
    front.press("Ctrl+Z")
    before = _time_of(front, word, number)
    front.press("Ctrl+Shift+Z")
    assert _time_of(front, word, number) == before


def _time_of(front: Front, word: str, number: int) -> int:
    assert front.session.transcript is not None
    cue = front.session.transcript.cues[number - 1]
    return next(w.start_ms for w in cue.timed_words if cue.text[w.begin : w.end] == word)
