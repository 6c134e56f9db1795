"""Writes of rows that remember what each row was: what the journal is made of.

Rows are written one by one or many at once; what is remembered is the same. A repair may touch
every cue and every mark of a day, and a question for each row would take longer than the work.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import TYPE_CHECKING, TypeAlias

from annotator.domain.errors import NotFoundError

if TYPE_CHECKING:
    import sqlite3

GONE = "What this would change was removed meanwhile, by another program; nothing was changed."

Scalar: TypeAlias = str | int | float | None
Row: TypeAlias = Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after. An update carries only the columns that changed.

    `after` is empty for one of very many new rows, which the library holds already: an undo
    that takes it away keeps it then, for the redo.
    """

    table: str
    key: Row
    before: Row | None
    after: Row | None

    def inverse(self) -> RowChange:
        return RowChange(self.table, self.key, self.after, self.before)


class Recorder:
    """Writes rows inside an open transaction and remembers what each was.

    `new_marks` are the words and notes of many new marks, by id, still to be indexed.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database
        self.changes: list[RowChange] = []
        self.new_marks: dict[int, tuple[str, str]] = {}

    def insert(self, table: str, row: Row, key: tuple[str, ...] = ("id",)) -> int:
        """Insert `row`; returns its rowid. With the key ``id`` the id may be left to SQLite."""
        cursor = self._db.execute(_insertion(table, row), list(row.values()))
        rowid = int(cursor.lastrowid or 0)
        full = {"id": rowid, **row} if key == ("id",) else row
        self.changes.append(RowChange(table, {name: full[name] for name in key}, None, full))
        return rowid

    def insert_all(self, table: str, rows: Iterable[Row], key: tuple[str, ...]) -> None:
        """Insert rows that have their keys."""
        self._apply(
            [RowChange(table, {name: row[name] for name in key}, None, row) for row in rows]
        )

    def update(self, table: str, key: Row, values: Row) -> None:
        """Set `values` on the row `key`; columns that already hold them are left out.

        Raises NotFoundError where another program has removed the row.
        """
        self.update_all(table, [(key, values)])

    def update_all(self, table: str, rows: Sequence[tuple[Row, Row]]) -> None:
        """`update` for many rows, each named once by its key."""
        current = self._rows(table, [key for key, _ in rows])
        changes = []
        for key, values in rows:
            before = current.get(_ident(key))
            if before is None:
                raise NotFoundError(GONE)
            new = {column: value for column, value in values.items() if before[column] != value}
            if new:
                old = {column: before[column] for column in new}
                changes.append(RowChange(table, key, old, new))
        self._apply(changes)

    def delete(self, table: str, key: Row) -> None:
        """Delete the row `key`, keeping its image."""
        self.delete_all(table, [key])

    def delete_all(self, table: str, keys: Sequence[Row]) -> None:
        """`delete` for many rows, each named once."""
        current = self._rows(table, keys)
        self._apply(
            [RowChange(table, key, row, None) for key in keys if (row := current.get(_ident(key)))]
        )

    def replay(self, changes: Iterable[RowChange]) -> None:
        """Do remembered changes as far as the rows still are what these expect."""
        for (table, *_), alike in groupby(changes, key=_kind):
            group = list(alike)
            if table in _APART and len({_ident(change.key) for change in group}) == len(group):
                self._replay_alike(table, group)
            else:
                for change in group:
                    self._replay_alike(table, [change])

    def _replay_alike(self, table: str, changes: list[RowChange]) -> None:
        """Changes of one kind to rows of one table, none of which is about another's."""
        current = self._rows(table, [change.key for change in changes])
        rows = [(change, current.get(_ident(change.key))) for change in changes]
        if changes[0].before is None:
            gone = [change for change, row in rows if row is None and change.after]
            missing = self._founded(table, gone)
            todo = [RowChange(table, one.key, None, self._fitted(one)) for one in missing]
        elif changes[0].after is None:
            todo = [
                RowChange(table, change.key, row, None)
                for change, row in rows
                if row is not None and not self._is_used(change)
            ]
            self._untag(table, todo)
        else:
            todo = [
                still
                for change, row in rows
                if row is not None and (still := self._still(change, row))
            ]
        self._apply(todo)

    def _still(self, change: RowChange, current: Row) -> RowChange | None:
        """As much of an update as is about what stands there now."""
        new = {
            column: (change.after or {})[column]
            for column, old in (change.before or {}).items()
            if current[column] == old and not self._clashes(change, column)
        }
        old_values = {name: current[name] for name in new}
        return RowChange(change.table, change.key, old_values, new) if new else None

    def _clashes(self, change: RowChange, column: str) -> bool:
        """Whether a value cannot stand any more: another row has it, or what it names is gone."""
        query = _CLASHES.get((change.table, column))
        value = (change.after or {})[column]
        if query is None or value is None:
            return False
        return self._db.execute(query, [value, change.key["id"]]).fetchone() is not None

    def _fitted(self, change: RowChange) -> Row:
        """The row that comes back, made to fit among those there are now."""
        row = dict(change.after or {})
        for column in tuple(row):
            if self._clashes(change, column):
                row[column] = self._numbered(str(row[column])) if column == "name" else None
        return row

    def _numbered(self, name: str) -> str:
        taken = {row[0] for row in self._db.execute("SELECT name FROM topic")}
        return next(fresh for n in count(2) if (fresh := f"{name} ({n})") not in taken)

    def _untag(self, table: str, gone: list[RowChange]) -> None:
        """Take off marks that go whatever topics were put on them since."""
        if table == "annotation":
            self._db.executemany(
                "DELETE FROM annotation_topic WHERE annotation_id = ?",
                [(change.key["id"],) for change in gone],
            )

    def _is_used(self, change: RowChange) -> bool:
        """Whether other work stands on a row that is to go; only on a topic it can."""
        if change.table != "topic":
            return False
        return self._db.execute(_USES, [change.key["id"]]).fetchone() is not None

    def _founded(self, table: str, changes: list[RowChange]) -> list[RowChange]:
        """Those whose mark and topic, where it is a tag, whose topic, where it is a show's
        digit, or whose episode are still there."""
        for column, owner in _NEEDS.get(table, {"episode_id": "episode"}).items():
            wanted = {(one.after or {}).get(column) for one in changes} - {None}
            there = self._db.execute(
                f"SELECT id FROM {owner} WHERE id IN (SELECT value FROM json_each(?))",
                [json.dumps(list(wanted))],
            )
            missing = wanted - {row[0] for row in there}
            changes = [one for one in changes if (one.after or {}).get(column) not in missing]
        return changes

    def _rows(self, table: str, keys: Sequence[Row]) -> dict[_Ident, dict[str, Scalar]]:
        """The rows of `keys` that are there."""
        if not keys:
            return {}
        names = tuple(keys[0])
        if len(keys) == 1:
            where = " AND ".join(f"{name} = ?" for name in names)
            query, values = f"SELECT * FROM {table} WHERE {where}", list(keys[0].values())
        else:
            on = " AND ".join(
                f"own.{name} = wanted.value ->> {at}" for at, name in enumerate(names)
            )
            query = f"SELECT own.* FROM json_each(?) AS wanted CROSS JOIN {table} AS own ON {on}"
            values = [json.dumps([list(key.values()) for key in keys])]
        cursor = self._db.execute(query, values)
        columns = [column[0] for column in cursor.description]
        rows = (dict(zip(columns, row, strict=True)) for row in cursor)
        return {tuple([row[name] for name in names]): row for row in rows}

    def _apply(self, changes: list[RowChange]) -> None:
        """Write and remember changes to different rows of one table."""
        for change, alike in _by_statement(changes):
            where = " AND ".join(f"{column} = ?" for column in change.key)
            if change.before is None:
                query = _insertion(change.table, change.after or {})
                values = [list((one.after or {}).values()) for one in alike]
            elif change.after is None:
                query = f"DELETE FROM {change.table} WHERE {where}"
                values = [list(one.key.values()) for one in alike]
            else:
                sets = ", ".join(f"{column} = ?" for column in change.after)
                query = f"UPDATE {change.table} SET {sets} WHERE {where}"
                values = [[*(one.after or {}).values(), *one.key.values()] for one in alike]
            self._db.executemany(query, values)
        self.changes += changes


_Ident: TypeAlias = tuple[Scalar, ...]


def _ident(key: Row) -> _Ident:
    return tuple(key.values())


def _kind(change: RowChange) -> tuple[str, bool, bool]:
    """The table, and whether a row comes or goes."""
    return change.table, change.before is None, change.after is None


def _by_statement(changes: list[RowChange]) -> Iterable[tuple[RowChange, list[RowChange]]]:
    """Changes that one statement does, each group with its first."""
    alike: dict[tuple[object, ...], list[RowChange]] = {}
    for change in changes:
        shape = (*_kind(change), *(change.after or ()))
        alike.setdefault(shape, []).append(change)
    return [(group[0], group) for group in alike.values()]


def _insertion(table: str, row: Row) -> str:
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"


_APART = frozenset(("cue", "annotation", "annotation_topic"))
"""Tables with many rows, of which none stands in the way of another."""

_NEEDS = {
    "annotation_topic": {"annotation_id": "annotation", "topic_id": "topic"},
    "show_digit": {"topic_id": "topic"},
}
"""Of which tables a row names another by which columns, where that is not its episode."""

_USES = (
    "SELECT 1 FROM annotation_topic WHERE topic_id = ?1"
    " UNION ALL SELECT 1 FROM topic WHERE parent_id = ?1"
    " UNION ALL SELECT 1 FROM show_digit WHERE topic_id = ?1 LIMIT 1"
)
_CLASHES = {
    ("topic", "name"): "SELECT 1 FROM topic WHERE name = ?1 AND id != ?2",
    ("topic", "digit"): "SELECT 1 FROM topic WHERE digit = ?1 AND id != ?2",
    ("topic", "parent_id"): "SELECT 1 WHERE ?1 NOT IN (SELECT id FROM topic WHERE id != ?2)",
}
