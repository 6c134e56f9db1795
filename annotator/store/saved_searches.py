"""The searches that are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.query import SavedSearch
from annotator.store.faults import explained
from annotator.store.recorder import Recorder, Row

if TYPE_CHECKING:
    import sqlite3


class SavedSearches:
    """Reads of kept searches."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._db = database
        self._path = path

    def all(self) -> tuple[SavedSearch, ...]:
        """All kept searches by name."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT id, uid, name, query, created_at FROM saved_search"
                " ORDER BY name COLLATE NOCASE, id"
            ).fetchall()
        return tuple(SavedSearch(*row) for row in rows)


class SavedSearchWrites:
    """Writes of kept searches, handed out by `Changes.searches` inside its transaction."""

    def __init__(self, recorder: Recorder) -> None:
        self._rec = recorder

    def add(self, search: SavedSearch) -> None:
        """Store a new search; its id is ignored."""
        self._rec.insert("saved_search", _row(search))

    def update(self, search: SavedSearch) -> None:
        """Make the stored search of this id equal to `search`."""
        self._rec.update("saved_search", {"id": search.id}, _row(search))

    def remove(self, search: SavedSearch) -> None:
        self._rec.delete("saved_search", {"id": search.id})


def _row(search: SavedSearch) -> Row:
    return {
        "uid": search.uid,
        "name": search.name,
        "query": search.query,
        "created_at": search.created_at,
    }
