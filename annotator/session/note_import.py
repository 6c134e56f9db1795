"""Bringing foreign notes into the library: each belongs to the episode of its video.

The note's bytes are kept as they are, so that an untouched one goes out the same. Its
statements become marks, known by a name made of what they say: the same note brings them once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from annotator.domain.anchoring import anchor_at, find_again
from annotator.domain.notes import Anchor, Annotation, Episode, Kind
from annotator.domain.timecode import format_clock
from annotator.domain.transcript import Transcript
from annotator.phrases import phrase
from annotator.session.note_reading import ReadNote, Said, read_for_library
from annotator.session.note_topics import NoteTopics
from annotator.session.tagging import new_uid
from annotator.store import Changes, Library
from annotator.store.wiki_notes import StoredNote


class Fate(Enum):
    """What an import of a note came to."""

    NEW = "new"  # a new episode was made for it
    ADDED = "added"  # it went to an episode that was there
    CHANGED = "changed"  # the file changed since it was imported
    KNOWN = "known"  # nothing to do


@dataclass(frozen=True, slots=True)
class NoteImported:
    """`marks` and `topics` count what is new, `doubtful` the new marks that need a look."""

    episode_id: int
    title: str
    fate: Fate
    marks: int = 0
    topics: int = 0
    doubtful: int = 0
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class _Making:
    """What the marks of one note share while they are made."""

    episode: Episode
    transcript: Transcript | None
    writes: Changes
    moment: str


class NoteImport:
    """An import of one or many notes into an open library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._topics = NoteTopics(library)

    def known(self, source: bytes) -> NoteImported | None:
        """The import that already brought a note of these bytes, None if none did."""
        return self._known(self._stored(source))

    def _stored(self, source: bytes) -> StoredNote | None:
        return self._library.wiki_notes.by_content(hashlib.sha256(source).hexdigest())

    def _known(self, stored: StoredNote | None) -> NoteImported | None:
        episodes = self._library.episodes
        if stored is None or stored.is_trashed or episodes.is_trashed(stored.episode_id):
            return None
        episode = episodes.get(stored.episode_id)
        title = episode.title if episode else ""
        return NoteImported(stored.episode_id, title, Fate.KNOWN)

    def add(self, read: ReadNote) -> NoteImported:
        """Bring a note in, or find that it is there. All or nothing; raises LibraryError."""
        stored = self._library.wiki_notes.by_content(read.sha256)
        if (there := self._known(stored)) is not None:
            return there
        episodes = self._library.episodes
        earlier = self._library.wiki_notes.by_path(read.path)
        known = self._library.wiki_notes.episode_of_video(read.video_id)
        if known is None and not read.video_id:
            same = stored or earlier
            known = same.episode_id if same else None
        try:
            episode = episodes.get(known) if known is not None else None
            imported = self._add_new(read) if episode is None else self._add_to(
                episode, read, earlier if earlier and earlier.episode_id == episode.id else None
            )  # fmt: skip
        except BaseException:  # whatever it was, the topics were not stored
            self._topics.forget_new()
            raise
        return replace(imported, topics=self._topics.keep_new(), complaint=read.complaint)

    def _add_new(self, read: ReadNote) -> NoteImported:
        library = self._library
        episode = Episode(
            id=0,
            uid=new_uid(),
            title=read.title,
            show=read.show,
            video_id=read.video_id,
            description=read.description,
            created_at=library.now(),
        )
        with library.changing(phrase("Import note “{0}”", read.title), None) as work:
            stored = work.writes.add_episode(episode)
            # Its own undo, as of every import.
            work.episode_id = stored.id
            making = _Making(stored, None, work.writes, library.now())
            marks = [self._mark(making, uid, said) for uid, said in _named(stored, read)]
            work.writes.wiki_notes.add_marks(marks, undone_with_episode=True)
            self._keep(stored, read, work.writes)
        return self._imported(stored, Fate.NEW, marks)

    def _add_to(self, episode: Episode, read: ReadNote, earlier: StoredNote | None) -> NoteImported:
        """Bring a note to an episode that is there; `earlier` is its file as it was before."""
        library = self._library
        there = library.wiki_notes.mark_uids(episode.id)
        transcript = library.episodes.transcript(episode.id) if episode.transcript_id else None
        with library.changing(phrase("Import note “{0}”", read.title), episode.id) as work:
            if library.episodes.is_trashed(episode.id):
                work.writes.trash_episode(episode.id, None)
            wanted = dict(_named(episode, read))
            making = _Making(episode, transcript, work.writes, library.now())
            marks = [
                self._mark(making, uid, said) for uid, said in wanted.items() if uid not in there
            ]
            if earlier is not None:
                for mark in _marks_of(library, episode, earlier):
                    # What was worked on since stays, whatever the file says now.
                    if mark and mark.uid not in wanted and mark.changed_at == mark.created_at:
                        work.writes.remove_annotation(mark)
                work.writes.wiki_notes.drop(earlier.id, library.now())
            work.writes.wiki_notes.add_marks(marks)
            if read.description and not episode.description:
                work.writes.update_episode(replace(episode, description=read.description))
            self._keep(episode, read, work.writes)
        return self._imported(episode, Fate.CHANGED if earlier else Fate.ADDED, marks)

    def _keep(self, episode: Episode, read: ReadNote, writes: Changes) -> None:
        moment = self._library.now()
        writes.wiki_notes.keep(episode.id, read.path, read.sha256, read.source, moment)

    @staticmethod
    def _imported(episode: Episode, fate: Fate, marks: list[Annotation]) -> NoteImported:
        doubtful = sum(mark.needs_review for mark in marks)
        return NoteImported(episode.id, episode.title, fate, len(marks), 0, doubtful)

    def _mark(self, making: _Making, uid: str, said: Said) -> Annotation:
        anchor, found = _anchored(said, making.transcript)
        also = ", ".join(map(format_clock, said.others_ms))
        words = "" if said.is_quote else said.text
        note = f"{words} (also at {also})".strip() if also else words
        return Annotation(
            id=0,
            uid=uid,
            episode_id=making.episode.id,
            kind=Kind.QUOTE if said.is_quote else Kind.NOTE,
            anchor=anchor,
            topics=self._topics.of(said, making.writes),
            note=note,
            author=self._library.author,
            created_at=making.moment,
            changed_at=making.moment,
            needs_review=said.doubtful or not found,
        )


def _anchored(said: Said, transcript: Transcript | None) -> tuple[Anchor, bool]:
    """Where a statement sits, and whether its words, if it is a quote, are there."""
    exact = said.text if said.is_quote else ""
    if transcript is None:
        return Anchor(said.start_ms, said.end_ms, exact), True
    if exact:
        found = find_again(transcript, Anchor(said.start_ms, said.end_ms, exact))
        return found or Anchor(said.start_ms, said.end_ms, exact), found is not None
    end_ms = said.end_ms
    cue = transcript.cue_at(said.start_ms)
    if end_ms == said.start_ms and cue is not None:
        end_ms = max(end_ms, transcript.cues[cue].end_ms)
    return anchor_at(transcript, said.start_ms, end_ms), True


def _named(episode: Episode, read: ReadNote) -> Iterator[tuple[str, Said]]:
    """The statements of a note, each under a name of its own that is the same next time."""
    seen: Counter[str] = Counter()
    for said in read.said:
        text = f"{said.start_ms}\n{said.text}"
        seen[text] += 1
        digest = hashlib.sha256(f"{text}\n{seen[text]}".encode("utf-8", "replace"))
        # Beginning with the episode's name, those of an episode lie together in the index.
        yield f"{episode.uid}-{digest.hexdigest()[:12]}", said


def changed_since_import(library: Library, episode: Episode, stored: StoredNote) -> bool:
    """Whether marks of an imported note were changed or removed, so that its text is not all."""
    marks = _marks_of(library, episode, stored)
    return any(mark is None or mark.changed_at != mark.created_at for mark in marks)


def _marks_of(library: Library, episode: Episode, stored: StoredNote) -> list[Annotation | None]:
    """The marks that a stored note brought, None for each that is gone."""
    there = {mark.uid: mark for mark in library.notebook.annotations(episode.id)}
    read = read_for_library(stored.path, stored.source)
    return [there.get(uid) for uid, _ in _named(episode, read)]
