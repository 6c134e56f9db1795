"""Vaults: which notes were written where, what they were then, and what changed since.

None of this is in the journal: it says what is on the disk, which no undo of the library changes.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.domain.notes import Annotation, Episode
from annotator.store.faults import explained
from annotator.store.rows import (
    ANNOTATION_FACTS,
    EPISODE_COLUMNS,
    annotation_from_facts,
    episode_from_row,
)

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class StoredVault:
    """A vault. `scope` says which episodes it is of, `turn` how far the journal was then;
    `template` is the file of the template that writes its episodes, "" for the vault's own way."""

    id: int
    uid: str
    folder: str
    profile: str
    scope: str = ""
    turn: int = 0
    template: str = ""


@dataclass(frozen=True, slots=True)
class VaultNote:
    """A note as it was last written; `base` is compressed text, see `packed`."""

    kind: str
    subject: str
    path: str
    wish: str
    sha256: str
    base: bytes


@dataclass(frozen=True, slots=True)
class Before:
    """A file before the last run changed it. `content` is its bytes, compressed, None where
    there was none; `sha256` is of what the run wrote, "" where it removed the file; `note` is
    the row of it then."""

    path: str
    content: bytes | None
    sha256: str
    note: VaultNote


@dataclass(frozen=True, slots=True)
class SinceTurn:
    """Ids of what was changed: `episodes` whose facts or marks are others, of these `retold`
    whose title or show are; `topics` called or placed otherwise, `tagged` those that gained,
    lost or have changed marks."""

    episodes: frozenset[int] = frozenset()
    retold: frozenset[int] = frozenset()
    topics: frozenset[int] = frozenset()
    tagged: frozenset[int] = frozenset()


def packed(text: str) -> bytes:
    """Text as it is kept."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes) -> str:
    """The text that `packed` made small."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


_NOTE = "kind, subject, path, wish, sha256, base"
_TELLING = frozenset({"name", "parent_id", "position", "description"})
_RETELLING = frozenset({"title", "show_id", "video_id", "source_url", "published_on", "trashed_at"})


class Vaults:
    """Reads and writes of vaults. `transaction` wraps a write."""

    def __init__(
        self,
        database: sqlite3.Connection,
        path: Path,
        transaction: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._db = database
        self._path = path
        self._transaction = transaction

    def by_uid(self, uid: str) -> StoredVault | None:
        """The vault of this name, which its folder carries."""
        return self._first("uid = ?", [uid])

    def by_folder(self, folder: Path) -> StoredVault | None:
        """The vault that was last written into this folder."""
        return self._first("folder = ? ORDER BY used_at DESC", [str(folder)])

    def last(self) -> StoredVault | None:
        """The vault that was used last."""
        return self._first("1 ORDER BY used_at DESC, id DESC", [])

    def _first(self, where: str, values: list[str]) -> StoredVault | None:
        with explained(self._path):
            row = self._db.execute(
                "SELECT id, uid, folder, profile, scope, turn, template FROM vault"
                f" WHERE {where} LIMIT 1",
                values,
            ).fetchone()
        return StoredVault(*row) if row else None

    def keep(self, vault: StoredVault, moment: str) -> StoredVault:
        """Store a vault, or what became of a stored one; with its id."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO vault (uid, folder, profile, scope, turn, template, used_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET"
                " folder = excluded.folder, profile = excluded.profile, scope = excluded.scope,"
                " turn = excluded.turn, template = excluded.template, used_at = excluded.used_at",
                [
                    vault.uid,
                    vault.folder,
                    vault.profile,
                    vault.scope,
                    vault.turn,
                    vault.template,
                    moment,
                ],
            )
        stored = self.by_uid(vault.uid)
        return replace(vault, id=stored.id if stored else 0)

    def notes(self, vault_id: int) -> tuple[VaultNote, ...]:
        """All notes of a vault as they were last written."""
        with explained(self._path):
            rows = self._db.execute(
                f"SELECT {_NOTE} FROM vault_note WHERE vault_id = ?", [vault_id]
            ).fetchall()
        return tuple(VaultNote(*row) for row in rows)

    def keep_notes(
        self, vault_id: int, notes: Sequence[VaultNote], gone: Iterable[VaultNote] = ()
    ) -> None:
        """Store what was just written, and forget the notes that are gone."""
        with self._transaction():
            self._db.executemany(
                "DELETE FROM vault_note WHERE vault_id = ? AND kind = ? AND subject = ?",
                [(vault_id, note.kind, note.subject) for note in gone],
            )
            self._db.executemany(
                f"INSERT OR REPLACE INTO vault_note (vault_id, {_NOTE})"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (vault_id, n.kind, n.subject, n.path, n.wish, n.sha256, n.base)
                    for n in notes
                ],
            )  # fmt: skip

    def keep_before(self, vault_id: int, files: Sequence[Before], *, begin: bool) -> None:
        """Add to what the last run's files were before it; `begin` forgets the run before."""
        with self._transaction():
            if begin:
                self._db.execute("DELETE FROM vault_before WHERE vault_id = ?", [vault_id])
            self._db.executemany(
                "INSERT OR IGNORE INTO vault_before"
                " (vault_id, path, content, sha256, kind, subject, wish, base)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        vault_id,
                        file.path,
                        file.content,
                        file.sha256,
                        file.note.kind,
                        file.note.subject,
                        file.note.wish,
                        file.note.base or None,
                    )
                    for file in files
                ],
            )

    def before(self, vault_id: int) -> tuple[Before, ...]:
        """What the last run's files were before it."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT path, content, sha256, kind, subject, wish, base FROM vault_before"
                " WHERE vault_id = ?",
                [vault_id],
            ).fetchall()
        return tuple(
            Before(
                path,
                content,
                sha256,
                VaultNote(kind, subject, path, wish, "", base or b""),
            )
            for path, content, sha256, kind, subject, wish, base in rows
        )

    def forget_before(self, vault_id: int) -> None:
        """Nothing can be taken back any more."""
        with self._transaction():
            self._db.execute("DELETE FROM vault_before WHERE vault_id = ?", [vault_id])

    # What notes are made of

    def episodes(self, ids: Iterable[int] | None = None) -> dict[int, Episode]:
        """Episodes by id, without chapters, the oldest first; those in the trash left out."""
        wanted = None if ids is None else set(ids)
        with explained(self._path):
            rows = self._db.execute(
                f"SELECT {EPISODE_COLUMNS} FROM episode"
                " LEFT JOIN show ON show.id = episode.show_id"
                " LEFT JOIN media ON media.episode_id = episode.id"
                " WHERE trashed_at IS NULL ORDER BY episode.id"
            ).fetchall()
        chosen = rows if wanted is None else [row for row in rows if row[0] in wanted]
        return {row[0]: episode_from_row(row) for row in chosen}

    def marked_episodes(self, topic: int | None = None) -> frozenset[int]:
        """Episodes that have marks (of a topic)."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT DISTINCT episode_id FROM annotation"
                " LEFT JOIN annotation_topic ON annotation_id = annotation.id"
                " WHERE ?1 IS NULL OR topic_id = ?1",
                [topic],
            ).fetchall()
        return frozenset(row[0] for row in rows)

    def marks(self, episodes: Iterable[int] | None) -> dict[int, list[Annotation]]:
        """The marks of episodes (None: of all) by episode, in order of time."""
        if episodes is None:
            return self._marks("1", [])
        return self._marks("episode_id IN (SELECT value FROM json_each(?))", list(episodes))

    def marks_of_topics(self, topics: Iterable[int]) -> dict[int, list[Annotation]]:
        """The marks of topics over all episodes, by episode, in order of time."""
        return self._marks(
            "annotation.id IN (SELECT annotation_id FROM annotation_topic"
            " WHERE topic_id IN (SELECT value FROM json_each(?)))",
            list(topics),
        )

    def _marks(self, where: str, ids: list[int]) -> dict[int, list[Annotation]]:
        values = [json.dumps(ids)] if "?" in where else []
        with explained(self._path):
            tags = self._db.execute(
                "SELECT annotation_id, topic_id FROM annotation_topic"
                f" JOIN annotation ON annotation.id = annotation_id WHERE {where}"
                " ORDER BY position, topic_id",
                values,
            ).fetchall()
            rows = self._db.execute(
                f"SELECT {ANNOTATION_FACTS} FROM annotation WHERE {where}"
                " ORDER BY episode_id, start_ms, annotation.id",
                values,
            ).fetchall()
        topics: dict[int, list[int]] = defaultdict(list)
        for mark, topic in tags:
            topics[mark].append(topic)
        found: dict[int, list[Annotation]] = defaultdict(list)
        for row in rows:
            found[row[2]].append(annotation_from_facts(row, tuple(topics.get(row[0], ()))))
        return dict(found)

    def episodes_of_topics(self, topics: Iterable[int]) -> frozenset[int]:
        """Episodes with marks of any of `topics`."""
        return self._ids(
            "SELECT DISTINCT episode_id FROM annotation JOIN annotation_topic"
            " ON annotation_id = annotation.id"
            " WHERE topic_id IN (SELECT value FROM json_each(?))",
            topics,
        )

    def topics_of_episodes(self, episodes: Iterable[int]) -> frozenset[int]:
        """Topics of the marks of `episodes`."""
        return self._ids(
            "SELECT DISTINCT topic_id FROM annotation JOIN annotation_topic"
            " ON annotation_id = annotation.id"
            " WHERE episode_id IN (SELECT value FROM json_each(?))",
            episodes,
        )

    def _ids(self, query: str, ids: Iterable[int]) -> frozenset[int]:
        with explained(self._path):
            rows = self._db.execute(query, [json.dumps(list(ids))]).fetchall()
        return frozenset(row[0] for row in rows)

    def since(self, turn: int) -> SinceTurn:
        """What the journal says was changed by the turns after `turn`."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT episode_id, changes FROM journal WHERE turn > ?", [turn]
            ).fetchall()
        seen = _Seen()
        for episode_id, changes in rows:
            seen.episodes |= {episode_id} - {None}
            for change in json.loads(changes):
                seen.add(change)
        seen.episodes |= self._ids(
            "SELECT DISTINCT episode_id FROM annotation"
            " WHERE id IN (SELECT value FROM json_each(?))",
            seen.marks,
        )
        seen.tagged |= self._ids(
            "SELECT DISTINCT topic_id FROM annotation_topic"
            " WHERE annotation_id IN (SELECT value FROM json_each(?))",
            seen.marks,
        )
        return SinceTurn(
            frozenset(seen.episodes | seen.retold),
            frozenset(seen.retold),
            frozenset(seen.topics),
            frozenset(seen.tagged),
        )


@dataclass
class _Seen:
    """What the rows of the journal's changes are about."""

    episodes: set[int] = field(default_factory=set)
    retold: set[int] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)
    tagged: set[int] = field(default_factory=set)
    marks: set[int] = field(default_factory=set)

    def add(self, change: Mapping[str, Any]) -> None:
        """Take in one row before and after."""
        table, key = str(change["table"]), change["key"]
        images = [image for name in ("before", "after") if (image := change[name])]
        if table == "annotation":
            self.marks.add(key["id"])
            self.episodes |= {image["episode_id"] for image in images if "episode_id" in image}
        elif table == "annotation_topic":
            self.marks.add(key["annotation_id"])
            self.tagged.add(key["topic_id"])
        elif table == "topic" and any(_TELLING & image.keys() for image in images):
            self.topics.add(key["id"])
            self.topics |= {image["parent_id"] for image in images if image.get("parent_id")}
        elif table == "episode" and any(_RETELLING & image.keys() for image in images):
            self.retold.add(key["id"])
        elif table == "media":
            self.episodes.add(key["episode_id"])
