"""Places: stretches of any episode, found or marked, on which one key works at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.anchoring import anchor_at
from annotator.domain.notes import Annotation, Kind, Topic
from annotator.phrases import counted
from annotator.session.desk import Place
from annotator.session.tagging import new_uid

if TYPE_CHECKING:
    from annotator.session.session import Session
    from annotator.store import Changes
    from annotator.store.search import Hit


@dataclass(frozen=True, slots=True)
class ChangePlaces:
    """Marks of any episodes are added, changed and removed, in one step of undo.

    Where a mark is to be added and one of the same times is there by now, the topics join it.
    """

    label: str
    added: Sequence[Annotation] = ()
    changed: Sequence[Annotation] = ()
    removed: Sequence[Annotation] = ()
    new_topic: Topic | None = None
    episode_id: int | None = None

    def apply(self, writes: Changes) -> None:
        made: tuple[int, ...] = ()
        if self.new_topic is not None:
            known = writes.topic_called(self.new_topic.name)
            made = (writes.add_topic(self.new_topic).id if known is None else known,)
        for mark in self.added:
            there = writes.annotation_at(mark.episode_id, mark.start_ms, mark.end_ms)
            if there is None:
                writes.add_annotation(_with(mark, made))
            else:
                writes.update_annotation(_with(there, (*mark.topics, *made)))
        for mark in self.changed:
            writes.update_annotation(_with(mark, made))
        for mark in self.removed:
            writes.remove_annotation(mark)


def place_of(hit: Hit) -> Place:
    """The stretch to mark and to hear of something found: its whole cues."""
    return Place(hit.episode_id, hit.from_ms, hit.to_ms, hit.annotation_id)


def marks_of(session: Session, places: Iterable[Place]) -> list[Annotation | None]:
    """For each place its mark, or one of exactly its times; None where there is neither."""
    notebook = session.library.notebook
    found: list[Annotation | None] = []
    for place in places:
        marks = (
            notebook.annotations_by_id((place.mark_id,))
            if place.mark_id is not None
            else notebook.annotations_at(place.episode_id, place.start_ms, place.end_ms)
        )
        found.append(marks[0] if marks else None)
    return found


def tag_places(session: Session, places: Sequence[Place], topic: Topic, author: str) -> str:
    """Put `topic` on all places, or take it off where all have it; the sentence that says so."""
    marks = marks_of(session, places)
    has = [mark is not None and topic.id in mark.topics for mark in marks]
    if all(has):
        session.do(_without(session, [mark for mark in marks if mark is not None], topic))
        return counted(
            len(places), "Took “{1}” off {0} place", "Took “{1}” off {0} places", topic.name
        )
    moment = session.library.now()
    session.do(
        ChangePlaces(
            _tagging(places, topic),
            added=[
                _made(session, place, (topic.id,), author)
                for place, mark in zip(places, marks, strict=True)
                if mark is None and place.mark_id is None
            ],
            changed=[
                replace(_with(mark, (topic.id,)), changed_at=moment)
                for mark in marks
                if mark is not None and topic.id not in mark.topics
            ],
        )
    )
    return _tagged(places, topic)


def tag_places_anew(session: Session, places: Sequence[Place], topic: Topic, author: str) -> str:
    """Make `topic` and put it on all places, in one step of undo."""
    marks = marks_of(session, places)
    session.do(
        ChangePlaces(
            _tagging(places, topic),
            added=[
                _made(session, place, (), author)
                for place, mark in zip(places, marks, strict=True)
                if mark is None and place.mark_id is None
            ],
            changed=[mark for mark in marks if mark is not None],
            new_topic=topic,
        )
    )
    return _tagged(places, topic)


def _without(session: Session, marks: Sequence[Annotation], topic: Topic) -> ChangePlaces:
    """Topics off; marks that say nothing any more go."""
    moment = session.library.now()
    kept, removed = [], []
    for mark in marks:
        rest = tuple(other for other in mark.topics if other != topic.id)
        if rest or mark.note or mark.kind is not Kind.TOPIC:
            kept.append(replace(mark, topics=rest, changed_at=moment))
        else:
            removed.append(mark)
    label = counted(len(marks), "Untag {0} place “{1}”", "Untag {0} places “{1}”", topic.name)
    return ChangePlaces(label, changed=kept, removed=removed)


def _made(session: Session, place: Place, topics: tuple[int, ...], author: str) -> Annotation:
    around = session.library.episodes.around(place.episode_id, place.start_ms, place.end_ms)
    span = around.span_of(place.start_ms, place.end_ms) if around else None
    moment = session.library.now()
    return Annotation(
        id=0,
        uid=new_uid(),
        episode_id=place.episode_id,
        kind=Kind.TOPIC,
        anchor=anchor_at(around, place.start_ms, place.end_ms),
        topics=topics,
        speaker=around.speaker_of(span) if around and span else "",
        author=author,
        created_at=moment,
        changed_at=moment,
    )


def _with(mark: Annotation, topics: Iterable[int]) -> Annotation:
    return replace(mark, topics=tuple(dict.fromkeys((*mark.topics, *topics))))


def _tagging(places: Sequence[Place], topic: Topic) -> str:
    return counted(len(places), "Tag {0} place “{1}”", "Tag {0} places “{1}”", topic.name)


def _tagged(places: Sequence[Place], topic: Topic) -> str:
    return counted(len(places), "Tagged {0} place “{1}”", "Tagged {0} places “{1}”", topic.name)
