"""The passages of the library where words of a quotation are said together.

A library of ten million words is not read for a draft. Each word of a quotation that few
passages hold votes for those passages; where all its words are common, three in a row do. Only
the cues around the passages with most votes are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.transcript import Cue, Transcript
from annotator.store.faults import explained
from annotator.store.rows import CUE_COLUMNS, cue_from_row

if TYPE_CHECKING:
    import sqlite3

_COMMON = 1_200
"""A word in so many passages says too little about where it was said."""

_TELLING = 3
_PHRASE = 3
_MOST_PHRASES = 8
_PASSAGES = 6
_LOOKED_AT = 400
_CUES = 16


@dataclass(frozen=True, slots=True)
class Window:
    """Parts of an episode's transcript; cues are missing before those with index in `breaks`."""

    episode_id: int
    transcript: Transcript
    breaks: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Passage:
    id: int
    episode_id: int
    transcript_id: int
    start_ms: int
    end_ms: int


class Quoted:
    """Finds passages by the words of quotations; keeps what it learns of words meanwhile."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._db = database
        self._path = path
        self._holding: dict[str, tuple[int, ...]] = {}

    def forget(self) -> None:
        """Begin anew, for a library that may have changed."""
        self._holding.clear()

    def windows(
        self, words: Sequence[str], reach: int, episodes: frozenset[int] | None = None
    ) -> Iterator[Window]:
        """Where the folded `words` of a quotation are said together, with `reach` cues around.

        Best first, each read when it is asked for; only of `episodes` if given, and never of
        those in the trash.
        """
        with explained(self._path):
            votes = self._votes(words)
            likely = [passage for passage, _ in votes.most_common(_LOOKED_AT)]
            chosen = self._passages(likely, episodes)[:_PASSAGES]
            grouped: dict[int, list[_Passage]] = {}
            for passage in chosen:
                grouped.setdefault(passage.episode_id, []).append(passage)
        for group in grouped.values():
            with explained(self._path):
                window = self._window(group, reach)
            yield window

    def held_by(self, word: str, most: int = 3) -> int:
        """How many passages hold a folded word, counted up to `most`."""
        with explained(self._path):
            query = "SELECT count(*) FROM (SELECT 1 FROM passage_text WHERE passage_text MATCH ?"
            row = self._db.execute(f"{query} LIMIT ?)", [f'"{word}"', most]).fetchone()
        return int(row[0])

    def _votes(self, words: Sequence[str]) -> Counter[int]:
        votes: Counter[int] = Counter()
        distinct = list(dict.fromkeys(words))
        telling = sum(self._count(votes, f'"{word}"') for word in distinct)
        if telling < _TELLING:
            rows = range(max(len(words) - _PHRASE + 1, 1))
            step = max(len(rows) // _MOST_PHRASES, 1)
            for at in rows[::step]:
                phrase = " ".join(words[at : at + _PHRASE])
                self._count(votes, f'"{phrase}"', common_too=True)
        return votes

    def _count(self, votes: Counter[int], query: str, *, common_too: bool = False) -> bool:
        """Let a word or phrase vote; whether it told anything."""
        if query not in self._holding:
            found = self._db.execute(
                "SELECT rowid FROM passage_text WHERE passage_text MATCH ? LIMIT ?",
                [query, _COMMON],
            ).fetchall()
            self._holding[query] = tuple(row[0] for row in found)
        holding = self._holding[query]
        if not holding or (len(holding) == _COMMON and not common_too):
            return False
        # Votes are whole numbers: a word of one passage counts a hundred times one of all.
        value = 10 + 1_000 // (10 + len(holding))
        for passage in holding:
            votes[passage] += value
        return True

    def _passages(self, ids: Sequence[int], episodes: frozenset[int] | None) -> list[_Passage]:
        """The passages of these ids that are in use, in the same order."""
        marks = ",".join("?" * len(ids))
        rows = self._db.execute(
            "SELECT passage.id, episode.id, passage.transcript_id, passage.start_ms,"
            " passage.end_ms FROM passage"
            " JOIN episode ON episode.transcript_id = passage.transcript_id"
            f" WHERE passage.id IN ({marks}) AND episode.trashed_at IS NULL",
            list(ids),
        ).fetchall()
        order = {passage: place for place, passage in enumerate(ids)}
        found = [_Passage(*row) for row in rows if episodes is None or row[1] in episodes]
        return sorted(found, key=lambda passage: order[passage.id])

    def _window(self, passages: Sequence[_Passage], reach: int) -> Window:
        """The cues around passages of one episode, in order of time."""
        cues: list[Cue] = []
        breaks: set[int] = set()
        for passage in sorted(passages, key=lambda passage: passage.start_ms):
            stretch = self._cues(passage, reach)
            seen = {cue.id for cue in cues}
            if cues and stretch and stretch[0].id not in seen:
                breaks.add(len(cues))
            cues += [cue for cue in stretch if cue.id not in seen]
        return Window(passages[0].episode_id, Transcript(tuple(cues)), frozenset(breaks))

    def _cues(self, passage: _Passage, reach: int) -> list[Cue]:
        columns = f"SELECT {CUE_COLUMNS} FROM cue LEFT JOIN speaker ON speaker.id = cue.speaker_id"
        before = self._db.execute(
            f"{columns} WHERE transcript_id = ? AND start_ms < ?"
            " ORDER BY start_ms DESC, cue.id DESC LIMIT ?",
            [passage.transcript_id, passage.start_ms, reach],
        ).fetchall()
        after = self._db.execute(
            f"{columns} WHERE transcript_id = ? AND start_ms >= ?"
            " ORDER BY start_ms, cue.id LIMIT ?",
            [passage.transcript_id, passage.start_ms, _CUES + reach],
        ).fetchall()
        return [*map(cue_from_row, reversed(before)), *map(cue_from_row, after)]
