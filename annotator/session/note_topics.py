"""The topics that imported notes name: found in the library, or made."""

from __future__ import annotations

from annotator.domain.notes import Topic, slug
from annotator.notes import TopicName
from annotator.session.colours import Palette
from annotator.session.note_reading import Said
from annotator.session.tagging import new_uid
from annotator.store import Changes, Library

_LONGEST = 160
_NO_NAME = "_"


class NoteTopics:
    """Topics by their slug, so that every spelling of a name leads to one topic.

    Topics made in a change that fails must be forgotten again: `forget_new`.
    """

    def __init__(self, library: Library) -> None:
        topics = library.notebook.topics()
        self._by_slug = {slug(topic.name): topic for topic in reversed(topics)}
        self._position = max((topic.position for topic in topics), default=-1) + 1
        self._palette = Palette(topic.colour for topic in topics)
        self._new: list[str] = []

    def keep_new(self) -> int:
        """What was made is stored; how many there were."""
        count = len(self._new)
        self._new.clear()
        return count

    def forget_new(self) -> None:
        for key in self._new:
            del self._by_slug[key]
        self._new.clear()

    def of(self, said: Said, writes: Changes) -> tuple[int, ...]:
        """Ids of the topics of a statement: its nearest heading's, then those it links to.

        The headings above are the parents of the nearest. A topic that lies elsewhere already
        stays there, and the heading above it is put beside it.
        """
        ids: list[int] = []
        above: Topic | None = None
        for heading in said.headings:
            topic = self._topic(heading, above, writes)
            if topic is None:
                continue
            if above is not None and topic.parent_id == above.id:
                ids = []
            ids.insert(0, topic.id)
            above = topic
        for link in said.topics:
            if (topic := self._topic(link, None, writes)) is not None:
                ids.append(topic.id)
        return tuple(dict.fromkeys(ids))

    def _topic(self, name: TopicName, parent: Topic | None, writes: Changes) -> Topic | None:
        if (found := self._by_slug.get(name.slug)) is not None:
            return found
        label = " ".join(name.label.split())[:_LONGEST].strip()
        key = name.slug if len(label) < _LONGEST else slug(label)
        if not label or key == _NO_NAME:
            return None
        known = self._by_slug.get(key)
        if known is None:
            known = writes.add_topic(
                Topic(
                    id=0,
                    uid=new_uid(),
                    name=label,
                    colour=self._palette.next(),
                    parent_id=parent.id if parent else None,
                    position=self._position,
                )
            )
            self._position += 1
            self._by_slug[key] = known
            self._new.append(key)
        return known
