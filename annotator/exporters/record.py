"""A mark as plain data: the same fields, in the same order, in every data format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from annotator.domain.notes import Episode
from annotator.domain.timecode import format_precise
from annotator.exporters.escaping import whole
from annotator.exporters.note import EpisodeNote
from annotator.exporters.outline import in_order


class EpisodeRecord(TypedDict):
    """The facts of an episode; texts are "" where unknown, `published_on` is ISO 8601."""

    id: int
    uid: str
    title: str
    show: str
    video_id: str
    source_url: str
    published_on: str
    language: str


class MarkRecord(TypedDict):
    """One mark. `start` and `end` are `start_ms` and `end_ms` written as ``00:01:02.500``."""

    id: int
    uid: str
    kind: str
    start_ms: int
    end_ms: int
    start: str
    end: str
    topics: list[str]
    text: str
    speaker: str
    note: str
    author: str
    created_at: str
    changed_at: str


def episode_record(episode: Episode) -> EpisodeRecord:
    """The facts of an episode, its texts as they are."""
    return EpisodeRecord(
        id=episode.id,
        uid=whole(episode.uid),
        title=whole(episode.title),
        show=whole(episode.show),
        video_id=whole(episode.video_id),
        source_url=whole(episode.source_url),
        published_on=whole(episode.published_on),
        language=whole(episode.language),
    )


def mark_records(note: EpisodeNote) -> Iterator[MarkRecord]:
    """The marks of a note in order of time, topics by name."""
    names = {topic.id: whole(topic.name) for topic in note.topics}
    for mark in in_order(note):
        yield MarkRecord(
            id=mark.id,
            uid=whole(mark.uid),
            kind=mark.kind.value,
            start_ms=mark.start_ms,
            end_ms=mark.end_ms,
            start=format_precise(mark.start_ms),
            end=format_precise(mark.end_ms),
            topics=[names[topic_id] for topic_id in mark.topics if topic_id in names],
            text=whole(mark.text),
            speaker=whole(mark.speaker),
            note=whole(mark.note),
            author=whole(mark.author),
            created_at=mark.created_at,
            changed_at=mark.changed_at,
        )
