"""Full text of transcripts in overlapping passages, and of marks.

An index by cue misses a phrase that begins in one cue and ends in the next. A passage is
sixteen cues and the first words of what follows, so that every phrase of up to thirteen
words lies whole in the passage where it begins.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.domain.tokens import folded_words
from annotator.domain.transcript import Cue
from annotator.store.watching import Progress, unwatched, watched

if TYPE_CHECKING:
    import sqlite3

_CUES, _TAIL_WORDS = 16, 12
_NEVER_MS = 2**62
_THESE = "(SELECT value FROM json_each(?))"


def index_passages(
    database: sqlite3.Connection,
    transcript_id: int,
    cues: Sequence[Cue],
    report: Progress = unwatched,
    begin: float = 0.0,
) -> None:
    """Index all cues of a new transcript; `begin` is how much of the work was done before."""
    first = database.execute("SELECT coalesce(max(id), 0) + 1 FROM passage").fetchone()[0]
    rows, texts = [], []
    for number, start in enumerate(range(0, len(cues), _CUES)):
        block = cues[start : start + _CUES]
        rows.append((first + number, transcript_id, block[0].start_ms, block[-1].end_ms))
        following = (cue.text for cue in cues[start + _CUES : start + _CUES + _TAIL_WORDS])
        texts.append((first + number, _passage((cue.text for cue in block), following)))
    database.executemany(
        "INSERT INTO passage (id, transcript_id, start_ms, end_ms) VALUES (?, ?, ?, ?)", rows
    )
    database.executemany(
        "INSERT INTO passage_text (rowid, text) VALUES (?, ?)",
        watched(texts, report, begin, 1.0),
    )


def drop_passages(database: sqlite3.Connection, transcript_id: int) -> None:
    """Forget all passages of a transcript."""
    of_it = "(SELECT id FROM passage WHERE transcript_id = ?)"
    database.execute(f"DELETE FROM passage_text WHERE rowid IN {of_it}", [transcript_id])
    database.execute("DELETE FROM passage WHERE transcript_id = ?", [transcript_id])


def reindex_cues(database: sqlite3.Connection, cue_ids: Iterable[int]) -> None:
    """Index again the passages that hold these cues, after they changed, came or went."""
    touched: dict[int, list[tuple[int, int]]] = {}
    for transcript_id, start_ms, end_ms in database.execute(
        "SELECT transcript_id, start_ms, end_ms FROM cue"
        " WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(cue_ids))],
    ).fetchall():
        touched.setdefault(transcript_id, []).append((start_ms, end_ms))
    for transcript_id, times in touched.items():
        _reindex_around(database, transcript_id, times)


def index_marks(database: sqlite3.Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Index many new marks: their ids, words and notes."""
    database.executemany(
        "INSERT INTO mark_text (rowid, exact, note) VALUES (?, ?, ?)",
        ((ident, folded_words(exact), folded_words(note)) for ident, exact, note in rows),
    )


def reindex_marks(database: sqlite3.Connection, mark_ids: Iterable[int]) -> None:
    """Index the words and notes of these marks as they are now; those gone leave the index."""
    wanted = json.dumps(list(mark_ids))
    texts = {
        ident: (folded_words(exact), folded_words(note))
        for ident, exact, note in database.execute(
            f"SELECT id, exact, note FROM annotation WHERE id IN {_THESE}", [wanted]
        )
    }
    known = {
        ident: (exact, note)
        for ident, exact, note in database.execute(
            f"SELECT rowid, exact, note FROM mark_text WHERE rowid IN {_THESE}", [wanted]
        )
    }
    # Another topic, say, is not in the index: what was written last need not be written again.
    stale = [ident for ident, text in known.items() if texts.get(ident) != text]
    fresh = [(ident, *text) for ident, text in texts.items() if known.get(ident) != text]
    database.executemany("DELETE FROM mark_text WHERE rowid = ?", [(ident,) for ident in stale])
    database.executemany("INSERT INTO mark_text (rowid, exact, note) VALUES (?, ?, ?)", fresh)


def _reindex_around(
    database: sqlite3.Connection, transcript_id: int, times: Iterable[tuple[int, int]]
) -> None:
    """Index again the passages of a transcript in which something is at one of these times."""
    passages = database.execute(
        "SELECT start_ms, id FROM passage WHERE transcript_id = ? ORDER BY start_ms",
        [transcript_id],
    ).fetchall()
    begins = [start_ms for start_ms, _ in passages]
    stale: set[int] = set()
    for start_ms, end_ms in times:
        # A cue's passage, the one before it, whose tail may reach into it, those that lost their
        # cues to it, and the one after, whose first cue may have been joined to it.
        first, last = bisect_right(begins, start_ms) - 1, bisect_right(begins, end_ms) - 1
        stale.update(range(max(first - 1, 0), min(last + 2, len(passages))))
    places = sorted(stale)
    for run in _runs(places):
        _reindex_run(database, transcript_id, passages, run)


def _runs(places: Sequence[int]) -> Iterator[range]:
    """Neighbouring places together: what stands between them is then read once."""
    first = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            yield range(places[first], places[at - 1] + 1)
            first = at


def _reindex_run(
    database: sqlite3.Connection,
    transcript_id: int,
    passages: Sequence[tuple[int, int]],
    run: range,
) -> None:
    """Index some neighbours among a transcript's `passages` (start_ms, id) again."""
    begins = [passages[place][0] for place in run]
    until = passages[run.stop][0] if run.stop < len(passages) else _NEVER_MS
    # The first passage has all that comes before the second, however early it begins now.
    since = begins[0] if run.start else -1
    cues = _cues(database, transcript_id, since, until)
    ends = [bisect_left(cues, (begin,)) for begin in begins[1:]] + [len(cues)]
    following = _cues(database, transcript_id, until, _NEVER_MS, _TAIL_WORDS)
    texts, times, begin = [], [], 0
    for place, end in zip(run, ends, strict=True):
        start_ms, ident = passages[place]
        own, tail = cues[begin:end], [*cues[end : end + _TAIL_WORDS], *following][:_TAIL_WORDS]
        texts.append((_passage((cue[2] for cue in own), (cue[2] for cue in tail)), ident))
        if own:
            times.append((start_ms if place else own[0][0], own[-1][1], ident))
        begin = end
    _write_texts(database, texts)
    database.executemany("UPDATE passage SET start_ms = ?, end_ms = ? WHERE id = ?", times)


def _write_texts(database: sqlite3.Connection, texts: Sequence[tuple[str, int]]) -> None:
    """Give passages their texts, where these have other words: writing costs a hundred reads."""
    known = dict(
        database.execute(
            f"SELECT rowid, text FROM passage_text WHERE rowid IN {_THESE}",
            [json.dumps([ident for _, ident in texts])],
        ).fetchall()
    )
    database.executemany(
        "UPDATE passage_text SET text = ? WHERE rowid = ?",
        [(text, ident) for text, ident in texts if known.get(ident, "").split() != text.split()],
    )


def _cues(
    database: sqlite3.Connection,
    transcript_id: int,
    start_ms: int,
    before_ms: int,
    limit: int = -1,
) -> list[tuple[int, int, str]]:
    """(start_ms, end_ms, text) of the cues that begin in a time."""
    return database.execute(
        "SELECT start_ms, end_ms, text FROM cue WHERE transcript_id = ? AND start_ms >= ?"
        " AND start_ms < ? ORDER BY start_ms, id LIMIT ?",
        [transcript_id, start_ms, before_ms, limit],
    ).fetchall()


def _passage(own: Iterable[str], following: Iterable[str]) -> str:
    tail = " ".join(following).split()[:_TAIL_WORDS]
    return folded_words("\n".join([*own, " ".join(tail)]))
