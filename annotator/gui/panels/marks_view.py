"""A list of rows of unequal height that stays quick with ten thousand of them.

Qt's list view asks for the size of every row whenever one is inserted. This one keeps the
heights itself: a row has an estimated height until it comes near the window, and whatever
changes, what the reader looks at stays where it is.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

from annotator.gui.panels.marks_delegate import MarksDelegate
from annotator.gui.panels.marks_model import MarksModel

Index = QModelIndex | QPersistentModelIndex
_SPARE = 80
"""Pixels beyond the window whose rows are measured too."""
_AT_ONCE = 256
"""Rows that are added up in one go where the row at a place is looked for."""


class MarksView(QListView):
    """`toolClicked` carries the name of a tool and the row's index."""

    toolClicked = Signal(str, QModelIndex)

    def __init__(self, model: MarksModel, delegate: MarksDelegate) -> None:
        super().__init__()
        self._marks = model
        self._delegate = delegate
        self._heights: list[int] = []
        self._tops: list[int] = [0]
        """Where the first rows begin: as far down as was asked for since a height above changed."""
        self._whole = 0
        self._exact: list[bool] = []
        self._measured_in = self.font()
        self._measured_for = 0
        self._grown: tuple[int, int] = (0, 0)
        """(id of the mark whose note is being edited, pixels its row has grown by)"""
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)
        delegate.roomWanted.connect(self._make_room)
        model.modelReset.connect(self._forget_all)
        model.dataChanged.connect(self._changed)
        model.rowsInserted.connect(lambda _parent, first, last: self._inserted(first, last))
        model.rowsRemoved.connect(lambda _parent, first, last: self._removed(first, last))
        self._forget_all()

    def chosen_rows(self) -> list[int]:
        """The rows that are chosen, in order."""
        ranges = self.selectionModel().selection().toList()
        return sorted(row for part in ranges for row in range(part.top(), part.bottom() + 1))

    def counts_several(self) -> bool:
        """Whether more than one row is chosen."""
        return sum(part.height() for part in self.selectionModel().selection().toList()) > 1

    # geometry, in the coordinates of the viewport unless said otherwise

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.row() >= len(self._heights):
            return QRect()
        top = self._top(index.row()) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._heights[index.row()])

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._row_at(point.y() + self.verticalOffset())
        return self._marks.index(row) if row is not None else QModelIndex()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if not index.isValid() or index.row() >= len(self._heights):
            return
        self._measure_around(index.row())
        top, height = self._top(index.row()), self._heights[index.row()]
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(top - (room - height) // 2)
        elif top < bar.value():
            bar.setValue(top)
        elif top + height > bar.value() + room:
            bar.setValue(top + height - room)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        count = len(self._heights)
        if not count:
            return QModelIndex()
        moves = QAbstractItemView.CursorAction
        row = self.currentIndex().row()
        page = self.viewport().height()
        goals = {
            moves.MoveUp: row - 1,
            moves.MovePrevious: row - 1,
            moves.MoveDown: row + 1,
            moves.MoveNext: row + 1,
            moves.MoveHome: 0,
            moves.MoveEnd: count - 1,
            moves.MovePageUp: self._row_near(row, -page),
            moves.MovePageDown: self._row_near(row, page),
        }
        return self._marks.index(max(0, min(goals.get(action, row), count - 1)))

    def setSelection(self, rect: QRect, flags: QItemSelectionModel.SelectionFlag) -> None:
        whole = rect.normalized()
        first = self._row_at(whole.top() + self.verticalOffset())
        last = self._row_at(whole.bottom() + self.verticalOffset())
        selection = QItemSelection()
        if first is not None:
            last = len(self._heights) - 1 if last is None else last
            selection = QItemSelection(self._marks.index(first), self._marks.index(last))
        self.selectionModel().select(selection, flags)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for part in selection.toList():
            first, last = self._marks.index(part.top()), self._marks.index(part.bottom())
            region += self.visualRect(first) | self.visualRect(last)
        return region

    def isIndexHidden(self, _index: Index) -> bool:
        return False

    def doItemsLayout(self) -> None:
        """Nothing of the base class's own layout is used."""
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        bar = self.verticalScrollBar()
        room = self.viewport().height()
        bar.setPageStep(room)
        bar.setRange(0, max(0, self._whole - room))
        self.updateEditorGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, event)
        if self._free_width() != self._measured_for:
            self._measured_for = self._free_width()
            self._measure_again()
        self.updateGeometries()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        fonts = (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange)
        if event.type() in fonts and self.font() != self._measured_in:
            self._measure_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._measure_shown()
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        under = self.viewport().mapFromGlobal(self.cursor().pos())
        hovered = self.indexAt(under) if self.viewport().underMouse() else QModelIndex()
        current = self.currentIndex()
        several = self.counts_several()
        row = self._row_at(event.rect().top() + self.verticalOffset())
        while row is not None and row < len(self._heights):
            index = self._marks.index(row)
            option.rect = self.visualRect(index)
            if option.rect.top() > event.rect().bottom():
                break
            state = QStyle.StateFlag.State_Enabled
            if index == hovered:
                state |= QStyle.StateFlag.State_MouseOver
            if index == current and self.hasFocus():
                state |= QStyle.StateFlag.State_HasFocus
            # One alone is only where the keyboard is; more are there to be copied or dragged.
            if several and self.selectionModel().isRowSelected(row, QModelIndex()):
                state |= QStyle.StateFlag.State_Selected
            option.state = state
            self._delegate.paint(painter, option, index)
            row += 1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        tool = self._tool_at(event, index)
        if tool and event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.toolClicked.emit(tool, index)
        else:
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        # The tools of a row answer to the pointer within it, which Qt knows nothing of.
        self.viewport().update(self.visualRect(self.indexAt(event.position().toPoint())))

    # heights

    def _tool_at(self, event: QMouseEvent, index: QModelIndex) -> str | None:
        if not index.isValid():
            return None
        row = self.visualRect(index)
        row.setWidth(self._free_width())
        return self._delegate.tool_at(row, event.position().toPoint())

    def _free_width(self) -> int:
        return self.contentsRect().width()

    def _row_at(self, y: int) -> int | None:
        """The row at `y` of the content; None below the last."""
        count = len(self._heights)
        while self._tops[-1] <= y and len(self._tops) <= count:
            self._top(min(len(self._tops) + _AT_ONCE, count))
        row = bisect_right(self._tops, max(y, 0)) - 1
        return row if row < count else None

    def _top(self, row: int) -> int:
        """Where a row begins, or what is below the last ends, in the content."""
        known = len(self._tops) - 1
        if row > known:
            more = accumulate(self._heights[known:row], initial=self._tops[known])
            self._tops[known:] = more
        return self._tops[row]

    def _row_near(self, row: int, pixels: int) -> int:
        found = self._row_at(self._top(max(row, 0)) + pixels)
        return len(self._heights) - 1 if found is None else found

    def _height(self, row: int) -> int:
        mark = self._marks.mark_at(row)
        height = self._delegate.lay_out(mark, self._free_width(), self.font()).height
        return height + (self._grown[1] if mark.id == self._grown[0] else 0)

    def _make_room(self, mark_id: int, pixels: int) -> None:
        if self._grown == (mark_id, pixels):
            return
        self._grown = (mark_id, pixels)
        row = self._marks.row_of(mark_id)
        if row is not None and row < len(self._heights):
            anchor = self._anchor()
            self._heights[row] = self._height(row)
            self._settle(anchor, row)
            self.scrollTo(self._marks.index(row))

    def _forget_all(self) -> None:
        """Other marks are shown; the row at the top stays, as far as there is one now."""
        row, past = self._anchor()
        self._estimate((row, past) if row < self._marks.rowCount() else (0, 0))

    def _measure_again(self) -> None:
        """Estimate every row; the top row stays in place."""
        self._estimate(self._anchor())

    def _estimate(self, anchor: tuple[int, int]) -> None:
        self._measured_in = self.font()
        self._heights = self._delegate.estimates(
            self._marks.looks, self._free_width(), self._measured_in
        )
        self._exact = [False] * len(self._heights)
        self._settle(anchor, 0)

    def _measure_shown(self) -> None:
        row = self._row_at(self.verticalOffset())
        if row is not None:
            self._measure_around(row)

    def _measure_around(self, row: int) -> None:
        """Exact heights for the window's worth of rows from `row` on and one before it."""
        anchor = self._anchor()
        filled, place = 0, max(row - 1, 0)
        first = None
        while place < len(self._heights) and filled < self.viewport().height() + _SPARE:
            if not self._exact[place]:
                height = self._height(place)
                if first is None and height != self._heights[place]:
                    first = place
                self._heights[place] = height
                self._exact[place] = True
            filled += self._heights[place]
            place += 1
        if first is not None:
            self._settle(anchor, first)

    def _anchor(self) -> tuple[int, int]:
        """(row at the top of the window, how far it is scrolled past its top)."""
        row = self._row_at(self.verticalOffset())
        return (0, 0) if row is None else (row, self.verticalOffset() - self._top(row))

    def _settle(self, anchor: tuple[int, int], first: int) -> None:
        """After a change of the heights from row `first` on."""
        del self._tops[first + 1 :]
        self._whole = sum(self._heights)
        self.updateGeometries()
        row, past = anchor
        if row <= len(self._heights):
            self.verticalScrollBar().setValue(self._top(row) + past)
        self.viewport().update()

    def _changed(self, first: QModelIndex, last: QModelIndex, roles: list[int]) -> None:
        if Qt.ItemDataRole.DecorationRole in roles:
            self.viewport().update()
            return
        anchor = self._anchor()
        for row in range(first.row(), min(last.row() + 1, len(self._heights))):
            self._heights[row] = self._height(row)
            self._exact[row] = True
        self._settle(anchor, first.row())

    def _inserted(self, first: int, last: int) -> None:
        row, past = self._anchor()
        self._heights[first:first] = [self._height(place) for place in range(first, last + 1)]
        self._exact[first:first] = [True] * (last - first + 1)
        moved = row + (last - first + 1 if first < row else 0)
        self._settle((moved, past), first)

    def _removed(self, first: int, last: int) -> None:
        row, past = self._anchor()
        del self._heights[first : last + 1]
        del self._exact[first : last + 1]
        gone = max(0, min(row, last + 1) - first)
        self._settle((row - gone, past), first)
