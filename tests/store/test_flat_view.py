"""The view for spreadsheets, Datasette and sqlite-utils."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlite_utils

from annotator.domain.notes import Annotation, Kind, Topic
from annotator.store import Library


def test_a_mark_is_one_row_with_everything_spelled_out(
    library: Library,
    path: Path,
    add_episode: Callable[..., int],
    add_topic: Callable[..., Topic],
    add_mark: Callable[..., Annotation],
) -> None:
    episode = add_episode("A talk", "so it goes", "open models matter", show="The Show")
    craft, tools = add_topic("Craft"), add_topic("Tools; and more")
    mark = add_mark(
        episode,
        4_000,
        8_000,
        tools,
        craft,
        kind=Kind.NOTE,
        note="see there",
        speaker="Ida",
        author="Ben",
        created_at="2026-01-31T09:30:00.000Z",
    )

    [row] = sqlite_utils.Database(path, execute_plugins=False)["annotation_flat"].rows

    assert row == {
        "annotation_id": mark.id,
        "uid": mark.uid,
        "show": "The Show",
        "episode": "A talk",
        "episode_id": episode,
        "video_id": "",
        "kind": "note",
        "start_ms": 4_000,
        "end_ms": 8_000,
        "start_time": "00:00:04",
        "end_time": "00:00:08",
        "topics": "Tools; and more; Craft",
        "speaker": "Ida",
        "text": "open models matter",
        "note": "see there",
        "author": "Ben",
        "needs_review": 0,
        "created_at": "2026-01-31T09:30:00.000Z",
        "changed_at": mark.changed_at,
    }


def test_times_past_the_hour_are_told_in_full(
    add_episode: Callable[..., int],
    add_mark: Callable[..., Annotation],
    rows: Callable[..., list[tuple[Any, ...]]],
) -> None:
    add_mark(add_episode("Long"), 100 * 3_600_000 + 61_999, 100 * 3_600_000 + 62_000)

    assert rows("SELECT start_time, end_time, topics, show FROM annotation_flat") == [
        ("100:01:01", "100:01:02", "", "")
    ]


def test_marks_of_episodes_in_the_trash_are_left_out(
    library: Library,
    add_episode: Callable[..., int],
    add_mark: Callable[..., Annotation],
    rows: Callable[..., list[tuple[Any, ...]]],
) -> None:
    kept, gone = add_episode("Kept"), add_episode("Gone")
    add_mark(kept, 0, 1_000)
    add_mark(gone, 0, 1_000)

    with library.changing("Remove", None) as change:
        change.writes.trash_episode(gone, library.now())

    assert rows("SELECT episode FROM annotation_flat") == [("Kept",)]
