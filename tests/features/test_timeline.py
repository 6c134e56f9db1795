"""Looking at the timeline and dragging in it: without a window, and under the mouse in one."""

from __future__ import annotations

import pytest
from front import Front, clock_ms
from hands import Hands
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytest_bdd import parsers, scenarios, then, when

from annotator.commands.timeline import move_edge, wanted_stretch, word_in
from annotator.domain.notes import Annotation
from annotator.gui.timeline.rows import LANE

LEFT = Qt.MouseButton.LeftButton

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


# In the window


@pytest.fixture
def first_mark(hands: Hands) -> Annotation:
    return hands.session.marks[0]


def sound_at(hands: Hands, ms: int) -> QPoint:
    line = hands.window.timeline
    return QPoint(round(line.x_of(ms)), line.picture.rows.wave_top + 6)


def drag(hands: Hands, begin: QPoint, end: QPoint) -> None:
    line = hands.window.timeline
    QTest.mousePress(line, LEFT, pos=begin)
    for at in ((begin + end) / 2, end):
        QTest.mouseMove(line, at)
    QTest.mouseRelease(line, LEFT, pos=end)


@when(parsers.parse("the pointer rests on the sound at {at}"))
def point_at(hands: Hands, at: str) -> None:
    QTest.mouseMove(hands.window.timeline, sound_at(hands, clock_ms(at)))


@then("the pointer tells the time and what is said there")
def pointer_tells(hands: Hands) -> None:
    time, _, told = QToolTip.text().removeprefix("<qt>").removesuffix("</qt>").partition("<br>")
    assert abs(clock_ms(time) - 20_000) <= 1_000  # a pixel is a fifth of a second
    said = " ".join(cue.text for cue in hands.session.transcript.cues)
    assert len(told) > 20
    assert told.strip("… ") in said


@when(parsers.parse("I click on the sound at {at}"))
def click_at(hands: Hands, at: str) -> None:
    QTest.mouseClick(hands.window.timeline, LEFT, pos=sound_at(hands, clock_ms(at)))


@then(parsers.parse("the window plays from about {at}"))
def plays_from(hands: Hands, at: str) -> None:
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    assert abs(hands.desktop.playback.position_ms - clock_ms(at)) < 300


@when(parsers.parse("I drag over the sound from {start} to {end}"))
def drag_sound(hands: Hands, start: str, end: str) -> None:
    drag(hands, sound_at(hands, clock_ms(start)), sound_at(hands, clock_ms(end)))


@then(parsers.parse("about {start} to {end} is played again and again"))
def goes_round(hands: Hands, start: str, end: str) -> None:
    loop = hands.desktop.playback.loop_range
    assert loop is not None
    assert abs(loop[0] - clock_ms(start)) < 1_000
    assert abs(loop[1] - clock_ms(end)) < 1_000
    hands.play_at(loop[1] - 300)
    hands.listen(1)
    assert loop[0] <= hands.desktop.playback.position_ms < loop[0] + 1_500


@then("nothing is played again and again")
def no_loop(hands: Hands) -> None:
    assert hands.desktop.playback.loop_range is None


@when("I drag the end of the first mark into the word after it", target_fixture="word_end_ms")
def drag_end(hands: Hands, first_mark: Annotation) -> int:
    line, mark = hands.window.timeline, first_mark
    hands.press("J")
    while mark.id != hands.session.desk.current_mark:
        hands.press("K")
    hands.press("Z")  # near enough to tell words apart
    cue, word = hands.session.transcript.word_at(mark.end_ms + 1_200)
    after = hands.session.transcript.cues[cue].timed_words[word]
    place = line.picture.lanes.place_of(mark)
    assert place is not None
    y = line.picture.rows.lane_top(place) + LANE // 2
    hands.press("-")
    hands.bot.waitUntil(lambda: line.shown.shows(after.end_ms))
    drag(
        hands,
        QPoint(round(line.x_of(mark.end_ms)), y),
        QPoint(round(line.x_of(after.end_ms + 10)), y),
    )
    return after.end_ms


@then("the first mark ends where that word ends, on the disk too")
def ends_with_word(hands: Hands, first_mark: Annotation, word_end_ms: int) -> None:
    wider = hands.session.mark(first_mark.id)
    assert wider is not None
    assert wider.end_ms == word_end_ms
    assert wider.text.startswith(first_mark.text)
    assert wider.text in hands.marks()
    assert wider.text in hands.listed()


@then("the first mark is as it was")
def as_it_was(hands: Hands, first_mark: Annotation) -> None:
    assert hands.session.mark(first_mark.id).text == first_mark.text
    assert first_mark.text in hands.marks()


def shown_ms(hands: Hands) -> int:
    shown = hands.window.timeline.shown
    return shown.end_ms - shown.start_ms


@then("the first line fills the timeline")
def line_fills(hands: Hands) -> None:
    cue = hands.session.transcript.cues[0]
    assert hands.window.timeline.shown.shows(cue.start_ms)
    assert shown_ms(hands) < 1.4 * (cue.end_ms - cue.start_ms)


@then("the first word fills the timeline")
def word_fills(hands: Hands) -> None:
    word = hands.session.transcript.cues[0].timed_words[0]
    assert hands.window.timeline.shown.shows(word.start_ms)
    assert shown_ms(hands) < 1.4 * (word.end_ms - word.start_ms) + 400


@then("the whole episode is in the timeline")
def whole_fills(hands: Hands) -> None:
    assert hands.window.timeline.shown.is_whole


@then("the playhead stands in the middle from now on")
def in_the_middle(hands: Hands) -> None:
    assert hands.window.timeline.centred
    assert hands.desktop.settings.timeline_follow == "centre"


@then(parsers.re(r'the window has the chapters "(?P<titles>.*)"'))
def window_chapters(hands: Hands, titles: str) -> None:
    stored = [title for (title,) in hands.stored("SELECT title FROM chapter ORDER BY start_ms")]
    assert ", ".join(stored) == titles
    assert ", ".join(one.title for one in hands.window.timeline.picture.chapters) == titles
