"""Full text of transcripts in overlapping passages, and of marks.

An index by cue misses a phrase that begins in one cue and ends in the next. A passage is
sixteen cues and the first words of what follows, so that every phrase of up to thirteen
words lies whole in the passage where it begins.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.domain.tokens import folded_words
from annotator.domain.transcript import Cue

if TYPE_CHECKING:
    import sqlite3

_CUES, _TAIL_WORDS = 16, 12


def index_passages(database: sqlite3.Connection, transcript_id: int, cues: Sequence[Cue]) -> None:
    """Index all cues of a new transcript."""
    first = database.execute("SELECT coalesce(max(id), 0) + 1 FROM passage").fetchone()[0]
    rows, texts = [], []
    for number, begin in enumerate(range(0, len(cues), _CUES)):
        block = cues[begin : begin + _CUES]
        rows.append((first + number, transcript_id, block[0].start_ms, block[-1].end_ms))
        following = (cue.text for cue in cues[begin + _CUES : begin + _CUES + _TAIL_WORDS])
        texts.append((first + number, _passage((cue.text for cue in block), following)))
    database.executemany(
        "INSERT INTO passage (id, transcript_id, start_ms, end_ms) VALUES (?, ?, ?, ?)", rows
    )
    database.executemany("INSERT INTO passage_text (rowid, text) VALUES (?, ?)", texts)


def drop_passages(database: sqlite3.Connection, transcript_id: int) -> None:
    """Forget all passages of a transcript."""
    of_it = "(SELECT id FROM passage WHERE transcript_id = ?)"
    database.execute(f"DELETE FROM passage_text WHERE rowid IN {of_it}", [transcript_id])
    database.execute("DELETE FROM passage WHERE transcript_id = ?", [transcript_id])


def reindex_cues(database: sqlite3.Connection, cue_ids: Iterable[int]) -> None:
    """Index again the passages that hold these cues, after they changed, came or went."""
    touched: dict[int, list[int]] = {}
    for transcript_id, start_ms in database.execute(
        "SELECT transcript_id, start_ms FROM cue WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(cue_ids))],
    ).fetchall():
        touched.setdefault(transcript_id, []).append(start_ms)
    for transcript_id, starts in touched.items():
        passages = database.execute(
            "SELECT start_ms, id FROM passage WHERE transcript_id = ? ORDER BY start_ms",
            [transcript_id],
        ).fetchall()
        begins = [start_ms for start_ms, _ in passages]
        # A cue's passage, the one before it, whose tail may reach into it, and the one after,
        # whose first cue may have been joined to this one.
        here = {bisect_right(begins, start_ms) - 1 for start_ms in starts}
        stale = {place + step for place in here for step in (-1, 0, 1)}
        for place in sorted(stale & set(range(len(passages)))):
            _reindex_passage(database, transcript_id, passages, place)


def index_marks(database: sqlite3.Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Index many new marks: their ids, words and notes."""
    database.executemany(
        "INSERT INTO mark_text (rowid, exact, note) VALUES (?, ?, ?)",
        ((ident, folded_words(exact), folded_words(note)) for ident, exact, note in rows),
    )


def reindex_marks(database: sqlite3.Connection, mark_ids: Iterable[int]) -> None:
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


def _reindex_passage(
    database: sqlite3.Connection,
    transcript_id: int,
    passages: Sequence[tuple[int, int]],
    place: int,
) -> None:
    """Index one of a transcript's `passages` (start_ms, id) again."""
    start_ms, ident = passages[place]
    after = passages[place + 1][0] if place + 1 < len(passages) else None
    # The first passage has all that comes before the second, however early it begins now.
    since = start_ms if place else -1
    own = _cues(database, transcript_id, since, after)
    following = [] if after is None else _cues(database, transcript_id, after, None, _TAIL_WORDS)
    text = _passage((cue[2] for cue in own), (cue[2] for cue in following))
    database.execute("UPDATE passage_text SET text = ? WHERE rowid = ?", [text, ident])
    if own:
        begin_ms = start_ms if place else own[0][0]
        database.execute(
            "UPDATE passage SET start_ms = ?, end_ms = ? WHERE id = ?",
            [begin_ms, own[-1][1], ident],
        )


def _cues(
    database: sqlite3.Connection,
    transcript_id: int,
    start_ms: int,
    before_ms: int | None,
    limit: int = -1,
) -> list[tuple[int, int, str]]:
    """(start_ms, end_ms, text) of the cues that begin in a time."""
    return database.execute(
        "SELECT start_ms, end_ms, text FROM cue WHERE transcript_id = ?1 AND start_ms >= ?2"
        " AND (?3 IS NULL OR start_ms < ?3) ORDER BY start_ms, id LIMIT ?4",
        [transcript_id, start_ms, before_ms, limit],
    ).fetchall()


def _passage(own: Iterable[str], following: Iterable[str]) -> str:
    tail = " ".join(following).split()[:_TAIL_WORDS]
    return folded_words("\n".join([*own, " ".join(tail)]))
