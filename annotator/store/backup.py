"""Backups of the library, made with SQLite's backup API: a raw copy of a live file is not one.

They stand beside the library in ``<library>.backups/`` as ``2026-01-31-daily.sqlite``; the
last 7 days and one of each of the last 4 weeks are kept, and those made before a migration.
"""

from __future__ import annotations

import datetime
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.domain.errors import LibraryCorruptError, LibraryError
from annotator.store.faults import explained

_DAILY, _WEEKLY = 7, 4


def backup_folder(path: Path) -> Path:
    return path.with_name(path.name + ".backups")


def back_up(path: Path, *, reason: str, today: datetime.date | None = None) -> Path:
    """Copy the library `path` as it stands now, whoever has it open; return the copy's path."""
    today = today or datetime.datetime.now(datetime.UTC).date()
    target = backup_folder(path) / f"{today.isoformat()}-{reason}.sqlite"
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(exist_ok=True)
        part.unlink(missing_ok=True)
        _copy(path, part)
        part.replace(target)
    except OSError as error:
        raise LibraryError(
            f"The library could not be backed up to “{target}”: {error.strerror}."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def back_up_daily(path: Path, today: datetime.date | None = None) -> Path | None:
    """The day's backup if it is not made yet, and old ones thinned out; None if it is there."""
    today = today or datetime.datetime.now(datetime.UTC).date()
    if (backup_folder(path) / f"{today.isoformat()}-daily.sqlite").exists():
        return None
    made = back_up(path, reason="daily", today=today)
    for old in _too_old(sorted(backup_folder(path).glob("*-daily.sqlite"))):
        old.unlink(missing_ok=True)
    return made


def backups(path: Path) -> list[Path]:
    """All backups of the library, newest first."""
    return sorted(backup_folder(path).glob("*.sqlite"), reverse=True)


def restore(path: Path, backup: Path) -> Path | None:
    """Put `backup` in the library's place once it is proved sound; return the old file's path.

    Nobody may have the library open. The old file, damaged or not, is kept beside it.
    """
    with closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as connection:
        try:
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        except sqlite3.DatabaseError:
            sound = False
    if not sound:
        raise LibraryCorruptError(f"The backup “{backup.name}” is damaged too; choose another.")
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    _copy(backup, part)
    kept = None
    if path.exists():
        stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S%f")
        kept = path.with_name(f"{path.name}.before-restore-{stamp}")
        path.replace(kept)
    # The write-ahead log belongs to the old file and must follow it, not meet the new one.
    for ending in ("-wal", "-shm"):
        side = path.with_name(path.name + ending)
        if side.exists() and kept is not None:
            side.replace(kept.with_name(kept.name + ending))
    part.replace(path)
    return kept


def _copy(source: Path, target: Path) -> None:
    with (
        explained(source),
        closing(sqlite3.connect(source)) as origin,
        closing(sqlite3.connect(target)) as copy,
    ):
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _too_old(dailies: list[Path]) -> list[Path]:
    """All but the last seven and the newest of each of the four weeks before them."""
    kept = set(dailies[-_DAILY:])
    weeks: dict[tuple[int, int], Path] = {}
    for path in dailies[:-_DAILY]:
        day = datetime.date.fromisoformat(path.name[:10])
        weeks[day.isocalendar()[:2]] = path
    kept.update(weeks[week] for week in sorted(weeks)[-_WEEKLY:])
    return [path for path in dailies if path not in kept]
