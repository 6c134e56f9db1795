"""The edit log: what every change did to every row, so that it can be undone and redone.

A `Recorder` writes rows and keeps their images before and after. The inverse of a change is
its images swapped, derived and never written by hand, so an Edit cannot drift from its undo.
Undo is lenient where later work stands on a row: a topic still used elsewhere stays, a field
changed since keeps its newer value, a name taken since is numbered. Nothing a user did later
is thrown away by an undo, and no undo fails.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from annotator.domain.errors import NotFoundError

if TYPE_CHECKING:
    import sqlite3

GONE = "What this would change was removed meanwhile, by another program; nothing was changed."

Scalar: TypeAlias = str | int | float | None
Row: TypeAlias = Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after. An update carries only the columns that changed."""

    table: str
    key: Row
    before: Row | None
    after: Row | None

    def inverse(self) -> RowChange:
        return RowChange(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Touched:
    """Ids of what a change touched, by table, so that views refresh only that."""

    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def of(self, table: str) -> frozenset[int]:
        return self.rows.get(table, frozenset())

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A change as the user knows it."""

    id: int
    label: str
    episode_id: int | None
    touched: Touched


_OWNER = {"annotation_topic": ("annotation", "annotation_id"), "media": ("episode", "episode_id"),
          "show_digit": ("show", "show_id")}  # fmt: skip


def touched_by(changes: list[RowChange]) -> Touched:
    """What a list of row changes touched; a tag counts as a touch of its annotation. The cues
    whose words or times are others, not only their speaker, are under ``cue words`` too."""
    rows: dict[str, set[int]] = {}
    for change in changes:
        table, column = _OWNER.get(change.table, (change.table, "id"))
        ident = int(change.key[column] or 0)
        rows.setdefault(table, set()).add(ident)
        if table == "cue" and set(change.after or ()) != {"speaker_id"}:
            rows.setdefault("cue words", set()).add(ident)
    return Touched({table: frozenset(ids) for table, ids in rows.items()})


class Recorder:
    """Writes rows inside an open transaction and remembers what each was."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database
        self.changes: list[RowChange] = []

    def insert(self, table: str, row: Row, key: tuple[str, ...] = ("id",)) -> int:
        """Insert `row`; returns its rowid. With the key ``id`` the id may be left to SQLite."""
        rowid = self._insert(table, row)
        full = {"id": rowid, **row} if key == ("id",) else row
        self.changes.append(RowChange(table, {name: full[name] for name in key}, None, full))
        return rowid

    def update(self, table: str, key: Row, values: Row) -> None:
        """Set `values` on the row `key`; columns that already hold them are left out.

        Raises NotFoundError where another program has removed the row.
        """
        before = self._row(table, key)
        if before is None:
            raise NotFoundError(GONE)
        new = {column: value for column, value in values.items() if before[column] != value}
        if new:
            old = {column: before[column] for column in new}
            self._apply(RowChange(table, key, old, new))

    def delete(self, table: str, key: Row) -> None:
        """Delete the row `key`, keeping its image."""
        before = self._row(table, key)
        if before is not None:
            self._apply(RowChange(table, key, before, None))

    def replay(self, change: RowChange) -> None:
        """Do a remembered change as far as the rows still are what it expects."""
        current = self._row(change.table, change.key)
        if change.before is None:
            if current is None and self._has_what_it_needs(change):
                self._apply(RowChange(change.table, change.key, None, self._fitted(change)))
        elif current is None:
            return
        elif change.after is None:
            if not self._is_used(change):
                self._untag(change)
                self._apply(RowChange(change.table, change.key, current, None))
        else:
            new = {
                column: change.after[column]
                for column, old in change.before.items()
                if current[column] == old and not self._clashes(change, column)
            }
            if new:
                old_values = {name: current[name] for name in new}
                self._apply(RowChange(change.table, change.key, old_values, new))

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

    def _untag(self, change: RowChange) -> None:
        """Take off a mark that goes whatever topics were put on it since."""
        if change.table == "annotation":
            self._db.execute(
                "DELETE FROM annotation_topic WHERE annotation_id = ?", [change.key["id"]]
            )

    def _is_used(self, change: RowChange) -> bool:
        """Whether other work stands on a row that is to go; only on a topic it can."""
        if change.table != "topic":
            return False
        return self._db.execute(_USES, [change.key["id"]]).fetchone() is not None

    def _has_what_it_needs(self, change: RowChange) -> bool:
        """Whether the mark and the topic that a tag joins, the topic of a show's digit, or the
        episode that a row is of, are still there."""
        episode = (change.after or {}).get("episode_id")
        if episode is not None and self._row("episode", {"id": episode}) is None:
            return False
        if change.table == "show_digit":
            topic = (change.after or {})["topic_id"]
            return self._row("topic", {"id": topic}) is not None
        if change.table != "annotation_topic":
            return True
        found = self._db.execute(
            "SELECT 1 FROM annotation, topic WHERE annotation.id = ? AND topic.id = ?",
            [change.key["annotation_id"], change.key["topic_id"]],
        )
        return found.fetchone() is not None

    def _row(self, table: str, key: Row) -> dict[str, Scalar] | None:
        where = " AND ".join(f"{column} = ?" for column in key)
        cursor = self._db.execute(
            f"SELECT * FROM {table} WHERE {where}",
            list(key.values()),
        )
        row = cursor.fetchone()
        names = [column[0] for column in cursor.description]
        return dict(zip(names, row, strict=True)) if row else None

    def _apply(self, change: RowChange) -> None:
        where = " AND ".join(f"{column} = ?" for column in change.key)
        keys = list(change.key.values())
        if change.before is None:
            self._insert(change.table, change.after or {})
        elif change.after is None:
            self._db.execute(f"DELETE FROM {change.table} WHERE {where}", keys)
        else:
            sets = ", ".join(f"{column} = ?" for column in change.after)
            self._db.execute(
                f"UPDATE {change.table} SET {sets} WHERE {where}",
                [*change.after.values(), *keys],
            )
        self.changes.append(change)

    def _insert(self, table: str, row: Row) -> int:
        marks = ", ".join("?" * len(row))
        cursor = self._db.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",
            list(row.values()),
        )
        return int(cursor.lastrowid or 0)


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


class Journal:
    """The stack of changes. An episode's undo sees its own changes and the library-wide ones."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def write(
        self,
        label: str,
        changes: list[RowChange],
        *,
        episode_id: int | None,
        author: str,
        made_at: str,
    ) -> int:
        """Add an entry, return its id; what could be redone in its scope no longer can."""
        self._db.execute(
            "UPDATE journal SET state = 'dropped' WHERE state = 'undone'"
            " AND (?1 IS NULL OR episode_id IS NULL OR episode_id = ?1)",
            [episode_id],
        )
        cursor = self._db.execute(
            "INSERT INTO journal (episode_id, label, author, made_at, turn, changes)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [episode_id, label, author, made_at, self.turn() + 1, _to_json(changes)],
        )
        return int(cursor.lastrowid or 0)

    def undo(self, episode_id: int | None, *, anywhere: bool = False) -> JournalEntry | None:
        """Take back the newest change in scope; None where there is none."""
        row = self._next("state = 'done'", "id DESC", episode_id, anywhere)
        return None if row is None else self._replay(row, "undone", backwards=True)

    def redo(self, episode_id: int | None, *, anywhere: bool = False) -> JournalEntry | None:
        """Do again the change that was undone last in scope; None where there is none."""
        row = self._next("state = 'undone'", "turn DESC", episode_id, anywhere)
        return None if row is None else self._replay(row, "done", backwards=False)

    def labels(self, episode_id: int | None, *, anywhere: bool = False) -> tuple[str, str]:
        """What undo and redo would take back and do again, "" where nothing."""
        undo = self._next("state = 'done'", "id DESC", episode_id, anywhere)
        redo = self._next("state = 'undone'", "turn DESC", episode_id, anywhere)
        return (undo[1] if undo else "", redo[1] if redo else "")

    def _next(
        self, state: str, order: str, episode_id: int | None, anywhere: bool
    ) -> tuple[int, str, int | None] | None:
        scope = "1" if anywhere else "(episode_id IS NULL OR episode_id = :episode)"
        found: tuple[int, str, int | None] | None = self._db.execute(
            f"SELECT id, label, episode_id FROM journal"
            f" WHERE {state} AND {scope} ORDER BY {order} LIMIT 1",
            {"episode": episode_id},
        ).fetchone()
        return found

    def turn(self) -> int:
        """The number of the last time an entry was written, undone or redone; 0 at first."""
        return int(self._db.execute("SELECT coalesce(max(turn), 0) FROM journal").fetchone()[0])

    def touched_since(self, turn: int) -> Touched:
        """What the entries written, undone or redone after `turn` touched."""
        rows = self._db.execute("SELECT changes FROM journal WHERE turn > ?", [turn]).fetchall()
        return touched_by([change for row in rows for change in _from_json(row[0])])

    def _replay(
        self, row: tuple[int, str, int | None], state: str, *, backwards: bool
    ) -> JournalEntry:
        entry, label, episode_id = row
        text = self._db.execute("SELECT changes FROM journal WHERE id = ?", [entry]).fetchone()[0]
        changes = _from_json(text)
        recorder = Recorder(self._db)
        for change in reversed(changes) if backwards else changes:
            recorder.replay(change.inverse() if backwards else change)
        self._db.execute(
            "UPDATE journal SET state = ?, turn = ? WHERE id = ?",
            [state, self.turn() + 1, entry],
        )
        return JournalEntry(entry, label, episode_id, touched_by(changes))


def _to_json(changes: list[RowChange]) -> str:
    return json.dumps(
        [{"table": c.table, "key": c.key, "before": c.before, "after": c.after} for c in changes],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _from_json(text: str) -> list[RowChange]:
    return [
        RowChange(item["table"], item["key"], item["before"], item["after"])
        for item in json.loads(text)
    ]
