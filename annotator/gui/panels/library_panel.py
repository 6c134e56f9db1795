"""The left panel: shows and episodes, with a filter, an order and what was done so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.notes import EpisodeSummary
from annotator.gui.panels.kept_searches import KeptSearches
from annotator.gui.panels.library_delegate import LibraryDelegate
from annotator.gui.panels.library_model import STATE_NAMES, LibraryModel
from annotator.gui.theme import Theme
from annotator.gui.values import SortOrder
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.icon_button import IconButton
from annotator.gui.widgets.panel_header import PanelHeader
from annotator.gui.widgets.text import one_line

_SORT_TITLES = {
    SortOrder.RECENT: "Recently added",
    SortOrder.TITLE: "Title",
    SortOrder.LENGTH: "Length",
    SortOrder.MARKS: "Number of marks",
    SortOrder.STATE: "State",
}


class LibraryPanel(QWidget):
    """Shows summaries, emits ids. `openFileRequested` comes from the empty library's button."""

    episodeOpened = Signal(int)
    renameRequested = Signal(int, str)
    stateRequested = Signal(int, object)
    showInFolderRequested = Signal(int)
    removeRequested = Signal(int)
    openFileRequested = Signal()
    collapseRequested = Signal()
    orderChanged = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(180)
        self._theme = theme
        self._folded: set[str] = set()
        self._model = LibraryModel()
        self._delegate = LibraryDelegate(theme)
        self._tree = self._build_tree()
        self.kept = KeptSearches(theme)
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Filter"))
        self._field.setAccessibleName(self.tr("Filter the library"))
        self._field.setClearButtonEnabled(True)
        self._sort = IconButton("sort", self.tr("Order"), theme)
        self._collapse = IconButton("collapse", self.tr("Hide the library"), theme)
        self._empty = EmptyState("")
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()
        self._show_state()

    # values in

    def set_episodes(self, episodes: Sequence[EpisodeSummary]) -> None:
        self._model.set_episodes(episodes)

    def update_episode(self, episode: EpisodeSummary) -> None:
        """New facts of one episode; scroll and selection stay."""
        self._model.update_episode(episode)

    def remove_episode(self, episode_id: int) -> None:
        self._model.remove_episode(episode_id)

    def set_current(self, episode_id: int | None) -> None:
        """The open episode: tinted and brought into view."""
        self._delegate.current = episode_id
        index = self._model.index_of(episode_id) if episode_id is not None else QModelIndex()
        if index.isValid():
            self._tree.setCurrentIndex(index)
            self._tree.scrollTo(index)
        self._tree.viewport().update()

    def set_order(self, order: SortOrder) -> None:
        self._model.set_order(order)
        for action in self._orders.actions():
            action.setChecked(action.data() is order)

    def set_key_hints(self, keys: dict[str, str]) -> None:
        """Keys shown here: ``collapse`` and, in the empty library, ``open``."""
        self._collapse.set_key(keys.get("collapse", ""))
        self._open_key = keys.get("open", "")
        self._show_state()

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._delegate.theme = theme
        self._sort.set_theme(theme)
        self.kept.set_theme(theme)
        self._collapse.set_theme(theme)
        self._tree.viewport().update()

    # what is asked about it

    def current_episode(self) -> int | None:
        """The episode under the keyboard's cursor."""
        episode = self._model.episode_at(self._tree.currentIndex())
        return episode.id if episode else None

    def focus_filter(self) -> None:
        self._field.setFocus()
        self._field.selectAll()

    def rename_current(self) -> None:
        """Open the title under the cursor for editing."""
        index = self._tree.currentIndex()
        if self._model.episode_at(index) is not None:
            self._tree.edit(index)

    def menu_for(self, episode: EpisodeSummary) -> QMenu:
        """What can be done with an episode."""
        menu = QMenu(self)
        menu.addAction(self.tr("Open"), lambda: self.episodeOpened.emit(episode.id))
        menu.addAction(self.tr("Rename"), self.rename_current)
        states = menu.addMenu(self.tr("State"))
        for state, title in STATE_NAMES.items():
            action = states.addAction(self.tr(title))
            action.setCheckable(True)
            action.setChecked(state is episode.state)
            action.triggered.connect(
                lambda _=False, chosen=state: self.stateRequested.emit(episode.id, chosen)
            )
        folder = menu.addAction(
            self.tr("Show in folder"), lambda: self.showInFolderRequested.emit(episode.id)
        )
        folder.setEnabled(episode.has_media)
        menu.addSeparator()
        menu.addAction(
            self.tr("Remove from the library…"), lambda: self.removeRequested.emit(episode.id)
        )
        return menu

    # inside

    def _build_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self._model)
        tree.setItemDelegate(self._delegate)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setIndentation(0)
        tree.setMouseTracking(True)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        tree.setExpandsOnDoubleClick(False)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.setAccessibleName(self.tr("Library"))
        return tree

    def _lay_out(self) -> None:
        header = PanelHeader(self.tr("Library"))
        header.add(self._sort)
        header.add(self._collapse)
        top = QVBoxLayout()
        top.setContentsMargins(10, 8, 10, 2)
        top.setSpacing(6)
        header.setContentsMargins(6, 0, 0, 0)
        top.addWidget(header)
        top.addWidget(self._field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.kept)
        column.addLayout(self._stack, 1)
        # Only now: a stack without a parent would show its first page as a window.
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self._empty)
        self._sort.setMenu(self._order_menu())
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._open_key = ""

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        self._orders = QActionGroup(menu)
        for order, title in _SORT_TITLES.items():
            action = menu.addAction(self.tr(title))
            action.setCheckable(True)
            action.setChecked(order is SortOrder.RECENT)
            action.setData(order)
            action.triggered.connect(lambda _=False, chosen=order: self._reorder(chosen))
            self._orders.addAction(action)
        return menu

    def _connect(self) -> None:
        self._field.textChanged.connect(self._model.set_filter)
        self._empty.buttonClicked.connect(self.openFileRequested)
        self._collapse.clicked.connect(self.collapseRequested)
        self._tree.clicked.connect(self._clicked)
        self._tree.activated.connect(self._open)
        self._tree.customContextMenuRequested.connect(self._show_menu)
        self._tree.collapsed.connect(lambda index: self._folded.add(str(index.data())))
        self._tree.expanded.connect(lambda index: self._folded.discard(str(index.data())))
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.modelReset.connect(self._restore)
        self._model.renameRequested.connect(self.renameRequested)

    def _remember(self) -> None:
        self._kept = (self.current_episode(), self._tree.verticalScrollBar().value())

    def _restore(self) -> None:
        """After a reset: what was folded, chosen and scrolled to."""
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            searching = bool(self._field.text())
            self._set_expanded(index, searching or str(index.data()) not in self._folded)
        episode_id, scroll = self._kept
        if episode_id is not None:
            self._tree.setCurrentIndex(self._model.index_of(episode_id))
        self._tree.verticalScrollBar().setValue(scroll)
        self._show_state()

    def _set_expanded(self, index: QModelIndex, expanded: bool) -> None:
        # A search opens every show without forgetting which were folded.
        self._tree.blockSignals(True)
        self._tree.setExpanded(index, expanded)
        self._tree.blockSignals(False)

    def _show_state(self) -> None:
        if self._model.rowCount():
            self._stack.setCurrentWidget(self._tree)
            return
        if self._model.total():
            looked_for = one_line(self._field.text())
            self._empty.set_text(self.tr("Nothing matches “{0}”").format(looked_for))
        else:
            hint = f" ({self._open_key})" if self._open_key else ""
            self._empty.set_text(
                self.tr("No episodes yet"),
                self.tr("Drop an audio file here, or open one{0}.").format(hint),
                self.tr("Open a file…"),
            )
        self._stack.setCurrentWidget(self._empty)

    def _reorder(self, order: SortOrder) -> None:
        self._model.set_order(order)
        self.orderChanged.emit(order)

    def _clicked(self, index: QModelIndex) -> None:
        if self._model.episode_at(index) is None:
            self._tree.setExpanded(index, not self._tree.isExpanded(index))
        else:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        episode = self._model.episode_at(index)
        if episode is not None:
            self.episodeOpened.emit(episode.id)

    def _show_menu(self, point: QPoint) -> None:
        index = self._tree.indexAt(point)
        if not index.isValid():
            index = self._tree.currentIndex()
        episode = self._model.episode_at(index)
        if episode is None:
            return
        self._tree.setCurrentIndex(index)
        menu = self.menu_for(episode)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._tree.viewport().mapToGlobal(point))
