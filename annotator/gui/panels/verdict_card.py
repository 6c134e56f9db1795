"""The card below the draft: the verdict on the current quotation, its proof, what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from annotator.gui import icons
from annotator.gui.panels.draft_view import tone_colours
from annotator.gui.panels.verdict_page import Card, page, verdict_words
from annotator.gui.theme import Theme
from annotator.gui.widgets.elided_label import ElidedLabel
from annotator.gui.widgets.icon_button import IconButton
from annotator.gui.widgets.key_button import KeyButton
from annotator.phrases import phrase

_LEAST_BODY = 64
_OF_PLACES = ("draft.play", "draft.correct")
ROWS: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("draft.play", phrase("Play")),
        ("draft.quote", phrase("Quote")),
        ("draft.topic", phrase("Topic")),
        ("draft.correct", phrase("Correct transcript")),
    ),
    (
        ("draft.as_spoken", phrase("As spoken")),
        ("draft.keep_edit", phrase("Keep my edit")),
        ("draft.time", phrase("Add time")),
        ("draft.layers", phrase("Layers")),
    ),
)
"""The buttons: command and title."""


class VerdictCard(QFrame):
    """Shows a `Card`. `asked` carries the id of a command, `passageChosen` a place's number."""

    asked = Signal(str)
    passageChosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card: Card | None = None
        self.setProperty("role", "panel")
        self._sign = QLabel()
        self._title = ElidedLabel("", "strong")
        self._count = QLabel()
        self._count.setProperty("role", "count")
        self._previous = IconButton("up", self.tr("Previous problem"), theme)
        self._next = IconButton("down", self.tr("Next problem"), theme)
        self._body = QTextBrowser()
        self._body.setProperty("role", "prose")
        self._body.setOpenLinks(False)
        self._body.setMinimumHeight(_LEAST_BODY)
        self._body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._body.setAccessibleName(self.tr("What was said"))
        self._body.document().setDocumentMargin(0)
        self._body.anchorClicked.connect(self._clicked)
        self._buttons = {
            name: KeyButton(self.tr(title), theme) for row in ROWS for name, title in row
        }
        for name, button in self._buttons.items():
            button.clicked.connect(lambda _on=False, name=name: self.asked.emit(name))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._previous.clicked.connect(lambda: self.asked.emit("draft.previous_problem"))
        self._next.clicked.connect(lambda: self.asked.emit("draft.next_problem"))
        self._lay_out()

    def show_card(self, card: Card | None, place: str) -> None:
        """Show what was found; None while nothing is chosen. `place` is as ``3 of 40``."""
        self._card = card
        self._count.setText(place)
        verdict = card.finding.verdict if card and card.finding else None
        title, sign, tone = verdict_words(verdict)
        self._sign.setVisible(card is not None)
        self._title.setText(self.tr(title) if card else self.tr("No quotation is chosen"))
        if card is not None:
            colour = tone_colours(self._theme, tone)[1]
            self._sign.setPixmap(icons.tinted(sign, colour).pixmap(icons.SIZE))
        self._body.setHtml(page(card, self._theme) if card else "")
        has_place = card is not None and bool(card.places)
        found = card is not None and card.finding is not None and bool(card.finding.places)
        for name, button in self._buttons.items():
            button.setEnabled(has_place if name in _OF_PLACES else found)

    def shown_text(self) -> str:
        """What the card says, for whoever cannot see it."""
        return f"{self._title.text()}\n{self._body.toPlainText()}"

    def set_key_hints(self, keys: Mapping[str, str]) -> None:
        """The keys of the commands, shown on their buttons."""
        for name, button in self._buttons.items():
            button.set_keys(keys.get(name, ""))
        self._previous.set_key(keys.get("draft.previous_problem", ""))
        self._next.set_key(keys.get("draft.next_problem", ""))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for step in (self._previous, self._next):
            step.set_theme(theme)
        for button in self._buttons.values():
            button.set_theme(theme)
        self.show_card(self._card, self._count.text())

    def _clicked(self, url: QUrl) -> None:
        if url.scheme() == "play":
            self.passageChosen.emit(int(url.path()))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 0)
        top.setSpacing(6)
        top.addWidget(self._sign)
        top.addWidget(self._title, 1)
        for part in (self._count, self._previous, self._next):
            top.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(4)
        column.addLayout(top)
        body = QHBoxLayout()
        body.setContentsMargins(12, 2, 12, 0)
        body.addWidget(self._body)
        column.addLayout(body, 1)
        for row in ROWS:
            column.addLayout(self._row([self._buttons[name] for name, _ in row]))

    def _row(self, buttons: Sequence[KeyButton]) -> QHBoxLayout:
        made = QHBoxLayout()
        made.setContentsMargins(8, 0, 8, 0)
        made.setSpacing(2)
        for button in buttons:
            made.addWidget(button)
        made.addStretch(1)
        return made
