"""The draft desk: an article to read on the left of the transcript, its verdicts below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from annotator.gui.panels.draft_view import DraftRow, DraftView, Paragraph
from annotator.gui.panels.verdict_card import VerdictCard
from annotator.gui.panels.verdict_page import Card
from annotator.gui.theme import Theme
from annotator.gui.widgets.elided_label import ElidedLabel
from annotator.gui.widgets.hairline import Hairline
from annotator.gui.widgets.icon_button import IconButton
from annotator.phrases import phrase

SCOPES = (
    ("library", phrase("Whole library")),
    ("show", phrase("This show")),
    ("episode", phrase("This episode")),
)
"""Where quotations are looked for: name and title."""


class DraftPanel(QWidget):
    """The draft with its heading, and the card. `asked` carries the id of a command,
    `scopeChosen` the name of a scope, `rowChosen` and `passageChosen` numbers."""

    asked = Signal(str)
    scopeChosen = Signal(str)
    rowChosen = Signal(int)
    passageChosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(360)
        self.view = DraftView(theme)
        self.card = VerdictCard(theme)
        self._title = ElidedLabel("", "strong")
        self._summary = ElidedLabel("", "label")
        self._scope = QComboBox()
        self._scope.setAccessibleName(self.tr("Where to look"))
        self._scope.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for name, title in SCOPES:
            self._scope.addItem(self.tr(title), name)
        self._again = IconButton("forward", self.tr("Check again"), theme)
        self._report = IconButton("export", self.tr("Save a report"), theme)
        self._close = IconButton("close", self.tr("Close the draft"), theme)
        self._commands = {
            "draft.again": self._again,
            "draft.report": self._report,
            "draft.close": self._close,
        }
        self._lay_out()
        self._connect()

    def show_draft(self, name: str, paragraphs: Sequence[Paragraph]) -> None:
        """Another draft, or the same changed."""
        self._title.setText(name)
        self.view.show_draft(paragraphs)

    def set_summary(self, text: str) -> None:
        """How the quotations stand, or that they are being looked for."""
        self._summary.setText(text)

    def summary(self) -> str:
        return self._summary.text()

    def set_rows(self, rows: Sequence[DraftRow]) -> None:
        self.view.set_rows(rows)

    def set_scope(self, name: str) -> None:
        """Show which scope is chosen."""
        self._scope.setCurrentIndex(self._scope.findData(name))

    def show_card(self, card: Card | None, place: str) -> None:
        self.card.show_card(card, place)

    def set_key_hints(self, keys: Mapping[str, str]) -> None:
        """The keys of commands by id."""
        self.card.set_key_hints(keys)
        for name, button in self._commands.items():
            button.set_key(keys.get(name, ""))

    def set_theme(self, theme: Theme) -> None:
        self.view.set_theme(theme)
        self.card.set_theme(theme)
        for button in self._commands.values():
            button.set_theme(theme)

    def _connect(self) -> None:
        self.view.rowChosen.connect(self.rowChosen)
        self.card.asked.connect(self.asked)
        self.card.passageChosen.connect(self.passageChosen)
        self._scope.activated.connect(
            lambda index: self.scopeChosen.emit(str(self._scope.itemData(index)))
        )
        for name, button in self._commands.items():
            button.clicked.connect(lambda _on=False, name=name: self.asked.emit(name))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 8, 0)
        top.setSpacing(4)
        top.addWidget(self._title, 1)
        top.addWidget(self._scope)
        for button in self._commands.values():
            top.addWidget(button)
        under = QHBoxLayout()
        under.setContentsMargins(16, 0, 12, 6)
        under.addWidget(self._summary, 1)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(under)
        column.addWidget(Hairline())
        column.addWidget(self.view, 1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(upper)
        both.addWidget(self.card)
        both.setStretchFactor(0, 1)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        both.setSizes([350, 200])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)
