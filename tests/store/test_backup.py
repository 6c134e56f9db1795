"""Backups: whole copies of a live library, few enough to keep, proved before they are used."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from annotator.domain.errors import (
    AnnotatorError,
    LibraryCorruptError,
    LibraryError,
    LibraryNewerError,
    NotFoundError,
)
from annotator.domain.notes import Topic
from annotator.store import Library, open_library
from annotator.store.backup import back_up, backup_folder, backups
from annotator.store.daily import back_up_daily
from annotator.store.database import check_integrity, newest_schema
from annotator.store.restore import restore

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2026, 1, 1)


def topic_names(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM topic ORDER BY id")]


def test_a_backup_of_an_open_library_holds_what_was_stored_last(
    library: Library, path: Path, add_topic: Callable[..., Topic]
) -> None:
    add_topic("Kept")

    saved = back_up(path, reason="daily", today=FIRST)

    assert saved == backup_folder(path) / "2026-01-01-daily.sqlite"
    assert topic_names(saved) == ["Kept"]
    assert check_integrity(saved) == ""
    assert [item.name for item in backup_folder(path).iterdir()] == [saved.name]


def test_there_is_one_backup_a_day(library: Library, path: Path) -> None:
    assert back_up_daily(path, FIRST) is not None
    assert back_up_daily(path, FIRST) is None
    assert back_up_daily(path, FIRST + DAY) is not None
    assert len(backups(path)) == 2


def test_seven_daily_and_four_weekly_backups_are_kept(library: Library, path: Path) -> None:
    for number in range(90):
        back_up_daily(path, FIRST + number * DAY)

    kept = [datetime.date.fromisoformat(saved.name[:10]) for saved in backups(path)]

    today = FIRST + 89 * DAY
    assert kept[:7] == [today - number * DAY for number in range(7)]
    assert len(kept) == 11
    older = kept[7:]
    assert len({day.isocalendar()[:2] for day in older}) == 4
    assert all(later - earlier <= 7 * DAY for later, earlier in pairwise(kept))


def test_a_user_of_one_day_a_month_keeps_eleven_months(library: Library, path: Path) -> None:
    for month in range(12):
        back_up_daily(path, datetime.date(2025, 1, 31) + month * 30 * DAY)

    assert len(backups(path)) == 11


def test_backups_of_migrations_and_files_of_the_user_are_not_thinned_out(
    library: Library, path: Path
) -> None:
    back_up(path, reason="migration", today=FIRST)
    own = backup_folder(path) / "before the big tidy-up-daily.sqlite"
    own.write_bytes(b"mine")

    for number in range(1, 60):
        back_up_daily(path, FIRST + number * DAY)

    assert own.exists()
    assert (backup_folder(path) / "2026-01-01-migration.sqlite").exists()


def test_copies_of_a_damaged_library_push_no_sound_backup_out(library: Library, path: Path) -> None:
    for number in range(20):
        back_up_daily(path, FIRST + number * DAY)
    sound = backups(path)
    library.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'cue_in_order'"
        ).fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096] ^= 0xFF
    path.write_bytes(content)

    for number in range(20, 40):
        back_up_daily(path, FIRST + number * DAY)

    assert set(sound) <= set(backups(path))


def test_a_backup_that_cannot_be_written_says_where(library: Library, path: Path) -> None:
    backup_folder(path).write_text("a file where the folder should be")

    with pytest.raises(LibraryError, match=r"could not be backed up to “.*daily\.sqlite”"):
        back_up_daily(path, FIRST)


def test_restoring_brings_back_the_work_and_keeps_the_old_file(
    library: Library, path: Path, add_topic: Callable[..., Topic]
) -> None:
    add_topic("Before")
    saved = back_up(path, reason="daily")
    add_topic("After")
    library.close()

    old = restore(path, saved).kept

    with closing(open_library(path)) as restored:
        assert [topic.name for topic in restored.notebook.topics()] == ["Before", "After"]
    assert old is not None
    assert topic_names(old) == ["Before", "After"]


def test_restoring_over_a_damaged_library_keeps_the_damaged_file(
    library: Library, path: Path, add_topic: Callable[..., Topic]
) -> None:
    add_topic("Before")
    saved = back_up(path, reason="daily")
    library.close()
    path.write_bytes(b"\x00" * 5_000)

    old = restore(path, saved).kept

    assert topic_names(path) == ["Before"]
    assert old is not None
    assert old.read_bytes() == b"\x00" * 5_000


def test_restoring_where_the_library_is_gone_leaves_no_old_log_in_the_way(
    library: Library, path: Path, add_topic: Callable[..., Topic]
) -> None:
    add_topic("Before")
    saved = back_up(path, reason="daily")
    add_topic("After")
    log = path.with_name(path.name + "-wal")
    kept_log = log.read_bytes()
    library.close()
    path.unlink()
    log.write_bytes(kept_log)

    assert restore(path, saved).kept is None

    assert topic_names(path) == ["Before"]
    assert check_integrity(path) == ""
    assert kept_log in [item.read_bytes() for item in path.parent.iterdir() if item.is_file()]


def test_a_place_with_odd_characters_can_be_restored(tmp_path: Path) -> None:
    path = tmp_path / "100% mine? #1" / "library.sqlite"
    open_library(path).close()
    saved = back_up(path, reason="daily")

    restore(path, saved)

    assert check_integrity(path) == ""


def _damaged(saved: Path) -> None:
    content = bytearray(saved.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    saved.write_bytes(content)


def _foreign(saved: Path) -> None:
    saved.unlink()
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def _newer(saved: Path) -> None:
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute(f"PRAGMA user_version = {newest_schema() + 1}")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "kind", "sentence"),
    [
        (_damaged, LibraryCorruptError, "is damaged too; choose another"),
        (lambda saved: saved.write_bytes(b""), LibraryCorruptError, "is an empty file"),
        (lambda saved: saved.write_text("no database"), LibraryCorruptError, "not an Annotator"),
        (_foreign, LibraryCorruptError, "not an Annotator library"),
        (_newer, LibraryNewerError, "newer Annotator"),
        (lambda saved: saved.unlink(), NotFoundError, "There is no backup"),
    ],
    ids=["damaged", "empty", "text", "foreign", "newer", "missing"],
)
def test_a_backup_that_is_not_sound_is_not_put_in_place(
    library: Library,
    path: Path,
    add_topic: Callable[..., Topic],
    spoil: Callable[[Path], object],
    kind: type[AnnotatorError],
    sentence: str,
) -> None:
    saved = back_up(path, reason="daily")
    add_topic("Mine")
    library.close()
    spoil(saved)

    with pytest.raises(kind, match=sentence):
        restore(path, saved)

    assert topic_names(path) == ["Mine"]
