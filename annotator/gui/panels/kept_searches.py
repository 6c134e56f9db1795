"""The searches that are kept, above the library's episodes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QMenu

from annotator.gui import icons
from annotator.gui.theme import Theme
from annotator.gui.widgets.text import one_line, plain_tip

_MOST_ROWS = 5


class KeptSearches(QListWidget):
    """Takes no room while there are none. Signals carry a search's id."""

    opened = Signal(int)
    renameRequested = Signal(int)
    forgetRequested = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(self.tr("Kept searches"))
        self.setIconSize(icons.SIZE)
        self.setViewportMargins(12, 0, 6, 0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.itemClicked.connect(lambda item: self.opened.emit(_ident(item)))
        self.itemActivated.connect(self._activated)
        self.hide()

    def set_searches(self, searches: Sequence[tuple[int, str, str]]) -> None:
        """The kept searches: id, name and text."""
        self.clear()
        for ident, name, text in searches:
            item = QListWidgetItem(icons.icon("search", self._theme), one_line(name))
            item.setData(Qt.ItemDataRole.UserRole, ident)
            item.setToolTip(plain_tip(text))
            self.addItem(item)
        rows = min(len(searches), _MOST_ROWS)
        self.setFixedHeight(rows * max(self.sizeHintForRow(0), 0) + 4)
        self.setVisible(bool(searches))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for row in range(self.count()):
            self.item(row).setIcon(icons.icon("search", theme))

    def menu_for(self, ident: int) -> QMenu:
        """What can be done with a kept search."""
        menu = QMenu(self)
        menu.addAction(self.tr("Search"), lambda: self.opened.emit(ident))
        menu.addAction(self.tr("Rename…"), lambda: self.renameRequested.emit(ident))
        menu.addAction(self.tr("Forget"), lambda: self.forgetRequested.emit(ident))
        return menu

    def _activated(self, item: QListWidgetItem) -> None:
        # Where a click activates as well, it has opened the search already.
        if not QApplication.mouseButtons():
            self.opened.emit(_ident(item))

    def _show_menu(self, point: QPoint) -> None:
        item = self.itemAt(point) or self.currentItem()
        if item is not None:
            menu = self.menu_for(_ident(item))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(point))


def _ident(item: QListWidgetItem) -> int:
    return int(item.data(Qt.ItemDataRole.UserRole))
