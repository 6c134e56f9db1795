"""The tree of topics with their counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.domain.notes import Topic
from annotator.gui.language import count_of
from annotator.gui.widgets.text import one_line, plain_tip
from annotator.gui.widgets.topic_tree import TopicNode, topic_tree

Index = QModelIndex | QPersistentModelIndex
TOPIC_ROLE = Qt.ItemDataRole.UserRole
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_MIME = "application/x-annotator-topic"
_NOWHERE = QModelIndex()
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
)


class TopicsModel(QAbstractItemModel):
    """Holds what it was handed; a name typed or a topic dropped only leaves as a signal.

    `moveRequested` carries the topic, its new parent (0 for none) and its place among the
    children there, counted before it is taken from where it stands.
    """

    renameRequested = Signal(int, str)
    moveRequested = Signal(int, int, int)

    def __init__(self) -> None:
        super().__init__()
        self._top: tuple[TopicNode, ...] = ()
        self._nodes: dict[int, TopicNode] = {}
        self._places: dict[int, tuple[int, int]] = {}
        self._counts: Mapping[int, int] = {}

    def set_topics(self, topics: Iterable[Topic], counts: Mapping[int, int]) -> None:
        self.beginResetModel()
        self._counts = dict(counts)
        self._top = topic_tree(topic for topic in topics if not topic.archived)
        self._nodes, self._places = {}, {}
        self._learn(self._top, 0)
        self.endResetModel()

    def set_counts(self, counts: Mapping[int, int]) -> None:
        """New counts without a reset; only changed rows are painted again."""
        changed = [
            topic_id
            for topic_id in self._nodes
            if counts.get(topic_id, 0) != self._counts.get(topic_id, 0)
        ]
        self._counts = dict(counts)
        for topic_id in changed:
            index = self.index_of(topic_id)
            self.dataChanged.emit(index, index)

    def count(self) -> int:
        return len(self._nodes)

    def topics(self) -> list[Topic]:
        return [node.topic for node in self._nodes.values()]

    def node(self, topic_id: int) -> TopicNode | None:
        return self._nodes.get(topic_id)

    def node_at(self, index: Index) -> TopicNode | None:
        return self._nodes.get(index.internalId()) if index.isValid() else None

    def index_of(self, topic_id: int) -> QModelIndex:
        if topic_id not in self._places:
            return QModelIndex()
        return self.createIndex(self._places[topic_id][1], 0, topic_id)

    def with_below(self, ids: Collection[int]) -> frozenset[int]:
        """The topics and all below them."""
        return frozenset(
            found for topic_id in ids if topic_id in self._nodes
            for found in self._nodes[topic_id].ids()
        )  # fmt: skip

    # Qt's side

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        level = self._level(parent)
        if column != 0 or not 0 <= row < len(level):
            return QModelIndex()
        return self.createIndex(row, 0, level[row].topic.id)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        above = self._places.get(index.internalId(), (0, 0))[0] if index.isValid() else 0
        return self.index_of(above) if above else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return len(self._level(parent))

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self.node_at(index)
        if node is None:
            return None
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: one_line(node.topic.name),
            Qt.ItemDataRole.EditRole: node.topic.name,
            TOPIC_ROLE: node.topic,
            COUNT_ROLE: self._counts.get(node.topic.id, 0),
        }
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(node.topic)
        if role == Qt.ItemDataRole.ToolTipRole:
            others = ", ".join(node.topic.aliases)
            also = self.tr("also {0}").format(others) if others else ""
            return plain_tip("\n".join(filter(None, (also, node.topic.description))))
        return answers.get(role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node, name = self.node_at(index), one_line(str(value))
        if role == Qt.ItemDataRole.EditRole and node and name and name != node.topic.name:
            self.renameRequested.emit(node.topic.id, name)
        return False

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, str(indexes[0].internalId()).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index
    ) -> bool:
        moved = self._dragged(data)
        target = parent.internalId() if parent.isValid() else 0
        return moved is not None and target not in moved.ids()

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        moved = self._dragged(data)
        if moved is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        target = parent.internalId() if parent.isValid() else 0
        place = row if row >= 0 else self.rowCount(parent)
        self.moveRequested.emit(moved.topic.id, target, place)
        # False: the view must not remove the row, the new order comes back as values.
        return False

    def _dragged(self, data: QMimeData) -> TopicNode | None:
        text = bytes(data.data(_MIME).data()).decode("ascii", "replace")
        return self._nodes.get(int(text)) if text.isdecimal() else None

    def _level(self, parent: Index) -> tuple[TopicNode, ...]:
        node = self.node_at(parent)
        return node.below if node else (() if parent.isValid() else self._top)

    def _learn(self, level: tuple[TopicNode, ...], parent: int) -> None:
        for row, node in enumerate(level):
            self._nodes[node.topic.id] = node
            self._places[node.topic.id] = (parent, row)
            self._learn(node.below, node.topic.id)

    def _spoken(self, topic: Topic) -> str:
        parts = [one_line(topic.name)]
        if topic.digit:
            parts.append(self.tr("key {0}").format(topic.digit))
        parts.append(count_of(self._counts.get(topic.id, 0), "{0} mark", "{0} marks"))
        return ", ".join(parts)
