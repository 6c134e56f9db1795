"""What is open now: it shows what is stored, whoever stored it, and keeps what cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from listener import TALK, Listener

from annotator.domain.errors import LibraryBusyError, NotFoundError
from annotator.domain.notes import Annotation, Kind
from annotator.session.edits import (
    AddMark,
    ChangeCues,
    ChangeEpisode,
    ChangeMark,
    RemoveMarks,
    TrashEpisode,
)
from annotator.session.session import Session
from annotator.session.targets import Target
from annotator.session.told import MarksDelta
from annotator.store import Library, open_library


@pytest.fixture
def other(path: Path, listener: Listener) -> Iterator[Session]:
    """Another program with the same library, as the command line is to the window."""
    assert listener.session.episode is not None
    with closing(open_library(path)) as library:
        session = Session(library)
        session.open(listener.session.episode.id)
        yield session


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program is writing to the library."""
    with closing(open_library(path)) as library, library.changing("Long work", None):
        yield


def marked(session: Session, cue: int, **fields: object) -> Annotation:
    """A mark on a cue, not stored yet."""
    assert session.episode is not None
    assert session.transcript is not None
    line = session.transcript.cues[cue]
    from annotator.domain.anchoring import anchor_at

    anchor = anchor_at(session.transcript, line.start_ms, line.end_ms)
    mark = Annotation(0, f"u{cue}", session.episode.id, Kind.QUOTE, anchor)
    return replace(mark, **fields)  # type: ignore[arg-type]


def add(session: Session, cue: int) -> None:
    session.do(AddMark(marked(session, cue), "Quote"))


def aimed(listener: Listener) -> Target:
    """What the next key would mark."""
    target = listener.tagger.target()
    assert target is not None
    return target


# Opening


def test_an_episode_that_is_not_there_is_not_opened(listener: Listener, library: Library) -> None:
    episode = listener.session.episode
    assert episode is not None

    with pytest.raises(NotFoundError, match="There is no episode 99"):
        listener.session.open(99)
    assert listener.session.episode == episode

    library.undo(None)  # its import
    with pytest.raises(NotFoundError):
        listener.session.open(episode.id)


def test_opening_another_episode_shows_its_own_words_and_marks(
    listener: Listener, add_talk: Callable[..., int]
) -> None:
    add(listener.session, 3)
    second = add_talk("Second", "other words")

    listener.session.open(second)

    assert listener.marked == []
    assert listener.session.transcript is not None
    assert [cue.text for cue in listener.session.transcript.cues] == ["other words"]


def test_marks_are_kept_in_order_of_time_whatever_the_order_they_were_made_in(
    listener: Listener,
) -> None:
    for cue in (5, 1, 7, 3):
        add(listener.session, cue)

    assert listener.marked == [TALK[cue] for cue in (1, 3, 5, 7)]


def test_views_are_told_just_what_changed(listener: Listener) -> None:
    told: list[MarksDelta] = []
    add(listener.session, 1)
    first = listener.mark
    listener.session.marks_changed.connect(told.append)

    add(listener.session, 5)
    listener.session.do(RemoveMarks((first,)))

    [added, removed] = told
    assert ([mark.text for mark in added.changed], added.removed) == ([TALK[5]], frozenset())
    assert (removed.changed, removed.removed) == ((), {first.id})


def test_the_counts_of_topics_follow_the_marks(listener: Listener) -> None:
    craft = listener.topic("Craft")
    listener.reads(3)
    listener.tagger.toggle_topic(craft)
    listener.reads(4)
    listener.tagger.toggle_topic(craft)
    assert listener.session.topic_counts[craft.id] == 2

    listener.session.undo()
    assert listener.session.topic_counts[craft.id] == 1
    assert listener.session.library.notebook.topic_counts() == {craft.id: 1}


def test_removing_the_open_episode_closes_it_and_undo_brings_it_back(listener: Listener) -> None:
    episode = listener.session.episode
    assert episode is not None
    add(listener.session, 1)

    listener.session.do(TrashEpisode(episode, "2026-01-31T10:00:00.000Z"))
    assert listener.session.episode is None
    assert listener.session.marks == ()

    assert listener.session.undo() is not None
    assert len(listener.session.open(episode.id).title) > 0
    assert listener.marked == [TALK[1]]


def test_an_edit_of_the_text_shows_at_once(listener: Listener) -> None:
    session = listener.session
    told: list[frozenset[int]] = []
    session.cues_changed.connect(told.append)
    assert session.transcript is not None
    assert session.episode is not None
    cue = session.transcript.cues[3]

    session.do(ChangeCues(session.episode.id, (replace(cue, text="I began with boats"),), "Edit"))

    assert session.transcript.cues[3].text == "I began with boats"
    assert told == [frozenset({cue.id})]
    session.undo()
    assert session.transcript.cues[3].text == TALK[3]


# What another program does


def test_marks_of_another_program_show(listener: Listener, other: Session) -> None:
    told: list[MarksDelta] = []
    listener.session.marks_changed.connect(told.append)
    add(listener.session, 1)

    add(other, 5)
    assert listener.marked == [TALK[1]]

    assert listener.session.refresh_from_outside()
    assert listener.marked == [TALK[1], TALK[5]]
    assert [mark.text for mark in told[-1].changed] == [TALK[5]]


def test_nothing_new_outside_is_nothing_to_show(listener: Listener, other: Session) -> None:
    add(listener.session, 1)

    assert not listener.session.refresh_from_outside()
    add(other, 2)
    assert listener.session.refresh_from_outside()
    assert not listener.session.refresh_from_outside()


def test_undo_of_another_program_shows(listener: Listener, other: Session) -> None:
    add(listener.session, 1)

    other.undo()
    listener.session.refresh_from_outside()

    assert listener.marked == []


def test_a_topic_of_another_program_shows(listener: Listener, other: Session) -> None:
    told: list[None] = []
    listener.session.topics_changed.connect(told.append)
    from annotator.domain.notes import Topic
    from annotator.session.edits import AddTopic

    other.do(AddTopic(Topic(0, "t", "Boats", "#000000")))
    listener.session.refresh_from_outside()

    assert [topic.name for topic in listener.session.topics] == ["Boats"]
    assert told


def test_a_correction_taken_back_by_another_program_shows(
    listener: Listener, other: Session
) -> None:
    session = listener.session
    assert session.transcript is not None
    assert session.episode is not None
    wrong = replace(session.transcript.cues[3], text="I began with goats")
    session.do(ChangeCues(session.episode.id, (wrong,), "Edit"))

    other.undo(anywhere=True)
    session.refresh_from_outside()

    assert session.transcript.cues[3].text == TALK[3]


def test_an_episode_removed_by_another_program_closes(listener: Listener, other: Session) -> None:
    assert other.episode is not None

    other.do(TrashEpisode(other.episode, "2026-01-31T10:00:00.000Z"))
    listener.session.refresh_from_outside()

    assert listener.session.episode is None


def test_a_title_changed_by_another_program_shows(listener: Listener, other: Session) -> None:
    assert other.episode is not None

    other.do(ChangeEpisode(replace(other.episode, title="The short table"), "Rename"))
    listener.session.refresh_from_outside()

    assert listener.session.episode is not None
    assert listener.session.episode.title == "The short table"


def test_a_change_of_what_is_gone_is_refused_in_a_sentence(
    listener: Listener, other: Session
) -> None:
    add(listener.session, 1)
    stale = listener.mark
    other.refresh_from_outside()
    other.undo()

    with pytest.raises(NotFoundError, match="was removed meanwhile"):
        listener.session.do(ChangeMark(replace(stale, note="late"), "Note"))


# What cannot be stored now


def test_a_lock_is_told_where_nobody_waits(listener: Listener, path: Path) -> None:
    with locked(path), pytest.raises(LibraryBusyError):
        add(listener.session, 1)

    assert listener.marked == []


def test_edits_wait_while_the_library_is_locked_and_are_stored_in_order(
    listener: Listener, path: Path, library: Library
) -> None:
    session = listener.session
    session.keeps_unsaved = True
    add(session, 0)
    with locked(path):
        add(session, 1)
        add(session, 2)
        session.do(RemoveMarks((listener.mark,)))
        count, why = session.unsaved
        assert (count, listener.marked) == (3, [TALK[0]])
        assert "Another program is writing to the library" in why
        assert not session.save_waiting()
        assert session.unsaved[0] == 3

    add(session, 3)  # takes its place behind those that wait
    assert session.unsaved[0] == 4
    assert session.save_waiting()

    assert session.unsaved == (0, "")
    assert listener.marked == [TALK[1], TALK[2], TALK[3]]
    assert session.episode is not None
    assert library.undo_labels(session.episode.id)[0] == "Quote"
    session.undo()
    session.undo()
    session.undo()
    assert listener.marked == [TALK[0], TALK[1]]


def test_keys_pressed_on_one_cue_while_locked_make_one_mark(listener: Listener, path: Path) -> None:
    listener.session.keeps_unsaved = True
    craft, tools = listener.topic("Craft"), listener.topic("Tools")
    with locked(path):
        listener.reads(3)
        for key in (craft, tools):
            listener.tagger.toggle_topic(key)
        listener.tagger.toggle_kind(Kind.QUOTE)

    assert listener.session.save_waiting()

    assert (listener.mark.text, listener.mark.kind) == (TALK[3], Kind.QUOTE)
    assert listener.topics_on == ["Craft", "Tools"]
    listener.session.undo()
    assert (listener.mark.kind, listener.topics_on) == (Kind.TOPIC, ["Craft", "Tools"])


def test_two_programs_that_mark_one_cue_make_one_mark(listener: Listener, other: Session) -> None:
    add(other, 3)

    listener.reads(3)
    listener.tagger.write_note("mine", aimed(listener))

    assert listener.session.marks_at(listener.mark.start_ms, listener.mark.end_ms)
    assert (listener.mark.kind, listener.mark.note) == (Kind.NOTE, "mine")


def test_undo_takes_back_an_edit_that_still_waits_and_says_which(
    listener: Listener, path: Path
) -> None:
    session = listener.session
    session.keeps_unsaved = True
    with locked(path):
        add(session, 1)
        add(session, 2)
        undone = session.undo()

    assert undone is not None
    assert undone.label == "Quote"
    assert session.save_waiting()
    assert listener.marked == [TALK[1]]


def test_redo_waits_its_turn_while_edits_wait(listener: Listener, path: Path) -> None:
    session = listener.session
    session.keeps_unsaved = True
    add(session, 1)
    session.undo()
    with locked(path):
        add(session, 2)

    assert session.redo() is None
    assert session.save_waiting()
    assert listener.marked == [TALK[2]]


def test_a_waiting_edit_whose_mark_is_gone_is_let_go_with_a_word(
    listener: Listener, path: Path, other: Session
) -> None:
    session = listener.session
    session.keeps_unsaved = True
    add(session, 1)
    mark = listener.mark
    with locked(path):
        session.do(ChangeMark(replace(mark, note="late"), "Note"))
        add(session, 2)
    other.refresh_from_outside()
    other.undo()

    assert session.save_waiting()

    assert listener.marked == [TALK[2]]
    assert any("was removed meanwhile" in message.text for message in listener.said)
