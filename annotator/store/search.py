"""Finding words in all transcripts and notes of the library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.tokens import find_phrase, fold, tokens
from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.store.faults import explained
from annotator.store.rows import CUE_COLUMNS, cue_from_row

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words were said, or written in a note (`annotation_id` is set then).

    `text` is the cue or note around them.
    """

    episode_id: int
    episode: str
    start_ms: int
    end_ms: int
    speaker: str
    text: str
    annotation_id: int | None = None


class Search:
    """Full-text search. What the user types is only ever words, never query syntax."""

    def __init__(self, database: sqlite_utils.Database, path: Path) -> None:
        self._db = database
        self._path = path

    def find(self, text: str, limit: int = 100) -> tuple[Hit, ...]:
        """Hits for `text` as a phrase (its last word may be a beginning), best first.

        Where the phrase was never said, the passages that hold all its words. Notes come
        after what was said.
        """
        words = [token.folded for token in tokens(text)]
        if not words:
            return ()
        quoted = [f'"{word}"' for word in words]
        phrase = '"' + " ".join(words) + '"*'
        with explained(self._path):
            hits = self._in_transcripts(phrase, words, limit)
            if not hits and len(words) > 1:
                hits = self._in_transcripts(" AND ".join(quoted), words[:1], limit)
            return tuple((hits + self._in_notes(fold(text.strip()), limit))[:limit])

    def _in_transcripts(self, query: str, words: list[str], limit: int) -> list[Hit]:
        passages = self._db.execute(
            "SELECT episode.id, episode.title, passage.transcript_id, passage.start_ms,"
            " passage.end_ms FROM passage_text"
            " JOIN passage ON passage.id = passage_text.rowid"
            " JOIN episode ON episode.transcript_id = passage.transcript_id"
            " WHERE passage_text MATCH ? AND episode.trashed_at IS NULL"
            " ORDER BY bm25(passage_text), passage.id LIMIT ?",
            [query, limit],
        ).fetchall()
        hits: list[Hit] = []
        for episode_id, title, transcript_id, start_ms, end_ms in passages:
            cues = self._cues(transcript_id, start_ms, end_ms)
            hits += self._places(Transcript(cues), episode_id, title, words, end_ms)
        return hits

    def _cues(self, transcript_id: int, start_ms: int, end_ms: int) -> tuple[Cue, ...]:
        """The cues of a passage and those its tail may reach into."""
        rows = self._db.execute(
            f"SELECT {CUE_COLUMNS} FROM cue LEFT JOIN speaker ON speaker.id = cue.speaker_id"
            " WHERE transcript_id = ?1 AND start_ms >= ?2 ORDER BY start_ms, cue.id"
            " LIMIT 12 + (SELECT count(*) FROM cue WHERE transcript_id = ?1"
            " AND start_ms >= ?2 AND start_ms <= ?3)",
            [transcript_id, start_ms, end_ms],
        ).fetchall()
        return tuple(map(cue_from_row, rows))

    @staticmethod
    def _places(
        transcript: Transcript, episode_id: int, title: str, words: list[str], until_ms: int
    ) -> list[Hit]:
        places = [
            (index, token)
            for index, cue in enumerate(transcript.cues)
            for token in tokens(cue.text)
        ]
        hits: list[Hit] = []
        folded = [token.folded for _, token in places]
        for found in find_phrase(folded, words, last_is_prefix=True):
            (first, begin), (last, end) = places[found], places[found + len(words) - 1]
            span = Span(Point(first, begin.begin), Point(last, end.end))
            start_ms, end_ms = transcript.times_of(span)
            if transcript.cues[first].start_ms >= until_ms:
                break  # begins in the tail: the next passage has it
            text = transcript.text_of(transcript.cue_span(first, last))
            speaker = transcript.cues[first].speaker
            hits.append(Hit(episode_id, title, start_ms, end_ms, speaker, text))
        return hits

    def _in_notes(self, folded: str, limit: int) -> list[Hit]:
        rows = self._db.execute(
            "SELECT episode.id, episode.title, start_ms, end_ms, speaker, note, annotation.id"
            " FROM annotation JOIN episode ON episode.id = annotation.episode_id"
            " WHERE note != '' AND episode.trashed_at IS NULL ORDER BY annotation.id"
        )
        hits = [Hit(*row) for row in rows if folded in fold(row[5])]
        return hits[:limit]
