"""The edit log: what every change did to every row, so that it can be undone and redone.

A `Recorder` (``store/recorder.py``) writes rows and keeps their images before and after. The
inverse of a change is its images swapped, derived and never written by hand, so an Edit cannot
drift from its undo.
Undo is lenient where later work stands on a row: a topic still used elsewhere stays, a field
changed since keeps its newer value, a name taken since is numbered. Nothing a user did later
is thrown away by an undo, and no undo fails.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotator.store.recorder import Recorder, RowChange

if TYPE_CHECKING:
    import sqlite3


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
    """What a list of row changes touched; a tag counts as a touch of its annotation. What is to
    be found by other words now is named again: the cues whose words or times changed, not only
    their speaker, under ``cue words``, the marks whose words or note did under ``mark words``."""
    rows: dict[str, set[int]] = {}
    for change in changes:
        table, column = _OWNER.get(change.table, (change.table, "id"))
        ident = int(change.key[column] or 0)
        rows.setdefault(table, set()).add(ident)
        if (words := _WORDS.get(change.table)) and _changes_words(change, words[1]):
            rows.setdefault(words[0], set()).add(ident)
    return Touched({table: frozenset(ids) for table, ids in rows.items()})


_WORDS = {
    "cue": ("cue words", frozenset(("start_ms", "end_ms", "text", "words"))),
    "annotation": ("mark words", frozenset(("exact", "note"))),
}


def _changes_words(change: RowChange, columns: frozenset[str]) -> bool:
    if change.before is None or change.after is None:
        return True
    return not columns.isdisjoint(change.after)


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

    def next_change(self, episode_id: int | None, *, redo: bool) -> tuple[str, bool]:
        """What is next in scope, "" for nothing; and whether it is large: much, or one that gives
        the episode another transcript."""
        order = ("state = 'undone'", "turn DESC") if redo else ("state = 'done'", "id DESC")
        row = self._next(*order, episode_id, anywhere=redo and episode_id is None)
        if row is None:
            return "", False
        # SQLite would read all twenty megabytes of a large one to tell their length.
        with self._db.blobopen("journal", "changes", row[0], readonly=True) as stored:
            is_large = len(stored) > _LARGE or _OTHER_WORDS.encode() in stored.read()
        return row[1], is_large

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

    def is_much_since(self, turn: int) -> bool:
        """Whether the entries written, undone or redone after `turn` are large."""
        size = self._db.execute(
            "SELECT coalesce(sum(length(changes)), 0) FROM journal WHERE turn > ?", [turn]
        ).fetchone()[0]
        return bool(size > _LARGE)

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
        recorder.replay(
            (change.inverse() for change in reversed(changes)) if backwards else changes
        )
        if backwards and any(change.after == {} for change in changes):
            text = _to_json(_with_rows(changes, recorder.changes))
        self._db.execute(
            "UPDATE journal SET state = ?, turn = ?, changes = ? WHERE id = ?",
            [state, self.turn() + 1, text, entry],
        )
        return JournalEntry(entry, label, episode_id, touched_by(changes))


def _with_rows(changes: list[RowChange], taken: list[RowChange]) -> list[RowChange]:
    """`changes` with the rows that were only named, as they were when they were `taken` away."""
    rows = {(c.table, *c.key.values()): c.before for c in taken if c.after is None}
    return [
        replace(c, after=rows.get((c.table, *c.key.values()), {})) if c.after == {} else c
        for c in changes
    ]


_LARGE = 20_000
"""Letters of what some 150 rows were before and after."""

_OTHER_WORDS = '"after":{"transcript_id":'


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _to_json(changes: list[RowChange]) -> str:
    # Each by itself, here and below: Python turns to another thread only between two calls, and
    # the changes of a day of talk are ten megabytes.
    written = [
        _ENCODER.encode({"table": c.table, "key": c.key, "before": c.before, "after": c.after})
        for c in changes
    ]
    return f"[{','.join(written)}]"


def _from_json(text: str) -> list[RowChange]:
    return [
        RowChange(item["table"], item["key"], item["before"], item["after"])
        for item in json.loads(text, object_hook=lambda item: item)
    ]
