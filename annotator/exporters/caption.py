"""What is shown as a subtitle: a mark with its words and note, or a cue of the transcript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.domain.notes import Annotation, Topic
from annotator.exporters.escaping import clean, paragraphs
from annotator.exporters.note import EpisodeNote
from annotator.exporters.outline import in_order
from annotator.exporters.wording import name_of_wordless, stable_id, topic_name

SHORTEST_MS = 1000
"""A bookmark has no length; as a subtitle it stays long enough to be seen."""


class Caption(NamedTuple):
    """A subtitle as lines of text. `lines` are clean, unescaped and at least one.

    `ident` is the id of the mark it is of, "" for a cue.
    """

    ident: str
    start_ms: int
    end_ms: int
    speaker: str
    lines: tuple[str, ...]


def captions(note: EpisodeNote) -> list[Caption]:
    """The marks in order of time: their words, then their note.

    A mark with neither says its topics, or what it is.
    """
    topics = {topic.id: topic for topic in note.topics}
    return [
        _caption(mark, [topics[topic_id] for topic_id in mark.topics if topic_id in topics])
        for mark in in_order(note)
    ]


def cue_captions(note: EpisodeNote) -> list[Caption]:
    """The cues of the transcript as they are; those without a visible word are left out."""
    cues = note.transcript.cues if note.transcript else ()
    return [
        Caption(
            "", max(cue.start_ms, 0), max(cue.end_ms, cue.start_ms), clean(cue.speaker), (text,)
        )
        for cue in cues
        if (text := clean(cue.text))
    ]


def _caption(mark: Annotation, topics: Sequence[Topic]) -> Caption:
    words = clean(mark.text)
    lines = [words] if words else []
    lines += [line for paragraph in paragraphs(mark.note) for line in paragraph]
    if not lines:
        lines.append(", ".join(map(topic_name, topics)) or name_of_wordless(mark))
    start_ms = max(mark.start_ms, 0)
    end_ms = max(mark.end_ms, start_ms + SHORTEST_MS)
    speaker = clean(mark.speaker) if words else ""
    return Caption(stable_id(mark), start_ms, end_ms, speaker, tuple(lines))
