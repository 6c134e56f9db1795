"""Imported wiki notes: their bytes as they were, and the episodes their videos have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.domain.notes import Annotation
from annotator.store.faults import explained
from annotator.store.recorder import Recorder, Row, RowChange
from annotator.store.rows import annotation_to_row

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note as it was imported. `path` is where from, `sha256` of `source`, its bytes.

    `is_trashed`: its import was taken back.
    """

    id: int
    episode_id: int
    path: str
    sha256: str
    source: bytes
    is_trashed: bool = False


_COLUMNS = (
    "wiki_note.id, wiki_note.episode_id, path, sha256, source, wiki_note.trashed_at IS NOT NULL"
)


def _stored(row: tuple[Any, ...]) -> StoredNote:
    ident, episode_id, path, sha256, source, trashed = row
    return StoredNote(ident, episode_id, path, sha256, source, bool(trashed))


class WikiNotes:
    """Reads of the imported notes; those whose import was taken back only by their content."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._db = database
        self._path = path

    def by_content(self, sha256: str) -> StoredNote | None:
        """A note of these bytes, wherever it came from; one that was taken back last."""
        return self._first(
            f"SELECT {_COLUMNS} FROM wiki_note JOIN episode ON episode.id = episode_id"
            " WHERE sha256 = ? ORDER BY wiki_note.trashed_at IS NOT NULL,"
            " episode.trashed_at IS NOT NULL, wiki_note.id LIMIT 1",
            sha256,
        )

    def by_path(self, path: str) -> StoredNote | None:
        """The note that was last imported from this file."""
        return self._first(
            f"SELECT {_COLUMNS} FROM wiki_note WHERE path = ? AND trashed_at IS NULL"
            " ORDER BY id DESC LIMIT 1",
            path,
        )

    def of_episode(self, episode_id: int) -> tuple[StoredNote, ...]:
        """The notes of an episode in the order they were imported."""
        with explained(self._path):
            rows = self._db.execute(
                f"SELECT {_COLUMNS} FROM wiki_note WHERE episode_id = ? AND trashed_at IS NULL"
                " ORDER BY id",
                [episode_id],
            ).fetchall()
        return tuple(map(_stored, rows))

    def contents(self) -> dict[str, tuple[int, str]]:
        """SHA-256 of every note that is there, with the id and title of its episode."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT sha256, episode_id, title FROM wiki_note"
                " JOIN episode ON episode.id = episode_id"
                " WHERE wiki_note.trashed_at IS NULL AND episode.trashed_at IS NULL"
            ).fetchall()
        return {sha256: (episode_id, title) for sha256, episode_id, title in rows}

    def mark_uids(self, episode_id: int) -> frozenset[str]:
        """The names of the marks an episode has."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT uid FROM annotation WHERE episode_id = ?", [episode_id]
            ).fetchall()
        return frozenset(row[0] for row in rows)

    def episode_of_video(self, video_id: str) -> int | None:
        """Id of the episode of a video, one in the trash last."""
        if not video_id:
            return None
        with explained(self._path):
            row = self._db.execute(
                "SELECT id FROM episode WHERE video_id = ? AND video_id <> ''"
                " ORDER BY trashed_at IS NOT NULL, id LIMIT 1",
                [video_id],
            ).fetchone()
        return int(row[0]) if row else None

    def _first(self, query: str, value: str) -> StoredNote | None:
        with explained(self._path):
            row = self._db.execute(query, [value]).fetchone()
        return _stored(row) if row else None


class WikiNoteWrites:
    """Writes of an import, handed out by `Changes.wiki_notes` inside its transaction."""

    def __init__(self, database: sqlite3.Connection, recorder: Recorder) -> None:
        self._db = database
        self._rec = recorder

    def keep(self, episode_id: int, path: str, sha256: str, source: bytes, moment: str) -> None:
        """Store a note's bytes; taking it back trashes the row, so the journal holds no bytes."""
        cursor = self._db.execute(
            "INSERT INTO wiki_note (episode_id, path, sha256, source, imported_at)"
            " VALUES (?, ?, ?, ?, ?)",
            [episode_id, path, sha256, source, moment],
        )
        key = {"id": int(cursor.lastrowid or 0)}
        self._rec.changes.append(
            RowChange("wiki_note", key, {"trashed_at": moment}, {"trashed_at": None})
        )

    def drop(self, note_id: int, moment: str) -> None:
        """Put a note away that a newer version of its file takes the place of."""
        self._rec.update("wiki_note", {"id": note_id}, {"trashed_at": moment})

    def add_marks(self, marks: Sequence[Annotation], *, undone_with_episode: bool = False) -> None:
        """Store many marks at once. Their topics must be there.

        With `undone_with_episode` they are not in the journal: this very change has added the
        episode, and taking it back trashes that with all it has.
        """
        if not marks:
            return
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'annotation'")
        first = (row.fetchone() or (0,))[0] + 1
        rows = [
            {"id": number, **annotation_to_row(mark)} for number, mark in enumerate(marks, first)
        ]
        tags = [
            {"annotation_id": number, "topic_id": topic, "position": position}
            for number, mark in enumerate(marks, first)
            for position, topic in enumerate(mark.topics)
        ]
        self._insert("annotation", rows, ("id",), undone_with_episode)
        self._rec.new_marks |= {
            number: (mark.text, mark.note) for number, mark in enumerate(marks, first)
        }
        self._insert("annotation_topic", tags, ("annotation_id", "topic_id"), undone_with_episode)

    def _insert(self, table: str, rows: Sequence[Row], key: tuple[str, ...], quiet: bool) -> None:
        if not rows:
            return
        names = ", ".join(rows[0])
        self._db.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(rows[0]))})",
            [tuple(row.values()) for row in rows],
        )
        if not quiet:
            self._rec.changes += [
                RowChange(table, {name: row[name] for name in key}, None, {}) for row in rows
            ]
