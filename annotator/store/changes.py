"""The writes of the program, in values, each remembered row by row for the journal.

An Edit (``session/edits.py``) is handed a `Changes` inside one open transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.errors import NotFoundError, UsageError
from annotator.domain.notes import Annotation, Chapter, Episode, Media, Topic
from annotator.domain.transcript import Cue, Transcript
from annotator.store.growing import Growing
from annotator.store.passages import index_passages
from annotator.store.recorder import GONE, Recorder, Row, Scalar
from annotator.store.rows import (
    ANNOTATION_COLUMNS,
    annotation_from_row,
    annotation_to_row,
    topic_to_row,
    words_to_json,
)
from annotator.store.saved_searches import SavedSearchWrites
from annotator.store.watching import Progress, unwatched, watched
from annotator.store.wiki_notes import WikiNoteWrites

if TYPE_CHECKING:
    import sqlite3

_CUES_SHARE = 0.4  # of storing a transcript, as progress counts it; the rest is its full text


@dataclass(frozen=True, slots=True)
class TranscriptSource:
    """Where a transcript came from: its whole original text, and what reading changed.

    `receipt` is one sentence a line; `sha256` is of the original bytes; `as_written` says that
    it was read without being cleaned.
    """

    format: str
    original: str
    sha256: str
    name: str = ""
    receipt: str = ""
    read_at: str = ""
    as_written: bool = False


class Changes:
    """Recorded writes; what is added comes back with its id. `report` is told of long ones."""

    def __init__(
        self, database: sqlite3.Connection, recorder: Recorder, report: Progress = unwatched
    ) -> None:
        self._db = database
        self._rec = recorder
        self._report = report

    # Marks

    def add_annotation(self, annotation: Annotation) -> Annotation:
        """Store a new mark; `annotation.id` is ignored, the stored one is returned."""
        ident = self._rec.insert("annotation", annotation_to_row(annotation))
        stored = replace(annotation, id=ident)
        self._set_topics((stored,), {})
        return stored

    def update_annotation(self, annotation: Annotation) -> None:
        """Make the stored mark of this id equal to `annotation`. Raises NotFoundError where it
        or a topic of it is gone."""
        self.update_annotations((annotation,))

    def update_annotations(self, annotations: Sequence[Annotation]) -> None:
        """`update_annotation` for many marks, each given once."""
        self._rec.update_all(
            "annotation", [({"id": one.id}, annotation_to_row(one)) for one in annotations]
        )
        self._set_topics(annotations, self._filed(annotations))

    def remove_annotation(self, annotation: Annotation) -> None:
        """Remove the stored mark of this id, with the topics it has by now."""
        self.remove_annotations((annotation,))

    def remove_annotations(self, annotations: Sequence[Annotation]) -> None:
        """`remove_annotation` for many marks."""
        filed = self._filed(annotations)
        tags = [_tag(mark_id, topic) for mark_id, topics in filed.items() for topic in topics]
        self._rec.delete_all("annotation_topic", tags)
        self._rec.delete_all("annotation", [{"id": one.id} for one in annotations])

    def annotation_at(self, episode_id: int, start_ms: int, end_ms: int) -> Annotation | None:
        """The oldest mark of an episode with exactly these times, None if there is none."""
        row = self._db.execute(
            f"SELECT {ANNOTATION_COLUMNS} FROM annotation"
            " WHERE episode_id = ? AND start_ms = ? AND end_ms = ? ORDER BY annotation.id LIMIT 1",
            [episode_id, start_ms, end_ms],
        ).fetchone()
        return annotation_from_row(row) if row else None

    def _filed(self, annotations: Sequence[Annotation]) -> dict[int, dict[int, int]]:
        """The stored topics of marks, each with its position, by the mark's id."""
        rows = self._db.execute(
            "SELECT annotation_id, topic_id, position FROM annotation_topic"
            " WHERE annotation_id IN (SELECT value FROM json_each(?)) ORDER BY position",
            [json.dumps([one.id for one in annotations])],
        )
        found: dict[int, dict[int, int]] = {}
        for mark_id, topic, position in rows.fetchall():
            found.setdefault(mark_id, {})[topic] = position
        return found

    def _set_topics(
        self, annotations: Sequence[Annotation], filed: Mapping[int, Mapping[int, int]]
    ) -> None:
        gone, moved, fresh = [], [], []
        for mark in annotations:
            old = filed.get(mark.id, {})
            gone += [_tag(mark.id, topic) for topic in old if topic not in mark.topics]
            for position, topic in enumerate(mark.topics):
                if topic not in old:
                    fresh.append({**_tag(mark.id, topic), "position": position})
                elif old[topic] != position:
                    moved.append((_tag(mark.id, topic), {"position": position}))
        self._check_topics({topic for mark in annotations for topic in mark.topics})
        self._rec.delete_all("annotation_topic", gone)
        self._rec.update_all("annotation_topic", moved)
        self._rec.insert_all("annotation_topic", fresh, ("annotation_id", "topic_id"))

    def _check_topics(self, ids: Set[int]) -> None:
        """Raise NotFoundError where one of these topics is gone."""
        for topic in ids:
            if not self._db.execute("SELECT 1 FROM topic WHERE id = ?", [topic]).fetchone():
                raise NotFoundError(GONE)

    # Topics

    def add_topic(self, topic: Topic) -> Topic:
        """Store a new topic; `topic.id` is ignored, the stored one is returned, without its
        digit where that was given away meanwhile. Raises UsageError where its name was."""
        free = self._as_free(replace(topic, id=0))
        return replace(free, id=self._rec.insert("topic", topic_to_row(free)))

    def update_topic(self, topic: Topic) -> None:
        """Make the stored topic of this id equal to `topic`, with the care of `add_topic`."""
        self._rec.update("topic", {"id": topic.id}, topic_to_row(self._as_free(topic)))

    def topic_called(self, name: str) -> int | None:
        """Id of the topic of this name, which another program may have made just now."""
        row = self._db.execute("SELECT id FROM topic WHERE name = ?", [name]).fetchone()
        return int(row[0]) if row else None

    def _as_free(self, topic: Topic) -> Topic:
        if self.topic_called(topic.name) not in (None, topic.id):
            raise UsageError("There is a topic called “{0}” already.", topic.name)
        taken = self._db.execute(
            "SELECT 1 FROM topic WHERE digit = ? AND id != ?", [topic.digit, topic.id]
        ).fetchone()
        return replace(topic, digit=None) if taken else topic

    def remove_topic(self, topic_id: int) -> None:
        """Remove a topic that no mark and no other topic uses any more, and its digits in shows."""
        for show_id, digit in self._db.execute(
            "SELECT show_id, digit FROM show_digit WHERE topic_id = ?", [topic_id]
        ).fetchall():
            self._rec.delete("show_digit", {"show_id": show_id, "digit": digit})
        self._rec.delete("topic", {"id": topic_id})

    def set_show_digits(self, show: str, digits: Mapping[int, int]) -> None:
        """Make these digits (to ids of topics) the ones that mean others than everywhere in the
        episodes of `show`."""
        show_id = self._show_id(show)
        old = dict(
            self._db.execute(
                "SELECT digit, topic_id FROM show_digit WHERE show_id = ?", [show_id]
            ).fetchall()
        )
        for digit in old.keys() - digits.keys():
            self._rec.delete("show_digit", {"show_id": show_id, "digit": digit})
        for digit, topic_id in digits.items():
            key = {"show_id": show_id, "digit": digit}
            if digit in old:
                self._rec.update("show_digit", key, {"topic_id": topic_id})
            else:
                row = {**key, "topic_id": topic_id}
                self._rec.insert("show_digit", row, ("show_id", "digit"))

    # Episodes

    def add_episode(self, episode: Episode) -> Episode:
        """Store a new episode with its media and chapters; taking it back trashes it."""
        row = self._episode_row(episode)
        row |= {"uid": episode.uid, "created_at": episode.created_at}
        cursor = self._db.execute(
            f"INSERT INTO episode ({', '.join(row)}, trashed_at)"
            f" VALUES ({', '.join('?' * len(row))}, ?)",
            [*row.values(), episode.created_at],
        )
        stored = replace(episode, id=int(cursor.lastrowid or 0))
        # What goes into the journal is only the step out of the trash: an undone import keeps
        # every row, and the marks made since.
        self._rec.update("episode", {"id": stored.id}, {"trashed_at": None})
        quiet = Changes(self._db, Recorder(self._db))
        if stored.media:
            quiet.set_media(stored.id, stored.media)
        for chapter in stored.chapters:
            quiet.add_chapter(stored.id, chapter)
        return stored

    def update_episode(self, episode: Episode) -> None:
        """Store the episode's own facts (not its media, transcript or chapters)."""
        self._rec.update("episode", {"id": episode.id}, self._episode_row(episode))

    def trash_episode(self, episode_id: int, moment: str | None) -> None:
        """Put an episode into the trash at `moment`; None takes it out again."""
        self._rec.update("episode", {"id": episode_id}, {"trashed_at": moment})

    def set_media(self, episode_id: int, media: Media) -> None:
        values: dict[str, Scalar] = {
            "path": media.path,
            "sha256": media.sha256,
            "size_bytes": media.size_bytes,
            "duration_ms": media.duration_ms,
            "has_video": int(media.has_video),
        }
        key = {"episode_id": episode_id}
        if self._db.execute("SELECT 1 FROM media WHERE episode_id = ?", [episode_id]).fetchone():
            self._rec.update("media", key, values)
        else:
            self._rec.insert("media", {**key, **values}, ("episode_id",))

    def add_chapter(self, episode_id: int, chapter: Chapter) -> int:
        return self._rec.insert("chapter", {"episode_id": episode_id, **_chapter_row(chapter)})

    def update_chapter(self, chapter: Chapter) -> None:
        """Make the stored chapter of this id equal to `chapter`."""
        self._rec.update("chapter", {"id": chapter.id}, _chapter_row(chapter))

    def remove_chapter(self, chapter_id: int) -> None:
        self._rec.delete("chapter", {"id": chapter_id})

    def _episode_row(self, episode: Episode) -> dict[str, Scalar]:
        return {
            "show_id": self._show_id(episode.show),
            "title": episode.title,
            "video_id": episode.video_id,
            "source_url": episode.source_url,
            "published_on": episode.published_on,
            "language": episode.language,
            "description": episode.description,
            "state": episode.state.value,
        }

    def _show_id(self, name: str) -> int | None:
        if not name:
            return None
        row = self._db.execute("SELECT id FROM show WHERE name = ?", [name]).fetchone()
        return int(row[0]) if row else self._add_name("show", {"name": name})

    def _add_name(self, table: str, row: Row) -> int:
        # Not in the journal: a name that nothing uses harms nobody, and one that went with an
        # undo would be missed by whatever took it up meanwhile.
        return Recorder(self._db).insert(table, row)

    # Transcripts

    def use_transcript(
        self,
        episode_id: int,
        transcript: Transcript,
        *,
        source: TranscriptSource,
    ) -> int:
        """Store a transcript and make it the episode's; returns its id.

        Its rows are not in the journal, only which transcript the episode uses: the one
        before stays in the library and undo goes back to it.
        """
        transcript_id = self.add_transcript(episode_id, transcript, source=source)
        self.choose_transcript(episode_id, transcript_id)
        return transcript_id

    def choose_transcript(self, episode_id: int, transcript_id: int) -> None:
        """Make a stored transcript the one the episode uses."""
        self._rec.update("episode", {"id": episode_id}, {"transcript_id": transcript_id})

    def add_transcript(
        self, episode_id: int, transcript: Transcript, *, source: TranscriptSource
    ) -> int:
        """Store a transcript that the episode does not use (yet); returns its id."""
        cursor = self._db.execute(
            "INSERT INTO transcript (episode_id, format, source_name, sha256, original, receipt,"
            " language, times_estimated, cue_count, word_count, end_ms, created_at, as_written)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                episode_id,
                source.format,
                source.name,
                source.sha256,
                source.original,
                source.receipt,
                transcript.language,
                int(transcript.times_estimated),
                len(transcript.cues),
                transcript.word_count,
                transcript.end_ms,
                source.read_at,
                int(source.as_written),
            ],
        )
        transcript_id = int(cursor.lastrowid or 0)
        self._add_cues(episode_id, transcript_id, transcript.cues)
        index_passages(self._db, transcript_id, transcript.cues, self._report, _CUES_SHARE)
        return transcript_id

    @property
    def growing(self) -> Growing:
        """Writes to a transcript that is still being heard."""
        return Growing(self._db)

    @property
    def searches(self) -> SavedSearchWrites:
        """Writes of kept searches."""
        return SavedSearchWrites(self._rec)

    @property
    def wiki_notes(self) -> WikiNoteWrites:
        """Writes of an import of notes."""
        return WikiNoteWrites(self._db, self._rec)

    def _add_cues(self, episode_id: int, transcript_id: int, cues: Sequence[Cue]) -> None:
        who = self._speaker_ids(episode_id, cues)
        self._db.executemany(
            "INSERT INTO cue (transcript_id, start_ms, end_ms, speaker_id, text, words)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    transcript_id,
                    c.start_ms,
                    c.end_ms,
                    who[c.speaker],
                    c.text,
                    words_to_json(c.words),
                )
                for c in watched(cues, self._report, 0.0, _CUES_SHARE)
            ),
        )

    def update_cues(self, episode_id: int, cues: Sequence[Cue]) -> None:
        """Make the stored cues of these ids, each given once, equal to `cues`."""
        speakers = self._speaker_ids(episode_id, cues)
        self._rec.update_all("cue", [({"id": cue.id}, _cue_row(cue, speakers)) for cue in cues])

    def add_cues(self, episode_id: int, cues: Sequence[Cue]) -> None:
        """Add cues to the transcript that the episode uses."""
        row = self._db.execute("SELECT transcript_id FROM episode WHERE id = ?", [episode_id])
        transcript_id, speakers = row.fetchone()[0], self._speaker_ids(episode_id, cues)
        for cue in cues:
            self._rec.insert("cue", {"transcript_id": transcript_id, **_cue_row(cue, speakers)})

    def remove_cues(self, cues: Sequence[Cue]) -> None:
        """Remove the stored cues of these ids; their words are in others by now."""
        self._rec.delete_all("cue", [{"id": cue.id} for cue in cues])

    def _speaker_ids(self, episode_id: int, cues: Iterable[Cue]) -> dict[str, int | None]:
        """The ids of all who speak in `cues`, by name; who is new gets one."""
        names = dict.fromkeys(cue.speaker for cue in cues)
        return {name: self._speaker_id(episode_id, name) for name in names}

    def _speaker_id(self, episode_id: int, name: str) -> int | None:
        if not name:
            return None
        row = self._db.execute(
            "SELECT id FROM speaker WHERE episode_id = ? AND name = ?", [episode_id, name]
        ).fetchone()
        if row:
            return int(row[0])
        return self._add_name("speaker", {"episode_id": episode_id, "name": name})


def _tag(annotation_id: int, topic_id: int) -> Row:
    """The key of a topic on a mark."""
    return {"annotation_id": annotation_id, "topic_id": topic_id}


def _cue_row(cue: Cue, speakers: Mapping[str, int | None]) -> Row:
    return {
        "start_ms": cue.start_ms,
        "end_ms": cue.end_ms,
        "speaker_id": speakers[cue.speaker],
        "text": cue.text,
        "words": words_to_json(cue.words),
    }


def _chapter_row(chapter: Chapter) -> dict[str, Scalar]:
    return {"start_ms": chapter.start_ms, "end_ms": chapter.end_ms, "title": chapter.title}
