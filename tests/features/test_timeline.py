"""Looking at the timeline and dragging in it, without a window."""

from __future__ import annotations

from front import Front, clock_ms
from pytest_bdd import parsers, scenarios, then, when

from annotator.commands.timeline import move_edge, wanted_stretch, word_in

scenarios("timeline.feature")


@then(parsers.parse('the timeline is told "{what}"'))
def timeline_is_told(front: Front, what: str) -> None:
    assert front.answers.asked[-1] == what


@when(parsers.parse('I switch "{command_id}"'))
def switch(front: Front, command_id: str) -> None:
    front.run(command_id)


@then(parsers.parse('the playhead is kept by "{how}"'))
def playhead_is_kept(front: Front, how: str) -> None:
    assert front.settings.timeline_follow == how


@then(parsers.parse("{start} to {end} would fill the timeline"))
def would_fill(front: Front, start: str, end: str) -> None:
    assert wanted_stretch(front.context) == (clock_ms(start), clock_ms(end))


@then(parsers.parse('the words "{words}" would fill the timeline'))
def words_would_fill(front: Front, words: str) -> None:
    transcript = front.session.transcript
    assert transcript is not None
    span = transcript.span_of(*wanted_stretch(front.context))
    assert span is not None
    assert transcript.text_of(span) == words


@then(parsers.parse("one word of {start} to {end} would fill it the second time"))
def word_would_fill(front: Front, start: str, end: str) -> None:
    transcript = front.session.transcript
    assert transcript is not None
    word = word_in(front.context, *wanted_stretch(front.context))
    span = transcript.span_of(*word)
    assert span is not None
    assert clock_ms(start) <= word[0] < word[1] <= clock_ms(end)
    assert len(transcript.text_of(span).split()) == 1


@when(parsers.parse("its {edge} is dragged to {at}"))
def drag_edge(front: Front, edge: str, at: str) -> None:
    (mark,) = front.session.marks
    front.do(move_edge, mark.id, edge, clock_ms(at))
