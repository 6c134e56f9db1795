"""Finding words in all transcripts, marks and notes of the library."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.nearness import nearest_together
from annotator.domain.query import Field, Query, Term, parse_query
from annotator.domain.tokens import Token, find_phrase, fold, tokens
from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.store.faults import explained
from annotator.store.fts import match_expression, value_expression
from annotator.store.limits import Condition, Limits, all_of
from annotator.store.rows import CUE_COLUMNS, cue_from_row
from annotator.store.second_try import mended

if TYPE_CHECKING:
    import sqlite3

_PAGE = 500
"""Passages looked up at once: a common word stands in tens of thousands."""
_ABOVE_ALL = 2**62
_FEW_EPISODES = 200
_MARKS_AT_ONCE = 100
_WHOLE_CUES = 3
"""Of a stretch of more cues only those are shown that hold what was looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words were said, or a mark (`annotation_id` is set then).

    `text` is the cues around the words, or of a mark its note where that holds them and else
    its words. `before` and `after` are the cues beside them; of a mark, the words before
    the note and the note after the words. From `start_ms` to `end_ms` the
    words themselves are heard, from `from_ms` to `to_ms` all of `text`.
    """

    episode_id: int
    episode: str
    start_ms: int
    end_ms: int
    speaker: str
    text: str
    annotation_id: int | None = None
    from_ms: int = 0
    to_ms: int = 0
    before: str = ""
    after: str = ""
    in_note: bool = False


class _Passage(NamedTuple):
    id: int
    episode_id: int
    episode: str
    transcript_id: int
    start_ms: int
    end_ms: int


class _Place(NamedTuple):
    """A word of a passage: the index of its cue, and the word in it."""

    cue: int
    word: Token


_NO_WORD = Token("", 0, 0)


class Search:
    """Full-text search. What the user types is only ever words, never FTS5's own language."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._db = database
        self._path = path

    def find(self, wanted: Query | str, limit: int = 100) -> tuple[Hit, ...]:
        """The first `limit` of `hits`."""
        return tuple(islice(self.hits(wanted), limit))

    def hits(self, wanted: Query | str) -> Iterator[Hit]:
        """Hits, found while they are asked for.

        Said in a row before said nearby, what came into the library last first, each episode
        in order of time; then the marks. A transcript is searched for words only.
        """
        query = parse_query(wanted) if isinstance(wanted, str) else wanted
        if not query.asks:
            return
        with explained(self._path):
            if not query.only_marks:
                yield from self._said(query)
            yield from self._marked(query)

    def alike(self, query: Query) -> Query | None:
        """The query with each word that stands nowhere replaced by the nearest that does;
        None where there is nothing to replace."""
        with explained(self._path):
            return mended(self._db, query)

    # What was said

    def _said(self, query: Query) -> Iterator[Hit]:
        limits = Limits(self._db, query)
        found: set[int] = set()
        for asked in filter(None, (query.in_a_row(), query)):
            for page in self._pages(asked, limits):
                for passage in page:
                    if passage.id not in found:
                        for hit in self._within(passage, asked, limits):
                            found.add(passage.id)
                            yield hit

    def _pages(self, query: Query, limits: Limits) -> Iterator[list[_Passage]]:
        """The passages that hold all terms, some hundred at a time, the newest first; those of an
        episode together in order of time."""
        for where, values in self._parts(limits.on_episodes):
            below, more = _ABOVE_ALL, True
            while more:
                page = self._passages(query, where, values, (0, below), _PAGE)
                more = len(page) == _PAGE
                if more:
                    # The last episode goes on beyond: the rest of it belongs to this page.
                    below, used = page[-1].id, page[-1].transcript_id
                    (first,) = self._db.execute(
                        "SELECT min(id) FROM passage WHERE transcript_id = ?", [used]
                    ).fetchone()
                    page += self._passages(query, where, values, (first, below), -1)
                    below = page[-1].id
                order = {ident: -at for at, ident in enumerate(p.episode_id for p in page[::-1])}
                yield sorted(page, key=lambda p: (order[p.episode_id], p.start_ms))

    def _passages(
        self,
        query: Query,
        where: str,
        values: tuple[str | int, ...],
        between: tuple[int, int],
        limit: int,
    ) -> list[_Passage]:
        """Passages whose ids lie in [from, below), the highest first."""
        rows = self._db.execute(
            # CROSS JOIN: the index first, whatever SQLite thinks of the limits.
            "SELECT passage.id, episode.id, episode.title, passage.transcript_id,"
            " passage.start_ms, passage.end_ms FROM passage_text"
            " CROSS JOIN passage ON passage.id = passage_text.rowid"
            " CROSS JOIN episode ON episode.transcript_id = passage.transcript_id"
            " WHERE passage_text MATCH ? AND passage_text.rowid >= ? AND passage_text.rowid < ?"
            f" AND episode.trashed_at IS NULL AND {where}"
            " ORDER BY passage_text.rowid DESC LIMIT ?",
            [match_expression(query.wanted), *between, *values, limit],
        ).fetchall()
        return [_Passage(*row) for row in rows]

    def _parts(self, allowed: Condition) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """The index in one part, or the stretches of it that a few episodes have: a common word
        of one episode is not looked for in all the others."""
        few = []
        if allowed.values:
            few = self._db.execute(
                "SELECT episode.id, min(passage.id), max(passage.id) FROM episode"
                " JOIN passage ON passage.transcript_id = episode.transcript_id"
                f" WHERE {allowed.sql} GROUP BY episode.id ORDER BY 2 DESC LIMIT ?",
                [*allowed.values, _FEW_EPISODES + 1],
            ).fetchall()
        if allowed.values and len(few) <= _FEW_EPISODES:
            for episode, first, last in few:
                where = "passage_text.rowid BETWEEN ? AND ? AND episode.id = ?"
                yield where, (first, last, episode)
        else:
            yield allowed.sql, allowed.values

    def _within(self, passage: _Passage, query: Query, limits: Limits) -> Iterator[Hit]:
        cues, first = self._cues(passage)
        barred = limits.against_marks
        heard = [limits.may_speak(cue.speaker) for cue in cues]
        places = list(_worth_reading(query.wanted, cues, first))
        folded = [place.word.folded for place in places]
        for begin, end, shown in _stretches(query.wanted, folded, places, heard):
            head, tail = places[begin], places[end - 1]
            here = cues[head.cue]
            if here.start_ms >= passage.end_ms and here.end_ms > passage.end_ms:
                continue  # begins in the tail: the next passage has it
            hit = _hit(passage, cues, head, tail, shown)
            words = [token.folded for token in tokens(hit.text)]
            if not any(_stands_in(term, words) for term in query.unwanted) and (
                barred is None or not self._is_barred(hit, barred)
            ):
                yield hit

    def _cues(self, passage: _Passage) -> tuple[tuple[Cue, ...], int]:
        """The cues of a passage, those its tail may reach into, and one before all, if there
        is one; and the index of its own first."""
        columns = f"SELECT {CUE_COLUMNS} FROM cue LEFT JOIN speaker ON speaker.id = cue.speaker_id"
        before = self._db.execute(
            f"{columns} WHERE transcript_id = ? AND start_ms < ?"
            " ORDER BY start_ms DESC, cue.id DESC LIMIT 1",
            [passage.transcript_id, passage.start_ms],
        ).fetchall()
        rows = self._db.execute(
            f"{columns} WHERE transcript_id = ?1 AND start_ms >= ?2 ORDER BY start_ms, cue.id"
            " LIMIT 12 + (SELECT count(*) FROM cue WHERE transcript_id = ?1"
            " AND start_ms >= ?2 AND start_ms <= ?3)",
            [passage.transcript_id, passage.start_ms, passage.end_ms],
        ).fetchall()
        return tuple(map(cue_from_row, before + rows)), len(before)

    def _is_barred(self, hit: Hit, barred: Condition) -> bool:
        found = self._db.execute(
            "SELECT 1 FROM annotation WHERE episode_id = ? AND start_ms < ? AND end_ms > ?"
            f" AND ({barred.sql}) LIMIT 1",
            [hit.episode_id, hit.to_ms, hit.from_ms, *barred.values],
        )
        return found.fetchone() is not None

    # Marks

    def _marked(self, query: Query) -> Iterator[Hit]:
        condition = all_of((Limits(self._db, query).on_marks(), *_of_words(query)))
        ids = self._db.execute(
            "SELECT annotation.id FROM annotation JOIN episode ON episode.id = episode_id"
            f" WHERE episode.trashed_at IS NULL AND {condition.sql}"
            " ORDER BY episode_id DESC, start_ms, annotation.id",
            condition.values,
        ).fetchall()
        noted = self._noted(query)
        for at in range(0, len(ids), _MARKS_AT_ONCE):
            some = json.dumps([row[0] for row in ids[at : at + _MARKS_AT_ONCE]])
            rows = self._db.execute(
                "SELECT episode.id, episode.title, start_ms, end_ms, speaker, exact, note,"
                " annotation.id FROM json_each(?) CROSS JOIN annotation ON annotation.id = value"
                " JOIN episode ON episode.id = episode_id ORDER BY json_each.key",
                [some],
            ).fetchall()
            for ident, title, start_ms, end_ms, speaker, exact, note, mark in rows:
                in_note = mark in noted or not exact
                text = note if in_note else exact
                before, after = (exact, "") if in_note else ("", note)
                yield Hit(ident, title, start_ms, end_ms, speaker, text, mark, start_ms, end_ms,
                          before, after, in_note)  # fmt: skip

    def _noted(self, query: Query) -> frozenset[int]:
        """The marks whose notes hold what is wanted, or what ``note:`` asks for."""
        asked = [match_expression(query.wanted, "note")] if query.wanted else []
        asked += [value_expression(one.value, "note") for one in query.of(Field.NOTE)]
        found: set[int] = set()
        for expression in asked:
            rows = self._db.execute(
                "SELECT rowid FROM mark_text WHERE mark_text MATCH ?", [expression]
            ).fetchall()
            found.update(row[0] for row in rows)
        return frozenset(found)


def _of_words(query: Query) -> Iterator[Condition]:
    """What the words of a query ask of marks. Those whose words only repeat what was said are
    left to the transcript, unless marks alone are looked for."""
    held = "annotation.id IN (SELECT rowid FROM mark_text WHERE mark_text MATCH ?)"
    if query.wanted:
        anywhere = match_expression(query.wanted)
        if query.only_marks:
            yield Condition(held, (anywhere,))
        else:
            noted = match_expression(query.wanted, "note")
            yield Condition(
                f"{held} OR (episode.transcript_id IS NULL AND {held})", (noted, anywhere)
            )
    for term in query.unwanted:
        yield Condition(f"NOT {held}", (match_expression([term]),))


def _worth_reading(terms: Sequence[Term], cues: Sequence[Cue], first: int) -> Iterator[_Place]:
    """The words of the cues from `first` on; of those that hold no word wanted, an empty one."""
    wanted = {word for term in terms for word in term.words}
    for index, cue in enumerate(cues[first:], first):
        folded = fold(cue.text)
        for word in wanted:
            if word in folded:
                yield from [_Place(index, word) for word in tokens(cue.text)]
                break
        else:
            yield _Place(index, _NO_WORD)


def _stretches(
    terms: Sequence[Term], folded: list[str], places: list[_Place], heard: list[bool]
) -> Iterator[tuple[int, int, list[int]]]:
    """[begin, end) in words of what is wanted, and the cues that hold it: every place of a
    single term; of several, where they stand nearest together."""
    found = [
        [
            (at, at + len(term.words))
            for at in find_phrase(folded, term.words, last_is_prefix=term.prefix)
            if heard[places[at].cue]
        ]
        for term in terms
    ]
    near = nearest_together(found) if len(found) > 1 else None
    for group in [near] if near else [(one,) for one in found[0]] if len(found) == 1 else []:
        shown = sorted({places[at].cue for begin, end in group for at in range(begin, end)})
        yield min(begin for begin, _ in group), max(end for _, end in group), shown


def _stands_in(term: Term, words: list[str]) -> bool:
    return bool(find_phrase(words, term.words, last_is_prefix=term.prefix))


def _hit(
    passage: _Passage, cues: tuple[Cue, ...], head: _Place, tail: _Place, shown: list[int]
) -> Hit:
    transcript = Transcript(cues)
    first, last = head.cue, tail.cue
    span = Span(Point(first, head.word.begin), Point(last, tail.word.end))
    start_ms, end_ms = transcript.times_of(span)
    text = (
        transcript.text_of(transcript.cue_span(first, last))
        if len(shown) == last - first + 1 or last - first < _WHOLE_CUES
        else " … ".join(cues[index].text for index in shown)
    )
    return Hit(
        passage.episode_id,
        passage.episode,
        start_ms,
        end_ms,
        cues[first].speaker,
        text,
        from_ms=cues[first].start_ms,
        to_ms=cues[last].end_ms,
        before=cues[first - 1].text if first else "",
        after=cues[last + 1].text if last + 1 < len(cues) else "",
    )
