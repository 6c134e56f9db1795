"""Backups of the library, made with SQLite's backup API: a raw copy of a live file is not one.

They stand beside the library in ``<library>.backups/`` as ``2026-01-31-daily.sqlite``.
"""

from __future__ import annotations

import datetime
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from annotator.domain.errors import LibraryError
from annotator.files import settle
from annotator.store.faults import explained


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
        copy_database(path, part)
        part.replace(target)
        settle(target.parent)
    except OSError as error:
        raise LibraryError(
            "The library could not be backed up to “{0}”: {1}.", target, error.strerror
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def backups(path: Path) -> list[Path]:
    """All backups of the library, newest first."""
    return sorted(backup_folder(path).glob("*.sqlite"), reverse=True)


def copy_database(source: Path, target: Path) -> None:
    """Copy the database `source`, which others may be writing to, and sync the copy."""
    with explained(source), closing(sqlite3.connect(source)) as origin:
        copy_open(origin, target)


def copy_open(origin: sqlite3.Connection, target: Path) -> None:
    """Copy what an open connection sees, wherever its file is by now, and sync the copy."""
    with closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    with target.open("rb") as file:
        os.fsync(file.fileno())
