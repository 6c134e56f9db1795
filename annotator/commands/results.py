"""What commands give back: the rows that the command line prints and ``--json`` spells out."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.notes import Annotation, Topic
from annotator.domain.transcript import Cue


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    id: int
    title: str
    show: str
    state: str
    duration_ms: int
    marks: int
    media: bool
    transcript: bool


@dataclass(frozen=True, slots=True)
class WordRow:
    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class CueRow:
    start_ms: int
    end_ms: int
    speaker: str
    text: str
    words: tuple[WordRow, ...]


@dataclass(frozen=True, slots=True)
class TopicRow:
    id: int
    name: str
    colour: str
    digit: int | None
    parent: str
    marks: int


@dataclass(frozen=True, slots=True)
class MarkRow:
    id: int
    start_ms: int
    end_ms: int
    kind: str
    topics: tuple[str, ...]
    speaker: str
    text: str
    note: str
    needs_review: bool


@dataclass(frozen=True, slots=True)
class HitRow:
    episode: int
    title: str
    start_ms: int
    end_ms: int
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class FormatRow:
    kind: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    keys: tuple[str, ...]
    id: str
    title: str
    help: str


@dataclass(frozen=True, slots=True)
class FactRow:
    name: str
    value: str
    ok: bool = True


def cue_row(cue: Cue) -> CueRow:
    """A cue with its own word times; no words where the source timed none."""
    words = tuple(
        WordRow(cue.text[word.begin : word.end], word.start_ms, word.end_ms) for word in cue.words
    )
    return CueRow(cue.start_ms, cue.end_ms, cue.speaker, cue.text, words)


def mark_row(mark: Annotation, topics: dict[int, Topic]) -> MarkRow:
    """A mark with its topics by name."""
    names = tuple(topics[ident].name for ident in mark.topics if ident in topics)
    return MarkRow(
        mark.id,
        mark.start_ms,
        mark.end_ms,
        mark.kind.value,
        names,
        mark.speaker,
        mark.text,
        mark.note,
        mark.needs_review,
    )
