"""Every change a user can make, as a value. ``session.do(edit)`` is the only way to make one.

An edit names itself for undo and writes values; the inverse is kept by the journal as the
rows' images before and after (``store/journal.py``), in the same transaction. So no edit has
a hand-written inverse that could be wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from annotator.domain.notes import Annotation, Chapter, Episode, Kind, Media, Topic
from annotator.domain.transcript import Cue
from annotator.phrases import counted, phrase

if TYPE_CHECKING:
    from annotator.store import Changes


class Edit(Protocol):
    """`label` is what undo says; `episode_id` whose undo it is in, None for the library's."""

    @property
    def label(self) -> str: ...

    @property
    def episode_id(self) -> int | None: ...

    def apply(self, writes: Changes) -> None: ...


@dataclass(frozen=True, slots=True)
class AddMark:
    """A new mark. With `new_topic`, the topic is made and put on it in the same step.

    Where a mark of the same times is by now (this edit waited for a lock, or another program
    was quicker), what this one says joins it: one stretch, one mark.
    """

    mark: Annotation
    label: str
    new_topic: Topic | None = None

    @property
    def episode_id(self) -> int:
        return self.mark.episode_id

    def apply(self, writes: Changes) -> None:
        mark = _with_topic(writes, self.mark, self.new_topic)
        there = writes.annotation_at(mark.episode_id, mark.start_ms, mark.end_ms)
        if there is None:
            writes.add_annotation(mark)
        else:
            writes.update_annotation(_joined(there, mark))


@dataclass(frozen=True, slots=True)
class AddMarks:
    """New marks of one episode in one step."""

    marks: Sequence[Annotation]

    @property
    def label(self) -> str:
        return phrase("Quote") if len(self.marks) == 1 else phrase("{0} quotes", len(self.marks))

    @property
    def episode_id(self) -> int | None:
        return self.marks[0].episode_id if self.marks else None

    def apply(self, writes: Changes) -> None:
        for mark in self.marks:
            AddMark(mark, self.label).apply(writes)


@dataclass(frozen=True, slots=True)
class ChangeMark:
    """The mark of this id becomes equal to `mark`."""

    mark: Annotation
    label: str
    new_topic: Topic | None = None

    @property
    def episode_id(self) -> int:
        return self.mark.episode_id

    def apply(self, writes: Changes) -> None:
        writes.update_annotation(_with_topic(writes, self.mark, self.new_topic))


@dataclass(frozen=True, slots=True)
class RemoveMarks:
    """Marks of one episode go; the journal keeps them."""

    marks: Sequence[Annotation]

    @property
    def label(self) -> str:
        return counted(len(self.marks), "Remove mark", "Remove {0} marks")

    @property
    def episode_id(self) -> int | None:
        return self.marks[0].episode_id if self.marks else None

    def apply(self, writes: Changes) -> None:
        writes.remove_annotations(self.marks)


@dataclass(frozen=True, slots=True)
class AddTopic:
    topic: Topic
    episode_id: int | None = None

    @property
    def label(self) -> str:
        return phrase("New topic “{0}”", self.topic.name)

    def apply(self, writes: Changes) -> None:
        writes.add_topic(self.topic)


@dataclass(frozen=True, slots=True)
class ChangeTopics:
    """Topics become equal to `topics`, in this order (a digit is freed before it is given)."""

    topics: Sequence[Topic]
    label: str
    episode_id: int | None = None

    def apply(self, writes: Changes) -> None:
        for topic in self.topics:
            writes.update_topic(topic)


@dataclass(frozen=True, slots=True)
class MergeTopics:
    """`source` becomes `target`, as that is from then on: its marks (all of them in `marks`) and
    its sub-topics move."""

    source: Topic
    target: Topic
    marks: Sequence[Annotation]
    children: Sequence[Topic]
    episode_id: int | None = None

    @property
    def label(self) -> str:
        return phrase("Merge “{0}” into “{1}”", self.source.name, self.target.name)

    def apply(self, writes: Changes) -> None:
        writes.update_annotations([self._moved(mark) for mark in self.marks])
        for child in self.children:
            writes.update_topic(replace(child, parent_id=self.target.id))
        writes.update_topic(self.target)
        writes.remove_topic(self.source.id)

    def _moved(self, mark: Annotation) -> Annotation:
        topics = (self.target.id if t == self.source.id else t for t in mark.topics)
        return replace(mark, topics=tuple(dict.fromkeys(topics)))


@dataclass(frozen=True, slots=True)
class DeleteTopic:
    """A topic goes; `kept` are its marks as they become without it, `removed` go with it."""

    topic: Topic
    kept: Sequence[Annotation]
    removed: Sequence[Annotation]
    children: Sequence[Topic]
    episode_id: int | None = None

    @property
    def label(self) -> str:
        return phrase("Delete topic “{0}”", self.topic.name)

    def apply(self, writes: Changes) -> None:
        writes.update_annotations(self.kept)
        writes.remove_annotations(self.removed)
        for child in self.children:
            writes.update_topic(replace(child, parent_id=self.topic.parent_id))
        writes.remove_topic(self.topic.id)


@dataclass(frozen=True, slots=True)
class ChangeEpisode:
    episode: Episode
    label: str

    @property
    def episode_id(self) -> int:
        return self.episode.id

    def apply(self, writes: Changes) -> None:
        writes.update_episode(self.episode)


@dataclass(frozen=True, slots=True)
class TrashEpisode:
    """Into the trash at `moment`, or out of it with None. Undone from anywhere."""

    episode: Episode
    moment: str | None
    episode_id: int | None = None

    @property
    def label(self) -> str:
        template = phrase("Remove “{0}”") if self.moment else phrase("Bring back “{0}”")
        return phrase(template, self.episode.title)

    def apply(self, writes: Changes) -> None:
        writes.trash_episode(self.episode.id, self.moment)


@dataclass(frozen=True, slots=True)
class Together:
    """Several changes as one step: made together, and taken back together from anywhere."""

    label: str
    edits: Sequence[Edit]
    episode_id: int | None = None

    def apply(self, writes: Changes) -> None:
        for edit in self.edits:
            edit.apply(writes)


@dataclass(frozen=True, slots=True)
class AddChapter:
    """A new chapter; `before` is the one it begins in, which ends there from now on."""

    episode_id: int
    chapter: Chapter
    before: Chapter | None = None

    @property
    def label(self) -> str:
        return phrase("New chapter “{0}”", self.chapter.title)

    def apply(self, writes: Changes) -> None:
        writes.add_chapter(self.episode_id, self.chapter)
        if self.before is not None and self.before.end_ms is not None:
            writes.update_chapter(replace(self.before, end_ms=self.chapter.start_ms))


@dataclass(frozen=True, slots=True)
class ChangeChapter:
    """The chapter of this id becomes equal to `chapter`."""

    episode_id: int
    chapter: Chapter
    label: str

    def apply(self, writes: Changes) -> None:
        writes.update_chapter(self.chapter)


@dataclass(frozen=True, slots=True)
class RemoveChapter:
    """A chapter goes; `before` is the one before it, which reaches over its time from now on."""

    episode_id: int
    chapter: Chapter
    before: Chapter | None = None

    @property
    def label(self) -> str:
        return phrase("Remove chapter “{0}”", self.chapter.title)

    def apply(self, writes: Changes) -> None:
        writes.remove_chapter(self.chapter.id)
        if self.before is not None and self.before.end_ms is not None:
            writes.update_chapter(replace(self.before, end_ms=self.chapter.end_ms))


@dataclass(frozen=True, slots=True)
class ChangeMedia:
    episode_id: int
    media: Media
    label: str = phrase("Locate media")

    def apply(self, writes: Changes) -> None:
        writes.set_media(self.episode_id, self.media)


@dataclass(frozen=True, slots=True)
class ChangeCues:
    """Cues of the transcript in use become equal to `cues`; those without an id are added, and
    `removed` go. `marks` are moved with them."""

    episode_id: int
    cues: Sequence[Cue]
    label: str
    marks: Sequence[Annotation] = ()
    removed: Sequence[Cue] = ()

    def apply(self, writes: Changes) -> None:
        writes.remove_cues(self.removed)
        writes.update_cues(self.episode_id, [cue for cue in self.cues if cue.id])
        writes.add_cues(self.episode_id, [cue for cue in self.cues if not cue.id])
        writes.update_annotations(self.marks)


def _with_topic(writes: Changes, mark: Annotation, new_topic: Topic | None) -> Annotation:
    if new_topic is None:
        return mark
    # While this edit waited, another may have made the topic.
    ident = writes.topic_called(new_topic.name)
    if ident is None:
        ident = writes.add_topic(new_topic).id
    return replace(mark, topics=tuple(dict.fromkeys((*mark.topics, ident))))


def _joined(mark: Annotation, late: Annotation) -> Annotation:
    """What both marks say, in one."""
    notes = dict.fromkeys(note for note in (mark.note, late.note) if note)
    return replace(
        mark,
        kind=mark.kind if late.kind is Kind.TOPIC else late.kind,
        topics=tuple(dict.fromkeys((*mark.topics, *late.topics))),
        note="\n\n".join(notes),
        changed_at=late.changed_at,
    )
