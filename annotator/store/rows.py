"""Rows to values and back. Nothing outside the store sees a row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from annotator.domain.notes import (
    Anchor,
    Annotation,
    Episode,
    EpisodeState,
    EpisodeSummary,
    Kind,
    Media,
    Topic,
)
from annotator.domain.transcript import Cue, PackedWords, Word


class StoredWords(Sequence[Word]):
    """The words of a cue, read from their JSON when first looked at.

    A 24-hour transcript has 216,000 of them and shows a few hundred at a time.
    """

    __slots__ = ("_json", "_words")

    def __init__(self, stored: str) -> None:
        self._json = stored
        self._words: tuple[Word, ...] | None = None

    @property
    def stored(self) -> str:
        """Their JSON, as it was."""
        return self._json

    def _read(self) -> tuple[Word, ...]:
        if self._words is None:
            self._words = tuple(
                Word(start_ms, end_ms, begin, end, *sure)
                for begin, end, start_ms, end_ms, *sure in json.loads(self._json)
            )
        return self._words

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Word]: ...
    def __getitem__(self, index: int | slice) -> Word | Sequence[Word]:
        return self._read()[index]

    def __len__(self) -> int:
        return len(self._read())

    def __bool__(self) -> bool:
        return True  # cues without word times are stored with NULL, not with an empty list

    def __iter__(self) -> Iterator[Word]:
        return iter(self._read())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._read() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._json)


def words_to_json(words: Sequence[Word]) -> str | None:
    """``[[begin, end, start_ms, end_ms], …]``, None where there are none; a fifth number is how
    sure the recogniser was, in percent."""
    if not words:
        return None
    if isinstance(words, StoredWords):
        return words.stored
    inner = "],[".join(
        [
            f"{row[2]},{row[3]},{row[0]},{row[1]}"
            if len(row) == 4
            else f"{row[2]},{row[3]},{row[0]},{row[1]},{row[4]}"
            for row in _numbers(words)
        ]
    )
    return f"[[{inner}]]"


def _numbers(words: Sequence[Word]) -> Iterable[tuple[int, ...]]:
    if isinstance(words, PackedWords):
        return words.numbers()
    return [
        (word.start_ms, word.end_ms, word.begin, word.end)
        if word.sure is None
        else (word.start_ms, word.end_ms, word.begin, word.end, word.sure)
        for word in words
    ]


CUE_COLUMNS = "cue.id, start_ms, end_ms, text, coalesce(speaker.name, ''), words"


def cue_from_row(row: tuple[Any, ...]) -> Cue:
    """A cue from a row of CUE_COLUMNS."""
    return cue_of(*row)


def cue_of(
    cue_id: int, start_ms: int, end_ms: int, text: str, speaker: str, words: str | None
) -> Cue:
    """A cue from what is stored of it."""
    # A frozen dataclass sets its fields one slow call each; a day of talk has 21,600 cues, and
    # they must be there before the user notices. The fields are Cue's own, all of them; set one
    # by one, the cues share their names, and take two thirds of the memory.
    cue = object.__new__(Cue)
    fields = cue.__dict__
    fields["start_ms"] = start_ms
    fields["end_ms"] = end_ms
    fields["text"] = text
    fields["speaker"] = speaker
    fields["words"] = StoredWords(words) if words else ()
    fields["id"] = cue_id
    return cue


ANNOTATION_FACTS = """
    annotation.id, uid, episode_id, kind, start_ms, end_ms, exact, prefix, suffix,
    note, speaker, author, created_at, changed_at, needs_review
"""
ANNOTATION_COLUMNS = f"""
    {ANNOTATION_FACTS},
    (SELECT group_concat(topic_id, ' ') FROM (
        SELECT topic_id FROM annotation_topic
        WHERE annotation_id = annotation.id ORDER BY position, topic_id))
"""
_KINDS = {kind.value: kind for kind in Kind}


def annotation_from_row(row: tuple[Any, ...]) -> Annotation:
    """An annotation from a row of ANNOTATION_COLUMNS."""
    return annotation_from_facts(row, tuple(map(int, row[15].split())) if row[15] else ())


def annotation_from_facts(row: tuple[Any, ...], topics: tuple[int, ...]) -> Annotation:
    """An annotation from a row of ANNOTATION_FACTS and its topics."""
    (ident, uid, episode_id, kind, start_ms, end_ms, exact, prefix, suffix,
     note, speaker, author, created_at, changed_at, needs_review) = row[:15]  # fmt: skip
    anchor, annotation = object.__new__(Anchor), object.__new__(Annotation)  # as in cue_of
    fields = anchor.__dict__
    fields["start_ms"] = start_ms
    fields["end_ms"] = end_ms
    fields["exact"] = exact
    fields["prefix"] = prefix
    fields["suffix"] = suffix
    fields = annotation.__dict__
    fields["id"] = ident
    fields["uid"] = uid
    fields["episode_id"] = episode_id
    fields["kind"] = _KINDS[kind]
    fields["anchor"] = anchor
    fields["topics"] = topics
    fields["note"] = note
    fields["speaker"] = speaker
    fields["author"] = author
    fields["created_at"] = created_at
    fields["changed_at"] = changed_at
    fields["needs_review"] = bool(needs_review)
    return annotation


def annotation_to_row(annotation: Annotation) -> dict[str, str | int | float | None]:
    """The columns of an annotation but its id and topics."""
    anchor = annotation.anchor
    return {
        "uid": annotation.uid,
        "episode_id": annotation.episode_id,
        "kind": annotation.kind.value,
        "start_ms": anchor.start_ms,
        "end_ms": anchor.end_ms,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "speaker": annotation.speaker,
        "note": annotation.note,
        "author": annotation.author,
        "needs_review": int(annotation.needs_review),
        "created_at": annotation.created_at,
        "changed_at": annotation.changed_at,
    }


TOPIC_COLUMNS = "id, uid, name, colour, parent_id, digit, description, position, archived, aliases"


def topic_from_row(row: tuple[Any, ...]) -> Topic:
    """A topic from a row of TOPIC_COLUMNS."""
    ident, uid, name, colour, parent_id, digit, description, position, archived, aliases = row
    return Topic(
        ident,
        uid,
        name,
        colour,
        parent_id,
        digit,
        description,
        position,
        bool(archived),
        tuple(aliases.splitlines()),
    )


def topic_to_row(topic: Topic) -> dict[str, str | int | float | None]:
    """The columns of a topic but its id."""
    return {
        "uid": topic.uid,
        "name": topic.name,
        "colour": topic.colour,
        "parent_id": topic.parent_id,
        "digit": topic.digit,
        "description": topic.description,
        "position": topic.position,
        "archived": int(topic.archived),
        "aliases": "\n".join(topic.aliases),
    }


EPISODE_COLUMNS = """
    episode.id, uid, title, coalesce(show.name, ''), video_id, source_url, published_on,
    language, description, state, transcript_id, created_at,
    media.path, media.sha256, media.size_bytes, media.duration_ms, media.has_video
"""


def episode_from_row(row: tuple[Any, ...]) -> Episode:
    """An episode, without its chapters, from a row of EPISODE_COLUMNS."""
    (ident, uid, title, show, video_id, source_url, published_on) = row[:7]
    (language, description, state, transcript_id, created_at) = row[7:12]
    path, sha256, size_bytes, duration_ms, has_video = row[12:]
    return Episode(
        id=ident,
        uid=uid,
        title=title,
        show=show,
        video_id=video_id,
        source_url=source_url,
        published_on=published_on,
        language=language,
        description=description,
        state=EpisodeState(state),
        media=Media(path, sha256, size_bytes, duration_ms, bool(has_video)) if path else None,
        transcript_id=transcript_id,
        created_at=created_at,
    )


def summary_from_row(row: tuple[Any, ...]) -> EpisodeSummary:
    """A line of the library list, see `Episodes.summaries`."""
    ident, title, show, state, duration_ms, position_ms, marks, created_at, media, script = row
    return EpisodeSummary(
        ident,
        title,
        show,
        EpisodeState(state),
        duration_ms,
        position_ms,
        marks,
        created_at,
        bool(media),
        bool(script),
    )
