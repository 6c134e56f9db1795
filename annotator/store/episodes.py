"""Reading shows, episodes and transcripts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.collector import collector_at_rest
from annotator.domain.notes import Chapter, Episode, EpisodeSummary
from annotator.domain.transcript import Cue, Transcript
from annotator.store.faults import explained
from annotator.store.rows import (
    CUE_COLUMNS,
    EPISODE_COLUMNS,
    cue_from_row,
    cue_of,
    episode_from_row,
    summary_from_row,
)

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class TranscriptFacts:
    """What is known of a stored transcript besides its cues. `receipt`: a sentence a line;
    `as_written`: it was read without being cleaned."""

    id: int
    format: str
    source_name: str
    sha256: str
    receipt: str
    read_at: str
    cue_count: int
    as_written: bool


_CUES_AROUND = 12

_SUMMARIES = """
    SELECT episode.id, episode.title, coalesce(show.name, ''), episode.state,
        max(coalesce(media.duration_ms, 0), coalesce(transcript.end_ms, 0)),
        coalesce(playback.position_ms, 0),
        (SELECT count(*) FROM annotation WHERE annotation.episode_id = episode.id),
        episode.created_at, media.episode_id IS NOT NULL, episode.transcript_id IS NOT NULL
    FROM episode
    LEFT JOIN show ON show.id = episode.show_id
    LEFT JOIN media ON media.episode_id = episode.id
    LEFT JOIN transcript ON transcript.id = episode.transcript_id
    LEFT JOIN playback ON playback.episode_id = episode.id
"""


class Episodes:
    """Reads of the library's episodes. Those in the trash are left out unless asked by id."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._db = database
        self._path = path

    def summaries(self) -> tuple[EpisodeSummary, ...]:
        """All episodes by show, then by age."""
        with explained(self._path):
            rows = self._db.execute(
                f"{_SUMMARIES} WHERE episode.trashed_at IS NULL"
                " ORDER BY show.name IS NULL, show.name, episode.created_at, episode.id"
            ).fetchall()
        return tuple(map(summary_from_row, rows))

    def trashed(self) -> tuple[EpisodeSummary, ...]:
        """What lies in the trash, what was put there last first."""
        with explained(self._path):
            rows = self._db.execute(
                f"{_SUMMARIES} WHERE episode.trashed_at IS NOT NULL"
                " ORDER BY episode.trashed_at DESC, episode.id DESC"
            ).fetchall()
        return tuple(map(summary_from_row, rows))

    def recent(self, limit: int = 10) -> tuple[EpisodeSummary, ...]:
        """The episodes opened last, newest first."""
        with explained(self._path):
            rows = self._db.execute(
                f"{_SUMMARIES} WHERE episode.trashed_at IS NULL"
                " AND playback.opened_at IS NOT NULL ORDER BY playback.opened_at DESC LIMIT ?",
                [limit],
            ).fetchall()
        return tuple(map(summary_from_row, rows))

    def get(self, episode_id: int) -> Episode | None:
        """The episode with its media and chapters, None if there is none of this id."""
        return next(iter(self.some([episode_id])), None)

    def some(self, episode_ids: Iterable[int]) -> tuple[Episode, ...]:
        """Those of these episodes that exist, with media and chapters, in the order asked for."""
        asked = json.dumps(list(episode_ids))
        with explained(self._path):
            rows = self._db.execute(
                f"SELECT {EPISODE_COLUMNS} FROM json_each(?) AS asked"
                " CROSS JOIN episode ON episode.id = asked.value"
                " LEFT JOIN show ON show.id = episode.show_id"
                " LEFT JOIN media ON media.episode_id = episode.id ORDER BY asked.key",
                [asked],
            ).fetchall()
            filed = self._db.execute(
                "SELECT episode_id, start_ms, title, end_ms, id FROM chapter"
                " WHERE episode_id IN (SELECT value FROM json_each(?)) ORDER BY start_ms, id",
                [asked],
            ).fetchall()
        chapters: dict[int, tuple[Chapter, ...]] = {}
        for episode_id, *facts in filed:
            chapters[episode_id] = (*chapters.get(episode_id, ()), Chapter(*facts))
        found = map(episode_from_row, rows)
        return tuple(
            [
                replace(one, chapters=chapters[one.id]) if one.id in chapters else one
                for one in found
            ]
        )

    def is_trashed(self, episode_id: int) -> bool:
        row = self._db.execute(
            "SELECT 1 FROM episode WHERE id = ? AND trashed_at IS NOT NULL", [episode_id]
        )
        return row.fetchone() is not None

    def by_media(self, sha256: str) -> int | None:
        """Id of the episode whose media has this content, one in the trash last."""
        return self._first(
            "SELECT episode_id FROM media JOIN episode ON episode.id = episode_id"
            " WHERE sha256 = ? ORDER BY trashed_at IS NOT NULL, episode_id LIMIT 1",
            sha256,
        )

    def by_transcript(self, sha256: str) -> int | None:
        """Id of the episode that uses a transcript of this original content."""
        return self._first(
            "SELECT episode.id FROM transcript"
            " JOIN episode ON episode.transcript_id = transcript.id"
            " WHERE sha256 = ? ORDER BY trashed_at IS NOT NULL, episode.id LIMIT 1",
            sha256,
        )

    def by_source(self, source_url: str) -> int | None:
        """Id of the episode that came from this link, one in the trash last."""
        return self._first(
            "SELECT id FROM episode WHERE source_url = ?"
            " ORDER BY trashed_at IS NOT NULL, id LIMIT 1",
            source_url,
        )

    def by_video(self, video_id: str) -> int | None:
        """Id of the episode of this YouTube video, one in the trash last."""
        return self._first(
            "SELECT id FROM episode WHERE video_id = ? AND video_id <> ''"
            " ORDER BY trashed_at IS NOT NULL, id LIMIT 1",
            video_id,
        )

    def transcript(self, episode_id: int) -> Transcript | None:
        """The transcript in use, None where the episode has none."""
        with explained(self._path), collector_at_rest():
            head = self._db.execute(
                "SELECT transcript.id, transcript.language, transcript.times_estimated"
                " FROM episode JOIN transcript ON transcript.id = episode.transcript_id"
                " WHERE episode.id = ?",
                [episode_id],
            ).fetchone()
            if head is None:
                return None
            # Joined, the few speakers would be looked up again for each of 21,600 cues.
            names: dict[int | None, str] = {None: ""}
            names.update(
                self._db.execute("SELECT id, name FROM speaker WHERE episode_id = ?", [episode_id])
            )
            rows = self._db.execute(
                "SELECT id, start_ms, end_ms, text, speaker_id, words FROM cue"
                " WHERE transcript_id = ? ORDER BY start_ms, id",
                [head[0]],
            ).fetchall()
            cues = [
                cue_of(ident, start_ms, end_ms, text, names[speaker], words)
                for ident, start_ms, end_ms, text, speaker, words in rows
            ]
            return Transcript(tuple(cues), head[1], bool(head[2]))

    def cues(self, ids: Iterable[int], transcript_id: int) -> tuple[Cue, ...]:
        """Those of the cues `ids` that are in a transcript, in no particular order."""
        wanted = json.dumps(sorted(ids))
        with explained(self._path):
            rows = self._db.execute(
                f"SELECT {CUE_COLUMNS} FROM cue"
                " LEFT JOIN speaker ON speaker.id = cue.speaker_id"
                " WHERE cue.id IN (SELECT value FROM json_each(?)) AND transcript_id = ?",
                [wanted, transcript_id],
            ).fetchall()
        return tuple(map(cue_from_row, rows))

    def around(self, episode_id: int, start_ms: int, end_ms: int) -> Transcript | None:
        """The part of the transcript in use that a mark from `start_ms` to `end_ms` is made of:
        its cues with a few before and after; None without a transcript."""
        columns = f"SELECT {CUE_COLUMNS} FROM cue LEFT JOIN speaker ON speaker.id = cue.speaker_id"
        with explained(self._path):
            used = self._first("SELECT transcript_id FROM episode WHERE id = ?", episode_id)
            if used is None:
                return None
            before = self._db.execute(
                f"{columns} WHERE transcript_id = ? AND start_ms < ?"
                " ORDER BY start_ms DESC, cue.id DESC LIMIT ?",
                [used, start_ms, _CUES_AROUND],
            ).fetchall()
            rest = self._db.execute(
                f"{columns} WHERE transcript_id = ?1 AND start_ms >= ?2 ORDER BY start_ms, cue.id"
                " LIMIT ?4 + (SELECT count(*) FROM cue WHERE transcript_id = ?1"
                " AND start_ms >= ?2 AND start_ms < ?3)",
                [used, start_ms, end_ms, _CUES_AROUND],
            ).fetchall()
        return Transcript(tuple(map(cue_from_row, [*before[::-1], *rest])))

    def transcript_facts(self, episode_id: int) -> TranscriptFacts | None:
        """Where the transcript in use came from."""
        with explained(self._path):
            row = self._db.execute(
                "SELECT transcript.id, format, source_name, sha256, receipt,"
                " transcript.created_at, cue_count, as_written"
                " FROM episode JOIN transcript ON transcript.id = episode.transcript_id"
                " WHERE episode.id = ?",
                [episode_id],
            ).fetchone()
        return TranscriptFacts(*(*row[:7], bool(row[7]))) if row else None

    def other_reading(self, episode_id: int, sha256: str, *, as_written: bool) -> int | None:
        """Id of the newest transcript read from this content, cleaned or `as_written`."""
        with explained(self._path):
            row = self._db.execute(
                "SELECT id FROM transcript WHERE episode_id = ? AND sha256 = ? AND as_written = ?"
                " ORDER BY id DESC LIMIT 1",
                [episode_id, sha256, int(as_written)],
            ).fetchone()
        return int(row[0]) if row else None

    def original(self, episode_id: int) -> str:
        """The whole text that the transcript in use was read from, "" without one."""
        with explained(self._path):
            row = self._db.execute(
                "SELECT original FROM episode"
                " JOIN transcript ON transcript.id = episode.transcript_id WHERE episode.id = ?",
                [episode_id],
            ).fetchone()
        return str(row[0]) if row else ""

    def position_ms(self, episode_id: int) -> int:
        """Where the episode was left."""
        return self._first("SELECT position_ms FROM playback WHERE episode_id = ?", episode_id) or 0

    def shows(self) -> tuple[str, ...]:
        """The shows of the episodes there are, by name."""
        rows = self._db.execute(
            "SELECT DISTINCT name FROM show JOIN episode ON episode.show_id = show.id"
            " WHERE trashed_at IS NULL ORDER BY name"
        ).fetchall()
        return tuple(row[0] for row in rows)

    def _first(self, query: str, value: str | int) -> int | None:
        with explained(self._path):
            row = self._db.execute(query, [value]).fetchone()
        return int(row[0]) if row and row[0] is not None else None
