"""The limits of a search, such as ``speaker:ada``, as conditions on episodes and marks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from annotator.domain.query import Field, Limit, Query, begins_words
from annotator.domain.tokens import fold
from annotator.store.fts import value_expression

if TYPE_CHECKING:
    import sqlite3

Value: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a WHERE clause over `annotation` and `episode`, with its values."""

    sql: str
    values: tuple[Value, ...] = ()


def all_of(conditions: Iterable[Condition]) -> Condition:
    """The condition that all of them hold."""
    given = tuple(conditions)
    sql = " AND ".join(f"({one.sql})" for one in given) or "1"
    return Condition(sql, tuple(value for one in given for value in one.values))


class Limits:
    """What the limits of `query` come to in this library."""

    def __init__(self, database: sqlite3.Connection, query: Query) -> None:
        self._db = database
        self._query = query
        self._voices: dict[str, bool] = {}

    @cached_property
    def on_episodes(self) -> Condition:
        """On show and date of episodes, and for transcripts on their speakers."""
        return all_of((*self._on_facts(), *self._on_voices()))

    def on_marks(self) -> Condition:
        """On marks, those of their episodes included."""
        speakers = self._either(Field.SPEAKER, self._marks_spoken_by)
        kinds = self._either(Field.KIND, _kinds)
        each = (self._one(limit) for limit in self._query.of(Field.TOPIC, Field.NOTE))
        return all_of((*self._on_facts(), *speakers, *kinds, *each))

    @cached_property
    def against_marks(self) -> Condition | None:
        """On marks that must not lie where something is found: of ``-topic:`` and the like;
        None where all may."""
        limits = self._query.of(Field.TOPIC, Field.KIND, Field.NOTE)
        barred = [self._one(Limit(one.field, one.value)) for one in limits if one.negated]
        if not barred:
            return None
        sql = " OR ".join(f"({one.sql})" for one in barred)
        return Condition(sql, tuple(value for one in barred for value in one.values))

    def may_speak(self, speaker: str) -> bool:
        """Whether words of `speaker` are asked for."""
        if speaker not in self._voices:
            limits = self._query.of(Field.SPEAKER)
            meant = {one.negated for one in limits if begins_words(one.value, speaker)}
            any_will_do = all(one.negated for one in limits)
            self._voices[speaker] = True not in meant and (any_will_do or False in meant)
        return self._voices[speaker]

    def _on_facts(self) -> list[Condition]:
        dates = self._query.of(Field.BEFORE, Field.AFTER)
        return [*self._either(Field.SHOW, self._of_shows), *map(_of_date, dates)]

    def _on_voices(self) -> list[Condition]:
        """A transcript has several voices: one that must not speak does not rule it out."""
        wanted = [one for one in self._query.of(Field.SPEAKER) if not one.negated]
        if not wanted:
            return []
        names = self._named("SELECT DISTINCT name, name FROM speaker", wanted)
        return [
            Condition(
                "episode.id IN (SELECT episode_id FROM speaker"
                " WHERE name IN (SELECT value FROM json_each(?)))",
                (names,),
            )
        ]

    def _either(
        self, field: Field, condition: Callable[[Sequence[Limit]], Condition]
    ) -> list[Condition]:
        """A mark has one speaker, kind and show: any of those asked for, none of the barred."""
        found = []
        limits = sorted(self._query.of(field), key=lambda limit: limit.negated)
        for negated, group in groupby(limits, key=lambda limit: limit.negated):
            one = condition(tuple(group))
            found.append(Condition(f"NOT ({one.sql})", one.values) if negated else one)
        return found

    def _one(self, limit: Limit) -> Condition:
        conditions: dict[Field, Callable[[Limit], Condition]] = {
            Field.TOPIC: self._of_topic,
            Field.NOTE: _with_note,
            Field.KIND: lambda one: _kinds((one,)),
        }
        plain = conditions[limit.field](limit)
        return Condition(f"NOT ({plain.sql})", plain.values) if limit.negated else plain

    def _of_shows(self, limits: Sequence[Limit]) -> Condition:
        ids = self._named("SELECT id, name FROM show", limits)
        # An episode without a show has none of them.
        return Condition("coalesce(episode.show_id, 0) IN (SELECT value FROM json_each(?))", (ids,))

    def _marks_spoken_by(self, limits: Sequence[Limit]) -> Condition:
        names = self._named("SELECT DISTINCT speaker, speaker FROM annotation", limits)
        return Condition("annotation.speaker IN (SELECT value FROM json_each(?))", (names,))

    def _of_topic(self, limit: Limit) -> Condition:
        return Condition(
            "annotation.id IN (SELECT annotation_id FROM annotation_topic"
            " WHERE topic_id IN (SELECT value FROM json_each(?)))",
            (json.dumps(topics_named(self._db, limit.value)),),
        )

    def _named(self, query: str, limits: Sequence[Limit]) -> str:
        """The first column of the rows whose second is meant by one of the limits, as JSON."""
        rows = self._db.execute(query).fetchall()
        return json.dumps(
            [key for key, name in rows if any(begins_words(one.value, name) for one in limits)]
        )


def topics_named(database: sqlite3.Connection, value: str) -> list[int]:
    """Ids of the topics meant by `value`, and of all below them: those of exactly this name, or
    else those in one of whose names its words begin words."""
    rows = database.execute("SELECT id, parent_id, name, aliases FROM topic").fetchall()
    named = [(ident, name) for ident, _, first, others in rows
             for name in (first, *others.splitlines())]  # fmt: skip
    exactly = {ident for ident, name in named if fold(name) == fold(value)}
    meant = exactly or {ident for ident, name in named if begins_words(value, name)}
    below: set[int] = set()
    while meant - below:
        below |= meant
        meant = {ident for ident, parent, *_ in rows if parent in below}
    return sorted(below)


def _kinds(limits: Sequence[Limit]) -> Condition:
    kinds = json.dumps([limit.value for limit in limits])
    return Condition("annotation.kind IN (SELECT value FROM json_each(?))", (kinds,))


def _with_note(limit: Limit) -> Condition:
    return Condition(
        "annotation.id IN (SELECT rowid FROM mark_text WHERE mark_text MATCH ?)",
        (value_expression(limit.value, "note"),),
    )


# A feed may know only the year or the month of an episode; one that knows nothing is as old as
# its row.
_DAY = (
    "substr(CASE episode.published_on WHEN '' THEN episode.created_at"
    " ELSE episode.published_on || substr('0000-01-01', length(episode.published_on) + 1) END"
    ", 1, 10)"
)


def _of_date(limit: Limit) -> Condition:
    before = (limit.field is Field.BEFORE) is not limit.negated
    return Condition(f"{_DAY} {'<' if before else '>='} ?", (limit.value,))
