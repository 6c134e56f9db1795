"""Full text of transcripts in overlapping passages, and of marks.

An index by cue misses a phrase that begins in one cue and ends in the next. A passage is
sixteen cues and the first words of what follows, so that every phrase of up to thirteen
words lies whole in the passage where it begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.domain.tokens import folded_words
from annotator.domain.transcript import Cue

if TYPE_CHECKING:
    import sqlite_utils

_CUES, _TAIL_WORDS = 16, 12


def index_passages(
    database: sqlite_utils.Database, transcript_id: int, cues: Sequence[Cue]
) -> None:
    """Index all cues of a new transcript."""
    first = database.execute("SELECT coalesce(max(id), 0) + 1 FROM passage").fetchone()[0]
    rows, texts = [], []
    for number, begin in enumerate(range(0, len(cues), _CUES)):
        block = cues[begin : begin + _CUES]
        rows.append((first + number, transcript_id, block[0].start_ms, block[-1].end_ms))
        following = (cue.text for cue in cues[begin + _CUES : begin + _CUES + _TAIL_WORDS])
        texts.append((first + number, _passage((cue.text for cue in block), following)))
    database.conn.executemany(
        "INSERT INTO passage (id, transcript_id, start_ms, end_ms) VALUES (?, ?, ?, ?)", rows
    )
    database.conn.executemany("INSERT INTO passage_text (rowid, text) VALUES (?, ?)", texts)


def drop_passages(database: sqlite_utils.Database, transcript_id: int) -> None:
    """Forget all passages of a transcript."""
    of_it = "(SELECT id FROM passage WHERE transcript_id = ?)"
    database.execute(f"DELETE FROM passage_text WHERE rowid IN {of_it}", [transcript_id])
    database.execute("DELETE FROM passage WHERE transcript_id = ?", [transcript_id])


def reindex_cues(database: sqlite_utils.Database, cue_ids: Iterable[int]) -> None:
    """Index again the passages that hold these cues, after their text changed."""
    stale: set[tuple[int, int, int]] = set()
    for cue_id in cue_ids:
        # The passage of the cue, and the one before it, whose tail may reach into it.
        stale.update(
            database.execute(
                "SELECT passage.id, passage.transcript_id, passage.start_ms FROM passage"
                " JOIN cue ON cue.transcript_id = passage.transcript_id"
                " AND passage.start_ms <= cue.start_ms"
                " WHERE cue.id = ? ORDER BY passage.start_ms DESC LIMIT 2",
                [cue_id],
            ).fetchall()
        )
    for passage_id, transcript_id, start_ms in stale:
        after = database.execute(
            "SELECT min(start_ms) FROM passage WHERE transcript_id = ? AND start_ms > ?",
            [transcript_id, start_ms],
        ).fetchone()[0]
        text = _passage(
            _texts(database, transcript_id, start_ms, after),
            () if after is None else _texts(database, transcript_id, after, None, _TAIL_WORDS),
        )
        database.execute("UPDATE passage_text SET text = ? WHERE rowid = ?", [text, passage_id])


def index_marks(database: sqlite_utils.Database, rows: Iterable[tuple[int, str, str]]) -> None:
    """Index many new marks: their ids, words and notes."""
    database.conn.executemany(
        "INSERT INTO mark_text (rowid, exact, note) VALUES (?, ?, ?)",
        ((ident, folded_words(exact), folded_words(note)) for ident, exact, note in rows),
    )


def reindex_marks(database: sqlite_utils.Database, mark_ids: Iterable[int]) -> None:
    """Index the words and notes of these marks as they are now; those gone leave the index."""
    for mark_id in mark_ids:
        row = database.execute(
            "SELECT exact, note FROM annotation WHERE id = ?", [mark_id]
        ).fetchone()
        texts = tuple(map(folded_words, row)) if row else None
        known = database.execute(
            "SELECT exact, note FROM mark_text WHERE rowid = ?", [mark_id]
        ).fetchone()
        if texts == known:
            continue  # another topic, say: what was written last need not be written again
        database.execute("DELETE FROM mark_text WHERE rowid = ?", [mark_id])
        if texts:
            database.execute(
                "INSERT INTO mark_text (rowid, exact, note) VALUES (?, ?, ?)", [mark_id, *texts]
            )


def _texts(
    database: sqlite_utils.Database,
    transcript_id: int,
    start_ms: int,
    before_ms: int | None,
    limit: int = -1,
) -> list[str]:
    rows = database.execute(
        "SELECT text FROM cue WHERE transcript_id = ?1 AND start_ms >= ?2"
        " AND (?3 IS NULL OR start_ms < ?3) ORDER BY start_ms, id LIMIT ?4",
        [transcript_id, start_ms, before_ms, limit],
    )
    return [row[0] for row in rows.fetchall()]


def _passage(own: Iterable[str], following: Iterable[str]) -> str:
    tail = " ".join(following).split()[:_TAIL_WORDS]
    return folded_words("\n".join([*own, " ".join(tail)]))
