"""The tagging keys: one key one mark, and what a repeat does."""

from __future__ import annotations

import pytest
from listener import CUE_MS, TALK, Listener

from annotator.domain.errors import UsageError
from annotator.domain.notes import Kind, Topic
from annotator.session.session import Session
from annotator.session.targets import Target
from annotator.store import Library


def aimed(listener: Listener) -> Target:
    """What the next key would mark."""
    target = listener.tagger.target()
    assert target is not None
    return target


def fresh(name: str) -> Topic:
    return Topic(0, f"t-{name}", name, "#445566")


# One key, one mark


def test_one_key_marks_the_cue_just_heard(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.hears(3, into_ms=200)

    listener.tagger.toggle_topic(craft)

    mark = listener.mark
    assert (mark.text, mark.kind, mark.speaker) == (TALK[3], Kind.TOPIC, "Ida")
    assert (mark.start_ms, mark.end_ms) == (3 * CUE_MS, 4 * CUE_MS)
    assert (mark.author, listener.topics_on) == ("Ida", ["Craft"])


def test_a_mark_is_on_the_disk_when_the_key_returns(listener: Listener, library: Library) -> None:
    listener.hears(3)

    listener.tagger.toggle_kind(Kind.QUOTE)

    again = Session(library)
    assert listener.session.episode is not None
    again.open(listener.session.episode.id)
    assert again.marks == listener.session.marks


def test_two_keys_on_the_same_cue_make_one_mark(listener: Listener) -> None:
    craft, tools = listener.topic("Craft"), listener.topic("Tools")
    listener.hears(3)

    listener.tagger.toggle_topic(craft)
    listener.now.pass_time(0.3)
    listener.tagger.toggle_topic(tools)
    listener.now.pass_time(0.3)
    listener.tagger.toggle_kind(Kind.QUOTE)

    assert listener.topics_on == ["Craft", "Tools"]
    assert (listener.mark.kind, listener.mark.text) == (Kind.QUOTE, TALK[3])


def test_the_next_cue_gets_a_mark_of_its_own(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.hears(3)
    listener.tagger.toggle_topic(craft)

    listener.now.pass_time(4)
    listener.tagger.toggle_topic(craft)

    assert listener.marked == [TALK[3], TALK[4]]


def test_tagging_twice_keeps_one_tag(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.hears(4)

    listener.tagger.toggle_topic(craft)
    listener.now.pass_time(0.5)
    listener.tagger.toggle_topic(craft)

    assert listener.topics_on == ["Craft"]


def test_a_selection_is_marked_by_its_words_and_let_go(listener: Listener) -> None:
    listener.selects_words(4, 1, 3)

    listener.tagger.toggle_topic(listener.topic("Craft"))

    assert listener.marked == ["learns to sail"]
    assert listener.session.desk.selection is None


def test_without_a_transcript_the_last_seconds_are_marked(
    listener: Listener, library: Library
) -> None:
    listener.session.transcript = None
    listener.now.position_ms, listener.now.playing = 60_700, True

    listener.tagger.toggle_kind(Kind.BOOKMARK)

    assert (listener.mark.start_ms, listener.mark.end_ms, listener.mark.text) == (
        50_000,
        60_000,
        "",
    )


def test_with_no_episode_open_a_key_says_what_to_do(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.session.close_episode()

    with pytest.raises(UsageError, match="open or play an episode"):
        listener.tagger.toggle_topic(craft)


# The repeat


def test_the_same_key_within_two_seconds_reaches_back_a_cue_each_time(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.hears(5)
    listener.tagger.toggle_topic(craft)

    reached = []
    for _ in range(3):
        listener.now.pass_time(1.9)
        listener.tagger.toggle_topic(craft)
        reached.append(listener.mark.text)

    assert reached == [
        f"{TALK[4]} {TALK[5]}",
        f"{TALK[3]} {TALK[4]} {TALK[5]}",
        f"{TALK[2]} {TALK[3]} {TALK[4]} {TALK[5]}",
    ]
    assert (listener.mark.start_ms, listener.mark.end_ms) == (2 * CUE_MS, 6 * CUE_MS)


def test_reaching_back_stops_at_the_beginning(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.hears(1)

    for _ in range(4):
        listener.tagger.toggle_topic(craft)
        listener.now.pass_time(0.2)

    assert listener.marked == [f"{TALK[0]} {TALK[1]}"]


def test_the_same_key_later_takes_the_topic_off(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.hears(5, into_ms=0)
    listener.tagger.toggle_topic(craft)

    listener.now.pass_time(2.1)
    listener.tagger.toggle_topic(craft)

    assert listener.marked == []


def test_paused_the_same_key_takes_the_topic_off_at_once(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.reads(5)

    listener.tagger.toggle_topic(craft)
    listener.now.pass_time(0.2)
    listener.tagger.toggle_topic(craft)

    assert listener.marked == []


def test_another_key_in_between_ends_the_reaching(listener: Listener) -> None:
    craft, tools = listener.topic("Craft"), listener.topic("Tools")
    listener.hears(5, into_ms=0)
    listener.tagger.toggle_topic(craft)
    listener.tagger.toggle_topic(tools)

    listener.tagger.toggle_topic(craft)

    assert listener.marked == [TALK[5]]
    assert listener.topics_on == ["Tools"]


def test_a_topic_taken_off_can_be_put_back_on_at_once(listener: Listener) -> None:
    craft, tools = listener.topic("Craft"), listener.topic("Tools")
    listener.hears(5, into_ms=0)
    listener.tagger.toggle_topic(tools)
    listener.tagger.toggle_topic(craft)
    listener.now.pass_time(2.1)

    listener.tagger.toggle_topic(craft)
    listener.now.pass_time(0.2)
    listener.tagger.toggle_topic(craft)

    assert listener.marked == [TALK[5]]
    assert listener.topics_on == ["Tools", "Craft"]


def test_after_undo_the_key_marks_anew(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.hears(5)
    listener.tagger.toggle_topic(craft)
    listener.session.undo()

    listener.tagger.toggle_topic(craft)

    assert listener.marked == [TALK[5]]


def test_undo_takes_back_the_reach_first_and_then_the_mark(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.hears(5)
    listener.tagger.toggle_topic(craft)
    listener.tagger.toggle_topic(craft)

    listener.session.undo()
    assert listener.marked == [TALK[5]]
    listener.session.undo()
    assert listener.marked == []
    listener.session.redo()
    listener.session.redo()
    assert listener.marked == [f"{TALK[4]} {TALK[5]}"]


def test_a_key_after_reaching_back_is_about_the_same_mark(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.hears(5)
    listener.tagger.toggle_topic(craft)
    listener.tagger.toggle_topic(craft)

    listener.tagger.toggle_kind(Kind.QUOTE)

    assert listener.mark.text == f"{TALK[4]} {TALK[5]}"
    assert (listener.mark.kind, listener.topics_on) == (Kind.QUOTE, ["Craft"])


def test_a_quote_reaches_back_too(listener: Listener) -> None:
    listener.hears(5)

    listener.tagger.toggle_kind(Kind.QUOTE)
    listener.tagger.toggle_kind(Kind.QUOTE)

    assert listener.marked == [f"{TALK[4]} {TALK[5]}"]
    assert listener.mark.kind is Kind.QUOTE


# Quotes, bookmarks, notes


def test_a_quote_comes_on_and_off_and_the_topics_stay(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.reads(2)
    listener.tagger.toggle_topic(craft)

    listener.tagger.toggle_kind(Kind.QUOTE)
    assert listener.mark.kind is Kind.QUOTE

    listener.tagger.toggle_kind(Kind.QUOTE)
    assert (listener.mark.kind, listener.topics_on) == (Kind.TOPIC, ["Craft"])


@pytest.mark.parametrize("kind", [Kind.QUOTE, Kind.BOOKMARK])
def test_taking_off_the_only_thing_a_mark_says_removes_it(listener: Listener, kind: Kind) -> None:
    listener.reads(2)

    listener.tagger.toggle_kind(kind)
    assert (listener.mark.kind, listener.mark.text) == (kind, TALK[2])

    listener.tagger.toggle_kind(kind)
    assert listener.marked == []


def test_a_note_stays_when_the_quote_and_the_topic_go(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.reads(2)
    listener.tagger.toggle_topic(craft)
    listener.tagger.toggle_kind(Kind.QUOTE)
    listener.tagger.write_note("why free?", aimed(listener))

    listener.tagger.toggle_kind(Kind.QUOTE)
    listener.tagger.toggle_topic(craft)

    assert (listener.mark.note, listener.mark.kind) == ("why free?", Kind.NOTE)


def test_a_note_is_for_what_was_heard_when_its_line_opened(listener: Listener) -> None:
    listener.hears(3)
    target = aimed(listener)

    listener.now.pass_time(20)
    listener.tagger.write_note("  boats, of all things \n", target)

    assert (listener.mark.text, listener.mark.note, listener.mark.kind) == (
        TALK[3],
        "boats, of all things",
        Kind.NOTE,
    )


def test_an_empty_note_makes_no_mark_and_takes_a_note_off(listener: Listener) -> None:
    listener.reads(3)
    listener.tagger.write_note("   ", aimed(listener))
    assert listener.marked == []

    listener.tagger.write_note("boats", aimed(listener))
    listener.tagger.write_note("", aimed(listener))
    assert listener.marked == []


# Topics by name


def test_a_new_topic_and_its_mark_are_one_step_of_undo(listener: Listener) -> None:
    listener.reads(3)

    listener.tagger.tag_with_new_topic(fresh("Boats"), aimed(listener))
    assert listener.topics_on == ["Boats"]

    listener.session.undo()
    assert listener.marked == []
    assert [topic.name for topic in listener.session.topics] == []

    listener.session.redo()
    assert listener.topics_on == ["Boats"]


def test_a_new_topic_joins_the_mark_that_is_there(listener: Listener) -> None:
    listener.reads(3)
    listener.tagger.toggle_kind(Kind.QUOTE)

    listener.tagger.tag_with_new_topic(fresh("Boats"), aimed(listener))

    assert (listener.topics_on, listener.mark.kind) == (["Boats"], Kind.QUOTE)


# The span of the brackets


def test_the_brackets_mark_what_was_heard_between_them(listener: Listener) -> None:
    desk = listener.session.desk
    listener.hears(2, into_ms=0)
    desk.range_start_ms = listener.tagger.heard_ms()
    listener.now.pass_time(7.9)
    desk.range_end_ms = listener.tagger.heard_ms()
    listener.now.pass_time(30)

    listener.tagger.toggle_topic(listener.topic("Craft"))

    assert listener.marked == [f"{TALK[2]} {TALK[3]}"]
    assert (desk.range_start_ms, desk.range_end_ms) == (None, None)
