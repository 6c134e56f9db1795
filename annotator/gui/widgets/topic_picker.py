"""The list of topics that T opens: type to filter, Enter to put on, a new name to create."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.notes import Topic
from annotator.gui.theme import Theme
from annotator.gui.values import PickerRow
from annotator.gui.widgets.picker import Picker
from annotator.gui.widgets.topic_tree import flattened, topic_tree

TOP_LEVEL = 0
"""The id of the row that stands for no parent; no topic has it."""


class TopicPicker(Picker):
    """`topicChosen` carries a topic's id, `createRequested` a new name."""

    topicChosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, can_create=True)
        self.chosen.connect(lambda topic_id: self.topicChosen.emit(topic_id))

    def open_topics(
        self,
        topics: Iterable[Topic],
        checked: Collection[int] = (),
        *,
        title: str = "",
        without: Collection[int] = (),
        can_create: bool = True,
        top_level: bool = False,
    ) -> None:
        """Show the topics but those `without`; `top_level` offers “no parent” as well."""
        self._can_create = can_create
        rows = topic_rows(topics, checked, without)
        if top_level:
            rows = (PickerRow(TOP_LEVEL, self.tr("Top level")), *rows)
        placeholder = self.tr("Topic, or a new name") if can_create else self.tr("Topic")
        self.open_picker(rows, title=title, placeholder=placeholder)

    def set_topics(self, topics: Iterable[Topic], checked: Collection[int] = ()) -> None:
        """Renew the rows while the picker stays open."""
        self.set_rows(topic_rows(topics, checked, ()))


def topic_rows(
    topics: Iterable[Topic], checked: Collection[int], without: Collection[int]
) -> tuple[PickerRow, ...]:
    """The rows of a picker for the topics in use, in the order of their tree."""
    return tuple(
        PickerRow(
            id=node.topic.id,
            title=node.topic.name,
            path=" · ".join(filter(None, (node.path, ", ".join(node.topic.aliases)))),
            keys=str(node.topic.digit or ""),
            colour=node.topic.colour,
            checked=node.topic.id in checked,
        )
        for node in flattened(topic_tree(topics))
        if node.topic.id not in without and not node.topic.archived
    )
