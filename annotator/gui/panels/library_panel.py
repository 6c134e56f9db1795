"""The left panel: shows and episodes, with a filter, an order and what was done so far."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSettings,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.notes import STATE_NAMES, EpisodeState, EpisodeSummary
from annotator.gui.panels.kept_searches import KeptSearches
from annotator.gui.panels.library_delegate import LibraryDelegate, sizes_in
from annotator.gui.panels.library_menus import EpisodeRequests, ViewMenu, episode_menu
from annotator.gui.panels.library_model import LibraryModel
from annotator.gui.theme import Theme
from annotator.gui.values import SortOrder
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.filter_chip import FilterChip
from annotator.gui.widgets.icon_button import IconButton
from annotator.gui.widgets.panel_header import PanelHeader
from annotator.gui.widgets.text import one_line

_EVERY_STATE: EpisodeState | None = None
_GAP = "   "
_NO_BREAK = "\N{NO-BREAK SPACE}"
_CHOOSING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class _Tree(QTreeView):
    """Gives its rows their heights before it lays them out."""

    def __init__(self, model: LibraryModel) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)

    def doItemsLayout(self) -> None:
        self._rows.sizes = sizes_in(self.font())
        super().doItemsLayout()


class LibraryPanel(QWidget):
    """Shows summaries, emits ids; `asks` is what its menu asks for, `tree` has the keys.
    `openFileRequested` comes from the empty library's button."""

    episodeOpened = Signal(int)
    renameRequested = Signal(int, str)
    openFileRequested = Signal()
    collapseRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(180)
        self._theme = theme
        self._folded: set[str] = set()
        self._model = LibraryModel()
        self._delegate = LibraryDelegate(theme)
        self.tree = self._tree = self._build_tree()
        self.asks = EpisodeRequests(self)
        self._order, self._state = SortOrder.RECENT, _EVERY_STATE
        self._view_menu = ViewMenu(self)
        self._keys: dict[str, str] = {}
        self._filter = FilterChip(theme)
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.setProperty("role", "label")
        self._told.setContentsMargins(6, 0, 0, 0)
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
        """The open episode: tinted and brought into view, unless several are chosen."""
        self._delegate.current = episode_id
        index = self._model.index_of(episode_id) if episode_id is not None else QModelIndex()
        if index.isValid() and len(self.chosen()) < 2:
            self._tree.setCurrentIndex(index)
            self._tree.scrollTo(index)
        self._tree.viewport().update()

    def set_order(self, order: SortOrder) -> None:
        self._order = order
        self._model.set_order(order)
        self._view_menu.tick(self._order, self._state)

    def set_state_filter(self, state: EpisodeState | None) -> None:
        """Show the episodes of one state alone; None for all."""
        self._state = state
        self._filter.set_filter(self.tr(STATE_NAMES[state]) if state else "")
        self._model.set_state_filter(state)
        self._view_menu.tick(self._order, self._state)

    def keep_view(self, state: QSettings) -> None:
        """Write order, filter and what is folded to `state`."""
        state.setValue("library/order", self._order.value)
        state.setValue("library/state", self._state.value if self._state else "")
        state.setValue("library/folded", json.dumps(sorted(self._folded)))

    def restore_view(self, state: QSettings) -> None:
        """Take them from `state`, as far as they are there and known."""
        order, wanted = state.value("library/order"), state.value("library/state")
        folded = state.value("library/folded")
        if isinstance(folded, str):
            with contextlib.suppress(ValueError, TypeError):
                self._folded = set(map(str, json.loads(folded)))
        if order in tuple(SortOrder):
            self.set_order(SortOrder(order))
        if wanted in tuple(EpisodeState):
            self.set_state_filter(EpisodeState(wanted))

    def open_view_menu(self) -> None:
        """The menu of order and filter, below its button."""
        self._view_menu.popup(self._sort.mapToGlobal(self._sort.rect().bottomLeft()))

    def set_key_hints(self, keys: dict[str, str]) -> None:
        """Keys shown here: ``collapse``; in the empty library ``open``; while many are chosen
        ``state``, ``show`` and ``remove``."""
        self._keys = keys
        self._sort.set_key(keys.get("view", ""))
        self._collapse.set_key(keys.get("collapse", ""))
        self._open_key = keys.get("open", "")
        self._show_state()

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._delegate.theme = theme
        self._sort.set_theme(theme)
        self._filter.set_theme(theme)
        self.kept.set_theme(theme)
        self._collapse.set_theme(theme)
        self._tree.viewport().update()

    # what is asked about it

    def current_episode(self) -> int | None:
        """The episode under the keyboard's cursor."""
        episode = self._model.episode_at(self._tree.currentIndex())
        return episode.id if episode else None

    def chosen(self) -> tuple[EpisodeSummary, ...]:
        """The episodes that are chosen, from top to bottom."""
        parts = self._tree.selectionModel().selection().toList()
        parts.sort(key=lambda part: (part.topLeft().internalId(), part.top()))
        return tuple(
            [one for part in parts for one in self._model.run(part.topLeft(), part.bottom())]
        )

    def choose(self, episode_ids: Collection[int]) -> None:
        """Choose these episodes, as far as they are in view."""
        selection = QItemSelection()
        for first, last in self._model.runs_of(frozenset(episode_ids)):
            selection.select(first, last)
        self._tree.selectionModel().select(
            selection, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def rename_current(self) -> None:
        """Open the title under the cursor for editing."""
        index = self._tree.currentIndex()
        if self._model.episode_at(index) is not None:
            self._tree.edit(index)

    def menu_for(self, episode: EpisodeSummary) -> QMenu:
        """What can be done with an episode, or with all that are chosen, it among them."""
        chosen = self.chosen()
        many = chosen if episode in chosen else (episode,)
        return episode_menu(many, self.asks, self.rename_current, self)

    # inside

    def _build_tree(self) -> QTreeView:
        tree = _Tree(self._model)
        tree.setItemDelegate(self._delegate)
        tree.setHeaderHidden(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
        top.setContentsMargins(10, 8, 10, 6)
        top.setSpacing(6)
        header.setContentsMargins(6, 0, 0, 0)
        top.addWidget(header)
        top.addWidget(self._field)
        top.addWidget(self._filter)
        top.addWidget(self._told)
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.kept)
        column.addLayout(self._stack, 1)
        # Only now: a stack without a parent would show its first page as a window.
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self._empty)
        self._sort.setMenu(self._view_menu)
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._open_key = ""

    def _connect(self) -> None:
        self._field.textChanged.connect(self._model.set_filter)
        self._view_menu.orderChosen.connect(self.set_order)
        self._view_menu.stateChosen.connect(self.set_state_filter)
        self._filter.clicked.connect(lambda: self.set_state_filter(None))
        self._tree.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self.asks.opened.connect(self.episodeOpened)
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
        chosen = [episode.id for episode in self.chosen()]
        self._before = (self.current_episode(), chosen, self._tree.verticalScrollBar().value())

    def _restore(self) -> None:
        """After a reset: what was folded, chosen and scrolled to."""
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            searching = bool(self._field.text())
            self._set_expanded(index, searching or str(index.data()) not in self._folded)
        episode_id, chosen, scroll = self._before
        if episode_id is not None:
            self._tree.setCurrentIndex(self._model.index_of(episode_id))
        if len(chosen) > 1:
            self.choose(chosen)
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
            self._empty.set_text(
                self.tr("Nothing matches “{0}”").format(looked_for)
                if looked_for
                else self.tr("No episode is {0}").format(_within(self._filter.text()))
            )
        else:
            hint = f" ({self._open_key})" if self._open_key else ""
            self._empty.set_text(
                self.tr("No episodes yet"),
                self.tr("Drop an audio file here, or open one{0}.").format(hint),
                self.tr("Open a file…"),
            )
        self._stack.setCurrentWidget(self._empty)

    def _tell_chosen(self) -> None:
        """How many are chosen and what can be done with them, while they are several."""
        count = len(self.chosen())
        self._delegate.many = count > 1
        if count > 1:
            done = (("state", self.tr("state")), ("show", self.tr("show")),
                    ("remove", self.tr("trash")))  # fmt: skip
            keys = [f"{self._keys[name]} {what}" for name, what in done if self._keys.get(name)]
            # A line of its own for what can be done; it breaks between a key with what it does
            # and the next, never within, and ends with no dot.
            said = [part.replace(" ", _NO_BREAK) for part in keys]
            self._told.setText(self.tr("{0} chosen").format(count) + "\n" + _GAP.join(said))
        self._told.setVisible(count > 1)
        self._tree.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        if QGuiApplication.keyboardModifiers() & _CHOOSING:
            return
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
        if episode is not None:
            if episode not in self.chosen():
                self._tree.setCurrentIndex(index)
            menu = self.menu_for(episode)
        elif index.isValid():
            ids = [one.id for one in self._model.episodes_of(index)]
            menu = QMenu(self)
            menu.addAction(self.tr("Choose all of it"), lambda: self.choose(ids))
        else:
            return
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._tree.viewport().mapToGlobal(point))


def _within(name: str) -> str:
    """A name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]
