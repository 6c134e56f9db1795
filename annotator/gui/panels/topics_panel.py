"""The topics: what the digits put on, what the marks list is filtered by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMenu,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.notes import Topic
from annotator.gui.panels.topic_menu import colour_menu, digit_menu
from annotator.gui.panels.topics_delegate import TopicsDelegate
from annotator.gui.panels.topics_model import TopicsModel
from annotator.gui.theme import Theme
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.icon_button import IconButton
from annotator.gui.widgets.keycap import KeyCap
from annotator.gui.widgets.panel_header import PanelHeader
from annotator.gui.widgets.text import isolated, menu_text
from annotator.gui.widgets.topic_picker import TopicPicker

_BELOW, _LEAST_HEIGHT = 6, 54


class TopicsPanel(QWidget):
    """Shows topics, emits what is asked of them by id.

    `filterChanged` carries a frozenset of topic ids, those below the chosen ones included, empty
    for no filter. `digitRequested` carries a digit or 0 for none, `moveRequested` the new parent
    (0 for none) and a place among its children or -1 for the last. `contentChanged` tells that
    `content_height` may be another.
    """

    filterChanged = Signal(object)
    contentChanged = Signal()
    addRequested = Signal()
    addBelowRequested = Signal(int)
    renameRequested = Signal(int, str)
    colourRequested = Signal(int, str)
    digitRequested = Signal(int, int)
    mergeRequested = Signal(int, int)
    moveRequested = Signal(int, int, int)
    deleteRequested = Signal(int)
    pageRequested = Signal(int)
    playRequested = Signal(int)
    describeRequested = Signal(int)
    namesRequested = Signal(int)
    splitRequested = Signal(int)
    archiveRequested = Signal(int)
    showDigitRequested = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._chosen: frozenset[int] = frozenset()
        self._before_click: frozenset[int] = frozenset()
        self._show = ""
        self._model = TopicsModel()
        self._delegate = TopicsDelegate(theme)
        self._tree = self._build_tree()
        self._add = IconButton("add", self.tr("New topic"), theme)
        self._key = KeyCap(theme)
        self._empty = EmptyState(
            self.tr("No topics yet"), self.tr("Create one, and the keys 1 to 9 put it on.")
        )
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()

    # values in

    def set_topics(self, topics: Iterable[Topic], counts: Mapping[int, int]) -> None:
        """All topics of the library and how many marks of this episode each has."""
        current = self.current_topic()
        folded = self._folded()
        self._model.set_topics(topics, counts)
        self._tree.expandAll()
        for topic_id in folded:
            self._tree.collapse(self._model.index_of(topic_id))
        if current is not None:
            self._tree.setCurrentIndex(self._model.index_of(current))
        self._set_filter(self._chosen & {topic.id for topic in self._model.topics()})
        self._stack.setCurrentWidget(self._tree if self._model.count() else self._empty)
        self.updateGeometry()
        self.contentChanged.emit()

    def set_show(self, show: str) -> None:
        """The show in which digits may mean other topics than everywhere, "" for none."""
        self._show = show

    def set_counts(self, counts: Mapping[int, int]) -> None:
        self._model.set_counts(counts)

    def set_on_target(self, ids: Collection[int]) -> None:
        """The topics already on what the next key marks."""
        changed = self._delegate.on_target ^ frozenset(ids)
        self._delegate.on_target = frozenset(ids)
        for topic_id in changed:
            self._tree.update(self._model.index_of(topic_id))

    def clear_filter(self) -> None:
        self._set_filter(frozenset())

    def set_key_hints(self, keys: Mapping[str, str]) -> None:
        """Keys shown here: ``topic``, which opens the topic picker."""
        key = keys.get("topic", "")
        self._key.set_text(key)
        self._add.set_key(key)
        if key:
            self._empty.set_text(
                self.tr("No topics yet"),
                self.tr("Press {0} and type a name; the keys 1 to 9 then put it on.").format(key),
            )

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._delegate.theme = theme
        self._add.set_theme(theme)
        self._key.set_theme(theme)
        self._tree.viewport().update()

    # what is asked about it

    def current_topic(self) -> int | None:
        """The topic under the keyboard's cursor."""
        node = self._model.node_at(self._tree.currentIndex())
        return node.topic.id if node else None

    def filter_ids(self) -> frozenset[int]:
        """The topics filtered by, those below them included."""
        return self._model.with_below(self._chosen)

    def rename_current(self) -> None:
        """Open the name under the cursor for editing."""
        if self._tree.currentIndex().isValid():
            self._tree.edit(self._tree.currentIndex())

    def select_topic(self, topic_id: int) -> None:
        """Bring a topic under the keyboard's cursor and into view."""
        index = self._model.index_of(topic_id)
        self._tree.setCurrentIndex(index)
        self._tree.scrollTo(index)

    def menu_for(self, topic: Topic) -> QMenu:
        """What can be done with a topic."""
        menu = QMenu(self)
        menu.addAction(self.tr("Its page"), lambda: self.pageRequested.emit(topic.id))
        menu.addAction(self.tr("Play its marks"), lambda: self.playRequested.emit(topic.id))
        menu.addSeparator()
        menu.addAction(self.tr("Rename"), self.rename_current)
        menu.addAction(self.tr("Other names…"), lambda: self.namesRequested.emit(topic.id))
        menu.addAction(self.tr("Description…"), lambda: self.describeRequested.emit(topic.id))
        colours = menu.addMenu(self.tr("Colour"))
        colour_menu(
            colours, topic, self._theme, lambda colour: self.colourRequested.emit(topic.id, colour)
        )
        digits = menu.addMenu(self.tr("Key"))
        digit_menu(
            digits,
            topic,
            self._model.topics(),
            lambda digit: self.digitRequested.emit(topic.id, digit or 0),
        )
        if self._show:
            title = self.tr("Key in “{0}” only").format(menu_text(self._show))
            digit_menu(
                menu.addMenu(title),
                topic,
                self._model.topics(),
                lambda digit: self.showDigitRequested.emit(topic.id, digit or 0),
            )
        menu.addSeparator()
        menu.addAction(
            self.tr("New topic below it…"), lambda: self.addBelowRequested.emit(topic.id)
        )
        menu.addAction(self.tr("Move under…"), lambda: self._pick_parent(topic))
        merge = menu.addAction(self.tr("Merge into…"), lambda: self._pick_merge(topic))
        merge.setEnabled(self._model.count() > 1)
        menu.addAction(self.tr("Split by a search…"), lambda: self.splitRequested.emit(topic.id))
        menu.addSeparator()
        menu.addAction(self.tr("Archive"), lambda: self.archiveRequested.emit(topic.id))
        menu.addAction(self.tr("Delete…"), lambda: self.deleteRequested.emit(topic.id))
        return menu

    def content_height(self) -> int:
        """The height at which nothing has to be scrolled."""
        if not self._model.count():
            return self.minimumSizeHint().height() + 130
        row = self._tree.sizeHintForRow(0)
        return self._header.sizeHint().height() + row * self._model.count() + _BELOW + 1

    def sizeHint(self) -> QSize:
        return QSize(288, self.content_height())

    # inside

    def _build_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self._model)
        tree.setItemDelegate(self._delegate)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setIndentation(0)
        tree.setUniformRowHeights(True)
        tree.setMouseTracking(True)
        tree.setMinimumHeight(_LEAST_HEIGHT)
        tree.setExpandsOnDoubleClick(False)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        tree.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.setAccessibleName(self.tr("Topics"))
        return tree

    def _lay_out(self) -> None:
        self._header = PanelHeader(self.tr("Topics"))
        self._header.add(self._add)
        self._header.add(self._key)
        self._header.setContentsMargins(18, 8, 18, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, _BELOW)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(self._stack, 1)
        # Only now: a stack without a parent would show its first page as a window.
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)

    def _connect(self) -> None:
        self._add.clicked.connect(self.addRequested)
        self._tree.clicked.connect(self._clicked)
        self._tree.doubleClicked.connect(self._double_clicked)
        self._tree.activated.connect(self._activated)
        self._tree.customContextMenuRequested.connect(self._show_menu)
        self._model.renameRequested.connect(self.renameRequested)
        self._model.moveRequested.connect(self.moveRequested)

    def _clicked(self, index: QModelIndex) -> None:
        held = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        self._before_click = self._chosen
        self._toggle(index, add=bool(held))

    def _double_clicked(self) -> None:
        """A double click renames; the filter that its first click changed comes back."""
        self._set_filter(self._before_click)

    def _activated(self, index: QModelIndex) -> None:
        # Where a double click activates as well, its first click has toggled already.
        if not QApplication.mouseButtons() and self._tree.state() != self._tree.State.EditingState:
            self._toggle(index, add=False)

    def _toggle(self, index: QModelIndex, *, add: bool) -> None:
        node = self._model.node_at(index)
        if node is None:
            return
        one = frozenset((node.topic.id,))
        if add:
            self._set_filter(self._chosen ^ one)
        else:
            self._set_filter(frozenset() if self._chosen == one else one)

    def _set_filter(self, chosen: frozenset[int]) -> None:
        changed = chosen != self._chosen
        self._chosen = self._delegate.filtered = chosen
        self._tree.viewport().update()
        if changed:
            self.filterChanged.emit(self.filter_ids())

    def _folded(self) -> list[int]:
        return [
            topic.id
            for topic in self._model.topics()
            if self._model.rowCount(index := self._model.index_of(topic.id))
            and not self._tree.isExpanded(index)
        ]

    def _show_menu(self, point: QPoint) -> None:
        node = self._model.node_at(self._tree.indexAt(point))
        if node is None:
            return
        self.select_topic(node.topic.id)
        menu = self.menu_for(node.topic)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._tree.viewport().mapToGlobal(point))

    def _pick_merge(self, topic: Topic) -> None:
        self._pick(
            self.tr("Merge “{0}” into").format(isolated(topic.name)),
            without=(topic.id,),
            top_level=False,
            done=lambda target: self.mergeRequested.emit(topic.id, target),
        )

    def _pick_parent(self, topic: Topic) -> None:
        node = self._model.node(topic.id)
        self._pick(
            self.tr("Move “{0}” under").format(isolated(topic.name)),
            without=node.ids() if node else (topic.id,),
            top_level=topic.parent_id is not None,
            done=lambda target: self.moveRequested.emit(topic.id, target, -1),
        )

    def _pick(
        self, title: str, without: Collection[int], top_level: bool, done: Callable[[int], None]
    ) -> None:
        picker = TopicPicker(self._theme, self.window())
        picker.topicChosen.connect(done)
        picker.closed.connect(picker.deleteLater)
        picker.open_topics(
            self._model.topics(),
            title=title,
            without=without,
            can_create=False,
            top_level=top_level,
        )
