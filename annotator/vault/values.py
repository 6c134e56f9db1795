"""What a vault holds, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from annotator.domain.notes import Annotation, Episode, Topic


class NoteKind(StrEnum):
    """What a note of a vault is about."""

    EPISODE = "episode"
    TOPIC = "topic"
    SHOW = "show"


class Subject(NamedTuple):
    """What one note is about. `key` is the id of an episode or topic, or the name of a show."""

    kind: NoteKind
    key: str

    def __str__(self) -> str:
        return f"{self.kind.value} {self.key}"

    @property
    def id(self) -> int:
        """The id of an episode or topic."""
        return int(self.key)


def of_episode(episode_id: int) -> Subject:
    return Subject(NoteKind.EPISODE, str(episode_id))


def of_topic(topic_id: int) -> Subject:
    return Subject(NoteKind.TOPIC, str(topic_id))


def of_show(name: str) -> Subject:
    return Subject(NoteKind.SHOW, name)


class Named(NamedTuple):
    """The place of a note: its path in the vault, and the name it was named after."""

    path: str
    wish: str

    @property
    def page(self) -> str:
        """The name links lead to."""
        return page_of(self.path)


def page_of(path: str) -> str:
    """The name of the note at `path`, without folder and ending."""
    return path.rpartition("/")[2].removesuffix(".md")


@dataclass(frozen=True, slots=True)
class Collection:
    """What notes are made of: the episodes of a vault with their marks in order of time, and
    every topic of the library in tree order."""

    episodes: Mapping[int, Episode]
    marks: Mapping[int, tuple[Annotation, ...]]
    topics: tuple[Topic, ...]
    by_topic: Mapping[int, Topic] = field(default_factory=dict)

    def title(self, subject: Subject) -> str:
        """What a note is called by people; "" for a subject that is not there any more."""
        if subject.kind is NoteKind.SHOW:
            return subject.key
        if subject.kind is NoteKind.TOPIC:
            topic = self.by_topic.get(subject.id)
            return topic.name if topic else ""
        episode = self.episodes.get(subject.id)
        return episode.title if episode else ""
