"""The plan of a note: which marks stand under which heading, and in what order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from annotator.domain.notes import Annotation, Topic
from annotator.exporters.note import EpisodeNote, Grouping

UNFILED = "Marks"
"""The heading over marks without a topic."""

TOP_LEVEL, DEEPEST_LEVEL = 2, 6

_BY_TIME = attrgetter("anchor.start_ms", "anchor.end_ms", "id")


class Entry(NamedTuple):
    """A mark in its place, and the topics to name beside it: those its heading does not."""

    mark: Annotation
    topics: tuple[Topic, ...]


class Section(NamedTuple):
    """A heading and the marks right under it.

    `level` is 2 to 6, by nesting; 0 for a stretch without a heading. `topic` is None for the
    marks that have none.
    """

    level: int
    topic: Topic | None
    entries: tuple[Entry, ...]


def in_order(note: EpisodeNote) -> list[Annotation]:
    """The marks in order of time; marks of the same time in the order they were made."""
    return sorted(note.annotations, key=_BY_TIME)


def outline(note: EpisodeNote) -> tuple[Section, ...]:
    """The sections of a note, by topic or by time as its options say.

    By topic, every mark stands once, under the first of its topics. Topics without a mark in
    them or below them are left out; a mark's topics that the note does not know, too.
    """
    known = {topic.id: topic for topic in note.topics}
    by_time = note.options.grouping is Grouping.TIME
    filed: dict[int, list[Entry]] = defaultdict(list)
    unfiled: list[Entry] = []
    for mark in in_order(note):
        topics = tuple([known[topic_id] for topic_id in mark.topics if topic_id in known])
        if by_time or not topics:
            unfiled.append(Entry(mark, topics))
        else:
            filed[topics[0].id].append(Entry(mark, topics[1:]))
    sections = list(_topic_sections(note.topics, filed))
    if unfiled:
        sections.append(Section(0 if by_time else TOP_LEVEL, None, tuple(unfiled)))
    return tuple(sections)


def _topic_sections(topics: Iterable[Topic], filed: dict[int, list[Entry]]) -> Iterator[Section]:
    """Sections of the topics that lead to a mark, parents first."""
    parents = _sound_parents(topics)
    needed: set[int] = set()
    for topic_id in filed:
        here: int | None = topic_id
        while here is not None and here not in needed:
            needed.add(here)
            here = parents[here]
    children: dict[int | None, list[Topic]] = defaultdict(list)
    for topic in topics:
        if topic.id in needed:
            children[parents[topic.id]].append(topic)
    waiting = [(topic, TOP_LEVEL) for topic in reversed(children[None])]
    while waiting:
        topic, level = waiting.pop()
        yield Section(min(level, DEEPEST_LEVEL), topic, tuple(filed.get(topic.id, ())))
        waiting += [(child, level + 1) for child in reversed(children[topic.id])]


def _sound_parents(topics: Iterable[Topic]) -> dict[int, int | None]:
    """Topic id to parent id, with parents that are not there or lead in a ring taken as none."""
    parents = {topic.id: topic.parent_id for topic in topics}
    for topic_id in parents:
        seen = {topic_id}
        here = topic_id
        while (above := parents[here]) is not None:
            if above in seen or above not in parents:
                parents[here] = None
                break
            seen.add(above)
            here = above
    return parents


def topic_targets(
    topics: Iterable[Topic], target_of: Callable[[str], str], joiner: str
) -> dict[int, str]:
    """Topic id to link target: what `target_of` makes of its name, one for each topic.

    Where names give the same target but for case, later ids are numbered (``c``, ``c_2`` with
    `joiner` ``_``), so that a new topic never changes where an old link leads.
    """
    targets: dict[int, str] = {}
    used: set[str] = set()
    for topic in sorted(topics, key=lambda topic: topic.id):
        base = target = target_of(topic.name)
        number = 1
        while target.casefold() in used:
            number += 1
            target = f"{base}{joiner}{number}"
        used.add(target.casefold())
        targets[topic.id] = target
    return targets
