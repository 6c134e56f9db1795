"""The palette as a way to places: times, speakers, topics, chapters and episodes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hands import Hands, shut

from annotator.domain.notes import Chapter
from annotator.gui.widgets.picker import Picker
from annotator.session.edits import AddChapter

OpenWindow = Callable[..., Hands]


def jump(hands: Hands, typed: str) -> str:
    """Type a place into the palette and take the first row; the place taken."""
    hands.press("Ctrl+K")
    hands.type(f"go to {typed}")
    first = hands.picker(Picker).titles()[0]
    hands.press_in("Return")
    return first.removeprefix("Go to ")


@pytest.mark.parametrize(("typed", "at_ms"), [("1:02", 62_000), ("0:01:02.5", 62_500)])
def test_a_time_typed_is_gone_to(hands: Hands, typed: str, at_ms: int) -> None:
    assert jump(hands, typed) == typed
    assert hands.desktop.playback.position_ms == at_ms
    assert hands.view.hasFocus()


def test_a_time_past_the_end_goes_to_the_end(hands: Hands) -> None:
    jump(hands, "5:00:00")
    assert hands.desktop.playback.position_ms == hands.desktop.playback.duration_ms


def test_a_speaker_is_gone_to_where_they_speak_up_next(hands: Hands) -> None:
    transcript = hands.session.transcript
    assert transcript is not None
    name = transcript.speakers[1]
    assert jump(hands, name) == name
    first_ms = hands.desktop.playback.position_ms
    assert transcript.cues[hands.session.desk.cursor].speaker == name
    jump(hands, name)
    assert hands.desktop.playback.position_ms > first_ms


def test_a_topic_is_gone_to_mark_by_mark(hands: Hands) -> None:
    craft = next(topic for topic in hands.session.topics if topic.name == "Craft")
    places = [mark.start_ms for mark in hands.session.marks if craft.id in mark.topics]
    seen = []
    for _ in range(len(places) + 1):
        assert jump(hands, "craft") == "Craft"
        seen.append(hands.desktop.playback.position_ms)
    assert sorted(set(seen)) == places
    assert hands.session.mark(hands.session.desk.current_mark) is not None


def test_a_chapter_is_gone_to(hands: Hands) -> None:
    hands.session.do(AddChapter(hands.session.episode.id, Chapter(30_000, "Bread and scales")))
    chapter = hands.session.episode.chapters[-1]
    hands.desktop.playback.seek(0)
    assert jump(hands, chapter.title) == chapter.title
    assert hands.desktop.playback.position_ms == chapter.start_ms


def test_an_episode_is_opened_by_its_name_loosely_typed(hands: Hands) -> None:
    title = hands.session.episode.title
    hands.session.close_episode()
    assert jump(hands, "worth learn") == title
    assert hands.session.episode.title == title


def test_the_commands_used_last_come_first_after_a_restart_too(open_window: OpenWindow) -> None:
    hands = open_window()
    hands.press("Ctrl+K")
    hands.type("bookm")
    hands.press_in("Return")
    shut(hands)
    again = open_window()
    again.press("Ctrl+K")
    assert again.picker(Picker).titles()[0] == "Bookmark"
