"""The open library: its parts for reading, and ``changing`` for every write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import LibraryReadOnlyError
from annotator.files import hold, let_go
from annotator.phrases import phrase
from annotator.store.backup import copy_open
from annotator.store.changes import Changes
from annotator.store.database import is_read_only, open_database
from annotator.store.emptying import delete_for_good
from annotator.store.episodes import Episodes
from annotator.store.faults import explained
from annotator.store.feeds import Feeds
from annotator.store.journal import Journal, JournalEntry, Touched, touched_by
from annotator.store.notebook import Notebook
from annotator.store.passages import index_marks, reindex_cues, reindex_marks
from annotator.store.quoted import Quoted
from annotator.store.recorder import Recorder
from annotator.store.saved_searches import SavedSearches
from annotator.store.search import Search
from annotator.store.standing import Standing
from annotator.store.vaults import Vaults
from annotator.store.watching import Progress, unwatched
from annotator.store.wiki_notes import WikiNotes

if TYPE_CHECKING:
    import sqlite3


def utc_now() -> str:
    """This moment as ``2026-01-31T09:30:00.123Z``."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Library:
    """One SQLite file, open in one thread.

    `now` gives the moment written into rows, `author` who makes the changes.
    """

    def __init__(
        self,
        database: sqlite3.Connection,
        path: Path,
        *,
        author: str = "",
        now: Callable[[], str] = utc_now,
    ) -> None:
        self._db = database
        self._journal = Journal(database)
        self.path = path
        self.author = author
        self.now = now
        self.read_only = is_read_only(database)
        self._standing = Standing(path)
        self._is_held = True
        hold(path)
        self._rescued = ""
        self.episodes = Episodes(database, path)
        self.notebook = Notebook(database, path)
        self.search = Search(database, path)
        self.saved_searches = SavedSearches(database, path)
        self.quoted = Quoted(database, path)
        self.feeds = Feeds(database, path)
        self.wiki_notes = WikiNotes(database, path)
        self.vaults = Vaults(database, path, self._transaction)
        self._together = False
        self.written = 0
        """How often something was stored here."""
        self._unindexed: dict[int, tuple[str, str]] = {}

    @contextmanager
    def changing(
        self, label: str, episode_id: int | None, report: Progress = unwatched
    ) -> Iterator[Change]:
        """One transaction: all that the block changes, and its journal row, or nothing.

        `label` names the change for undo; `episode_id` is whose undo takes it back, None for
        a change of the whole library. When the block ends, the change is on the disk. `report`
        is told how far a long write is; what it raises undoes all of the block.
        """
        with self._transaction():
            recorder = Recorder(self._db)
            change = Change(Changes(self._db, recorder, report), episode_id)
            yield change
            change.entry = self._close(recorder, label, change.episode_id)
            if not self._together:
                index_marks(self._db, _rows(recorder.new_marks))
        if self._together:
            self._unindexed |= recorder.new_marks

    @contextmanager
    def together(self) -> Iterator[None]:
        """Many changes, one wait for the disk.

        Each `changing` in the block is still a change of its own, with its own undo, and all or
        nothing; they are on the disk when the block ends, and none of them is if it fails.
        """
        with self._transaction():
            self._together = True
            try:
                yield
                # All at once: the index writes a segment to the disk for each change it is in.
                index_marks(self._db, _rows(self._unindexed))
            finally:
                self._together = False
                self._unindexed = {}

    def delete_for_good(self, episode_ids: Iterable[int]) -> int:
        """Delete those of the episodes that are in the trash, with all they have; how many.

        No undo brings them back; the files they were read from stay where they are.
        """
        with explained(self.path):
            self._db.execute("PRAGMA foreign_keys = OFF")
            try:
                with self._transaction():
                    return delete_for_good(self._db, episode_ids)
            finally:
                self._db.execute("PRAGMA foreign_keys = ON")

    def undo(self, episode_id: int | None, *, anywhere: bool = False) -> JournalEntry | None:
        """Take back the newest change of the episode (or `anywhere`); None if there is none."""
        with self._transaction():
            entry = self._journal.undo(episode_id, anywhere=anywhere)
            self._reindex(entry)
        return entry

    def redo(self, episode_id: int | None, *, anywhere: bool = False) -> JournalEntry | None:
        """Do again what was undone last; None if there is nothing."""
        with self._transaction():
            entry = self._journal.redo(episode_id, anywhere=anywhere)
            self._reindex(entry)
        return entry

    def next_change(self, episode_id: int | None, *, redo: bool) -> tuple[str, bool]:
        """What undo, or redo, would do next in the episode, "" for nothing; and whether it is
        so large, or another transcript, that nobody should wait for it. Where none is open, undo
        is about the library as a whole and redo about all, as the session does them."""
        with explained(self.path):
            return self._journal.next_change(episode_id, redo=redo)

    def undo_labels(self, episode_id: int | None) -> tuple[str, str]:
        """What undo and redo would do now, "" where nothing."""
        with explained(self.path):
            return self._journal.labels(episode_id)

    def remember_position(self, episode_id: int, position_ms: int) -> None:
        """Keep where the episode was left; silently not, where the library is read-only."""
        if self.read_only:
            return
        with self._transaction():
            self._db.execute(
                "INSERT INTO playback (episode_id, position_ms, opened_at) VALUES (?, ?, ?)"
                " ON CONFLICT (episode_id) DO UPDATE SET position_ms = excluded.position_ms,"
                " opened_at = excluded.opened_at",
                [episode_id, position_ms, self.now()],
            )

    def exported_hash(self, path: Path) -> str:
        """SHA-256 of the note last written to `path`, "" if none was."""
        with explained(self.path):
            row = self._db.execute(
                "SELECT sha256 FROM exported WHERE path = ?", [str(path)]
            ).fetchone()
        return row[0] if row else ""

    def exported_in(self, folder: Path) -> Mapping[str, int]:
        """Names of the notes that were written into `folder`, each with its episode's id."""
        with explained(self.path):
            rows = self._db.execute("SELECT path, episode_id FROM exported").fetchall()
        paths = ((Path(path), episode_id) for path, episode_id in rows)
        return {path.name: episode_id for path, episode_id in paths if path.parent == folder}

    def remember_export(self, path: Path, episode_id: int, note_format: str, sha256: str) -> None:
        """Keep what was written where; silently not, where the library is read-only."""
        if self.read_only:
            return
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO exported (path, episode_id, format, sha256, exported_at)"
                " VALUES (?, ?, ?, ?, ?)",
                [str(path), episode_id, note_format, sha256, self.now()],
            )

    def turn(self) -> int:
        """How often the journal was written, undone or redone by now, by whomever."""
        with explained(self.path):
            return self._journal.turn()

    def is_much_since(self, turn: int) -> bool:
        """Whether more was changed after `turn` than anybody should wait for to be read."""
        with explained(self.path):
            return self._journal.is_much_since(turn)

    def touched_since(self, turn: int) -> Touched:
        """What was changed by the turns after `turn`."""
        with explained(self.path):
            return self._journal.touched_since(turn)

    def remember_feed(
        self, url: str, title: str, *, etag: str = "", last_modified: str = ""
    ) -> None:
        """Keep what a feed's server said of it; silently not, where the library is read-only."""
        if self.read_only:
            return
        with self._transaction():
            self._db.execute(
                "INSERT INTO feed (url, title, etag, last_modified, fetched_at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET title = excluded.title,"
                " etag = excluded.etag, last_modified = excluded.last_modified,"
                " fetched_at = excluded.fetched_at",
                [url, title, etag, last_modified, self.now()],
            )

    def remember_feed_item(self, url: str, guid: str, episode_id: int) -> None:
        """Keep which episode an item of the known feed `url` has become."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO feed_item (feed_id, guid, episode_id)"
                " SELECT id, ?, ? FROM feed WHERE url = ?",
                [guid, episode_id, url],
            )

    def version(self) -> int:
        """A number that changes when another program has written to the library."""
        with explained(self.path):
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def rescue(self) -> str:
        """See that the file under us is still the one that was opened; "" where it is.

        Where another program took it or its log away, what is open is put on the disk, nothing
        more is written, and one sentence says so. Raises LibraryError.
        """
        if self.read_only or self._rescued:
            return self._rescued
        if self._standing.is_replaced():
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
            kept = self.path.with_name(f"{self.path.name}.rescued-{stamp}.sqlite")
            with explained(kept):
                copy_open(self._db, kept)
            self._rescued = phrase(
                "The library “{0}” was replaced or removed by another program while it was"
                " open; all your work is in “{1}”. Close Annotator, put the file you want in"
                " its place, and start again.",
                self.path,
                kept,
            )
        elif self._standing.is_without_log():
            with explained(self.path):
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._rescued = phrase(
                "Another program removed the log of the library “{0}”; all is saved. Close"
                " Annotator and start again before you go on.",
                self.path,
            )
        self.read_only = bool(self._rescued)
        return self._rescued

    def let_log_grow(self) -> None:
        """Leave what is stored in the write-ahead log until `settle_log`. SQLite would bring it
        into the file at every sixtieth mark, which then takes three times as long; now only
        where nothing ever settles it, and long before the log takes long to read."""
        if not self.read_only:
            self._db.execute(f"PRAGMA wal_autocheckpoint = {_LONGEST_LOG}")

    def settle_log(self) -> None:
        """Bring what is in the log into the file, as far as no other program reads it."""
        if not self.read_only:
            with explained(self.path):
                self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def close(self) -> None:
        self._db.close()
        if self._is_held:
            self._is_held = False
            let_go(self.path)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.read_only:
            raise LibraryReadOnlyError(
                "The library “{0}” can be read but not written; nothing was changed.", self.path
            )
        begin, commit, give_up = _NESTED if self._together else _OUTERMOST
        with explained(self.path):
            self._db.execute(begin)
            try:
                yield
                self._db.execute(commit)
                self.written += 1
            except BaseException:  # an interruption too must leave nothing half-done
                # A full disk may have rolled back by itself already.
                if self._db.in_transaction:
                    for step in give_up:
                        self._db.execute(step)
                raise

    def _close(self, recorder: Recorder, label: str, episode_id: int | None) -> JournalEntry | None:
        if not recorder.changes:
            return None
        entry_id = self._journal.write(
            label,
            recorder.changes,
            episode_id=episode_id,
            author=self.author,
            made_at=self.now(),
        )
        entry = JournalEntry(entry_id, label, episode_id, touched_by(recorder.changes))
        self._reindex(entry, recorder.new_marks.keys())
        return entry

    def _reindex(self, entry: JournalEntry | None, new: Set[int] = frozenset()) -> None:
        """Index what an entry touched, but for the marks `new`, which are indexed together."""
        if entry is not None:
            reindex_cues(self._db, entry.touched.of("cue words"))
            stale = entry.touched.of("mark words") - new
            for mark_id in stale & self._unindexed.keys():
                del self._unindexed[mark_id]
            reindex_marks(self._db, stale)


def _rows(marks: Mapping[int, tuple[str, str]]) -> Iterator[tuple[int, str, str]]:
    return ((ident, words, note) for ident, (words, note) in marks.items())


_LONGEST_LOG = 10_000
"""In pages: forty megabytes."""
_OUTERMOST = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_NESTED = ("SAVEPOINT change", "RELEASE change", ("ROLLBACK TO change", "RELEASE change"))


class Change:
    """A change under way: its writes, and once the block is over its journal entry.

    `entry` stays None where nothing was changed. `episode_id` may be set inside the block, for
    an episode that the block makes.
    """

    def __init__(self, writes: Changes, episode_id: int | None) -> None:
        self.writes = writes
        self.episode_id = episode_id
        self.entry: JournalEntry | None = None


def open_library(
    path: Path,
    *,
    read_only: bool = False,
    busy_ms: int = 5_000,
    author: str = "",
    now: Callable[[], str] = utc_now,
) -> Library:
    """Open the library at `path`, making it if there is none. Raises LibraryError."""
    database = open_database(path, read_only=read_only, busy_ms=busy_ms)
    return Library(database, path, author=author, now=now)
