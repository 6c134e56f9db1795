"""One key, one mark: what each tagging key does to the target, and what a repeat does.

A press finds its target (``targets.py``) and either makes a mark there, adds to the mark that
is there, or takes itself off again. While listening, the same key within two seconds does not
take off: it reaches back one cue more, since the thought began before the finger moved.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from annotator.domain.anchoring import anchor_at, anchor_of
from annotator.domain.errors import UsageError
from annotator.domain.notes import Anchor, Annotation, Kind, Topic
from annotator.domain.transcript import Span, Transcript
from annotator.phrases import phrase
from annotator.session import edges
from annotator.session.edits import AddMark, ChangeMark, RemoveMarks
from annotator.session.hooks import Hook
from annotator.session.looking_back import look_back
from annotator.session.ports import Clock
from annotator.session.reaction import HeardMark
from annotator.session.session import Session
from annotator.session.targets import (
    Listening,
    Origin,
    Target,
    find_target,
    heard_before,
    reach_back,
)

REPEAT_S = 2.0
_LABELS = {
    Kind.QUOTE: (phrase("Quote"), phrase("Take off quote")),
    Kind.BOOKMARK: (phrase("Bookmark"), phrase("Take off bookmark")),
}


@dataclass(frozen=True, slots=True)
class Press:
    """The last tagging key: what it was, the mark it made, when, and from where."""

    key: str
    mark_id: int
    at: float
    origin: Origin


@dataclass(frozen=True, slots=True)
class Habits:
    """The user's settings that the rule needs."""

    reaction_ms: int = 700
    blind_ms: int = 10_000
    bookmark_ms: int = 10_000
    author: str = ""


def new_uid() -> str:
    """A name for a mark or topic that no other has: 12 characters of a-z and 0-9."""
    return "".join(secrets.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(12))


class Tagger:
    """The tagging keys. `listening` tells what the ear is at, `habits` the user's settings.

    `heard` tells of each mark made on what was heard in passing.
    """

    def __init__(
        self,
        session: Session,
        clock: Clock,
        listening: Callable[[], Listening],
        habits: Callable[[], Habits],
    ) -> None:
        self._session = session
        self._clock = clock
        self._listening = listening
        self._habits = habits
        self._last: Press | None = None
        self._waiting: AddMark | None = None
        self.heard: Hook[HeardMark] = Hook()
        session.opened.connect(lambda _: self._forget())

    def target(self) -> Target | None:
        """What the next key would mark."""
        habits = self._habits()
        if self._session.episode is None:
            return None
        if (on_air := self._on_air()) is not None:
            return on_air
        return find_target(
            self._session.transcript,
            self._session.desk,
            self._listening(),
            reaction_ms=habits.reaction_ms,
            blind_ms=habits.blind_ms,
        )

    def _on_air(self) -> Target | None:
        """The place that the radio plays: while it does, the keys are about all of it."""
        session, place = self._session, self._session.on_air
        desk = session.desk
        if place is None or session.episode is None or place.episode_id != session.episode.id:
            return None
        if desk.selection is not None or desk.range_start_ms is not None:
            return None
        mark = session.mark(place.mark_id)
        anchor = (
            mark.anchor if mark else anchor_at(session.transcript, place.start_ms, place.end_ms)
        )
        words = session.transcript
        span = words.span_of(anchor.start_ms, anchor.end_ms) if words else None
        return Target(anchor, span, Origin.SELECTION)

    def heard_ms(self) -> int:
        """The media time the user means by "now": a reaction time ago while playing."""
        return max(heard_before(self._listening(), self._habits().reaction_ms), 0)

    def mark_on(self, target: Target) -> Annotation | None:
        """The mark that a key on `target` would change, None where it would make one."""
        return self._mark_at(target)

    # The keys

    def toggle_topic(self, topic: Topic) -> Annotation | None:
        """Put `topic` on the target, or take it off; the mark as it is then, None if gone."""
        key = f"topic {topic.id}"
        if (reached := self._reach(key)) is not None:
            return reached
        return self.put_topic(topic, self._wanted())

    def tag_with_new_topic(self, topic: Topic, target: Target) -> Annotation | None:
        """Make `topic` and put it on `target`, in one step of undo."""
        key, label = f"topic {topic.name}", phrase("Tag “{0}”", topic.name)
        mark = self._mark_at(target)
        if mark is None:
            return self._make(key, target, Kind.TOPIC, label, (), new_topic=topic)
        self._session.do(ChangeMark(self._changed(mark), label, topic))
        return self._pressed(key, mark.id, target)

    def put_topic(self, topic: Topic, target: Target) -> Annotation | None:
        """Put `topic` on `target` as found before a picker opened; again takes it off."""
        mark = self._mark_at(target)
        key = f"topic {topic.id}"
        if mark is None:
            return self._make(key, target, Kind.TOPIC, phrase("Tag “{0}”", topic.name), (topic.id,))
        if topic.id in mark.topics:
            rest = tuple(other for other in mark.topics if other != topic.id)
            return self._take_off(
                key, target, replace(mark, topics=rest), phrase("Untag “{0}”", topic.name)
            )
        tagged = replace(mark, topics=(*mark.topics, topic.id))
        return self._settle(key, target, tagged, phrase("Tag “{0}”", topic.name))

    def toggle_kind(self, kind: Kind) -> Annotation | None:
        """Make the target a quote or a bookmark, or take that off again."""
        key = kind.value
        if (reached := self._reach(key)) is not None:
            return reached
        target = self._wanted()
        mark = self._mark_at(target)
        put, off = _LABELS[kind]
        if kind is Kind.BOOKMARK and (mark is None or mark.kind is not kind):
            # A bookmark says "come back"; it must not cost the quote or note that is there.
            target = look_back(self._session.transcript, target, self._habits().bookmark_ms)
            same = self._session.marks_at(target.anchor.start_ms, target.anchor.end_ms)
            mark = next((other for other in same if other.kind is kind), None)
        if mark is None:
            return self._make(key, target, kind, put, ())
        if mark.kind is kind:
            plain = replace(mark, kind=Kind.NOTE if mark.note else Kind.TOPIC)
            return self._take_off(key, target, plain, off)
        return self._settle(key, target, replace(mark, kind=kind), put)

    def write_note(self, text: str, target: Target) -> Annotation | None:
        """Set the note on `target` (as found when the note line opened); "" takes it off."""
        mark = self._mark_at(target)
        text = text.strip()
        if mark is None:
            return (
                self._make("note", target, Kind.NOTE, phrase("Note"), (), note=text)
                if text
                else None
            )
        return self._settle(
            "note", target, noted(mark, text), phrase("Note") if text else phrase("Remove note")
        )

    def remove(self) -> bool:
        """Remove the current mark, or else the one on the target; whether there was one."""
        mark = self._current() or self._mark_at(self.target())
        if mark is None:
            return False
        self._session.do(RemoveMarks((mark,)))
        self._forget()
        return True

    # Edges of the current mark

    def move_edges(self, *, start: int = 0, end: int = 0, by_word: bool = False) -> None:
        """Move the current mark's start or end by cues or words; earlier is negative.

        Raises UsageError where there is no mark or no words.
        """
        mark = self._current() or self._mark_at(self.target())
        transcript = self._session.transcript
        if mark is None:
            raise UsageError("There is no mark here yet; make one first.")
        span = transcript.span_of(mark.start_ms, mark.end_ms) if transcript else None
        if transcript is None or span is None:
            raise UsageError("This mark has no words to grow by.")
        move = edges.by_word if by_word else edges.by_cue
        moved = Span(
            move(transcript, span.start, start, first=True),
            move(transcript, span.end, end, first=False),
        )
        if moved.start < moved.end and moved != span:
            larger = start < 0 or end > 0
            self._session.do(
                ChangeMark(
                    self._anchored(mark, transcript, moved),
                    phrase("Grow mark") if larger else phrase("Shrink mark"),
                )
            )
        self._session.desk.current_mark = mark.id

    # How a press is carried out

    def _wanted(self) -> Target:
        target = self.target()
        if target is None:
            raise UsageError("There is nothing to mark here yet; open or play an episode.")
        return target

    def _reach(self, key: str) -> Annotation | None:
        """The repeat: grow the mark just made back by one cue, if this is one."""
        last, transcript = self._last, self._session.transcript
        if last is None or last.key != key or last.origin is not Origin.HEARD:
            return None
        if self._clock() - last.at > REPEAT_S or transcript is None:
            return None
        waiting = self._waiting
        mark = waiting.mark if waiting else self._session.mark(last.mark_id)
        span = transcript.span_of(mark.start_ms, mark.end_ms) if mark else None
        if mark is None or span is None:
            return None
        wider = reach_back(transcript, span)
        if wider != span:
            mark = self._anchored(mark, transcript, wider)
            if waiting is None:
                self._session.do(ChangeMark(mark, phrase("Reach back")))
            else:
                self._waiting = replace(waiting, mark=mark)
                if not self._session.amend(waiting, self._waiting):
                    return None
        self._last = replace(last, at=self._clock())
        return self._session.mark(mark.id) or mark

    def _mark_at(self, target: Target | None) -> Annotation | None:
        """The mark a press on `target` is about: of the same stretch, or the one just made
        where the target, heard in passing, lies inside it."""
        if target is None:
            return None
        current = self._current()
        anchor = target.anchor
        same = self._session.marks_at(anchor.start_ms, anchor.end_ms)
        if current in same:
            return current
        if same:
            return same[0]
        if (
            current is not None
            and target.origin is Origin.HEARD
            and target.span is not None
            and current.start_ms <= anchor.start_ms
            and anchor.end_ms <= current.end_ms
        ):
            return current
        return None

    def _current(self) -> Annotation | None:
        return self._session.mark(self._session.desk.current_mark)

    def _make(
        self,
        key: str,
        target: Target,
        kind: Kind,
        label: str,
        topics: tuple[int, ...],
        *,
        note: str = "",
        new_topic: Topic | None = None,
    ) -> Annotation | None:
        session, moment = self._session, self._session.library.now()
        if session.episode is None:
            return None
        speaker = ""
        if target.span is not None and session.transcript is not None:
            speaker = session.transcript.speaker_of(target.span)
        mark = Annotation(
            id=0,
            uid=new_uid(),
            episode_id=session.episode.id,
            kind=kind,
            anchor=target.anchor,
            topics=topics,
            note=note,
            speaker=speaker,
            author=self._habits().author,
            created_at=moment,
            changed_at=moment,
        )
        edit = AddMark(mark, label, new_topic)
        entry = session.do(edit)
        made = max(entry.touched.of("annotation")) if entry else 0
        pressed = self._pressed(key, made, target)
        self._waiting = None if entry else edit
        if made and target.heard is not None and kind is not Kind.BOOKMARK:
            self.heard.tell(HeardMark(made, target.heard))
        return pressed

    def _settle(self, key: str, target: Target, mark: Annotation, label: str) -> Annotation | None:
        """Store a changed mark, or remove it where nothing is left that it says."""
        if mark.kind is Kind.TOPIC and not mark.topics:
            mark = replace(mark, kind=Kind.NOTE) if mark.note else mark
        if mark.kind is Kind.TOPIC and not mark.topics:
            old = self._session.mark(mark.id)
            if old is not None:
                self._session.do(RemoveMarks((old,)))
            self._forget()
            return None
        self._session.do(ChangeMark(self._changed(mark), label))
        return self._pressed(key, mark.id, target)

    def _take_off(
        self, key: str, target: Target, mark: Annotation, label: str
    ) -> Annotation | None:
        """As `_settle`; the same key pressed again puts it back on and does not reach back."""
        left = self._settle(key, target, mark, label)
        self._last = None
        return left

    def _changed(self, mark: Annotation) -> Annotation:
        return replace(mark, changed_at=self._session.library.now())

    def _anchored(self, mark: Annotation, transcript: Transcript, span: Span) -> Annotation:
        words = anchor_of(transcript, span)
        first, last = transcript.cues[span.start.cue], transcript.cues[span.end.cue]
        # Whole cues are marked with their pauses, as the target rule marks them.
        whole = span.start.char == 0 and span.end.char == len(last.text)
        start_ms, end_ms = (
            (first.start_ms, last.end_ms) if whole else (words.start_ms, words.end_ms)
        )
        return self._changed(
            replace(
                mark,
                anchor=Anchor(start_ms, end_ms, words.exact, words.prefix, words.suffix),
                speaker=transcript.speaker_of(span),
            )
        )

    def _pressed(self, key: str, mark_id: int, target: Target) -> Annotation | None:
        self._last = Press(key, mark_id, self._clock(), target.origin)
        self._waiting = None
        desk = self._session.desk
        desk.forget()
        desk.current_mark = mark_id
        self._session.desk_changed.tell(None)
        return self._session.mark(mark_id)

    def _forget(self) -> None:
        self._last = self._waiting = None
        self._session.desk.forget()
        self._session.desk.current_mark = None
        self._session.desk_changed.tell(None)


def noted(mark: Annotation, text: str) -> Annotation:
    """The mark with `text` as its note; a plain mark becomes a note and back."""
    kind = mark.kind
    if text and kind in (Kind.TOPIC, Kind.BOOKMARK):
        kind = Kind.NOTE
    elif not text and kind is Kind.NOTE:
        kind = Kind.TOPIC
    return replace(mark, note=text, kind=kind)
