"""Putting a backup in the library's place."""

from __future__ import annotations

import datetime
from pathlib import Path

from annotator.domain.errors import LibraryCorruptError, NotFoundError
from annotator.store.backup import copy_database
from annotator.store.database import check_integrity, read_header, refuse_foreign


def restore(path: Path, backup: Path) -> Path | None:
    """Put `backup` in the library's place once it is proved sound; return the old file's path.

    Nobody may have the library open. The old file, damaged or not, is kept beside it. Raises
    LibraryError or NotFoundError, with the library as it was.
    """
    header = read_header(backup)
    if header is None:
        raise NotFoundError(f"There is no backup “{backup}”.")
    refuse_foreign(backup, header)
    if check_integrity(backup):
        raise LibraryCorruptError(f"The backup “{backup.name}” is damaged too; choose another.")
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    copy_database(backup, part)
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = path.with_name(f"{path.name}.before-restore-{stamp}")
    # The write-ahead log belongs to the old file and must follow it, not meet the new one.
    for ending in ("", "-wal", "-shm"):
        old = path.with_name(path.name + ending)
        if old.exists():
            old.replace(kept.with_name(kept.name + ending))
    part.replace(path)
    return kept if kept.exists() else None
