"""Opening a library: what is none is refused and left alone, what is damaged is told."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import (
    LibraryBusyError,
    LibraryCorruptError,
    LibraryError,
    LibraryReadOnlyError,
)
from annotator.store import Library, open_library
from annotator.store.database import check_integrity


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is an empty file; restore a backup"),
        (b"# My notes\n\nNot a database at all.\n" * 20, "is not an Annotator library"),
        (b"SQLite format 3\x00", "is not an Annotator library"),
        (bytes(range(256)) * 8, "is not an Annotator library"),
    ],
    ids=["empty", "text", "cut off", "binary"],
)
def test_a_file_that_is_no_library_is_refused_and_left_as_it_is(
    path: Path, content: bytes, sentence: str
) -> None:
    path.write_bytes(content)

    with pytest.raises(LibraryCorruptError, match=sentence):
        open_library(path)

    assert path.read_bytes() == content
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_the_database_of_another_program_is_refused_and_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()
    before = path.read_bytes()

    with pytest.raises(LibraryCorruptError, match="is a database, but not an Annotator library"):
        open_library(path)

    assert path.read_bytes() == before


def test_a_folder_is_no_library(path: Path) -> None:
    path.mkdir()

    with pytest.raises(LibraryError, match="cannot be read"):
        open_library(path)


def test_a_library_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "place" / "my library #1 100%?.sqlite"

    open_library(path).close()

    with closing(open_library(path, read_only=True)) as reopened:
        assert reopened.read_only
        assert check_integrity(path) == ""


def test_a_library_that_is_not_there_cannot_be_opened_for_reading_only(path: Path) -> None:
    with pytest.raises(LibraryError, match="There is no library at"):
        open_library(path, read_only=True)

    assert not path.exists()


def test_a_library_opened_for_reading_shows_all_and_changes_nothing(
    library: Library, path: Path, add_episode: Callable[..., int]
) -> None:
    episode = add_episode("A talk", "so it goes")

    with closing(open_library(path, read_only=True)) as reader:
        [listed] = reader.episodes.summaries()
        assert (listed.id, listed.title) == (episode, "A talk")
        with (
            pytest.raises(LibraryReadOnlyError, match="nothing was changed"),
            reader.changing("Tag", episode),
        ):
            pass
        reader.remember_position(episode, 5_000)

    assert library.episodes.position_ms(episode) == 0


def test_each_commit_is_synced_and_what_rows_point_to_is_checked(path: Path) -> None:
    with closing(open_library(path)) as library:
        pragma = library._db.execute
        assert pragma("PRAGMA journal_mode").fetchone() == ("wal",)
        assert pragma("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert pragma("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_lock_held_by_another_program_is_told_and_the_change_may_be_tried_again(
    path: Path,
) -> None:
    with closing(open_library(path, busy_ms=20)) as library, closing(open_library(path)) as other:
        with (
            other.changing("Long work", None),
            pytest.raises(LibraryBusyError, match="try again in a moment"),
            library.changing("Tag", None),
        ):
            pass
        with library.changing("Tag", None):
            pass


def test_a_second_connection_of_this_program_leaves_the_first_its_lock(
    library: Library, path: Path
) -> None:
    open_library(path).close()

    look = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT * FROM episode')"
    subprocess.run([sys.executable, "-c", look, str(path)], check=True)

    assert path.with_name(path.name + "-wal").exists()
    assert library.rescue() == ""


def test_a_short_lock_is_waited_for(path: Path) -> None:
    with closing(open_library(path, busy_ms=5_000)) as library:
        held, release = threading.Event(), threading.Event()

        def hold() -> None:
            with closing(open_library(path)) as other, other.changing("Long work", None):
                held.set()
                release.wait(10)

        holder = threading.Thread(target=hold)
        holder.start()
        held.wait(10)
        threading.Timer(0.05, release.set).start()
        with library.changing("Tag", None):
            pass
        holder.join()


def test_a_change_that_fails_half_way_leaves_nothing_behind(
    library: Library, add_episode: Callable[..., int], rows: Callable[..., list[tuple[Any, ...]]]
) -> None:
    episode = add_episode("A talk")
    journal = rows("SELECT count(*) FROM journal")

    def remove_and_fail() -> None:
        with library.changing("Remove", episode) as change:
            change.writes.trash_episode(episode, library.now())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        remove_and_fail()

    assert not library.episodes.is_trashed(episode)
    assert rows("SELECT count(*) FROM journal") == journal


def test_a_flipped_byte_in_an_index_is_found(
    path: Path, library: Library, add_episode: Callable[..., int]
) -> None:
    add_episode("A talk", *[f"line {number}" for number in range(200)])
    library.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page, size = connection.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size)"
            " FROM sqlite_master WHERE name = 'cue_in_order'"
        ).fetchone()
    content = bytearray(path.read_bytes())
    last = page * size - 1  # cells are filled in from the end of a page
    content[last - 40] ^= 0x01
    path.write_bytes(content)

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    assert "cue_in_order" in check_integrity(path)


def test_a_row_that_points_to_nothing_is_found(
    path: Path, library: Library, add_episode: Callable[..., int]
) -> None:
    episode = add_episode("A talk")
    library.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE episode SET show_id = 99 WHERE id = ?", [episode])
        connection.commit()

    assert check_integrity(path) == "a row of episode points to a row of show that is gone"


def test_damage_met_while_reading_says_where_the_backups_are(
    path: Path, library: Library, add_episode: Callable[..., int]
) -> None:
    add_episode("A talk", *[f"line {number}" for number in range(400)])
    library.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page, size = connection.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size)"
            " FROM sqlite_master WHERE name = 'cue'"
        ).fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)

    with (
        closing(open_library(path)) as opened,
        pytest.raises(LibraryCorruptError, match=r"restore a backup from the folder"),
    ):
        opened.episodes.transcript(1)
