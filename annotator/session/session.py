"""What is open now. Holds the truth that views show; every change goes through `do`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
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
from annotator.session.keyed import keyed
from annotator.session.open_marks import OpenMarks
from annotator.session.told import MarksDelta, Message
from annotator.session.waiting import Unsaved, Waiting

if TYPE_CHECKING:
    from annotator.session.news import News
    from annotator.store import JournalEntry, Library, Touched

_MANY = 500
"""So many marks that are other than before are shown by showing all anew."""


class Session:
    """The library and the episode that is open in it.

    Hooks tell views what changed: `opened` (an episode, or None when it closed), `marks`, or
    `marks_renewed` where so many did that all are shown anew, `topics`, `episodes` (the list),
    `chapters`, `cues` (ids), `desk`, `message`, `unsaved`, `searches` (those kept), `places`
    (marks of any episode). `turn` is the journal's up to which all is shown.

    `search_text` is what was last searched for everywhere. `chosen_places` are those chosen among
    what was found, `on_air` the one the radio plays: the tagging keys are about them.
    `open_marks` are those of the open episode, with what is known of all of them.
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
        self.open_marks = OpenMarks()
        self._version = library.version()
        self.turn = library.turn()
        self.opened: Hook[Episode | None] = Hook()
        self.marks_changed: Hook[MarksDelta] = Hook()
        self.marks_renewed: Hook[None] = Hook()
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
        self._unsaved = Unsaved()
        self.held_for = ""

    # The open episode

    def open(
        self,
        episode_id: int,
        words: tuple[int, Transcript] | None = None,
        marks: OpenMarks | None = None,
    ) -> Episode:
        """Open an episode of the library. `words` are the id of a transcript and what it holds,
        `marks` the episode's, where somebody has just read them: a day of talk takes a while.
        Raises NotFoundError."""
        episode = self.library.episodes.get(episode_id)
        if episode is None or self.library.episodes.is_trashed(episode_id):
            raise NotFoundError("There is no episode {0} in the library.", episode_id)
        self.episode = episode
        fresh = words is not None and words[0] == episode.transcript_id
        self.transcript = (
            words[1] if words and fresh else self.library.episodes.transcript(episode_id)
        )
        self.desk = Desk()
        self.open_marks = marks or OpenMarks(self.library.notebook.annotations(episode_id))
        self.opened.tell(episode)
        return episode

    def close_episode(self) -> None:
        """Leave the open episode, if any; everything of it is on the disk already."""
        self.episode, self.transcript, self.desk = None, None, Desk()
        self.open_marks = OpenMarks()
        self.opened.tell(None)

    @property
    def marks(self) -> tuple[Annotation, ...]:
        """The marks of the open episode in order of time."""
        return tuple(self.open_marks.ordered)

    @property
    def topic_counts(self) -> Mapping[int, int]:
        """How many marks of the open episode each topic has."""
        return self.open_marks.topic_counts

    @property
    def review_count(self) -> int:
        """How many marks of the open episode are to be reviewed."""
        return self.open_marks.review_count

    @property
    def mark_count(self) -> int:
        """How many marks the open episode has."""
        return len(self.open_marks)

    def mark(self, mark_id: int | None) -> Annotation | None:
        return self.open_marks.get(mark_id)

    def marks_at(self, start_ms: int, end_ms: int) -> tuple[Annotation, ...]:
        """The marks that begin and end at exactly these times."""
        return self.open_marks.at(start_ms, end_ms)

    @property
    def keyed_topics(self) -> tuple[Topic, ...]:
        """The topics with the digits they have in the show of the open episode."""
        return keyed(self.topics, self.show_digits.get(self.episode.show if self.episode else ""))

    def topic(self, topic_id: int) -> Topic | None:
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    # Changes

    def do(self, edit: Edit) -> JournalEntry | None:
        """Make a change: on the disk when this returns, then told to the views.

        None where the edit changed nothing. Raises LibraryError, with nothing changed; where
        `keeps_unsaved`, an edit that met a lock or a full disk waits instead, and None is
        returned: it is shown once it is stored.
        """
        if not self._unsaved and not self.held_for:
            try:
                entry = self._store(edit)
            except (LibraryBusyError, LibraryFullError) as error:
                if not self.keeps_unsaved:
                    raise
                self._unsaved.trouble = str(error)
            else:
                self._catch_up(entry)
                return entry
        here = self.episode.id if self.episode else 0
        self._unsaved.add(edit, self.mark, here, self.transcript)
        self.unsaved_changed.tell(None)
        return None

    def amend(self, waiting: Edit, better: Edit) -> bool:
        """Put `better` in place of an edit that waits to be stored; whether it still did."""
        return self._unsaved.amend(waiting, better)

    @property
    def unsaved(self) -> tuple[int, str]:
        """How many edits wait to be stored, and the sentence that says why."""
        return len(self._unsaved), self._unsaved.trouble if self._unsaved else ""

    def save_waiting(self) -> bool:
        """Try again to store what waits, oldest first; whether nothing waits any more.

        What can no longer be stored (its mark was removed meanwhile) is told and given up, so
        that it does not hold up the rest.
        """
        while self._unsaved and not self.held_for:
            edit = self._unsaved.oldest.edit
            try:
                entry = self._store(self._as_of_now(self._unsaved.oldest))
            except (LibraryBusyError, LibraryFullError) as error:
                self._unsaved.trouble = str(error)
                break
            except (NotFoundError, UsageError) as error:
                self.say(phrase("Not saved: “{0}”. {1}", edit.label, error), trouble=True)
                entry = None
            self._unsaved.drop_oldest()
            self._catch_up(entry)
        self.unsaved_changed.tell(None)
        return not self._unsaved

    def _as_of_now(self, waiting: Waiting) -> Edit:
        """What waits, for the marks and the words there are by now."""
        marks = self.library.notebook.annotations_by_id(waiting.marks)
        if self.episode is not None and self.episode.id == waiting.episode_id:
            words = self.transcript
        else:
            words = self.library.episodes.transcript(waiting.episode_id)
        return waiting.brought_up({mark.id: mark for mark in marks}, words)

    def _store(self, edit: Edit) -> JournalEntry | None:
        with self.library.changing(edit.label, edit.episode_id) as change:
            edit.apply(change.writes)
        return change.entry

    def undo(self, *, anywhere: bool = False) -> JournalEntry | None:
        """Take back the newest change of the open episode or of the library as a whole;
        with `anywhere`, the newest of all."""
        if self._unsaved:
            # Imported here: `annotator --help` knows the session and should not pay for SQLite.
            from annotator.store import JournalEntry, Touched

            dropped = self._unsaved.take_back()
            self.unsaved_changed.tell(None)
            return JournalEntry(0, dropped.label, dropped.episode_id, Touched())
        self.refuse_while_held()
        entry = self.library.undo(self.episode.id if self.episode else None, anywhere=anywhere)
        self._catch_up(entry)
        return entry

    def redo(self, *, anywhere: bool = False) -> JournalEntry | None:
        """Do again what was undone last, in the same scope; where nothing is open, of all:
        undoing an import has just closed its episode. Nothing while a newer change waits."""
        self.refuse_while_held()
        if self._unsaved:
            return None
        open_id = self.episode.id if self.episode else None
        entry = self.library.redo(open_id, anywhere=anywhere or open_id is None)
        self._catch_up(entry)
        return entry

    # A large change, made by a worker

    def hold(self, title: str) -> None:
        """Until `release`, edits wait: a worker makes a change that is called `title`. Raises
        UsageError where one is under way, or older edits cannot be stored."""
        self.refuse_while_held()
        if not self.save_waiting():
            raise UsageError("Changes wait to be saved; this can be done after that.")
        self.held_for = title
        self._unsaved.trouble = phrase("“{0}” is under way; this is saved when it is done.", title)

    def release(self) -> None:
        """The worker is done, or gave up: what waited is stored."""
        self.held_for = ""
        self.save_waiting()

    def refuse_while_held(self) -> None:
        if self.held_for:
            raise UsageError("“{0}” is under way; wait until it is done.", self.held_for)

    def adopt(self, news: News) -> None:
        """Show what a worker has changed and read; what changed since is taken in as usual."""
        if self.episode is None or news.episode is None:
            self.refresh()
            return
        self.turn, self._version = news.turn, self.library.version()
        episode, before, touched = news.episode, self.episode, news.touched
        if touched.of("topic") or touched.of("show"):
            self.refresh_topics()
        if (episode.transcript_id, episode.media) != (before.transcript_id, before.media):
            words = (episode.transcript_id or 0, news.transcript) if news.transcript else None
            self.open(episode.id, words, news.marks)
        elif news.marks is not None:
            self.open_marks = news.marks
            if news.transcript is not None:
                self._show_words(news.transcript, touched.of("cue"))
            self.marks_renewed.tell(None)
        self._refresh_rest(touched)
        self._take_in()

    def refresh_from_outside(self) -> bool:
        """Take in what another program wrote since; whether there was anything."""
        if self.held_for or self.library.version() == self._version:
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
        self.turn = self.library.turn()

    def take_in_all(self) -> None:
        """After much was written at once: the topics, the list, and the open episode anew."""
        self.pass_over()
        self.refresh_topics()
        self._reread_episode()
        if self.episode is not None:
            there = self.library.notebook.annotations(self.episode.id)
            self._refresh_marks(self.open_marks.ids | {mark.id for mark in there})
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
        if entry is not None:  # else it changed nothing
            self._take_in()

    def _take_in(self) -> bool:
        """Take in all that was changed since the last time, here or by another program; whether
        the list of episodes was told to be another."""
        seen, self.turn = self.turn, self.library.turn()
        return self._refresh(self.library.touched_since(seen))

    def _refresh(self, touched: Touched) -> bool:
        if touched.of("topic") or touched.of("show"):
            self.refresh_topics()
        # Words before marks: a mark is shown on the words at its times.
        if touched.of("cue"):
            self._refresh_cues(touched.of("cue"))
        if touched.of("annotation"):
            self._refresh_marks(touched.of("annotation"))
        return self._refresh_rest(touched)

    def _refresh_rest(self, touched: Touched) -> bool:
        """What is neither words nor marks of the open episode."""
        if touched.of("annotation"):
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

    def _refresh_marks(self, ids: frozenset[int]) -> None:
        fresh = [
            mark
            for mark in self.library.notebook.annotations_by_id(ids)
            if self.episode is not None and mark.episode_id == self.episode.id
        ]
        removed = self.open_marks.replace(ids, fresh)
        if self.desk.current_mark in removed:
            self.desk.current_mark = None
        if len(fresh) + len(removed) > _MANY:
            self.marks_renewed.tell(None)
        elif fresh or removed:
            self.marks_changed.tell(MarksDelta(tuple(fresh), removed))

    def _refresh_cues(self, ids: frozenset[int]) -> None:
        """The cues `ids` anew, without reading the other twenty thousand of a long day."""
        if self.episode is None or self.episode.transcript_id is None or self.transcript is None:
            return
        fresh = self.library.episodes.cues(ids, self.episode.transcript_id)
        words = self.transcript.with_cues(ids, fresh)
        if words is not None:
            self._show_words(words, ids)

    def _show_words(self, words: Transcript, ids: frozenset[int]) -> None:
        """The open transcript is another, by the cues `ids`."""
        before, self.transcript = self.transcript, words
        count = len(words.cues)
        self.desk.cursor = min(self.desk.cursor, max(count - 1, 0))
        if before is None or count != len(before.cues):
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
