"""What can still be read of a damaged library, put over a sound backup of it.

Damage is a page or a few. A table is read by its own pages, not by an index, which may be the
part that is damaged; where the reading breaks off it begins again at the other end, so that only
what lies between is taken from the backup. Indexes and full text are made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from annotator.domain.transcript import Cue
from annotator.store.passages import index_marks, index_passages

_FULL_TEXT = ("passage_text", "mark_text")
_READING_SHARE = 0.6
"""Of the work, as progress counts it; the rest is the full text."""


@dataclass(frozen=True, slots=True)
class Salvage:
    """Whether the damaged file could be read at all, and the tables that are not whole."""

    read: bool
    broken: tuple[str, ...] = ()


def bring_over(damaged: Path, copy: Path, report: Callable[[float], None]) -> Salvage:
    """Make the sound `copy` hold what `damaged` holds, as far as that can be read; `damaged` is
    only read. A row that cannot be read stays as it is in the copy."""
    uri = f"file:{quote(str(damaged.absolute()))}?mode=ro"
    # Two connections: one that met damage writes no more, not to a sound file either.
    with (
        closing(sqlite3.connect(copy, isolation_level=None)) as database,
        closing(sqlite3.connect(uri, isolation_level=None, uri=True)) as old,
    ):
        try:
            if _schema(old) != _schema(database):
                return Salvage(read=False)
        except sqlite3.DatabaseError:
            return Salvage(read=False)
        return _bring_all(old, database, report)


def _bring_all(
    old: sqlite3.Connection, database: sqlite3.Connection, report: Callable[[float], None]
) -> Salvage:
    database.execute("BEGIN")
    tables, broken = _tables(database), set()
    for number, table in enumerate(tables):
        if not _bring_table(old, database, table, tables[table]):
            broken.add(table)
        report(_READING_SHARE * (number + 1) / len(tables))
    _bring_sequences(old, database)
    for table in (*tables, *tables):  # what goes may leave others without what they name
        if _drop_orphans(database, table):
            broken.add(table)
    _index(database, report)
    database.execute("COMMIT")
    return Salvage(read=len(broken) < len(tables), broken=tuple(sorted(broken)))


def _schema(database: sqlite3.Connection) -> int:
    database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _tables(database: sqlite3.Connection) -> dict[str, str]:
    """The tables of the user's work, each with what its rows are ordered by."""
    found: dict[str, str] = {}
    for _, name, kind, _, without_rowid, _ in database.execute("PRAGMA main.table_list").fetchall():
        if kind == "table" and not name.startswith("sqlite_") and name != "passage":
            found[name] = ", ".join(_key(database, name)) if without_rowid else "rowid"
    return found


def _key(database: sqlite3.Connection, table: str) -> list[str]:
    columns = database.execute(f"PRAGMA table_info({table})").fetchall()
    return [column[1] for column in sorted(columns, key=lambda c: c[5]) if column[5]]


def _bring_table(
    old: sqlite3.Connection, database: sqlite3.Connection, table: str, order: str
) -> bool:
    """Make a table equal to the damaged library's; whether all of it could be read."""
    columns = len(database.execute(f"PRAGMA table_info({table})").fetchall())
    into = f"INTO {table} VALUES ({', '.join('?' * columns)})"
    rows = f"SELECT * FROM {table} NOT INDEXED"
    database.execute("SAVEPOINT whole")
    try:
        database.execute(f"DELETE FROM {table}")
        database.executemany(f"INSERT {into}", old.execute(rows))
    except sqlite3.DatabaseError:
        database.execute("ROLLBACK TO whole")
        backwards = ", ".join(f"{column} DESC" for column in order.split(", "))
        if not _bring_rows(old, database, f"{rows} ORDER BY {order}", into):
            _bring_rows(old, database, f"{rows} ORDER BY {backwards}", into)
        return False
    finally:
        database.execute("RELEASE whole")
    return True


def _bring_rows(
    old: sqlite3.Connection, database: sqlite3.Connection, rows: str, into: str
) -> bool:
    """Put rows over those of the copy until one cannot be read; whether the last could be."""
    try:
        for row in old.execute(rows):
            with suppress(sqlite3.IntegrityError):  # what a flipped bit made of a row
                database.execute(f"INSERT OR REPLACE {into}", row)
    except sqlite3.DatabaseError:
        return False
    return True


def _bring_sequences(old: sqlite3.Connection, database: sqlite3.Connection) -> None:
    """No id that was given is given again: the journal knows rows by their ids."""
    try:
        given = old.execute("SELECT seq, name FROM sqlite_sequence").fetchall()
    except sqlite3.DatabaseError:
        return  # what was brought over counts on from its own highest ids
    database.executemany("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", given)


def _drop_orphans(database: sqlite3.Connection, table: str) -> bool:
    """Drop rows that name a row which is gone, or the name where a row may do without; whether
    there were any."""
    wanted = {row[1] for row in database.execute(f"PRAGMA main.table_info({table})") if row[3]}
    found = 0
    for reference in database.execute(f"PRAGMA main.foreign_key_list({table})").fetchall():
        parent, column, target = reference[2:5]
        act = "DELETE FROM" if column in wanted else "UPDATE"
        sets = "" if column in wanted else f"SET {column} = NULL"
        found += database.execute(
            f"{act} {table} {sets} WHERE {column} IS NOT NULL AND {column} NOT IN"
            f" (SELECT {target or 'rowid'} FROM {parent})"
        ).rowcount
    return found > 0


def _index(database: sqlite3.Connection, report: Callable[[float], None]) -> None:
    """Full text is made of the rows there are now."""
    database.execute("DELETE FROM passage")
    for table in _FULL_TEXT:
        (made,) = database.execute(
            "SELECT sql FROM sqlite_master WHERE name = ?", [table]
        ).fetchone()
        database.execute(f"DROP TABLE {table}")  # emptying it would go word by word
        database.execute(made)
    transcripts = database.execute("SELECT id FROM transcript").fetchall()
    for number, (transcript_id,) in enumerate(transcripts):
        rows = database.execute(
            "SELECT start_ms, end_ms, text FROM cue WHERE transcript_id = ? ORDER BY start_ms, id",
            [transcript_id],
        )
        index_passages(database, transcript_id, [Cue(*row) for row in rows])
        report(_READING_SHARE + (1 - _READING_SHARE) * (number + 1) / len(transcripts))
    index_marks(database, database.execute("SELECT id, exact, note FROM annotation"))
