"""Reading a foreign note for the library: pure work, fit for a worker or another process."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from annotator.notes import Statement, TopicName, decode_note, description, read_note, statements
from annotator.notes.anchor_check import check_anchors
from annotator.notes.findings import Ill

_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TIME_ILLS = frozenset({Ill.SHIFTED, Ill.PAST_END, Ill.MALFORMED})


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, as far as a mark of it needs it. `doubtful`: its time cannot be right."""

    text: str
    start_ms: int
    end_ms: int
    others_ms: tuple[int, ...]
    headings: tuple[TopicName, ...]
    topics: tuple[TopicName, ...]
    is_quote: bool
    doubtful: bool


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note read: its bytes, their SHA-256, what it is of and what it says.

    `description` is its prose where it names no times. `complaint` is a sentence about its
    front matter, "" where that is sound.
    """

    path: str
    source: bytes
    sha256: str
    title: str
    video_id: str
    show: str
    said: tuple[Said, ...]
    description: str
    complaint: str


def read_for_library(path: str, source: bytes) -> ReadNote:
    """Read the bytes of the note `path`. Never fails: a text of any kind is a note."""
    note = read_note(decode_note(source))
    doubtful = {finding.begin for finding in check_anchors(note, None) if finding.ill in _TIME_ILLS}
    video_id = note.front.video_id
    said = _said(statements(note), doubtful)
    return ReadNote(
        path,
        source,
        hashlib.sha256(source).hexdigest(),
        note.front.title or _stem(path),
        video_id if _VIDEO_ID.fullmatch(video_id) else "",
        note.show,
        said,
        "" if said else description(note),
        note.front.complaint,
    )


def _stem(path: str) -> str:
    name = re.split(r"[\\/]", path)[-1]
    return " ".join(name.rpartition(".")[0].replace("_", " ").split()) or name or "Untitled"


def _said(found: tuple[Statement, ...], doubtful: set[int]) -> tuple[Said, ...]:
    said: list[Said] = []
    last_ms = 0
    for statement in found:
        # One whose time cannot be read stands where the one before it does, to be looked at.
        start_ms = last_ms if statement.ms is None else statement.ms
        last_ms = start_ms
        ill = statement.ms is None or any(a.begin in doubtful for a in statement.anchors)
        end_ms = statement.end_ms if statement.end_ms is not None else start_ms
        said.append(
            Said(
                statement.text,
                start_ms,
                end_ms,
                statement.others_ms,
                statement.headings,
                statement.topics,
                statement.is_quote,
                ill,
            )
        )
    return tuple(said)
