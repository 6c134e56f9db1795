"""Choose one of many by typing: the base of the topic picker and the command palette."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from annotator.gui import icons
from annotator.gui.theme import Theme
from annotator.gui.values import PickerRow
from annotator.gui.widgets.announce import announce
from annotator.gui.widgets.hairline import Hairline
from annotator.gui.widgets.overlay import Overlay
from annotator.gui.widgets.picker_list import PickerDelegate, PickerModel, spoken
from annotator.gui.widgets.text import one_line

CREATE = "create"
"""The id of the row that makes something new of what was typed."""

_WIDTH, _MOST_ROWS = 480, 11
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS - 1,
    Qt.Key.Key_PageUp: 1 - _MOST_ROWS,
}
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Field(QLineEdit):
    """Typing filters; the arrows move in the list below without leaving the field."""

    stepped = Signal(int)
    entered = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() in _RETURN:
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)


class Picker(Overlay):
    """Rows in, the id of the chosen one out.

    `chosen` carries the id of a row. `createRequested` carries the name typed, if `can_create`
    and no row bears it. Shift+Enter chooses and stays open. `queryChanged` lets the owner add
    rows found elsewhere with `set_found`.
    """

    chosen = Signal(object)
    createRequested = Signal(str)
    queryChanged = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, *, can_create: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._can_create = can_create
        self._model = PickerModel()
        self._delegate = PickerDelegate(theme)
        self._title = QLabel()
        self._title.setProperty("role", "label")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._field = _Field()
        self._field.setProperty("role", "bare")
        self._sign = QLabel()
        self._list = self._build_list()
        self._nothing = QLabel()
        self._nothing.setProperty("role", "label")
        self._lay_out()
        self._field.textChanged.connect(self._filter)
        self._field.stepped.connect(self._step)
        self._field.entered.connect(self._enter)
        self._list.clicked.connect(self._choose)
        self.set_theme(theme)

    def open_picker(
        self, rows: Sequence[PickerRow], *, title: str = "", placeholder: str = "", text: str = ""
    ) -> None:
        """Show the picker over its window with the field empty or holding `text`."""
        self._title.setText(one_line(title))
        self._title.setVisible(bool(title))
        self._field.setPlaceholderText(placeholder)
        self._field.setAccessibleName(placeholder or title)
        self._field.blockSignals(True)
        self._field.setText(text)
        self._field.blockSignals(False)
        self._model.set_found(())
        self._model.set_rows(rows)
        self._filter(text)
        self.open_overlay()
        self._field.setFocus()

    def set_rows(self, rows: Sequence[PickerRow]) -> None:
        """New rows while open, such as a tick that came on; the current one stays."""
        kept = self._current()
        self._model.set_rows(rows)
        self._after_filter(kept.id if kept else None)

    def set_found(self, rows: Sequence[PickerRow]) -> None:
        """Rows found for the query by others; shown below, unfiltered."""
        kept = self._current()
        self._model.set_found(rows)
        self._after_filter(kept.id if kept else None)

    def titles(self) -> list[str]:
        """The names in view, uppermost first."""
        count = self._model.rowCount()
        return [str(self._model.index(place).data()) for place in range(count)]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.theme = theme
        self._sign.setPixmap(
            icons.icon("search", theme).pixmap(icons.SIZE, self.devicePixelRatio())
        )
        self._list.viewport().update()

    def place_card(self) -> None:
        row_height = self._list.sizeHintForRow(0) if self._model.rowCount() else 0
        rows = min(self._model.rowCount(), _MOST_ROWS)
        self._list.setFixedHeight(max(rows * row_height, 0))
        width = min(_WIDTH, self.width() - 40)
        self.card.setFixedWidth(width)
        self._column.activate()
        height = min(self.card.sizeHint().height(), self.height() - 40)
        # The top stays put while filtering changes the height.
        self.card.setGeometry(
            (self.width() - width) // 2, max(20, min(90, self.height() // 8)), width, height
        )

    def _build_list(self) -> QListView:
        view = QListView()
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setMouseTracking(True)
        view.entered.connect(view.setCurrentIndex)
        return view

    def _lay_out(self) -> None:
        field_row = QHBoxLayout()
        field_row.setContentsMargins(12, 5, 10, 5)
        field_row.setSpacing(8)
        field_row.addWidget(self._sign)
        field_row.addWidget(self._field, 1)
        self._column = column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 5)
        column.setSpacing(0)
        self._title.setContentsMargins(12, 9, 12, 0)
        column.addWidget(self._title)
        column.addLayout(field_row)
        column.addWidget(Hairline())
        list_row = QVBoxLayout()
        list_row.setContentsMargins(5, 5, 5, 0)
        list_row.addWidget(self._list)
        self._nothing.setContentsMargins(10, 6, 10, 8)
        list_row.addWidget(self._nothing)
        column.addLayout(list_row)

    def _filter(self, text: str) -> None:
        self._model.set_query(text)
        self.queryChanged.emit(text)
        self._after_filter(None)

    def _after_filter(self, keep: object) -> None:
        name = one_line(self._field.text())
        wants_new = self._can_create and bool(name) and not self._model.has_title(name)
        self._model.set_new(self._create_row(name) if wants_new else None)
        empty = self._model.rowCount() == 0
        self._list.setVisible(not empty)
        self._nothing.setVisible(empty)
        self._nothing.setText(
            self.tr("Nothing matches “{0}”.").format(name)
            if name
            else self.tr("Nothing to choose from yet.")
        )
        self._select(self._model.place_of(keep))
        if self.isVisible():
            self.place_card()

    def _create_row(self, name: str) -> PickerRow:
        return PickerRow(CREATE, self.tr("Create “{0}”").format(name), icon="add")

    def _current(self) -> PickerRow | None:
        return self._model.row_at(self._list.currentIndex())

    def _select(self, place: int) -> None:
        index = self._model.index(place)
        self._list.setCurrentIndex(index)
        row = self._model.row_at(index)
        if row is not None and self.isVisible():
            announce(self._field, spoken(row))

    def _step(self, step: int) -> None:
        count = self._model.rowCount()
        if not count:
            return
        place = self._list.currentIndex().row() + step
        # One step past an end comes round; a page stops there.
        self._select(place % count if abs(step) == 1 else max(0, min(place, count - 1)))

    def _enter(self, stay: bool) -> None:
        self._choose(self._list.currentIndex(), stay=stay)

    def _choose(self, index: QModelIndex, stay: bool = False) -> None:
        row = self._model.row_at(index)
        if row is None or not row.enabled:
            return
        name = one_line(self._field.text())
        if stay:
            self._field.clear()
        else:
            self.close_overlay()
        if row.id == CREATE:
            self.createRequested.emit(name)
        else:
            self.chosen.emit(row.id)
