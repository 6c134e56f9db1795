"""What every source returns, and how it tells its progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from annotator.domain.notes import Chapter, Media

Progress = Callable[[float], None]
"""Called with 0.0 to 1.0 while work goes on; may raise to cancel it."""


class LaterError(Exception):
    """Raised out of a report: stop now, and keep what the work can be gone on with."""


class Report(Protocol):
    """A `Progress` that may also say something of how it goes, as ``1.2 MB/s``."""

    def __call__(self, fraction: float, detail: str = "", /) -> None: ...


@dataclass(frozen=True, slots=True)
class FetchedTranscript:
    """A transcript as found, not yet read: its bytes and the name it had."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """An episode as a source knows it. `transcripts` are candidates, the likeliest first;
    `chosen` says that the user named the one there is, so that it must be readable."""

    title: str
    media: Media | None = None
    transcripts: tuple[FetchedTranscript, ...] = ()
    chosen: bool = False
    show: str = ""
    video_id: str = ""
    source_url: str = ""
    published_on: str = ""
    language: str = ""
    description: str = ""
    chapters: tuple[Chapter, ...] = ()
