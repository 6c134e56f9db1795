"""The head of a topic's page: what it is, how often it was marked, and beside what."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.gui.language import count_of, number_text
from annotator.gui.theme import Theme
from annotator.gui.values import TopicFacts
from annotator.gui.widgets.elided_label import ElidedLabel
from annotator.gui.widgets.painting import SWATCH, draw_swatch
from annotator.gui.widgets.text import menu_text, one_line


class _Swatch(QWidget):
    """A topic's colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.colour = "#000000"
        self.setFixedSize(QSize(SWATCH + 4, SWATCH + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_swatch(QPainter(self), self.rect().adjusted(0, 0, -1, -1), self.colour, self.theme)


class TopicAbout(QFrame):
    """`besideChosen` carries the name of a topic that stands on the same marks."""

    besideChosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._swatch = _Swatch(theme)
        self._name, self._others = ElidedLabel(role="title"), ElidedLabel(role="dim")
        self._description, self._counts = _label(""), _label("label")
        self._beside = QHBoxLayout()
        self._lay_out()
        self.hide()

    def set_facts(self, facts: TopicFacts | None) -> None:
        """The topic's facts; None takes the head away."""
        self.setVisible(facts is not None)
        if facts is None:
            return
        self._swatch.colour = facts.colour
        self._swatch.update()
        self._name.setText(one_line(facts.name))
        others = ", ".join(map(one_line, facts.aliases))
        self._others.setText(self.tr("also {0}").format(others) if others else "")
        self._description.setText(facts.description)
        self._description.setHidden(not facts.description)
        parts = [
            count_of(facts.marks, "{0} mark", "{0} marks"),
            count_of(facts.episodes, "{0} episode", "{0} episodes"),
            count_of(facts.notes, "{0} note", "{0} notes"),
        ]
        if facts.archived:
            parts.append(self.tr("archived"))
        self._counts.setText(" · ".join(parts))
        self._show_beside(facts.beside)

    def shown_text(self) -> str:
        """All that the head says."""
        labels = (self._name, self._others, self._description, self._counts)
        return " · ".join(label.text() for label in labels if label.text())

    def beside(self) -> list[QPushButton]:
        """The buttons of the topics on the same marks, the most frequent first."""
        items = (self._beside.itemAt(place) for place in range(self._beside.count()))
        found = (item.widget() for item in items if item is not None)
        return [widget for widget in found if isinstance(widget, QPushButton)]

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._swatch.theme = theme
        self.update()

    def _show_beside(self, beside: tuple[tuple[str, int], ...]) -> None:
        while (item := self._beside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if beside:
            heading = _label("label")
            heading.setText(self.tr("Together with"))
            self._beside.addWidget(heading)
        for name, count in beside:
            button = QPushButton(f"{menu_text(name)} {number_text(count)}")
            button.setProperty("role", "link")
            button.clicked.connect(partial(self.besideChosen.emit, name))
            self._beside.addWidget(button)
        self._beside.addStretch(1)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._swatch)
        head.addWidget(self._name, 2)
        head.addWidget(self._others, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._description)
        column.addWidget(self._counts)
        column.addLayout(self._beside)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(role == "")
    return label
