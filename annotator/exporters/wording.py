"""How marks are named and their times written, in every format alike."""

from __future__ import annotations

import re
import uuid
from datetime import date

from annotator.domain.notes import Annotation, Kind, Topic, slug
from annotator.domain.timecode import format_clock
from annotator.exporters.escaping import clean

_WORDLESS = {Kind.BOOKMARK: "Bookmark", Kind.NOTE: "Note"}
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9-]+")


def topic_name(topic: Topic) -> str:
    """The name of a topic, clean; a word for one that cannot be seen."""
    return clean(topic.name) or "Untitled"


def name_of_wordless(mark: Annotation) -> str:
    """What stands in a note for a mark with neither words nor a note."""
    return _WORDLESS.get(mark.kind, "Marked passage")


def times(mark: Annotation) -> str:
    """``1:52–2:11``, or ``1:52`` for a mark within one second."""
    start_ms, end_ms = mark.anchor.start_ms, mark.anchor.end_ms
    start = format_clock(start_ms)
    if end_ms // 1000 <= start_ms // 1000:
        return start
    return f"{start}–{format_clock(end_ms)}"


def day(published_on: str) -> date | None:
    """The day of an ISO 8601 date or time; None if it is none."""
    try:
        return date.fromisoformat(published_on[:10])
    except ValueError:
        return None


def tag(name: str) -> str:
    """A topic's name as a tag: letters, digits and dashes; Obsidian takes no number alone."""
    made = slug(name).replace("_", "-").strip("-") or "untitled"
    return made if any(char.isalpha() for char in made) else f"topic-{made}"


def wiki_target(name: str) -> str:
    """A name as the target of a wiki's links: its slug, never only an underscore."""
    return slug(name).strip("_") or "untitled"


def block_uuid(mark: Annotation) -> str:
    """The id of a mark for programs that take nothing but a UUID; always the same one."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, stable_id(mark)))


def stable_id(mark: Annotation) -> str:
    """The id by which other files may point at a mark: letters, digits and dashes."""
    return f"a-{_NOT_IN_ID.sub('-', mark.uid or str(mark.id)).strip('-')}"
