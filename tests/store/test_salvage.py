"""A damaged library put right: from the newest sound backup, with all that can still be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import LibraryCorruptError
from annotator.domain.notes import Annotation, Topic
from annotator.domain.query import parse_query
from annotator.store import Library, open_library
from annotator.store.backup import back_up, backups
from annotator.store.database import check_integrity
from annotator.store.restore import Restored, newest_sound, remedy_for, restore

TABLES = (
    "show", "episode", "media", "transcript", "speaker", "cue", "chapter", "topic", "annotation",
    "annotation_topic", "playback", "exported", "journal", "saved_search", "show_digit",
)  # fmt: skip
"""What is not made of other rows."""


def content(path: Path) -> dict[str, list[Any]]:
    """Every row of the user's work."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)  # noqa: S608
            for table in TABLES
        }


def given_ids(path: Path) -> dict[str, int]:
    """The highest id that each table has ever given to a row of the user's."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0")
        return {name: seq for name, seq in rows if name != "passage"}


@pytest.fixture
def worked_on(
    library: Library,
    path: Path,
    add_episode: Callable[..., int],
    add_topic: Callable[..., Topic],
    add_mark: Callable[..., Annotation],
) -> Library:
    """A library with 300 marks, of which a backup was made, and that was worked in since: marks,
    an import, a topic renamed, a mark removed, one undone."""
    talk = add_episode("A talk", *[f"line {number} of the talk" for number in range(300)])
    craft = add_topic("Craft")
    first = add_mark(talk, 0, 4_000, craft, note="x" * 60)
    with library.changing("Tag", talk) as change:
        marks = [
            change.writes.add_annotation(
                replace(
                    first,
                    uid=f"m-1-{n * 4_000}",
                    anchor=replace(first.anchor, start_ms=n * 4_000, end_ms=n * 4_000 + 4_000),
                )
            )
            for n in range(1, 300)
        ]
    back_up(path, reason="daily")
    with library.changing("Rename", None) as change:
        change.writes.update_topic(Topic(craft.id, craft.uid, "Handicraft", craft.colour))
    with library.changing("Remove", talk) as change:
        change.writes.remove_annotation(marks[7])
    add_mark(talk, 1_000, 2_000, note="taken back")
    library.undo(talk)
    other = add_episode("Another", "the words of another", show="A show")
    add_mark(other, 0, 3_000, craft, note="made since")
    library.remember_position(other, 1_234)
    return library


def spoil(path: Path, needle: bytes) -> None:
    """Overwrite the head of the page on which `needle` stands first."""
    content = bytearray(path.read_bytes())
    (size,) = (int.from_bytes(content[16:18], "big"),)
    page = content.index(needle) // size * size
    content[page : page + 8] = b"\xff" * 8
    path.write_bytes(content)


def spoil_root(path: Path, name: str) -> None:
    """Overwrite the head of the first page of a table or index."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", [name]
        ).fetchone()
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    content[(page - 1) * size : (page - 1) * size + 8] = b"\xff" * 8
    path.write_bytes(content)


def put_right(path: Path) -> Restored:
    assert check_integrity(path) != ""
    backup = newest_sound(path)
    assert backup is not None
    restored = restore(path, backup)
    assert check_integrity(path) == ""
    return restored


@pytest.mark.parametrize(
    "name", ["annotation_in_order", "journal_by_turn", "cue_in_order", "passage", "mark_text_data"]
)
def test_nothing_is_lost_where_an_index_or_the_full_text_is_damaged(
    worked_on: Library, path: Path, name: str
) -> None:
    worked_on.close()
    before, ids = content(path), given_ids(path)
    spoil_root(path, name)

    restored = put_right(path)

    assert content(path) == before
    assert given_ids(path) == ids
    assert restored.salvage.broken == ()
    assert restored.kept is not None
    assert restored.kept.exists()


def test_what_was_done_since_the_backup_can_be_undone_and_found(
    worked_on: Library, path: Path
) -> None:
    worked_on.close()
    spoil_root(path, "annotation_in_order")
    put_right(path)

    with closing(open_library(path)) as library:
        assert [hit.episode_id for hit in library.search.hits(parse_query("another"))] == [2]
        entry = library.undo(2)
        assert entry is not None
        assert entry.label == "Tag"
        assert library.notebook.annotations(2) == ()


def test_marks_on_a_page_that_cannot_be_read_are_as_in_the_backup_and_it_is_said(
    worked_on: Library, path: Path
) -> None:
    worked_on.close()
    before = content(path)
    spoil(path, b"m-1-400000")

    restored = put_right(path)

    after = content(path)
    assert restored.salvage.broken == ("annotation",)
    assert {row[1] for row in before["annotation"]} <= {row[1] for row in after["annotation"]}
    assert "made since" in {row[10] for row in after["annotation"]}
    assert {t: after[t] for t in TABLES if t != "annotation"} == {
        t: before[t] for t in TABLES if t != "annotation"
    }


def test_a_topic_that_cannot_be_read_takes_no_mark_with_it(worked_on: Library, path: Path) -> None:
    with worked_on.changing("New topic", None) as change:
        late = change.writes.add_topic(Topic(0, "late", "Late", "#112233"))
        (mark,) = worked_on.notebook.annotations(2)
        change.writes.update_annotation(
            Annotation(mark.id, mark.uid, 2, mark.kind, mark.anchor, (late.id,), note=mark.note)
        )
    worked_on.close()
    spoil_root(path, "topic")

    restored = put_right(path)

    assert restored.salvage.broken == ("annotation_topic", "topic")
    with closing(open_library(path)) as library:
        assert [topic.name for topic in library.notebook.topics()] == ["Craft"]
        (mark,) = library.notebook.annotations(2)
        assert (mark.note, mark.topics) == ("made since", ())


@pytest.mark.parametrize("head", [b"", b"no database", b"SQLite format 3\0" + bytes(5_000)])
def test_a_file_that_cannot_be_read_at_all_gives_way_to_the_backup(
    worked_on: Library, path: Path, head: bytes
) -> None:
    worked_on.close()
    path.write_bytes(head)
    backup = newest_sound(path)
    assert backup is not None

    restored = restore(path, backup)

    assert check_integrity(path) == ""
    assert not restored.salvage.read
    with closing(open_library(path)) as library:
        assert len(library.notebook.annotations(1)) == 300
    assert restored.kept is not None
    assert restored.kept.read_bytes() == head


def test_without_a_sound_backup_a_library_is_made_anew_of_what_can_be_read(
    worked_on: Library, path: Path
) -> None:
    worked_on.close()
    before = content(path)
    for backup in backups(path):
        backup.write_bytes(b"no database")
    spoil(path, b"m-1-400000")

    remedy = remedy_for(path)
    assert remedy is not None
    assert remedy.backup is None
    restored = restore(path, None)

    assert check_integrity(path) == ""
    after = content(path)
    assert "annotation" in restored.salvage.broken
    assert after["cue"] == before["cue"]
    assert after["journal"] == before["journal"]
    kept, all_marks = {row[1] for row in after["annotation"]}, {r[1] for r in before["annotation"]}
    assert kept < all_marks
    assert len(kept) > len(all_marks) * 0.8
    with closing(open_library(path)) as library:
        assert library.undo(2) is not None


def test_what_holds_nothing_to_be_read_cannot_be_made_anew(worked_on: Library, path: Path) -> None:
    worked_on.close()
    for backup in backups(path):
        backup.unlink()
    spoiled = path.read_bytes()[:100] + b"\xff" * 50_000
    path.write_bytes(spoiled)

    with pytest.raises(LibraryCorruptError, match="Nothing of the library"):
        restore(path, None)

    assert path.read_bytes() == spoiled
    assert [item.name for item in path.parent.glob("*.part*")] == []


def test_what_is_still_in_the_log_is_brought_over(worked_on: Library, path: Path) -> None:
    before = content(path)
    log = path.with_name(path.name + "-wal")
    kept_log, kept_file = log.read_bytes(), path.read_bytes()
    worked_on.close()
    path.write_bytes(kept_file)
    log.write_bytes(kept_log)

    backup = newest_sound(path)
    assert backup is not None
    restore(path, backup)

    assert content(path) == before


def test_a_restore_that_is_cancelled_leaves_all_as_it_was(worked_on: Library, path: Path) -> None:
    worked_on.close()
    spoil_root(path, "annotation_in_order")
    before = path.read_bytes()
    backup = newest_sound(path)
    assert backup is not None

    class StopError(Exception):
        pass

    def stop(fraction: float) -> None:
        if fraction > 0.7:
            raise StopError

    with pytest.raises(StopError):
        restore(path, backup, stop)

    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.part*"))
