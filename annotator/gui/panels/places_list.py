"""A list of places that the keys walk, hear, open, choose and tag."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView

from annotator.gui.panels.places_delegate import PlacesDelegate
from annotator.gui.panels.places_model import Index, PlacesModel
from annotator.gui.theme import Theme

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlacesList(QListView):
    """`heard` and `opened` carry a place's number, `chosenChanged` tells of another choice or
    current place, `leftUpwards` that an arrow went up from the first; `allWanted` asks for all
    to be chosen."""

    heard = Signal(int)
    opened = Signal(int)
    chosenChanged = Signal()
    leftUpwards = Signal()
    allWanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.places = PlacesModel()
        self._delegate = PlacesDelegate(theme)
        self.setModel(self.places)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(self.tr("Places found"))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def chosen(self) -> list[int]:
        """Numbers of the chosen places, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def current(self) -> int:
        """Number of the place under the keyboard's cursor, -1 for none."""
        return self.currentIndex().row()

    def go_to(self, place: int) -> None:
        """Bring a place under the cursor, and choose it alone."""
        self.setCurrentIndex(self.places.index(place))

    def choose(self, places: list[int]) -> None:
        """Choose these places and no others, the cursor on the first."""
        selection = QItemSelection()
        for place in places:
            index = self.places.index(place)
            selection.select(index, index)
        if places:
            first = self.places.index(places[0])
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(first, flag)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosenChanged.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.scrollTo(current)
        self.chosenChanged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key == Qt.Key.Key_Space:
            self.heard.emit(self.current())
        elif plain and key in _RETURN:
            self.opened.emit(self.current())
        elif plain and key == Qt.Key.Key_Up and self.current() <= 0:
            self.leftUpwards.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.allWanted.emit()
        elif key == Qt.Key.Key_Escape or (event.text().isprintable() and event.text() and plain):
            event.ignore()  # no search by first letters: letters are keys, and Escape leaves
        else:
            super().keyPressEvent(event)
