"""Reading topics and marks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.collector import collector_at_rest
from annotator.domain.notes import Annotation, Topic
from annotator.store.faults import explained
from annotator.store.rows import (
    ANNOTATION_COLUMNS,
    ANNOTATION_FACTS,
    TOPIC_COLUMNS,
    annotation_from_facts,
    annotation_from_row,
    topic_from_row,
)

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class TopicUse:
    """How many marks, episodes and notes a topic has; `beside` are the ids of the topics that
    stand on the same marks, with how many, the most frequent first."""

    marks: int
    episodes: int
    notes: int
    beside: tuple[tuple[int, int], ...] = ()


class Notebook:
    """Reads of what the user made."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._db = database
        self._path = path

    def topics(self) -> tuple[Topic, ...]:
        """All topics, parents before their children, siblings by position."""
        with explained(self._path):
            rows = self._db.execute(
                f"SELECT {TOPIC_COLUMNS} FROM topic ORDER BY position, id"
            ).fetchall()
        return _in_tree_order([topic_from_row(row) for row in rows])

    def show_digits(self) -> Mapping[str, Mapping[int, int]]:
        """For shows in which digits mean other topics than everywhere: digit to topic id."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT show.name, digit, topic_id FROM show_digit"
                " JOIN show ON show.id = show_id ORDER BY show.name, digit"
            ).fetchall()
        found: dict[str, dict[int, int]] = {}
        for show, digit, topic_id in rows:
            found.setdefault(show, {})[digit] = topic_id
        return found

    def topic_counts(self, episode_id: int | None = None) -> Mapping[int, int]:
        """Number of marks by topic id, in one episode or in all."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT topic_id, count(*) FROM annotation_topic"
                " JOIN annotation ON annotation.id = annotation_id"
                " WHERE ?1 IS NULL OR episode_id = ?1 GROUP BY topic_id",
                [episode_id],
            ).fetchall()
        return dict(rows)

    def annotations(self, episode_id: int) -> tuple[Annotation, ...]:
        """The marks of an episode in order of time."""
        # Two plain reads, each by its index: asking for the topics of each mark apart takes half as
        # long again, and letting SQLite put them in order two thirds.
        with explained(self._path), collector_at_rest():
            rows = self._db.execute(
                f"SELECT {ANNOTATION_FACTS} FROM annotation WHERE episode_id = ?"
                " ORDER BY start_ms, annotation.id",
                [episode_id],
            ).fetchall()
            filed = self._db.execute(
                "SELECT annotation_id, topic_id, position FROM annotation"
                " JOIN annotation_topic ON annotation_id = annotation.id WHERE episode_id = ?",
                [episode_id],
            ).fetchall()
            filed.sort(key=itemgetter(2, 1))
            topics: dict[int, tuple[int, ...]] = {}
            for annotation_id, topic_id, _ in filed:
                topics[annotation_id] = (*topics.get(annotation_id, ()), topic_id)
            return tuple([annotation_from_facts(row, topics.get(row[0], ())) for row in rows])

    def annotations_by_id(self, ids: Iterable[int]) -> tuple[Annotation, ...]:
        """Those of the marks `ids` that exist, in no particular order."""
        return self._where(
            "annotation.id IN (SELECT value FROM json_each(?))", json.dumps(list(ids))
        )

    def annotations_at(self, episode_id: int, start_ms: int, end_ms: int) -> tuple[Annotation, ...]:
        """The marks of an episode with exactly these times, the oldest first."""
        return self._where(
            "episode_id = ? AND start_ms = ? AND end_ms = ? ORDER BY annotation.id",
            episode_id,
            start_ms,
            end_ms,
        )

    def overlapping(self, episode_id: int, start_ms: int, end_ms: int) -> tuple[Annotation, ...]:
        """The marks of an episode that share some time with this stretch, in order of time."""
        return self._where(
            "episode_id = ? AND start_ms < max(?, ? + 1) AND end_ms >= ?"
            " AND (end_ms > ? OR start_ms = end_ms) ORDER BY start_ms, annotation.id",
            episode_id,
            end_ms,
            start_ms,
            start_ms,
            start_ms,
        )

    def use_of(self, topic_id: int) -> TopicUse:
        """How a topic is used over all episodes that are not in the trash."""
        marked = (
            "FROM annotation_topic AS own JOIN annotation ON annotation.id = own.annotation_id"
            " JOIN episode ON episode.id = annotation.episode_id AND episode.trashed_at IS NULL"
        )
        with explained(self._path):
            counts = self._db.execute(
                "SELECT count(*), count(DISTINCT annotation.episode_id),"
                f" coalesce(sum(annotation.note != ''), 0) {marked} WHERE own.topic_id = ?",
                [topic_id],
            ).fetchone()
            beside = self._db.execute(
                f"SELECT other.topic_id, count(*) {marked} JOIN annotation_topic AS other"
                " ON other.annotation_id = own.annotation_id AND other.topic_id != own.topic_id"
                " WHERE own.topic_id = ? GROUP BY other.topic_id"
                " ORDER BY count(*) DESC, other.topic_id LIMIT 8",
                [topic_id],
            ).fetchall()
        marks, episodes, notes = counts
        return TopicUse(marks, episodes, notes, tuple(beside))

    def _where(self, condition: str, *values: int | str) -> tuple[Annotation, ...]:
        with explained(self._path):
            rows = self._db.execute(
                f"SELECT {ANNOTATION_COLUMNS} FROM annotation WHERE {condition}", values
            ).fetchall()
        return tuple(map(annotation_from_row, rows))

    def count_of_topic(self, topic_id: int) -> tuple[int, int]:
        """How many marks of all episodes have a topic, and how many say nothing else."""
        with explained(self._path):
            marks, alone = self._db.execute(
                "SELECT count(*), coalesce(sum(kind = 'topic' AND note = '' AND NOT EXISTS ("
                " SELECT 1 FROM annotation_topic AS other WHERE other.topic_id <> own.topic_id"
                " AND other.annotation_id = own.annotation_id)), 0)"
                " FROM annotation_topic AS own JOIN annotation ON annotation.id = annotation_id"
                " WHERE own.topic_id = ?",
                [topic_id],
            ).fetchone()
        return marks, alone

    def annotations_of_topic(self, topic_id: int) -> tuple[Annotation, ...]:
        """The marks of a topic over all episodes."""
        with explained(self._path):
            rows = self._db.execute(
                f"SELECT {ANNOTATION_COLUMNS} FROM annotation"
                " JOIN annotation_topic ON annotation_id = annotation.id WHERE topic_id = ?"
                " ORDER BY episode_id, start_ms, annotation.id",
                [topic_id],
            ).fetchall()
        return tuple(map(annotation_from_row, rows))


def _in_tree_order(topics: list[Topic]) -> tuple[Topic, ...]:
    children: dict[int | None, list[Topic]] = {}
    known = {topic.id for topic in topics}
    for topic in topics:
        parent = topic.parent_id if topic.parent_id in known else None
        children.setdefault(parent, []).append(topic)
    ordered: list[Topic] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        topic = waiting.pop()
        ordered.append(topic)
        waiting += reversed(children.get(topic.id, []))
    return tuple(ordered)
