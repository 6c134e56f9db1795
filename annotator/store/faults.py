"""What SQLite's errors mean to a user: one table from result codes to our errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.errors import (
    LibraryBusyError,
    LibraryCorruptError,
    LibraryError,
    LibraryFullError,
    LibraryReadOnlyError,
)
from annotator.phrases import phrase

# Primary result codes, https://www.sqlite.org/rescode.html; extended codes carry them in
# their low byte.
_MEANING: dict[int, tuple[type[LibraryError], str]] = {
    sqlite3.SQLITE_BUSY: (
        LibraryBusyError,
        phrase("Another program is writing to the library “{0}”; try again in a moment."),
    ),
    sqlite3.SQLITE_LOCKED: (
        LibraryBusyError,
        phrase("Another program is writing to the library “{0}”; try again in a moment."),
    ),
    sqlite3.SQLITE_FULL: (
        LibraryFullError,
        phrase("Not saved: the disk that holds “{0}” is full; free some space and try again."),
    ),
    sqlite3.SQLITE_READONLY: (
        LibraryReadOnlyError,
        phrase("The library “{0}” can be read but not written; nothing was changed."),
    ),
    sqlite3.SQLITE_CORRUPT: (
        LibraryCorruptError,
        phrase("The library “{0}” is damaged; restore a backup from the folder “{0}.backups”."),
    ),
    sqlite3.SQLITE_NOTADB: (
        LibraryCorruptError,
        phrase("“{0}” is not an Annotator library; choose another file with --library."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        LibraryError,
        phrase("The library “{0}” cannot be opened; check that its folder exists and is yours."),
    ),
    sqlite3.SQLITE_IOERR: (
        LibraryError,
        phrase("The disk that holds the library “{0}” gave an error; nothing was changed."),
    ),
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's operational errors inside the block into a `LibraryError` for `path`.

    Errors of ours (wrong SQL, broken constraints) pass through: they are faults to be seen.
    """
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        # Python's own complaints about a statement carry no code.
        found = _MEANING.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if found is None:
            raise
        kind, sentence = found
        raise kind(sentence, path) from error
