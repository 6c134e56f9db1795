"""What an empty search shows: how to ask, and the searches that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.theme import Theme
from annotator.gui.widgets.text import menu_text, plain_tip


class SearchStart(QScrollArea):
    """`keptChosen` carries the text of a kept search."""

    keptChosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(18, 16, 18, 12)
        self._column.setSpacing(6)
        self._heading = _label(self.tr("Kept searches"), "heading")
        self._column.addWidget(self._heading)
        self._buttons: list[QPushButton] = []
        self._column.addSpacing(8)
        self._column.addWidget(_label(self.tr("How to ask"), "heading"))
        self._column.addLayout(self._help())
        self._column.addStretch(1)
        self.setWidget(page)
        self.set_kept(())

    def set_kept(self, searches: Sequence[tuple[str, str]]) -> None:
        """The searches that are kept: name and text."""
        for button in self._buttons:
            button.deleteLater()
        self._buttons = []
        for place, (name, text) in enumerate(searches, 1):
            button = QPushButton(menu_text(name))
            button.setProperty("role", "link")
            button.setToolTip(plain_tip(text))
            button.clicked.connect(partial(self.keptChosen.emit, text))
            self._column.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignLeft)
            self._buttons.append(button)
        self._heading.setVisible(bool(searches))

    def _help(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(5)
        lines = (
            (self.tr("dough scale"), self.tr("both words, near each other")),
            (self.tr('"the dough"'), self.tr("these words in a row")),
            (self.tr("ferment*"), self.tr("words that begin so")),
            (self.tr("-scale"), self.tr("without this word; before a limit, without that")),
            (self.tr("speaker:ada  show:bake"), self.tr("who said it, and where")),
            (
                self.tr("topic:craft  kind:quote  note:rise"),
                self.tr("marks: their topic, kind, note"),
            ),
            (self.tr("before:2024-06  after:2023"), self.tr("when the episode came out")),
        )
        for place, (typed, meaning) in enumerate(lines):
            grid.addWidget(_label(typed, "strong"), place, 0)
            grid.addWidget(_label(meaning, "dim"), place, 1)
        grid.setColumnStretch(1, 1)
        return grid


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label
