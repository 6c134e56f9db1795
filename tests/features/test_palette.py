"""The palette by real keys in the real window."""

from __future__ import annotations

from front import clock_ms
from hands import Hands
from pytest_bdd import given, parsers, scenarios, then, when

from annotator.domain.notes import Chapter, Kind
from annotator.gui.widgets.picker import Picker
from annotator.session.edits import AddChapter

scenarios("palette.feature")


@given(parsers.parse('a chapter "{title}" at {at}'))
def add_chapter(hands: Hands, title: str, at: str) -> None:
    assert hands.session.episode is not None
    hands.session.do(AddChapter(hands.session.episode.id, Chapter(clock_ms(at), title)))


@given("no episode is open")
def close_episode(hands: Hands) -> None:
    hands.session.close_episode()


@when(parsers.parse('I go to "{name}" once more than it has marks'), target_fixture="gone_to")
def go_round(hands: Hands, name: str) -> list[int]:
    topic = next(topic for topic in hands.session.topics if topic.name.casefold() == name)
    places = []
    for _ in range(hands.session.topic_counts[topic.id] + 1):
        hands.press("Ctrl+K")
        hands.type(f"go to {name}")
        hands.press_in("Return")
        places.append(hands.desktop.playback.position_ms)
    return places


@then("each of its marks was gone to, the first one twice")
def went_round(hands: Hands, gone_to: list[int]) -> None:
    craft = next(topic for topic in hands.session.topics if topic.name == "Craft")
    starts = [mark.start_ms for mark in hands.session.marks if craft.id in mark.topics]
    assert gone_to == [*starts, starts[0]]


@then(parsers.parse('the line at the playhead is spoken by "{name}"'))
def line_is_spoken_by(hands: Hands, name: str) -> None:
    assert hands.session.transcript is not None
    cue = hands.session.transcript.cues[hands.session.desk.cursor]
    assert cue.speaker == name
    assert cue.start_ms == hands.desktop.playback.position_ms


@then("the playhead went on")
def went_on(hands: Hands) -> None:
    transcript = hands.session.transcript
    assert transcript is not None
    turns, before = [], ""
    for cue in transcript.cues:
        if cue.speaker == "Tom Okafor" != before:
            turns.append(cue.start_ms)
        before = cue.speaker
    assert hands.desktop.playback.position_ms == turns[1]


@then("the playhead is at the end")
def playhead_is_at_the_end(hands: Hands) -> None:
    assert hands.desktop.playback.position_ms == hands.desktop.playback.duration_ms > 0


@then(parsers.parse('the episode "{title}" is open'))
def episode_is_open(hands: Hands, title: str) -> None:
    assert hands.session.episode is not None
    assert hands.session.episode.title == title
    assert hands.view.hasFocus()


@then("the library holds a new bookmark")
def holds_bookmark(hands: Hands) -> None:
    assert [kind for kind, _, _ in hands.marks().values()].count(Kind.BOOKMARK) == 1


@then(parsers.parse('the palette offers "{title}" first'))
def offers_first(hands: Hands, title: str) -> None:
    assert hands.picker(Picker).titles()[0] == title


@then("the marks are those of the sample")
def marks_are_untouched(hands: Hands) -> None:
    assert hands.stored("SELECT count(*) FROM journal WHERE label = 'Remove mark'") == [(0,)]
    assert len(hands.marks()) == len(hands.session.marks) > 0
