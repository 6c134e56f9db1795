"""Deleting for good: nothing of the episode stays, everything of the others does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.app.terminal import make_context
from annotator.commands import Context
from annotator.commands.library import trash
from annotator.commands.sample import add_sample
from annotator.domain.notes import Topic
from annotator.session.edits import AddTopic, DeleteTopic
from annotator.settings import default_paths

Rows = Callable[..., list[tuple[Any, ...]]]
_HELD = (
    "annotation", "annotation_topic", "mark_text", "transcript", "cue", "passage", "passage_text",
    "speaker", "chapter", "media", "playback",
)  # fmt: skip


@pytest.fixture
def context(path: Path) -> Iterator[Context]:
    """The sample episode in a library."""
    made = make_context(default_paths(path))
    add_sample(made)
    yield made
    made.session.library.close()


def _counts(rows: Rows) -> dict[str, int]:
    return {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in _HELD}  # noqa: S608


def _throw_away(context: Context) -> int:
    """Put the sample into the trash; its id."""
    library = context.session.library
    [row] = library.episodes.summaries()
    library.remember_position(row.id, 5_000)
    episode = library.episodes.get(row.id)
    assert episode is not None
    trash(context, [episode])
    return row.id


def test_nothing_of_the_episode_stays_and_every_reference_is_whole(
    context: Context, rows: Rows
) -> None:
    ident = _throw_away(context)
    before = _counts(rows)
    assert min(before["cue"], before["mark_text"], before["passage_text"]) > 0

    assert context.session.library.delete_for_good([ident]) == 1

    assert set(_counts(rows).values()) == {0}
    assert rows("SELECT id FROM episode") == []
    assert rows("PRAGMA foreign_key_check") == []
    assert rows("SELECT DISTINCT changes FROM journal WHERE episode_id = ?", ident) == []


def test_what_is_not_in_the_trash_is_not_deleted(context: Context, rows: Rows) -> None:
    before = _counts(rows)
    [row] = context.session.library.episodes.summaries()

    assert context.session.library.delete_for_good([row.id]) == 0

    assert _counts(rows) == before


def test_undo_passes_over_what_is_gone_and_the_journal_counts_on(context: Context) -> None:
    library = context.session.library
    ident = _throw_away(context)
    turn = library.turn()
    library.delete_for_good([ident])
    assert library.turn() >= turn

    label = library.undo_labels(None)[0]
    assert "Remove" not in label
    while context.session.undo(anywhere=True) is not None:
        pass
    assert library.episodes.trashed() == ()


def test_a_topic_deleted_with_its_marks_comes_back_without_those_of_the_gone(
    context: Context, rows: Rows
) -> None:
    session = context.session
    [row] = session.library.episodes.summaries()
    topic = next(topic for topic in session.topics)
    marks = [m for m in session.library.notebook.annotations(row.id) if m.topics == (topic.id,)]
    assert marks
    session.do(DeleteTopic(topic, kept=(), removed=marks, children=()))
    session.do(AddTopic(Topic(0, "u-other", "Other", "#2E9E6B")))
    session.library.delete_for_good([_throw_away(context)])

    while session.undo(anywhere=True) is not None:
        pass

    assert rows("SELECT id FROM annotation") == []
    assert rows("PRAGMA foreign_key_check") == []
