"""Large changes made by a worker, and keys pressed while it is at work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from listener import TALK, Listener

from annotator.app.storing import OwnStorage
from annotator.commands.changing import FEW, carry_out_later, catch_up, store_later
from annotator.commands.context import Context
from annotator.commands.speakers import rename
from annotator.commands.topic_care import split
from annotator.commands.transcript import change_cue_text, mend_later
from annotator.commands.undoing import undo
from annotator.commands.view import edit_cue
from annotator.domain.errors import UsageError
from annotator.domain.mending import paragraphs, respelled
from annotator.domain.notes import Anchor, Annotation, Episode, Kind
from annotator.session.edits import MergeTopics, Together, TrashEpisode
from annotator.session.ports import Watcher
from annotator.settings import Settings, default_paths
from annotator.sources import Report
from annotator.store import Library, open_library


class Worker:
    """A queue whose work is done when the test says so, or given up."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Callable[[Report], Any], Watcher]] = []

    def watch(self, title: str, work: Callable[[Report], Any], watcher: Watcher) -> None:
        self._waiting.append((work, watcher))

    def work(self) -> None:
        """Do what waits, also what comes of it."""
        while self._waiting:
            work, watcher = self._waiting.pop(0)
            watcher.ended(work(lambda *_: None))

    def give_up(self) -> None:
        _, watcher = self._waiting.pop()
        watcher.failed(None)


@pytest.fixture
def worker() -> Worker:
    return Worker()


@pytest.fixture
def context(listener: Listener, worker: Worker, path: Path) -> Context:
    """The program on the talk, as in the window: what cannot be stored now waits."""
    listener.session.keeps_unsaved = True
    return Context(
        session=listener.session,
        settings=Settings,
        paths=default_paths(path),
        jobs=worker,  # type: ignore[arg-type]
        change_settings=lambda _settings: None,
        facts=lambda: (),
        storage=OwnStorage(path, lambda: "", lambda: False),
    )


def tag(listener: Listener, cue: int, topic: str = "Craft") -> None:
    listener.reads(cue)
    listener.tagger.toggle_topic(listener.topic(topic))


def stored(library: Library) -> tuple[Annotation, ...]:
    """The marks as another program finds them on the disk."""
    other = open_library(library.path, read_only=True)
    marks = other.notebook.annotations(1)
    other.close()
    return marks


def test_a_mark_made_while_a_speaker_is_renamed_has_the_new_name(
    context: Context, listener: Listener, worker: Worker, library: Library
) -> None:
    listener.topic("Craft")
    tag(listener, 1)
    rename(context, "Ida", "Ada")
    tag(listener, 3)
    count, why = listener.session.unsaved
    assert (count, why) == (
        1,
        "“Rename “Ida” to “Ada”” is under way; this is saved when it is done.",
    )

    worker.work()

    assert listener.session.unsaved == (0, "")
    assert [(mark.text, mark.speaker) for mark in stored(library)] == [
        (TALK[1], "Ada"),
        (TALK[3], "Ada"),
    ]
    assert listener.session.marks == stored(library)
    assert {cue.speaker for cue in listener.session.transcript.cues} == {"Ada"}
    listener.session.undo()
    assert listener.marked == [TALK[1]]
    listener.session.undo()
    assert [mark.speaker for mark in listener.session.marks] == ["Ida"]


def test_a_mark_made_while_its_line_is_joined_stays_on_its_words(
    context: Context, listener: Listener, worker: Worker
) -> None:
    listener.topic("Craft")
    join = partial(paragraphs, pause_ms=1_500, longest_ms=60_000)
    mend_later(context, "Join", join, lambda _count: None)
    tag(listener, 4)

    worker.work()

    assert len(listener.session.transcript.cues) == 1
    assert listener.marked == [TALK[4]]


def test_a_mark_made_while_its_words_are_corrected_is_on_the_corrected_words(
    context: Context, listener: Listener, worker: Worker
) -> None:
    listener.topic("Craft")
    mend_later(
        context,
        "Replace",
        lambda words: [respelled(words, 4, "nobody learns to snail by reading")],
        lambda _count: None,
    )
    tag(listener, 4)

    worker.work()

    assert listener.marked == ["nobody learns to snail by reading"]
    assert not listener.mark.needs_review


def test_a_mark_whose_words_go_meanwhile_is_kept_and_asks_for_review(
    context: Context, listener: Listener, worker: Worker
) -> None:
    listener.topic("Craft")
    mend_later(
        context,
        "Replace",
        lambda words: [respelled(words, 4, "quite another thing was said here")],
        lambda _count: None,
    )
    tag(listener, 4)

    worker.work()

    assert (listener.mark.text, listener.mark.needs_review) == (TALK[4], True)


def test_a_mark_that_gets_a_topic_while_another_of_its_topics_is_merged_has_both(
    context: Context, listener: Listener, worker: Worker
) -> None:
    for name in ("Craft", "Boats", "Tools"):
        listener.topic(name)
    tag(listener, 3)
    craft, boats = listener.topic("Craft"), listener.topic("Boats")
    merge = MergeTopics(craft, boats, listener.session.marks, ())
    carry_out_later(context, "Merge", lambda _library, _report: merge, lambda: None)
    tag(listener, 3, "Tools")

    worker.work()

    assert listener.topics_on == ["Boats", "Tools"]


def test_what_a_worker_gives_up_changes_nothing_and_lets_go_of_what_waited(
    context: Context, listener: Listener, worker: Worker
) -> None:
    listener.topic("Craft")
    rename(context, "Ida", "Ada")
    tag(listener, 2)

    worker.give_up()

    assert [(mark.text, mark.speaker) for mark in listener.session.marks] == [(TALK[2], "Ida")]


def test_the_transcript_is_not_mended_nor_anything_undone_meanwhile(
    context: Context, listener: Listener, worker: Worker
) -> None:
    rename(context, "Ida", "Ada")

    with pytest.raises(UsageError, match="Changes wait"):
        change_cue_text(context, 2, "other words")
    with pytest.raises(UsageError, match="under way"):
        edit_cue(context)
    with pytest.raises(UsageError, match="under way"):
        listener.session.undo()
    with pytest.raises(UsageError, match="under way"):
        rename(context, "Ida", "Eve")

    worker.work()
    change_cue_text(context, 2, "other words")
    assert listener.session.transcript.cues[2].text == "other words"


def test_another_episode_opened_meanwhile_is_shown_as_it_is(
    context: Context,
    listener: Listener,
    worker: Worker,
    library: Library,
    add_talk: Callable[..., int],
) -> None:
    other = add_talk("The short table", *TALK[:3])
    listener.session.refresh()
    store_later(
        context,
        "Undo",
        lambda own, _report: own.undo(other),
        lambda entry: listener.session.say(f"Undone: {entry.label}" if entry else ""),
    )
    listener.session.open(other)

    worker.work()

    assert listener.session.episode is None
    assert listener.said[-1].text == "Undone: Import “The short table”"


def test_two_topics_put_on_one_mark_while_it_waits_are_both_on_it(
    context: Context, listener: Listener, worker: Worker
) -> None:
    listener.topic("Craft")
    listener.topic("Tools")
    listener.reads(2)
    tag(listener, 2)
    rename(context, "Ida", "Ada")
    listener.reads(2)
    listener.tagger.write_note("a note", listener.tagger.target())
    tag(listener, 2, "Tools")

    worker.work()

    assert listener.topics_on == ["Craft", "Tools"]
    assert listener.mark.note == "a note"
    assert listener.mark.speaker == "Ada"


def test_much_that_another_program_wrote_is_read_by_a_worker(
    context: Context, listener: Listener, worker: Worker, library: Library
) -> None:
    other = open_library(library.path)
    with other.changing("Mark", 1) as change:
        for number in range(80):
            change.writes.add_annotation(
                Annotation(0, f"m{number}", 1, Kind.QUOTE, Anchor(number, number + 1, "w" * 200))
            )
    other.close()

    catch_up(context)
    assert listener.session.marks == ()
    worker.work()

    assert len(listener.session.marks) == 80
    catch_up(context)
    assert not listener.session.held_for


def test_a_large_topic_is_split_by_a_worker_and_undone_in_one_step(
    context: Context, listener: Listener, worker: Worker, library: Library
) -> None:
    topic = listener.topic("Craft")
    _mark_often(library, topic.id)
    listener.session.take_in_all()
    split(context, topic, "note:moved", "Elsewhere")
    assert listener.session.held_for
    worker.work()

    names = {topic.id: topic.name for topic in listener.session.topics}
    assert Counter(names[one] for mark in stored(library) for one in mark.topics) == {
        "Craft": FEW,
        "Elsewhere": 1,
    }
    listener.session.undo()
    assert {one for mark in stored(library) for one in mark.topics} == {topic.id}


def test_episodes_in_the_trash_come_back_by_a_worker_where_nothing_is_open(
    context: Context, listener: Listener, worker: Worker, library: Library
) -> None:
    with library.changing("Make", None) as change:
        made = [
            change.writes.add_episode(Episode(0, f"one-{n}", f"One {n}", created_at="2024-01-01"))
            for n in range(300)
        ]
    everything = [TrashEpisode(one, library.now()) for one in (listener.session.episode, *made)]
    listener.session.do(Together("Remove", everything))
    assert listener.session.episode is None
    undo(context)
    assert listener.session.held_for
    worker.work()
    assert len(library.episodes.summaries()) == 301


def _mark_often(library: Library, topic: int) -> None:
    """One mark more than are changed at once, the last of them with a note."""
    with library.changing("Mark", 1) as change:
        for number in range(FEW + 1):
            change.writes.add_annotation(
                Annotation(
                    0,
                    f"often-{number}",
                    1,
                    Kind.TOPIC,
                    Anchor(number, number + 1, "word"),
                    (topic,),
                    note="moved" if number == FEW else "",
                    created_at=library.now(),
                    changed_at=library.now(),
                )
            )
