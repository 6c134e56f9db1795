"""The menus of the library: how it is shown, and what can be done with what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from annotator.domain.notes import STATE_NAMES, EpisodeState, EpisodeSummary
from annotator.gui.language import count_of
from annotator.gui.values import SortOrder
from annotator.phrases import phrase

_SORT_TITLES = {
    SortOrder.RECENT: phrase("Recently added"),
    SortOrder.TITLE: phrase("Title"),
    SortOrder.LENGTH: phrase("Length"),
    SortOrder.MARKS: phrase("Number of marks"),
    SortOrder.STATE: phrase("State"),
}


class ViewMenu(QMenu):
    """In which order, and the episodes of which state alone (None for all)."""

    orderChosen = Signal(object)
    stateChosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addSection(self.tr("Order"))
        self._orders = self._group(
            {order: self.tr(title) for order, title in _SORT_TITLES.items()}, self.orderChosen.emit
        )
        self.addSection(self.tr("Show only"))
        states: dict[EpisodeState | None, str] = {None: self.tr("All episodes")}
        states |= {state: self.tr(title) for state, title in STATE_NAMES.items()}
        self._states = self._group(states, self.stateChosen.emit)
        self.tick(SortOrder.RECENT, None)

    def tick(self, order: SortOrder, state: EpisodeState | None) -> None:
        """Show what is chosen."""
        for group, chosen in ((self._orders, order), (self._states, state)):
            for action in group.actions():
                action.setChecked(action.data() == chosen)

    def _group(
        self, titles: dict[SortOrder, str] | dict[EpisodeState | None, str],
        choose: Callable[[object], None],
    ) -> QActionGroup:  # fmt: skip
        group = QActionGroup(self)
        for value, title in titles.items():
            action = self.addAction(title)
            action.setCheckable(True)
            action.setData(value)
            action.triggered.connect(lambda _=False, chosen=value: choose(chosen))
            group.addAction(action)
        return group


class EpisodeRequests(QObject):
    """What the menu of episodes asks for; all but the first two are about all that are chosen."""

    opened = Signal(int)
    showInFolder = Signal(int)
    state = Signal(object, object)
    show = Signal(object)
    remove = Signal(object)


def episode_menu(
    chosen: Sequence[EpisodeSummary],
    asks: EpisodeRequests,
    rename: Callable[[], None],
    parent: QWidget,
) -> QMenu:
    """What can be done with one episode, or with many at once."""
    menu, tr = QMenu(parent), parent.tr
    first, alone = chosen[0], len(chosen) == 1
    ids = tuple(episode.id for episode in chosen)
    if alone:
        menu.addAction(tr("Open"), lambda: asks.opened.emit(first.id))
        menu.addAction(tr("Rename"), rename)
    else:
        menu.addSection(count_of(len(chosen), "{0} episode", "{0} episodes"))
    states = menu.addMenu(tr("State"))
    for state, title in STATE_NAMES.items():
        action = states.addAction(tr(title))
        action.setCheckable(True)
        action.setChecked(all(episode.state is state for episode in chosen))
        action.triggered.connect(lambda _=False, wanted=state: asks.state.emit(ids, wanted))
    menu.addAction(tr("Show…"), lambda: asks.show.emit(ids))
    if alone:
        folder = menu.addAction(tr("Show in folder"), lambda: asks.showInFolder.emit(first.id))
        folder.setEnabled(first.has_media)
    menu.addSeparator()
    menu.addAction(tr("Move to trash"), lambda: asks.remove.emit(ids))
    return menu
