"""Putting a damaged library right: a backup, with what can be read of the library over it; where no
backup is sound, what can be read alone."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import LibraryCorruptError, LibraryError, NotFoundError
from annotator.files import settle
from annotator.store.backup import backups, copy_database
from annotator.store.database import (
    check_integrity,
    newest_schema,
    open_database,
    read_header,
    refuse_foreign,
)
from annotator.store.salvage import Salvage, bring_over


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of it: the old file's path where there was one, the backup if one was sound,
    and what was read of the old file."""

    kept: Path | None
    backup: Path | None
    salvage: Salvage


@dataclass(frozen=True, slots=True)
class Remedy:
    """How a damaged library may be put right: from `backup`, or without one where none is sound."""

    backup: Path | None


def newest_sound(path: Path) -> Path | None:
    """The newest backup of the library without a fault in it."""
    return next((backup for backup in backups(path) if not check_integrity(backup)), None)


def remedy_for(path: Path) -> Remedy | None:
    """How the damaged library may be put right, None where it cannot."""
    backup = newest_sound(path)
    return Remedy(backup) if backup or _is_ours(path) else None


def restore(
    path: Path, backup: Path | None, report: Callable[[float], None] = lambda _fraction: None
) -> Restored:
    """Put `backup` in the library's place, with what was done since as far as the library can be
    read; without one, a new library of what can be read. It is proved sound before.

    Nobody may have the library open. The old file, damaged or not, is kept beside it. Raises
    LibraryError or NotFoundError, with the library as it was.
    """
    if backup is not None:
        _check(backup)
    part = path.with_name(path.name + ".part")
    try:
        if backup is None:
            salvage = _make_anew(path, part, report)
        else:
            salvage = _rebuild(path, backup, part, report)
        kept = _swap(path, part)
    finally:
        part.unlink(missing_ok=True)
    return Restored(kept, backup, salvage)


def _check(backup: Path) -> None:
    header = read_header(backup)
    if header is None:
        raise NotFoundError("There is no backup “{0}”.", backup)
    refuse_foreign(backup, header)
    if check_integrity(backup):
        raise LibraryCorruptError("The backup “{0}” is damaged too; choose another.", backup.name)


def _is_ours(path: Path) -> bool:
    """Whether a file says that it is a library as this program writes it."""
    try:
        header = read_header(path)
        refuse_foreign(path, header)
    except LibraryError:
        return False
    return header is not None and header.schema == newest_schema()


def _make_anew(path: Path, part: Path, report: Callable[[float], None]) -> Salvage:
    part.unlink(missing_ok=True)
    open_database(part).close()
    salvage = bring_over(path, part, report)
    if not salvage.read or check_integrity(part):
        raise LibraryCorruptError("Nothing of the library “{0}” can be read.", path)
    return salvage


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
    settle(path.parent)
    return kept if kept.exists() else None
