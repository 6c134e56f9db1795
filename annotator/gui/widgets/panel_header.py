"""The first line of a panel: its name in small capitals, then a count, buttons, a keycap."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotator.gui.widgets.elided_label import ElidedLabel


class PanelHeader(QWidget):
    """A heading with room for widgets on its right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(title, "heading")
        self._count = QLabel()
        self._count.setProperty("role", "count")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._row.addWidget(self._title, 1)
        self._row.addWidget(self._count)

    def add(self, widget: QWidget) -> None:
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_before_count(self, widget: QWidget) -> None:
        place = self._row.indexOf(self._count)
        self._row.insertWidget(place, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def count_text(self) -> str:
        return self._count.text()

    def set_count(self, text: str) -> None:
        self._count.setText(text)
