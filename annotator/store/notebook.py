"""Reading topics and marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
        # Two plain reads: asking for the topics of each mark apart takes half as long again.
        with explained(self._path), collector_at_rest():
            rows = self._db.execute(
                f"SELECT {ANNOTATION_FACTS} FROM annotation WHERE episode_id = ?"
                " ORDER BY start_ms, annotation.id",
                [episode_id],
            ).fetchall()
            filed = self._db.execute(
                "SELECT annotation_id, topic_id FROM annotation_topic"
                " WHERE annotation_id IN (SELECT id FROM annotation WHERE episode_id = ?)"
                " ORDER BY position, topic_id",
                [episode_id],
            ).fetchall()
            topics: dict[int, tuple[int, ...]] = {}
            for annotation_id, topic_id in filed:
                topics[annotation_id] = (*topics.get(annotation_id, ()), topic_id)
            return tuple([annotation_from_facts(row, topics.get(row[0], ())) for row in rows])

    def annotations_by_id(self, ids: Iterable[int]) -> tuple[Annotation, ...]:
        """Those of the marks `ids` that exist, in no particular order."""
        found = []
        with explained(self._path):
            for ident in ids:
                row = self._db.execute(
                    f"SELECT {ANNOTATION_COLUMNS} FROM annotation WHERE annotation.id = ?",
                    [ident],
                ).fetchone()
                if row:
                    found.append(annotation_from_row(row))
        return tuple(found)

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
