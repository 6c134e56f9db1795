"""What was read in a vault, as changes of marks, and as one change of the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.notes import Annotation, Topic
from annotator.phrases import phrase
from annotator.store import Changes


@dataclass(frozen=True, slots=True)
class Change:
    """A mark as it is and as it is to be. `after` None removes it; `topics` are ids, and names
    of topics to be made. `told` says what is changed, in words."""

    path: str
    before: Annotation
    after: Annotation | None
    topics: tuple[int | str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What was changed in a vault, as one change of the library."""

    changes: Sequence[Change]
    new_topics: Mapping[str, Topic]
    episode_id: int | None = None
    label: str = phrase("Read back the vault")

    def apply(self, writes: Changes) -> None:
        made: dict[str, int] = {}
        for name, topic in self.new_topics.items():
            there = writes.topic_called(topic.name)
            made[name] = writes.add_topic(topic).id if there is None else there
        for change in self.changes:
            if change.after is None:
                writes.remove_annotation(change.before)
                continue
            topics = (made[t] if isinstance(t, str) else t for t in change.topics)
            writes.update_annotation(replace(change.after, topics=tuple(dict.fromkeys(topics))))


def together(first: Change, second: Change) -> Change | None:
    """Two changes of one mark, read in two notes, as one; None where they contradict."""
    before, one, two = first.before, first.after, second.after
    if one is None or two is None:
        return first if one is two else None
    parts = [_parts(mark) for mark in (before, one, two)]
    made_parts = []
    for was, mine, theirs in zip(*parts, strict=True):
        if was not in (mine, theirs) and mine != theirs:
            return None
        made_parts.append(theirs if theirs != was else mine)
    note, speaker, words, start_ms, end_ms = made_parts
    if end_ms < start_ms:
        return None
    anchor = one.anchor if two.anchor == before.anchor else two.anchor
    anchor = replace(anchor, start_ms=start_ms, end_ms=end_ms, exact=words)
    kind = one.kind if two.kind is before.kind else two.kind
    made = replace(one, note=note, speaker=speaker, anchor=anchor, kind=kind)
    gone = set(before.topics) - set(second.topics)
    topics = [topic for topic in first.topics if topic not in gone]
    topics += [topic for topic in second.topics if topic not in before.topics]
    return replace(
        first,
        after=made,
        topics=tuple(dict.fromkeys(topics)),
        told=tuple(dict.fromkeys((*first.told, *second.told))),
    )


def _parts(mark: Annotation) -> tuple[Any, ...]:
    """What may be changed each by itself."""
    return mark.note, mark.speaker, mark.text, mark.start_ms, mark.end_ms
