"""What is open now. Holds the truth that views show; every change goes through `do`."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.errors import (
    LibraryBusyError,
    LibraryFullError,
    NotFoundError,
    UsageError,
)
from annotator.domain.notes import Annotation, Episode, Topic
from annotator.domain.transcript import Cue, Transcript
from annotator.phrases import phrase
from annotator.session.desk import Desk, Place
from annotator.session.edits import Edit
from annotator.session.hooks import Hook

if TYPE_CHECKING:
    from annotator.store import JournalEntry, Library, Touched


def _by_time(mark: Annotation) -> tuple[int, int]:
    return mark.start_ms, mark.id


@dataclass(frozen=True, slots=True)
class MarksDelta:
    """Marks of the open episode that are new or other than before, and ids of those gone."""

    changed: tuple[Annotation, ...]
    removed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell the user in passing; with `undo`, offering to take it back."""

    text: str
    undo: bool = False
    trouble: bool = False


class Session:
    """The library and the episode that is open in it.

    Hooks tell views what changed: `opened` (an episode, or None when it closed), `marks`,
    `topics`, `episodes` (the list), `chapters`, `cues` (ids), `desk`, `message`, `unsaved`,
    `searches` (those kept), `places` (marks of any episode).

    `search_text` is what was last searched for everywhere. `chosen_places` are those chosen among
    what was found, `on_air` the one the radio plays: the tagging keys are about them.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.desk = Desk()
        self.episode: Episode | None = None
        self.transcript: Transcript | None = None
        self.topics: tuple[Topic, ...] = library.notebook.topics()
        self.show_digits = library.notebook.show_digits()
        self.searches = library.saved_searches.all()
        self.search_text = ""
        self.chosen_places: tuple[Place, ...] = ()
        self.on_air: Place | None = None
        self._marks: dict[int, Annotation] = {}
        self._ordered: list[Annotation] = []
        self.topic_counts: Counter[int] = Counter()
        self.review_count = 0
        self._version = library.version()
        self._turn = library.turn()
        self.opened: Hook[Episode | None] = Hook()
        self.marks_changed: Hook[MarksDelta] = Hook()
        self.topics_changed: Hook[None] = Hook()
        self.episodes_changed: Hook[None] = Hook()
        self.chapters_changed: Hook[None] = Hook()
        self.searches_changed: Hook[None] = Hook()
        self.places_changed: Hook[None] = Hook()
        self.cues_changed: Hook[frozenset[int]] = Hook()
        self.desk_changed: Hook[None] = Hook()
        self.message: Hook[Message] = Hook()
        self.unsaved_changed: Hook[None] = Hook()
        self.keeps_unsaved = False
        self._waiting: list[Edit] = []
        self._trouble = ""

    # The open episode

    def open(self, episode_id: int, words: tuple[int, Transcript] | None = None) -> Episode:
        """Open an episode of the library. `words` are the id of a transcript and what it holds,
        where somebody has just read it: a day of talk takes a while. Raises NotFoundError."""
        episode = self.library.episodes.get(episode_id)
        if episode is None or self.library.episodes.is_trashed(episode_id):
            raise NotFoundError("There is no episode {0} in the library.", episode_id)
        self.episode = episode
        fresh = words is not None and words[0] == episode.transcript_id
        self.transcript = (
            words[1] if words and fresh else self.library.episodes.transcript(episode_id)
        )
        self.desk = Desk()
        self._read_marks()
        self.opened.tell(episode)
        return episode

    def close_episode(self) -> None:
        """Leave the open episode, if any; everything of it is on the disk already."""
        self.episode, self.transcript, self.desk = None, None, Desk()
        self._read_marks()
        self.opened.tell(None)

    @property
    def marks(self) -> tuple[Annotation, ...]:
        """The marks of the open episode in order of time."""
        return tuple(self._ordered)

    @property
    def mark_count(self) -> int:
        """How many marks the open episode has."""
        return len(self._ordered)

    def mark(self, mark_id: int | None) -> Annotation | None:
        return self._marks.get(mark_id) if mark_id is not None else None

    def marks_at(self, start_ms: int, end_ms: int) -> tuple[Annotation, ...]:
        """The marks that begin and end at exactly these times."""
        first = bisect_left(self._ordered, (start_ms, 0), key=_by_time)
        found = []
        for mark in self._ordered[first:]:
            if mark.start_ms != start_ms:
                break
            if mark.end_ms == end_ms:
                found.append(mark)
        return tuple(found)

    @property
    def keyed_topics(self) -> tuple[Topic, ...]:
        """The topics with the digits they have in the show of the open episode."""
        own = self.show_digits.get(self.episode.show if self.episode else "", {})
        by_topic = {topic_id: digit for digit, topic_id in own.items()}
        keyed = []
        for topic in self.topics:
            digit = by_topic.get(topic.id, None if topic.digit in own else topic.digit)
            keyed.append(replace(topic, digit=None if topic.archived else digit))
        return tuple(keyed)

    def topic(self, topic_id: int) -> Topic | None:
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    # Changes

    def do(self, edit: Edit) -> JournalEntry | None:
        """Make a change: on the disk when this returns, then told to the views.

        None where the edit changed nothing. Raises LibraryError, with nothing changed; where
        `keeps_unsaved`, an edit that met a lock or a full disk waits instead, and None is
        returned: it is shown once it is stored.
        """
        if not self._waiting:
            try:
                entry = self._store(edit)
            except (LibraryBusyError, LibraryFullError) as error:
                if not self.keeps_unsaved:
                    raise
                self._trouble = str(error)
            else:
                self._catch_up(entry)
                return entry
        self._waiting.append(edit)
        self.unsaved_changed.tell(None)
        return None

    def amend(self, waiting: Edit, better: Edit) -> bool:
        """Put `better` in place of an edit that waits to be stored; whether it still did."""
        places = [place for place, edit in enumerate(self._waiting) if edit is waiting]
        for place in places:
            self._waiting[place] = better
        return bool(places)

    @property
    def unsaved(self) -> tuple[int, str]:
        """How many edits wait to be stored, and the sentence that says why."""
        return len(self._waiting), self._trouble if self._waiting else ""

    def save_waiting(self) -> bool:
        """Try again to store what waits, oldest first; whether nothing waits any more.

        What can no longer be stored (its mark was removed meanwhile) is told and given up, so
        that it does not hold up the rest.
        """
        while self._waiting:
            edit = self._waiting[0]
            try:
                entry = self._store(edit)
            except (LibraryBusyError, LibraryFullError) as error:
                self._trouble = str(error)
                break
            except (NotFoundError, UsageError) as error:
                self.say(phrase("Not saved: “{0}”. {1}", edit.label, error), trouble=True)
                entry = None
            del self._waiting[0]
            self._catch_up(entry)
        self.unsaved_changed.tell(None)
        return not self._waiting

    def _store(self, edit: Edit) -> JournalEntry | None:
        with self.library.changing(edit.label, edit.episode_id) as change:
            edit.apply(change.writes)
        return change.entry

    def undo(self, *, anywhere: bool = False) -> JournalEntry | None:
        """Take back the newest change of the open episode or of the library as a whole;
        with `anywhere`, the newest of all."""
        if self._waiting:
            # Imported here: `annotator --help` knows the session and should not pay for SQLite.
            from annotator.store import JournalEntry, Touched

            dropped = self._waiting.pop()
            self.unsaved_changed.tell(None)
            return JournalEntry(0, dropped.label, dropped.episode_id, Touched())
        entry = self.library.undo(self.episode.id if self.episode else None, anywhere=anywhere)
        self._catch_up(entry)
        return entry

    def redo(self, *, anywhere: bool = False) -> JournalEntry | None:
        """Do again what was undone last, in the same scope; where nothing is open, of all:
        undoing an import has just closed its episode. Nothing while a newer change waits."""
        if self._waiting:
            return None
        episode = self.episode
        entry = self.library.redo(
            episode.id if episode else None, anywhere=anywhere or episode is None
        )
        self._catch_up(entry)
        return entry

    def refresh_from_outside(self) -> bool:
        """Take in what another program wrote since; whether there was anything."""
        version = self.library.version()
        if version == self._version:
            return False
        self.refresh()
        return True

    def refresh(self) -> None:
        """Take in what a worker of ours, or another program, has stored."""
        self._version = self.library.version()
        if not self._take_in():
            # Marks of other episodes count in the list as well.
            self.episodes_changed.tell(None)

    def pass_over(self) -> None:
        """What was just written is not shown one by one: `take_in_all` shows it in the end."""
        self._turn = self.library.turn()

    def take_in_all(self) -> None:
        """After much was written at once: the topics, the list, and the open episode anew."""
        self.pass_over()
        self.refresh_topics()
        self._reread_episode()
        if self.episode is not None:
            there = self.library.notebook.annotations(self.episode.id)
            self._refresh_marks({*self._marks, *(mark.id for mark in there)})
        self.episodes_changed.tell(None)

    def take_cues(self, cues: Iterable[Cue]) -> None:
        """Show cues that were added at the end of the open transcript while it is heard."""
        if self.transcript is None:
            return
        added = tuple(cues)
        self.transcript = replace(self.transcript, cues=(*self.transcript.cues, *added))
        self.cues_changed.tell(frozenset(cue.id for cue in added))

    def say(self, text: str, *, undo: bool = False, trouble: bool = False) -> None:
        self.message.tell(Message(phrase(text), undo, trouble))

    def _catch_up(self, entry: JournalEntry | None) -> None:
        """After a change of ours, if it was one."""
        if entry is not None:
            self._take_in()

    def _take_in(self) -> bool:
        """Take in all that was changed since the last time, here or by another program; whether
        the list of episodes was told to be another."""
        seen, self._turn = self._turn, self.library.turn()
        return self._refresh(self.library.touched_since(seen))

    def _refresh(self, touched: Touched) -> bool:
        if touched.of("topic") or touched.of("show"):
            self.refresh_topics()
        # Words before marks: a mark is shown on the words at its times.
        if touched.of("cue"):
            self._refresh_cues(touched.of("cue"))
        if touched.of("annotation"):
            self._refresh_marks(touched.of("annotation"))
            self.places_changed.tell(None)
        if touched.of("saved_search"):
            self.searches = self.library.saved_searches.all()
            self.searches_changed.tell(None)
        listed = bool(touched.of("episode") or touched.of("show") or touched.of("chapter"))
        if listed:
            self._reread_episode()
            self.episodes_changed.tell(None)
        return listed

    def refresh_topics(self) -> None:
        """Read the topics again and tell if they changed."""
        topics, digits = self.library.notebook.topics(), self.library.notebook.show_digits()
        if (topics, digits) != (self.topics, self.show_digits):
            self.topics, self.show_digits = topics, digits
            self.topics_changed.tell(None)

    def _read_marks(self) -> None:
        episode_id = self.episode.id if self.episode else 0
        self._ordered = list(self.library.notebook.annotations(episode_id))
        self._marks = {mark.id: mark for mark in self._ordered}
        self.topic_counts = Counter([topic for mark in self._ordered for topic in mark.topics])
        self.review_count = sum([mark.needs_review for mark in self._ordered])

    def _count(self, mark: Annotation, by: int) -> None:
        """Keep the counts without walking over ten thousand marks at every key press."""
        for topic in mark.topics:
            self.topic_counts[topic] += by
        self.review_count += by * mark.needs_review

    def _refresh_marks(self, ids: Iterable[int]) -> None:
        ids = frozenset(ids)
        fresh = {
            mark.id: mark
            for mark in self.library.notebook.annotations_by_id(ids)
            if self.episode is not None and mark.episode_id == self.episode.id
        }
        removed = frozenset(ids & self._marks.keys()) - fresh.keys()
        for mark_id in ids & self._marks.keys():
            old = self._marks.pop(mark_id)
            self._count(old, -1)
            del self._ordered[bisect_left(self._ordered, _by_time(old), key=_by_time)]
        for mark in fresh.values():
            self._marks[mark.id] = mark
            self._count(mark, 1)
            insort(self._ordered, mark, key=_by_time)
        if self.desk.current_mark in removed:
            self.desk.current_mark = None
        if fresh or removed:
            self.marks_changed.tell(MarksDelta(tuple(fresh.values()), removed))

    def _refresh_cues(self, ids: frozenset[int]) -> None:
        """The cues `ids` anew, without reading the other twenty thousand of a long day."""
        if self.episode is None or self.episode.transcript_id is None or self.transcript is None:
            return
        read = self.library.episodes.cues(ids, self.episode.transcript_id)
        fresh = {cue.id: cue for cue in read}
        before = self.transcript.cues
        known = {cue.id for cue in before if cue.id in ids}
        if fresh.keys() == known:
            cues = tuple(fresh.get(cue.id, cue) for cue in before)
        else:
            rest = [cue for cue in before if cue.id not in ids]
            cues = tuple(sorted([*rest, *fresh.values()], key=lambda cue: (cue.start_ms, cue.id)))
        if not known and not fresh:
            return
        self.transcript = replace(self.transcript, cues=cues)
        self.desk.cursor = min(self.desk.cursor, max(len(cues) - 1, 0))
        if len(cues) != len(before):
            self.desk.selection = None  # its cues may be others now
        self.cues_changed.tell(ids)

    def _reread_episode(self) -> None:
        """The open episode's facts again; opened anew where its words or its sound are others."""
        if self.episode is None:
            return
        fresh = self.library.episodes.get(self.episode.id)
        if fresh is None or self.library.episodes.is_trashed(self.episode.id):
            self.close_episode()
        elif (fresh.transcript_id, fresh.media) != (self.episode.transcript_id, self.episode.media):
            self.open(fresh.id)
        else:
            before, self.episode = self.episode, fresh
            if fresh.chapters != before.chapters:
                self.chapters_changed.tell(None)
