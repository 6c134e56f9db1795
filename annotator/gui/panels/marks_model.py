"""The marks of an episode in order of time, filtered; changed one by one, never reset for one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import gt
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.domain.mark_looks import MarkLooks
from annotator.domain.notes import Annotation, Kind, Topic
from annotator.domain.timecode import format_clock
from annotator.gui.language import tr
from annotator.gui.mime import mime_data
from annotator.gui.widgets.text import one_line
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.exporters.sharing import Shared

Index = QModelIndex | QPersistentModelIndex
MARK_ROLE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)

KIND_NAMES = {
    Kind.TOPIC: phrase("Topic"),
    Kind.QUOTE: phrase("Quote"),
    Kind.NOTE: phrase("Note"),
    Kind.BOOKMARK: phrase("Bookmark"),
}


@dataclass(frozen=True, slots=True)
class MarksFilter:
    """What is let through. Empty sets and text let everything through."""

    topics: frozenset[int] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.topics or self.kinds or self.text.strip())

    def lets(self, mark: Annotation) -> bool:
        """Whether `mark` has one of the topics, one of the kinds and all words of the text."""
        if self.topics and self.topics.isdisjoint(mark.topics):
            return False
        if self.kinds and mark.kind not in self.kinds:
            return False
        if not self.text:
            return True
        haystack = f"{mark.text} {mark.note} {mark.speaker}".casefold()
        return all(part in haystack for part in self.text.casefold().split())


def _place(mark: Annotation) -> tuple[int, int]:
    return (mark.anchor.start_ms, mark.id)


class MarksModel(QAbstractListModel):
    """`noteEdited` carries a mark's id and the note typed; the mark itself changes by update."""

    noteEdited = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._all: dict[int, Annotation] = {}
        self._shown: list[Annotation] = []
        self._looks = MarkLooks()
        self._topics: Mapping[int, Topic] = {}
        self._filter = MarksFilter()
        self.share: Callable[[Sequence[Annotation]], Shared | None] = lambda _marks: None
        """What other programs get of marks that are dragged to them."""

    def set_marks(self, marks: Iterable[Annotation], looks: MarkLooks | None = None) -> None:
        """Show these marks; where their `looks` are known, they are in order of time."""
        given = sorted(marks, key=_place) if looks is None else list(marks)
        looks = MarkLooks(given) if looks is None else looks
        self._all = dict(zip(looks.ids, given, strict=True))
        if self._filter:
            self._rebuild()
        else:
            self._show(given, looks)

    def set_topics(self, topics: Mapping[int, Topic]) -> None:
        self._topics = dict(topics)
        if self._shown:
            last = self.index(len(self._shown) - 1)
            self.dataChanged.emit(self.index(0), last, [Qt.ItemDataRole.DecorationRole])

    def set_filter(self, wanted: MarksFilter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._rebuild()

    def filter(self) -> MarksFilter:
        return self._filter

    def update(self, changed: Iterable[Annotation], removed: Iterable[int]) -> None:
        """Take in new and changed marks and let go of `removed` ids."""
        for mark_id in removed:
            old = self._all.pop(mark_id, None)
            if old is not None:
                self._take_out(old)
        for mark in changed:
            self._change(mark)

    def total(self) -> int:
        return len(self._all)

    def topics_of(self, mark: Annotation) -> list[Topic]:
        return [self._topics[topic] for topic in mark.topics if topic in self._topics]

    def shown(self) -> Sequence[Annotation]:
        """The marks let through, in order."""
        return self._shown

    @property
    def looks(self) -> MarkLooks:
        """What is known of all marks shown."""
        return self._looks

    def mark_at(self, row: int) -> Annotation:
        return self._shown[row]

    def mark(self, mark_id: int) -> Annotation | None:
        return self._all.get(mark_id)

    def row_of(self, mark_id: int) -> int | None:
        """Where a mark stands; None while it is filtered out."""
        mark = self._all.get(mark_id)
        return self._row(mark) if mark else None

    # Qt's side

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        mark = self._shown[index.row()]
        if role == MARK_ROLE:
            return mark
        if role == Qt.ItemDataRole.DisplayRole:
            return words(mark)
        if role == Qt.ItemDataRole.EditRole:
            return mark.note
        return self._spoken(mark) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            mark, note = self._shown[index.row()], str(value).strip()
            if note != mark.note:
                self.noteEdited.emit(mark.id, note)
        return False

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        shared = self.share([self._shown[row] for row in sorted(each.row() for each in indexes)])
        if shared is None:
            return QMimeData()
        return mime_data(shared.text, shared.html, shared.addresses)

    def _change(self, mark: Annotation) -> None:
        old = self._all.get(mark.id)
        self._all[mark.id] = mark
        row = self._row(old) if old else None
        if row is not None and old and _place(old) == _place(mark) and self._filter.lets(mark):
            self._shown[row] = mark
            self._looks.change(row, mark)
            self.dataChanged.emit(self.index(row), self.index(row))
            return
        if old is not None:
            self._take_out(old)
        if self._filter.lets(mark):
            row = bisect_left(self._shown, _place(mark), key=_place)
            self.beginInsertRows(QModelIndex(), row, row)
            self._shown.insert(row, mark)
            self._looks.insert(row, mark)
            self.endInsertRows()

    def _take_out(self, mark: Annotation) -> None:
        row = self._row(mark)
        if row is not None:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._shown[row]
            self._looks.remove(row)
            self.endRemoveRows()

    def _row(self, mark: Annotation) -> int | None:
        row = bisect_left(self._shown, _place(mark), key=_place)
        found = row < len(self._shown) and self._shown[row].id == mark.id
        return row if found else None

    def _rebuild(self) -> None:
        let = filter(self._filter.lets, self._all.values()) if self._filter else self._all.values()
        shown = list(let)
        # Mostly they come in order, which plain tuples tell without a call a mark.
        places = [(mark.anchor.start_ms, mark.id) for mark in shown]
        if any(map(gt, places, places[1:])):
            shown.sort(key=_place)
        self._show(shown, MarkLooks(shown))

    def _show(self, marks: list[Annotation], looks: MarkLooks) -> None:
        self.beginResetModel()
        self._shown, self._looks = marks, looks
        self.endResetModel()

    def _spoken(self, mark: Annotation) -> str:
        names = [one_line(topic.name) for topic in self.topics_of(mark)]
        kind = [] if mark.kind is Kind.TOPIC else [tr(KIND_NAMES[mark.kind])]
        parts = [format_clock(mark.start_ms), *kind, *names, words(mark), one_line(mark.note)]
        return ", ".join(part for part in parts if part)


def words(mark: Annotation) -> str:
    """The words of a mark on one line; a quote in its marks."""
    text = one_line(mark.text)
    return f"“{text}”" if text and mark.kind is Kind.QUOTE else text
