"""Putting a backup in the library's place, with what can be read of the library."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import LibraryCorruptError, NotFoundError
from annotator.store.backup import backups, copy_database
from annotator.store.database import check_integrity, read_header, refuse_foreign
from annotator.store.salvage import Salvage, bring_over


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of it: the old file's path where there was one, and what was read of it."""

    kept: Path | None
    backup: Path
    salvage: Salvage


def newest_sound(path: Path) -> Path | None:
    """The newest backup of the library without a fault in it."""
    return next((backup for backup in backups(path) if not check_integrity(backup)), None)


def restore(
    path: Path, backup: Path, report: Callable[[float], None] = lambda _fraction: None
) -> Restored:
    """Put `backup` in the library's place, with what was done since as far as the library can be
    read, once both are proved sound.

    Nobody may have the library open. The old file, damaged or not, is kept beside it. Raises
    LibraryError or NotFoundError, with the library as it was.
    """
    header = read_header(backup)
    if header is None:
        raise NotFoundError("There is no backup “{0}”.", backup)
    refuse_foreign(backup, header)
    if check_integrity(backup):
        raise LibraryCorruptError("The backup “{0}” is damaged too; choose another.", backup.name)
    part = path.with_name(path.name + ".part")
    try:
        salvage = _rebuild(path, backup, part, report)
        kept = _swap(path, part)
    finally:
        part.unlink(missing_ok=True)
    return Restored(kept, backup, salvage)


def _rebuild(path: Path, backup: Path, part: Path, report: Callable[[float], None]) -> Salvage:
    part.unlink(missing_ok=True)
    copy_database(backup, part)
    if path.exists():
        salvage = bring_over(path, part, report)
        if not check_integrity(part):
            return salvage
        part.unlink()
        copy_database(backup, part)
    return Salvage(read=False)


def _swap(path: Path, part: Path) -> Path | None:
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = path.with_name(f"{path.name}.before-restore-{stamp}")
    # The write-ahead log belongs to the old file and must follow it, not meet the new one.
    for ending in ("-wal", "-shm"):
        old = path.with_name(path.name + ending)
        if old.exists():
            old.replace(kept.with_name(kept.name + ending))
    if path.exists():
        try:
            # A second name: were there no library for a moment, a start then would make a new one.
            os.link(path, kept)
        except OSError:
            path.replace(kept)  # a file system without links
    part.replace(path)
    return kept if kept.exists() else None
