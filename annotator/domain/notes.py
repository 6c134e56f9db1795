"""What a user makes of an episode: topics, marks, chapters. Values only."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.phrases import phrase


class Kind(StrEnum):
    """What a mark is for."""

    TOPIC = "topic"
    QUOTE = "quote"
    NOTE = "note"
    BOOKMARK = "bookmark"


class EpisodeState(StrEnum):
    """How far the work on an episode has come."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    DONE = "done"


STATE_NAMES = {
    EpisodeState.NEW: phrase("New"),
    EpisodeState.IN_PROGRESS: phrase("In progress"),
    EpisodeState.DONE: phrase("Done"),
}


@dataclass(frozen=True)
class Anchor:
    """Where a mark sits, twice: in the sound and in the words.

    `exact` is the marked text, `prefix` and `suffix` up to 32 characters around it, as in the
    W3C TextQuoteSelector, so that the words are found again in a changed transcript.
    """

    start_ms: int
    end_ms: int
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Annotation:
    """A mark. `topics` are topic ids in the order they were put on; times are ISO 8601 UTC."""

    id: int
    uid: str
    episode_id: int
    kind: Kind
    anchor: Anchor
    topics: tuple[int, ...] = ()
    note: str = ""
    speaker: str = ""
    author: str = ""
    created_at: str = ""
    changed_at: str = ""
    needs_review: bool = False

    @property
    def start_ms(self) -> int:
        return self.anchor.start_ms

    @property
    def end_ms(self) -> int:
        return self.anchor.end_ms

    @property
    def text(self) -> str:
        return self.anchor.exact


@dataclass(frozen=True, slots=True)
class Topic:
    """A name marks are filed under. `digit` is 1-9 or None; `colour` is ``#RRGGBB``; `aliases`
    are other names it is found by."""

    id: int
    uid: str
    name: str
    colour: str
    parent_id: int | None = None
    digit: int | None = None
    description: str = ""
    position: int = 0
    archived: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named part of an episode, from the source or made by hand."""

    start_ms: int
    title: str
    end_ms: int | None = None
    id: int = 0


def chapter_at(chapters: Sequence[Chapter], ms: int) -> Chapter | None:
    """The one of `chapters`, in order of time, that has begun last at `ms`; None before all."""
    place = bisect_right(chapters, ms, key=lambda chapter: chapter.start_ms) - 1
    return chapters[place] if place >= 0 else None


@dataclass(frozen=True, slots=True)
class Media:
    """A media file as it was when last seen. `sha256` is of its whole content."""

    path: str
    sha256: str
    size_bytes: int
    duration_ms: int = 0
    has_video: bool = False


@dataclass(frozen=True, slots=True)
class Episode:
    """One conversation: its facts, its media if any, its place in the work."""

    id: int
    uid: str
    title: str
    show: str = ""
    video_id: str = ""
    source_url: str = ""
    published_on: str = ""
    language: str = ""
    description: str = ""
    state: EpisodeState = EpisodeState.NEW
    media: Media | None = None
    transcript_id: int | None = None
    created_at: str = ""
    chapters: tuple[Chapter, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class EpisodeSummary:
    """A row of the library list. Times in milliseconds; `words` counts the transcript."""

    id: int
    title: str
    show: str
    state: EpisodeState
    duration_ms: int
    position_ms: int
    marks: int
    created_at: str
    has_media: bool
    has_transcript: bool


def slug(name: str) -> str:
    """`name` as a link target of a wiki note: lower case, words joined by underscores.

    Letters of every script are kept; accents are folded from Latin letters. Never empty.
    """
    folded = unicodedata.normalize("NFKD", name)
    plain = "".join(ch for ch in folded if not unicodedata.combining(ch))
    # Other scripts lose meaning with their combining marks, so only fold what stays readable.
    latin = all(ch.isascii() for ch in plain if ch.isalnum())
    base = plain if latin else unicodedata.normalize("NFKC", name)
    words = "".join(_slug_part(ch) for ch in base.casefold() if ch not in "'’").split()
    return "_".join(words) or "_"


def _slug_part(ch: str) -> str:
    """A letter, digit or vowel sign (of Hindi or Thai, say) as it is, all else a blank."""
    return ch if ch.isalnum() or unicodedata.category(ch)[0] == "M" else " "
