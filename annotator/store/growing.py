"""A transcript that is still being heard: cues are added at its end as they come.

Like all rows of a transcript these are not in the journal; which transcript an episode uses is.
An unfinished one is found again by its key, so that hearing goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.transcript import Cue, Transcript
from annotator.store.passages import drop_passages, index_passages
from annotator.store.rows import CUE_COLUMNS, cue_from_row, words_to_json

if TYPE_CHECKING:
    import sqlite3

UNFINISHED = "speech-unfinished"
"""The format of a transcript that is still growing, or was stopped."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A transcript that was stopped: its row, and how far it has been heard."""

    id: int
    end_ms: int


class Growing:
    """Writes to growing transcripts, inside an open transaction. Their cues have no speaker."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def find(self, episode_id: int, key: str) -> Unfinished | None:
        """The newest unfinished transcript of this key (its `sha256`), if there is one."""
        row = self._db.execute(
            "SELECT id, end_ms FROM transcript WHERE episode_id = ? AND format = ?"
            " AND sha256 = ? ORDER BY id DESC LIMIT 1",
            [episode_id, UNFINISHED, key],
        ).fetchone()
        return Unfinished(*row) if row else None

    def cues(self, transcript_id: int) -> tuple[Cue, ...]:
        """All cues there are so far, in order of time."""
        rows = self._db.execute(
            f"SELECT {CUE_COLUMNS} FROM cue LEFT JOIN speaker ON speaker.id = cue.speaker_id"
            " WHERE transcript_id = ? ORDER BY start_ms, cue.id",
            [transcript_id],
        ).fetchall()
        return tuple(map(cue_from_row, rows))

    def append(self, transcript_id: int, cues: Sequence[Cue]) -> tuple[Cue, ...]:
        """Add cues that come after all there are; returned with their ids."""
        stored = []
        for cue in cues:
            cursor = self._db.execute(
                "INSERT INTO cue (transcript_id, start_ms, end_ms, text, words)"
                " VALUES (?, ?, ?, ?, ?)",
                [transcript_id, cue.start_ms, cue.end_ms, cue.text, words_to_json(cue.words)],
            )
            stored.append(replace(cue, id=int(cursor.lastrowid or 0)))
        index_passages(self._db, transcript_id, cues)
        added = Transcript(tuple(cues))
        self._db.execute(
            "UPDATE transcript SET cue_count = cue_count + ?, word_count = word_count + ?,"
            " end_ms = max(end_ms, ?) WHERE id = ?",
            [len(cues), added.word_count, added.end_ms, transcript_id],
        )
        return tuple(stored)

    def finish(
        self, transcript_id: int, transcript: Transcript, original: str, sha256: str
    ) -> None:
        """Say that all is heard: the language, the whole as text, one index over all cues."""
        drop_passages(self._db, transcript_id)
        index_passages(self._db, transcript_id, transcript.cues)
        self._db.execute(
            "UPDATE transcript SET format = 'whisper', language = ?, original = ?, sha256 = ?"
            " WHERE id = ?",
            [transcript.language, original, sha256, transcript_id],
        )
