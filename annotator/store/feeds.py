"""Reading which feeds are known and which of their episodes are here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.store.faults import explained

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class KnownFeed:
    """A feed that was fetched before. `etag` and `last_modified` are what the server said of
    it then, to be asked whether it has changed since."""

    id: int
    url: str
    title: str
    etag: str = ""
    last_modified: str = ""
    fetched_at: str = ""


_FEED = "SELECT id, url, title, etag, last_modified, fetched_at FROM feed"


class Feeds:
    """Reads of the feeds; `Library` writes them."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._db = database
        self._path = path

    def all(self) -> tuple[KnownFeed, ...]:
        """All known feeds by title."""
        with explained(self._path):
            rows = self._db.execute(f"{_FEED} ORDER BY title, url").fetchall()
        return tuple(KnownFeed(*row) for row in rows)

    def get(self, url: str) -> KnownFeed | None:
        with explained(self._path):
            row = self._db.execute(f"{_FEED} WHERE url = ?", [url]).fetchone()
        return KnownFeed(*row) if row else None

    def episodes(self, url: str) -> dict[str, int]:
        """Ids of the episodes that came from a feed, by guid; those in the trash left out."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT guid, episode_id FROM feed_item"
                " JOIN feed ON feed.id = feed_id JOIN episode ON episode.id = episode_id"
                " WHERE feed.url = ? AND trashed_at IS NULL",
                [url],
            ).fetchall()
        return dict(rows)
