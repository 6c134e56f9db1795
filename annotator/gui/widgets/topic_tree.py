"""Topics in the order they are shown: every parent before its children, by position."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.notes import Topic
from annotator.gui.widgets.text import one_line


@dataclass(frozen=True, slots=True)
class TopicNode:
    """A topic with the names above it and everything below it."""

    topic: Topic
    above: tuple[str, ...]
    below: tuple[TopicNode, ...]

    @property
    def path(self) -> str:
        """The names above, outermost first; empty for a topic of the first level."""
        return " › ".join(one_line(name) for name in self.above)

    def ids(self) -> tuple[int, ...]:
        """This topic's id and the ids of all below it."""
        return (self.topic.id, *(found for node in self.below for found in node.ids()))


def topic_tree(topics: Iterable[Topic]) -> tuple[TopicNode, ...]:
    """The first level. A topic whose parent is missing or is itself stands there too."""
    all_topics = sorted(topics, key=lambda topic: (topic.position, topic.name.casefold(), topic.id))
    known = {topic.id for topic in all_topics}
    children: dict[int | None, list[Topic]] = {}
    for topic in all_topics:
        parent = topic.parent_id if topic.parent_id in known else None
        children.setdefault(parent if parent != topic.id else None, []).append(topic)
    return _level(children, None, ())


def flattened(nodes: Iterable[TopicNode]) -> tuple[TopicNode, ...]:
    """The nodes in the order of reading."""
    return tuple(found for node in nodes for found in (node, *flattened(node.below)))


def _level(
    children: dict[int | None, list[Topic]], parent: int | None, above: tuple[str, ...]
) -> tuple[TopicNode, ...]:
    return tuple(
        TopicNode(topic, above, _level(children, topic.id, (*above, topic.name)))
        for topic in children.get(parent, ())
    )
