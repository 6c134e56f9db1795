"""Undo and redo: each change taken back and done again, in its scope, across restarts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import NotFoundError
from annotator.domain.notes import Annotation, Kind, Topic
from annotator.domain.transcript import Cue, Transcript
from annotator.store import Library, open_library
from annotator.store.changes import TranscriptSource

Rows = Callable[..., list[tuple[Any, ...]]]


def marks(library: Library, episode: int) -> list[tuple[int, tuple[str, ...]]]:
    names = {topic.id: topic.name for topic in library.notebook.topics()}
    return [
        (mark.start_ms, tuple(names[topic] for topic in mark.topics))
        for mark in library.notebook.annotations(episode)
    ]


def topic_names(library: Library) -> list[str]:
    return [topic.name for topic in library.notebook.topics()]


def test_a_mark_goes_and_comes_back_as_it_was(
    library: Library,
    add_episode: Callable[..., int],
    add_topic: Callable[..., Topic],
    add_mark: Callable[..., Annotation],
) -> None:
    episode = add_episode("A talk", "so it goes", "on and on")
    mark = add_mark(episode, 0, 4_000, add_topic("Craft"), note="why?")
    [stored] = library.notebook.annotations(episode)

    undone = library.undo(episode)
    assert undone is not None
    assert (undone.label, undone.touched.of("annotation")) == ("Tag", {mark.id})
    assert library.notebook.annotations(episode) == ()

    library.redo(episode)
    assert library.notebook.annotations(episode) == (stored,)


def test_undo_survives_a_restart(
    path: Path,
    library: Library,
    add_episode: Callable[..., int],
    add_mark: Callable[..., Annotation],
) -> None:
    episode = add_episode("A talk")
    add_mark(episode, 0, 4_000)
    library.close()

    with closing(open_library(path)) as again:
        assert again.undo_labels(episode) == ("Tag", "")
        again.undo(episode)
    with closing(open_library(path)) as once_more:
        assert once_more.notebook.annotations(episode) == ()
        assert once_more.undo_labels(episode) == ("Import “A talk”", "Tag")
        once_more.redo(episode)
        assert len(once_more.notebook.annotations(episode)) == 1


def test_each_episode_has_its_own_undo(
    library: Library, add_episode: Callable[..., int], add_mark: Callable[..., Annotation]
) -> None:
    first, second = add_episode("First"), add_episode("Second")
    add_mark(first, 0, 1_000)
    add_mark(second, 0, 1_000)

    library.undo(first)

    assert marks(library, first) == []
    assert len(marks(library, second)) == 1


def test_a_change_of_one_episode_keeps_what_can_be_redone_in_another(
    library: Library, add_episode: Callable[..., int], add_mark: Callable[..., Annotation]
) -> None:
    first, second = add_episode("First"), add_episode("Second")
    add_mark(first, 0, 1_000)
    library.undo(first)

    add_mark(second, 0, 1_000)
    assert library.undo_labels(first)[1] == "Tag"

    add_mark(first, 5_000, 6_000)
    assert library.undo_labels(first)[1] == ""
    assert library.redo(first) is None


def test_a_change_of_nothing_is_no_change(
    library: Library, add_episode: Callable[..., int], rows: Rows
) -> None:
    episode = add_episode("A talk")
    found = library.episodes.get(episode)
    assert found is not None

    with library.changing("Rename", episode) as change:
        change.writes.update_episode(found)

    assert change.entry is None
    assert library.undo_labels(episode)[0] == "Import “A talk”"


def test_undoing_an_import_puts_it_into_the_trash_and_redo_brings_it_back_with_its_marks(
    library: Library, add_episode: Callable[..., int], add_mark: Callable[..., Annotation]
) -> None:
    episode = add_episode("A talk", "so it goes")
    add_mark(episode, 0, 4_000)

    library.undo(None)

    assert library.episodes.is_trashed(episode)
    assert library.episodes.summaries() == ()

    library.redo(None)

    [listed] = library.episodes.summaries()
    assert (listed.title, listed.marks, listed.has_transcript) == ("A talk", 1, True)
    assert library.search.find("so it goes")


def test_going_back_to_the_transcript_before_brings_its_words_back(
    library: Library, add_episode: Callable[..., int]
) -> None:
    episode = add_episode("A talk", "so it gose")
    better = Transcript((Cue(0, 4_000, "so it goes"),))
    with library.changing("Change transcript", episode) as change:
        change.writes.use_transcript(
            episode, better, source=TranscriptSource("srt", "so it goes", "other")
        )

    library.undo(episode)
    transcript = library.episodes.transcript(episode)
    assert transcript is not None
    assert [cue.text for cue in transcript.cues] == ["so it gose"]
    assert library.search.find("goes") == ()

    library.redo(episode)
    transcript = library.episodes.transcript(episode)
    assert transcript is not None
    assert [cue.text for cue in transcript.cues] == ["so it goes"]


def test_undo_of_a_new_topic_keeps_it_where_later_marks_stand_on_it(
    library: Library,
    add_episode: Callable[..., int],
    add_topic: Callable[..., Topic],
    add_mark: Callable[..., Annotation],
) -> None:
    first, second = add_episode("First"), add_episode("Second")
    craft = add_topic("Craft")
    add_mark(second, 0, 1_000, craft)

    library.undo(first)  # the topic is the newest change that the first episode sees

    assert marks(library, second) == [(0, ("Craft",))]


def test_undo_keeps_what_was_changed_since(
    library: Library,
    add_episode: Callable[..., int],
    add_topic: Callable[..., Topic],
    add_mark: Callable[..., Annotation],
) -> None:
    first, second = add_episode("First"), add_episode("Second")
    craft = add_topic("Craft")
    mark = add_mark(first, 0, 1_000, craft)
    with library.changing("Delete topic", None) as change:
        change.writes.update_annotation(replace(mark, topics=(), kind=Kind.BOOKMARK))
        change.writes.remove_topic(craft.id)
    [plain] = library.notebook.annotations(first)
    with library.changing("Quote", first) as change:
        change.writes.update_annotation(replace(plain, kind=Kind.QUOTE, note="later"))

    library.undo(second)  # sees only the deletion of the topic

    [now] = library.notebook.annotations(first)
    assert (now.kind, now.note, now.topics) == (Kind.QUOTE, "later", (craft.id,))


def test_a_topic_comes_back_under_another_name_where_its_own_is_taken(
    library: Library,
    add_episode: Callable[..., int],
    add_topic: Callable[..., Topic],
    add_mark: Callable[..., Annotation],
) -> None:
    first, second = add_episode("First"), add_episode("Second")
    old = add_topic("Craft", digit=1)
    mark = add_mark(first, 0, 1_000, old)
    with library.changing("Delete topic", None) as change:
        change.writes.update_annotation(replace(mark, topics=()))
        change.writes.remove_topic(old.id)
    with library.changing("Tag", second) as change:
        new = change.writes.add_topic(replace(old, uid="t-new"))

    library.undo(first)

    assert {(topic.name, topic.digit) for topic in library.notebook.topics()} == {
        ("Craft", 1),
        ("Craft (2)", None),
    }
    assert marks(library, first) == [(0, ("Craft (2)",))]
    assert library.notebook.topics()[0].id in (old.id, new.id)


def test_a_name_or_digit_that_is_taken_by_now_is_left_where_it_is(
    library: Library, add_episode: Callable[..., int], add_topic: Callable[..., Topic]
) -> None:
    first, second = add_episode("First"), add_episode("Second")
    topic = add_topic("Craft", digit=1)
    with library.changing("Rename", None) as change:
        change.writes.update_topic(replace(topic, name="Trade", digit=None))
    with library.changing("Tag", second) as change:
        change.writes.add_topic(replace(topic, uid="t-new", name="Craft", digit=1))

    library.undo(first)

    assert sorted(topic_names(library)) == ["Craft", "Trade"]
    assert {topic.name: topic.digit for topic in library.notebook.topics()} == {
        "Craft": 1,
        "Trade": None,
    }


def test_a_topic_whose_parent_is_gone_by_now_comes_to_the_top(
    library: Library, add_episode: Callable[..., int], add_topic: Callable[..., Topic]
) -> None:
    first, second = add_episode("First"), add_episode("Second")
    child = add_topic("Child")
    with library.changing("Tag", first) as change:
        parent = change.writes.add_topic(Topic(0, "t-parent", "Parent", "#000000"))
    with library.changing("Move", None) as change:
        change.writes.update_topic(replace(child, parent_id=parent.id))
    library.undo(first)
    library.undo(first)
    assert topic_names(library) == ["Child"]

    library.redo(second)

    [topic] = library.notebook.topics()
    assert (topic.name, topic.parent_id) == ("Child", None)


def test_a_mark_that_comes_back_leaves_out_topics_that_are_gone(
    library: Library,
    add_episode: Callable[..., int],
    add_topic: Callable[..., Topic],
    add_mark: Callable[..., Annotation],
) -> None:
    first, second = add_episode("First"), add_episode("Second")
    craft = add_topic("Craft")
    mark = add_mark(first, 0, 1_000, craft)
    with library.changing("Remove mark", first) as change:
        change.writes.remove_annotation(mark)
    library.undo(second)
    assert topic_names(library) == []

    library.undo(first)

    assert marks(library, first) == [(0, ())]


def test_removing_a_mark_takes_the_topics_another_program_has_just_put_on_it(
    path: Path,
    library: Library,
    add_episode: Callable[..., int],
    add_topic: Callable[..., Topic],
    add_mark: Callable[..., Annotation],
) -> None:
    episode = add_episode("A talk")
    craft, tools = add_topic("Craft"), add_topic("Tools")
    stale = add_mark(episode, 0, 1_000, craft)
    with closing(open_library(path)) as other, other.changing("Tag", episode) as change:
        change.writes.update_annotation(replace(stale, topics=(craft.id, tools.id)))

    with library.changing("Remove mark", episode) as change:
        change.writes.remove_annotation(stale)
    assert marks(library, episode) == []

    library.undo(episode)
    assert marks(library, episode) == [(0, ("Craft", "Tools"))]


def test_changing_what_another_program_has_removed_is_told_and_changes_nothing(
    path: Path,
    library: Library,
    add_episode: Callable[..., int],
    add_topic: Callable[..., Topic],
    add_mark: Callable[..., Annotation],
) -> None:
    episode = add_episode("A talk")
    craft = add_topic("Craft")
    mark, other_mark = add_mark(episode, 0, 1_000), add_mark(episode, 1_000, 2_000)
    with closing(open_library(path)) as other, other.changing("Remove", episode) as change:
        change.writes.remove_annotation(mark)
        change.writes.remove_topic(craft.id)

    def note_on_it() -> None:
        with library.changing("Note", episode) as change:
            change.writes.update_annotation(replace(mark, note="late"))

    def tag_with_it() -> None:
        with library.changing("Tag", episode) as change:
            change.writes.update_annotation(replace(other_mark, topics=(craft.id,)))

    for late in (note_on_it, tag_with_it):
        with pytest.raises(NotFoundError, match="was removed meanwhile"):
            late()
    assert marks(library, episode) == [(1_000, ())]


def test_a_show_stays_known_however_its_episodes_are_undone(
    library: Library, add_episode: Callable[..., int]
) -> None:
    add_episode("First", show="The Show")
    second = add_episode("Second")
    found = library.episodes.get(second)
    assert found is not None

    library.undo(None)
    library.undo(None)
    assert library.episodes.shows() == ()
    library.redo(None)
    with library.changing("Set show", second) as change:
        change.writes.update_episode(replace(found, show="The Show"))
    library.undo(second)
    library.redo(second)

    assert library.episodes.shows() == ("The Show",)
    assert [row.show for row in library.episodes.summaries()] == ["The Show"]
