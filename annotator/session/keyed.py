"""Which digits the topics have in one show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from annotator.domain.notes import Topic


def keyed(topics: Iterable[Topic], own: Mapping[int, int] | None) -> tuple[Topic, ...]:
    """The topics with their digits where `own` digits (to ids of topics) mean others than
    everywhere; those archived have none."""
    own = own or {}
    by_topic = {topic_id: digit for digit, topic_id in own.items()}
    found = []
    for topic in topics:
        digit = by_topic.get(topic.id, None if topic.digit in own else topic.digit)
        found.append(replace(topic, digit=None if topic.archived else digit))
    return tuple(found)
