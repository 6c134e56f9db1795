"""Opening the library file: checks before it is touched, pragmas, migrations.

A file is looked at byte by byte (the SQLite header, https://www.sqlite.org/fileformat.html)
before SQLite may open it, so that a newer, foreign or damaged file is never changed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from annotator.domain.errors import (
    LibraryCorruptError,
    LibraryError,
    LibraryNewerError,
    LibraryReadOnlyError,
)
from annotator.domain.tokens import folded_words
from annotator.phrases import phrase
from annotator.resources import migrations
from annotator.store.backup import back_up
from annotator.store.faults import explained

if TYPE_CHECKING:
    import sqlite_utils

APPLICATION_ID = 0x414E4E4F  # "ANNO"
_MAGIC = b"SQLite format 3\x00"
_BUSY_MS = 5_000


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes of a library say of it."""

    schema: int
    application_id: int


def newest_schema() -> int:
    """Number of the newest migration this program knows."""
    return max(int(path.name[:4]) for path in _migration_files())


def read_header(path: Path) -> Header | None:
    """The header of an existing library, None where there is no file yet.

    Raises LibraryCorruptError for an empty file or one that is no SQLite database: an empty
    file would pass for a new library and hide a loss.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LibraryError(
            "The library “{0}” cannot be read: {1}.", path, error.strerror
        ) from error
    if not head:
        raise LibraryCorruptError(
            "The library “{0}” is an empty file; restore a backup from the folder"
            " “{0}.backups”, or delete the file to begin anew.",
            path,
        )
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise LibraryCorruptError(
            "“{0}” is not an Annotator library; choose another file with --library.", path
        )
    return Header(int.from_bytes(head[60:64], "big"), int.from_bytes(head[68:72], "big"))


def open_database(
    path: Path, *, read_only: bool = False, busy_ms: int = _BUSY_MS
) -> sqlite3.Connection:
    """Open `path`, made and migrated as needed (a backup first). Raises LibraryError.

    With `read_only`, or where the file or its folder cannot be written, the connection is
    read-only (`is_read_only` tells). `busy_ms` is how long a write waits for another program.
    """
    header = _header_with_log(path) or read_header(path)
    refuse_foreign(path, header)
    if header is None and read_only:
        raise LibraryError("There is no library at “{0}” yet.", path)
    with explained(path):
        if header is None:
            _make(path)
        database = _connect(path, read_only=read_only, busy_ms=busy_ms)
        try:
            if not is_read_only(database):
                _migrate(database, path, fresh=False)
            elif header and header.schema < newest_schema():
                raise LibraryReadOnlyError(
                    "The library “{0}” must be brought up to date first, and it cannot be"
                    " written; make its folder writable.",
                    path,
                )
        except BaseException:  # an interruption too must leave no open file behind
            database.close()
            raise
    return database


def is_read_only(database: sqlite3.Connection) -> bool:
    """Whether this connection refuses writes."""
    return bool(database.execute("PRAGMA query_only").fetchone()[0])


def check_integrity(path: Path) -> str:
    """ "" where every page and row is sound, else SQLite's first complaint.

    ``integrity_check``, since ``quick_check`` passes a flipped bit in an index.
    """
    try:
        # As it is opened for work: a folder that cannot be written is no damage.
        with closing(_connect(path, read_only=True, busy_ms=_BUSY_MS)) as database:
            answer: str = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
            broken = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    if answer != "ok":
        return answer.splitlines()[-1]  # the line before it says which database it is about
    if not broken:
        return ""
    return phrase("a row of {0} points to a row of {1} that is gone", broken[0], broken[2])


def refuse_foreign(path: Path, header: Header | None) -> None:
    """Raise where a header is not of a library this program can read; None is none yet."""
    if header is None:
        return
    if header.application_id != APPLICATION_ID:
        raise LibraryCorruptError(
            "“{0}” is a database, but not an Annotator library; choose another file with"
            " --library.",
            path,
        )
    if header.schema > newest_schema():
        raise LibraryNewerError(
            "The library “{0}” was written by a newer Annotator (schema {1}, this one"
            " knows {2}); update the program. The file is untouched.",
            path,
            header.schema,
            newest_schema(),
        )


def _header_with_log(path: Path) -> Header | None:
    """The header as the write-ahead log has it, which a crash or another program left there;
    None without a log. Looks without writing.

    An empty log counts as well: it is there while this program has the library open, and then
    the file must not be opened but through SQLite. POSIX drops all locks that a process holds on
    a file when the process closes it once, and the next program to close the library would take
    the log away from under us (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    log = path.with_name(path.name + "-wal")
    if not (log.exists() and path.exists() and path.stat().st_size):
        return None
    try:
        with closing(sqlite3.connect(_uri(path, "mode=ro"), uri=True)) as connection:
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            return Header(schema, connection.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.DatabaseError:
        return None  # what is wrong is told by the file's own header, or on opening


def _make(path: Path) -> None:
    """Make a new library under another name and give it its own when it is whole: a start that
    is killed half-way leaves no file that the next one must refuse."""
    _make_folder(path)
    part = path.with_name(f"{path.name}.{os.getpid()}.new")
    part.unlink(missing_ok=True)
    try:
        database = _configured(sqlite3.connect(part), writable=True)
        with closing(database):
            _migrate(database, part, fresh=True)
        _give_name(part, path)
    finally:
        for ending in ("", "-wal", "-shm"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _give_name(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        return  # another program has made it meanwhile; theirs is as good
    except OSError:
        part.replace(path)  # a file system without links


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            "The folder “{0}” for the library cannot be made: {1}.", path.parent, error.strerror
        ) from error


def _uri(path: Path, query: str) -> str:
    return f"file:{quote(str(path.absolute()))}?{query}"


def _connect(path: Path, *, read_only: bool, busy_ms: int) -> sqlite3.Connection:
    # SQLite opens a file it may not write without a word and fails at the first mark.
    target = path if path.exists() else path.parent
    if not read_only and os.access(target, os.W_OK) and os.access(path.parent, os.W_OK):
        return _configured(sqlite3.connect(path, timeout=busy_ms / 1000), writable=True)
    try:
        return _configured(sqlite3.connect(_uri(path, "mode=ro"), uri=True), writable=False)
    except sqlite3.OperationalError:
        # Without a writable folder SQLite cannot make the shared-memory file of WAL mode;
        # nobody else can write there either, so the file may be taken as immutable.
        uri = _uri(path, "mode=ro&immutable=1")
        return _configured(sqlite3.connect(uri, uri=True), writable=False)


def _configured(connection: sqlite3.Connection, *, writable: bool) -> sqlite3.Connection:
    # Each statement by itself is a transaction; `Library` opens and closes those of several.
    connection.isolation_level = None
    try:
        if writable:
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL: with NORMAL a power cut loses marks that were shown as saved.
            connection.execute("PRAGMA synchronous = FULL")
        else:
            connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        # For migrations that fill an index; nothing in the file itself needs it.
        connection.create_function("folded_words", 1, folded_words, deterministic=True)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:  # as in `open_database`
        connection.close()
        raise
    return connection


def _migration_files() -> list[Path]:
    return sorted(migrations().glob("[0-9][0-9][0-9][0-9]_*.sql"))


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: ``executescript`` would commit half-way."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _migrate(connection: sqlite3.Connection, path: Path, *, fresh: bool) -> None:
    """Apply the pending migrations in one transaction with the record of them.

    Of programs that start at once one migrates, and the others wait and find it done.
    """
    if connection.execute("PRAGMA user_version").fetchone()[0] == newest_schema():
        return
    # Imported here: it takes a fifth of a second, which not every start should pay.
    import sqlite_utils
    from sqlite_utils.migrations import Migrations

    known = Migrations("annotator")
    for file in _migration_files():
        script, number = file.read_text(encoding="utf-8"), int(file.name[:4])

        def apply(db: sqlite_utils.Database, script: str = script, number: int = number) -> None:
            for statement in _statements(script):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {number}")

        known(name=file.stem)(apply)
    # Plug-ins of the user's sqlite-utils are other people's code; none runs in here.
    database = sqlite_utils.Database(connection, execute_plugins=False)
    connection.execute("BEGIN IMMEDIATE")
    try:
        if known.pending(database):
            if not fresh:
                back_up(path, reason="migration")
            known.apply(database)
        connection.execute("COMMIT")
    except BaseException:  # an interruption too must leave the schema as it was
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
