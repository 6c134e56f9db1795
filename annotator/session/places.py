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
    from annotator.store import Changes, Library
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
        writes.update_annotations([_with(mark, made) for mark in self.changed])
        writes.remove_annotations(self.removed)


def place_of(hit: Hit) -> Place:
    """The stretch to mark and to hear of something found: its whole cues."""
    return Place(hit.episode_id, hit.from_ms, hit.to_ms, hit.annotation_id)


class Tagging:
    """A topic put on places, or taken off where all have it; a topic without an id is made with
    it. `edit` makes the change of what there is, after which `said` says what it is."""

    def __init__(self, places: Sequence[Place], topic: Topic, author: str) -> None:
        self.places = places
        self.said = ""
        self._topic = topic
        self._author = author

    @property
    def label(self) -> str:
        return counted(
            len(self.places), "Tag {0} place “{1}”", "Tag {0} places “{1}”", self._topic.name
        )

    def edit(self, library: Library) -> ChangePlaces:
        """The change, of the marks that stand at the places by now."""
        topic, moment = self._topic, library.now()
        marks = _marks_at(library, self.places)
        if topic.id and all(mark is not None and topic.id in mark.topics for mark in marks):
            self.said = counted(
                len(marks), "Took “{1}” off {0} place", "Took “{1}” off {0} places", topic.name
            )
            return _without([mark for mark in marks if mark is not None], topic, moment)
        topics = (topic.id,) if topic.id else ()
        self.said = counted(
            len(marks), "Tagged {0} place “{1}”", "Tagged {0} places “{1}”", topic.name
        )
        return ChangePlaces(
            self.label,
            added=[
                _made(library, place, topics, self._author, moment)
                for place, mark in zip(self.places, marks, strict=True)
                if mark is None and place.mark_id is None
            ],
            changed=[
                replace(_with(mark, topics), changed_at=moment)
                for mark in _once(marks)
                if not topic.id or topic.id not in mark.topics
            ],
            new_topic=None if topic.id else topic,
        )


def _marks_at(library: Library, places: Sequence[Place]) -> list[Annotation | None]:
    """For each place its mark, or one of exactly its times; None where there is neither."""
    notebook = library.notebook
    known = {
        mark.id: mark
        for mark in notebook.annotations_by_id(
            [place.mark_id for place in places if place.mark_id is not None]
        )
    }
    found: list[Annotation | None] = []
    for place in places:
        if place.mark_id is not None:
            found.append(known.get(place.mark_id))
        else:
            there = notebook.annotations_at(place.episode_id, place.start_ms, place.end_ms)
            found.append(there[0] if there else None)
    return found


def _once(marks: Iterable[Annotation | None]) -> list[Annotation]:
    """The marks there are, each once: two places may be of one mark."""
    return list({mark.id: mark for mark in marks if mark is not None}.values())


def _without(marks: Sequence[Annotation], topic: Topic, moment: str) -> ChangePlaces:
    """Topics off; marks that say nothing any more go."""
    kept, removed = [], []
    for mark in _once(marks):
        rest = tuple(other for other in mark.topics if other != topic.id)
        if rest or mark.note or mark.kind is not Kind.TOPIC:
            kept.append(replace(mark, topics=rest, changed_at=moment))
        else:
            removed.append(mark)
    label = counted(len(marks), "Untag {0} place “{1}”", "Untag {0} places “{1}”", topic.name)
    return ChangePlaces(label, changed=kept, removed=removed)


def _made(
    library: Library, place: Place, topics: tuple[int, ...], author: str, moment: str
) -> Annotation:
    around = library.episodes.around(place.episode_id, place.start_ms, place.end_ms)
    span = around.span_of(place.start_ms, place.end_ms) if around else None
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
