"""All keys on one sheet, by area, in columns."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.theme import Theme
from annotator.gui.transcript.accessible import announce_as_document
from annotator.gui.values import KeyRow
from annotator.gui.widgets.elided_label import ElidedLabel
from annotator.gui.widgets.icon_button import IconButton
from annotator.gui.widgets.keycap import KeyCap
from annotator.gui.widgets.overlay import Overlay

_COLUMN = 300


class _Page(QScrollArea):
    """The keys, to be read: a screen reader is told that it is a document, not a bare pane."""

    def __init__(self) -> None:
        super().__init__()
        announce_as_document(_Page)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Keys"))


class KeySheet(Overlay):
    """Lies over the window; Escape, a click beside it or the same command again closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._close = IconButton("close", self.tr("Close"), theme)
        self._close.set_key("Esc")
        self._close.clicked.connect(self.close_overlay)
        self._area = _Page()
        title = QLabel(self.tr("Keys"))
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self._close)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(26, 18, 18, 20)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        self._groups: list[tuple[str, list[KeyRow]]] = []

    def open_sheet(self, rows: Iterable[KeyRow]) -> None:
        """Show the rows that have a key, areas in the order of their first row."""
        groups: dict[str, list[KeyRow]] = {}
        for row in rows:
            if row.keys:
                groups.setdefault(row.area, []).append(row)
        self._groups = list(groups.items())
        self.open_overlay()
        self._area.setFocus()

    def place_card(self) -> None:
        room = self.width() - 80
        columns = max(1, min(3, (room - 60) // (_COLUMN + 30)))
        self._fill(columns)
        width = min(room, columns * (_COLUMN + 30) + 50)
        wanted = self._content.sizeHint().height() + 90
        height = min(self.height() - 60, wanted)
        self.card.setGeometry(
            (self.width() - width) // 2, (self.height() - height) // 2, width, height
        )

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._close.set_theme(theme)

    def _fill(self, columns: int) -> None:
        self._content = QWidget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(30)
        for groups in _balanced(self._groups, columns):
            column = QVBoxLayout()
            column.setSpacing(20)
            for area, rows in groups:
                column.addLayout(self._group(area, rows))
            column.addStretch(1)
            row.addLayout(column, 1)
        self._area.setWidget(self._content)

    def _group(self, area: str, rows: list[KeyRow]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(0, 1)
        heading = QLabel(area)
        heading.setProperty("role", "heading")
        grid.addWidget(heading, 0, 0, 1, 2)
        for place, row in enumerate(rows, start=1):
            grid.addWidget(ElidedLabel(row.title), place, 0)
            caps = QHBoxLayout()
            caps.setSpacing(4)
            caps.addStretch(1)
            for key in row.keys:
                caps.addWidget(KeyCap(self._theme, key))
            grid.addLayout(caps, place, 1)
        return grid


def _balanced(
    groups: list[tuple[str, list[KeyRow]]], columns: int
) -> list[list[tuple[str, list[KeyRow]]]]:
    """The groups in order over `columns`, none much longer than the others."""
    total = sum(len(rows) + 2 for _, rows in groups)
    made: list[list[tuple[str, list[KeyRow]]]] = [[] for _ in range(columns)]
    used = 0
    for area, rows in groups:
        middle = used + (len(rows) + 2) / 2
        made[min(int(middle * columns / max(total, 1)), columns - 1)].append((area, rows))
        used += len(rows) + 2
    return made
