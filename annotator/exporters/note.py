"""What every exporter is handed: one episode with its marks, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from annotator.domain.notes import Annotation, Episode, Topic
from annotator.domain.transcript import Transcript


class Grouping(StrEnum):
    """Marks under their topics, or in order of time."""

    TOPIC = "topic"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class NoteOptions:
    """Choices of the user that shape a note; the defaults are what a first export uses."""

    grouping: Grouping = Grouping.TOPIC


@dataclass(frozen=True, slots=True)
class EpisodeNote:
    """An episode, its marks in order of time, and every topic of the library in tree order."""

    episode: Episode
    annotations: tuple[Annotation, ...]
    topics: tuple[Topic, ...]
    transcript: Transcript | None = None
    options: NoteOptions = field(default_factory=NoteOptions)
