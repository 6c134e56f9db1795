"""Shows and their episodes as a tree of two levels, filtered and ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)

from annotator.domain.notes import STATE_NAMES, EpisodeState, EpisodeSummary
from annotator.domain.timecode import format_clock
from annotator.gui.language import count_of, tr
from annotator.gui.values import SortOrder
from annotator.gui.widgets.text import one_line

Index = QModelIndex | QPersistentModelIndex
SUMMARY_ROLE = Qt.ItemDataRole.UserRole
_SIZE_ROLE = int(Qt.ItemDataRole.SizeHintRole)
_NOWHERE = QModelIndex()
_SHOW = 0
"""Internal id of a show's row; an episode's is 1 + the row of its show."""

_SHOW_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EPISODE_FLAGS = _SHOW_FLAGS | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemNeverHasChildren

_STATE_ORDER = (EpisodeState.IN_PROGRESS, EpisodeState.NEW, EpisodeState.DONE)

_ORDERS: dict[SortOrder, tuple[Callable[[EpisodeSummary], Any], bool]] = {
    SortOrder.RECENT: (lambda episode: (episode.created_at, episode.id), True),
    SortOrder.TITLE: (lambda episode: episode.title.casefold(), False),
    SortOrder.LENGTH: (lambda episode: episode.duration_ms, True),
    SortOrder.MARKS: (lambda episode: episode.marks, True),
    SortOrder.STATE: (lambda episode: _STATE_ORDER.index(episode.state), False),
}
"""Order → (what to compare, largest first)."""


@dataclass(frozen=True, slots=True)
class RowSizes:
    """How high rows are: the first show's, another's, an episode's, and that of one begun."""

    first_show: QSize
    show: QSize
    episode: QSize
    begun: QSize


@dataclass(slots=True)
class _Show:
    name: str
    episodes: list[EpisodeSummary]


class LibraryModel(QAbstractItemModel):
    """`renameRequested` carries an episode's id and the title typed over it. `sizes` are those of
    the rows: a tree asks for that of every row, and is answered here without a delegate."""

    renameRequested = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._all: dict[int, EpisodeSummary] = {}
        self._shows: list[_Show] = []
        self._heads: list[QModelIndex] = []
        self._rows: list[list[QModelIndex]] = []
        self._order = SortOrder.RECENT
        self._text = ""
        self._state: EpisodeState | None = None
        self.sizes: RowSizes | None = None

    # what is shown

    def set_episodes(self, episodes: Sequence[EpisodeSummary]) -> None:
        self._all = {episode.id: episode for episode in episodes}
        self._build()

    def set_order(self, order: SortOrder) -> None:
        self._order = order
        self._build()

    def set_filter(self, text: str) -> None:
        self._text = text
        self._build()

    def set_state_filter(self, state: EpisodeState | None) -> None:
        """Show the episodes of one state, or with None all."""
        self._state = state
        self._build()

    def update_episode(self, episode: EpisodeSummary) -> None:
        """Show new facts; the list is ordered anew only if they move the episode."""
        before = self._all.get(episode.id)
        self._all[episode.id] = episode
        index = self.index_of(episode.id)
        if before is None or not index.isValid() or self._moves(before, episode):
            self._build()
            return
        self._shows[index.internalId() - 1].episodes[index.row()] = episode
        self.dataChanged.emit(index, index)

    def remove_episode(self, episode_id: int) -> None:
        if self._all.pop(episode_id, None) is not None:
            self._build()

    def total(self) -> int:
        """How many episodes there are, filtered out or not."""
        return len(self._all)

    def episodes_of(self, index: Index) -> tuple[EpisodeSummary, ...]:
        """The episodes below a show's row that are in view."""
        return tuple(self._shows[index.row()].episodes)

    def index_of(self, episode_id: int) -> QModelIndex:
        """Where the episode stands; invalid while it is filtered out."""
        for place, show in enumerate(self._shows):
            for row, episode in enumerate(show.episodes):
                if episode.id == episode_id:
                    return self._rows[place][row]
        return QModelIndex()

    def runs_of(self, episode_ids: Set[int]) -> Iterator[tuple[QModelIndex, QModelIndex]]:
        """Where these episodes stand, as far as they are in view: the first and the last of each
        run, since a thousand chosen one by one take a tenth of a second."""
        for place, show in enumerate(self._shows):
            rows = (row for row, one in enumerate(show.episodes) if one.id in episode_ids)
            for _, run in groupby(enumerate(rows), key=lambda each: each[1] - each[0]):
                of_run = [row for _, row in run]
                yield self._rows[place][of_run[0]], self._rows[place][of_run[-1]]

    def run(self, first: Index, last_row: int) -> Sequence[EpisodeSummary]:
        """The episodes from one row to another of the same show; none where shows stand."""
        if not first.isValid() or first.internalId() == _SHOW:
            return ()
        return self._shows[first.internalId() - 1].episodes[first.row() : last_row + 1]

    def episode_at(self, index: Index) -> EpisodeSummary | None:
        if not index.isValid() or index.internalId() == _SHOW:
            return None
        return self._shows[index.internalId() - 1].episodes[index.row()]

    # Qt's side

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        # As those below, asked for each of a thousand episodes by a tree that lays itself out.
        there = self._rows[parent.row()] if parent.isValid() else self._heads
        return there[row] if 0 <= row < len(there) and not column else _NOWHERE

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        place = index.internalId() if index.isValid() else _SHOW
        return self._heads[place - 1] if place != _SHOW else _NOWHERE

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._shows)
        return len(self._shows[parent.row()].episodes) if parent.internalId() == _SHOW else 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _SHOW_FLAGS if index.internalId() == _SHOW else _EPISODE_FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == _SIZE_ROLE:
            return self._size_of(index)
        if not index.isValid():
            return None
        episode = self.episode_at(index)
        if episode is None:
            return self._show_data(self._shows[index.row()], role)
        answer = _ANSWERS.get(role)
        return answer(episode) if answer else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        episode, title = self.episode_at(index), one_line(str(value))
        if role != Qt.ItemDataRole.EditRole or episode is None or not title:
            return False
        if title != episode.title:
            self.renameRequested.emit(episode.id, title)
        # The new title comes back with the next update, once it is stored.
        return False

    def _show_data(self, show: _Show, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(show.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = count_of(len(show.episodes), "{0} episode", "{0} episodes")
            return f"{one_line(show.name)}, {count}"
        return None

    def _size_of(self, index: Index) -> QSize | None:
        sizes, row, place = self.sizes, index.row(), index.internalId()
        if sizes is None:
            return None
        if place == _SHOW:
            return sizes.show if row else sizes.first_show
        return (
            sizes.episode if progress(self._shows[place - 1].episodes[row]) is None else sizes.begun
        )

    def _moves(self, before: EpisodeSummary, after: EpisodeSummary) -> bool:
        key, _ = _ORDERS[self._order]
        return (
            key(before) != key(after)
            or before.show != after.show
            or self._wanted(before) != self._wanted(after)
        )

    def _wanted(self, episode: EpisodeSummary) -> bool:
        if self._state is not None and episode.state is not self._state:
            return False
        if not self._text:
            return True
        haystack = f"{episode.title} {episode.show} {tr(STATE_NAMES[episode.state])}".casefold()
        return all(part in haystack for part in self._text.casefold().split())

    def _build(self) -> None:
        self.beginResetModel()
        key, largest_first = _ORDERS[self._order]
        shows: dict[str, _Show] = {}
        for episode in sorted(self._all.values(), key=key, reverse=largest_first):
            if self._wanted(episode):
                name = episode.show or self.tr("Single episodes")
                shows.setdefault(name, _Show(name, [])).episodes.append(episode)
        self._shows = list(shows.values())
        if self._order is SortOrder.TITLE:
            self._shows.sort(key=lambda show: show.name.casefold())
        made = self.createIndex
        self._heads = [made(place, 0, _SHOW) for place in range(len(self._shows))]
        self._rows = [
            [made(row, 0, place) for row in range(len(show.episodes))]
            for place, show in enumerate(self._shows, 1)
        ]
        self.endResetModel()


def length_text(episode: EpisodeSummary) -> str:
    """What stands on the left of an episode's second line."""
    if not episode.has_media:
        return tr("No audio")
    clock = format_clock(episode.duration_ms)
    return clock if episode.has_transcript else tr("{0} · no transcript").format(clock)


def state_text(episode: EpisodeSummary) -> str:
    """What stands on its right: the marks made, or the state while there are none."""
    if not episode.marks:
        return tr(STATE_NAMES[episode.state])
    marks = count_of(episode.marks, "{0} mark", "{0} marks")
    return (
        f"{tr(STATE_NAMES[EpisodeState.DONE])} · {marks}"
        if episode.state is EpisodeState.DONE
        else marks
    )


def progress(episode: EpisodeSummary) -> float | None:
    """How far it was heard, 0 to 1; None for one never begun."""
    if episode.state is EpisodeState.DONE:
        return 1.0
    if episode.position_ms <= 0 or episode.duration_ms <= 0:
        return None
    return min(episode.position_ms / episode.duration_ms, 1.0)


def spoken(episode: EpisodeSummary) -> str:
    """An episode as a screen reader says it."""
    return ", ".join(
        (one_line(episode.title), length_text(episode), tr(STATE_NAMES[episode.state]),
         count_of(episode.marks, "{0} mark", "{0} marks"))
    )  # fmt: skip


_ANSWERS: dict[int, Callable[[EpisodeSummary], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda episode: one_line(episode.title),
    Qt.ItemDataRole.EditRole: lambda episode: episode.title,
    Qt.ItemDataRole.AccessibleTextRole: spoken,
    SUMMARY_ROLE: lambda episode: episode,
}
