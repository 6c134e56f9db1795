"""Search everywhere: a field, the places found, what was said around the current one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.gui import icons
from annotator.gui.language import count_of, local, number_text
from annotator.gui.panels.places_list import PlacesList
from annotator.gui.panels.search_start import SearchStart
from annotator.gui.panels.topic_about import TopicAbout
from annotator.gui.theme import Theme
from annotator.gui.values import PlaceRow
from annotator.gui.widgets.announce import announce
from annotator.gui.widgets.hairline import Hairline
from annotator.gui.widgets.keycap import KeyCap
from annotator.gui.widgets.overlay import Overlay
from annotator.gui.widgets.text import is_right_to_left, one_line

_WIDTH, _MARGIN = 860, 40
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Field(QLineEdit):
    """Down goes into the list, Return opens what is current there."""

    wentDown = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _DOWN:
            self.wentDown.emit()
        elif event.key() in _RETURN:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class Everywhere(Overlay):
    """Shows rows, emits numbers of rows. `queryChanged` carries what is typed, `moreWanted` asks
    for further rows and `allWanted` for all, to choose them."""

    queryChanged = Signal(str)
    keptChosen = Signal(str)
    allWanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._field = _Field()
        self._field.setProperty("role", "bare")
        self._field.setPlaceholderText(self.tr("Find in all episodes, marks and notes"))
        self._field.setAccessibleName(self._field.placeholderText())
        self._sign = QLabel()
        self._count = _line("count")
        self._notice = _line("label", wraps=True)
        self.about = TopicAbout(theme)
        self.list = PlacesList(theme)
        self._start = SearchStart(theme)
        self._around = tuple(_line(role, wraps=True) for role in ("label", "", "label"))
        self._hints: dict[str, KeyCap] = {}
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()
        self.set_theme(theme)

    # values in

    def open_card(self, text: str) -> None:
        """Show the card with `text` in its field, ready to be typed over."""
        self.open_overlay()
        self._field.setText(text)
        self._field.selectAll()
        self._field.setFocus()
        self.queryChanged.emit(text)

    def set_places(self, rows: Sequence[PlaceRow], *, complete: bool, notice: str) -> None:
        """Other places; `notice` says what was looked for instead, or what was left out."""
        self.list.places.start(rows, complete=complete)
        self._notice.setText(local(notice))
        self._notice.setHidden(not notice)
        asked = bool(self.text().strip())
        self._stack.setCurrentWidget(self.list if asked else self._start)
        if rows:
            self.list.go_to(0)
        self._tell_count()
        if asked and self.isVisible():
            announce(self._field, " ".join(filter(None, (local(notice), self._count.text()))))

    def add_places(self, rows: Sequence[PlaceRow], *, complete: bool) -> None:
        self.list.places.append(rows, complete=complete)
        self._tell_count()

    def renew_places(self, rows: Sequence[PlaceRow], first: int = 0) -> None:
        """The same places, from the one numbered `first` on, with the topics they have now."""
        self.list.places.renew(rows, first)

    def tell_chosen(self, count: int) -> None:
        """So many are chosen, more than the list has come to show; 0 where it shows them."""
        if count:
            self._count.setText(self.tr("all {0} places chosen").format(number_text(count)))
        else:
            self._tell_count()

    def set_kept(self, searches: Sequence[tuple[str, str]]) -> None:
        """The searches that are kept: name and text."""
        self._start.set_kept(searches)

    def set_key_hints(self, keys: dict[str, str]) -> None:
        """Keys shown here, by what they do: ``hear``, ``open``, ``tag``, ``all``, ``play``,
        ``keep``."""
        for name, cap in self._hints.items():
            cap.set_text(keys.get(name, ""))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._sign.setPixmap(
            icons.icon("search", theme).pixmap(icons.SIZE, self.devicePixelRatio())
        )
        self.list.set_theme(theme)
        self.about.set_theme(theme)
        for cap in self._hints.values():
            cap.set_theme(theme)

    # what is asked about it

    def text(self) -> str:
        return self._field.text()

    def set_text(self, text: str) -> None:
        self._field.setText(text)

    def count_text(self) -> str:
        return self._count.text()

    def notice_text(self) -> str:
        return self._notice.text()

    def around_text(self) -> tuple[str, ...]:
        """What was said before, at and after the current place."""
        return tuple(label.text() for label in self._around)

    def place_card(self) -> None:
        width = min(_WIDTH, self.width() - _MARGIN)
        height = self.height() - max(2 * _MARGIN, self.height() // 8)
        self.card.setGeometry((self.width() - width) // 2, _MARGIN, width, height)

    # inside

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(14, 8, 14, 8)
        top.setSpacing(8)
        top.addWidget(self._sign)
        top.addWidget(self._field, 1)
        top.addWidget(self._count)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Hairline())
        column.addWidget(self.about)
        self._notice.setContentsMargins(16, 8, 16, 2)
        self._notice.hide()
        column.addWidget(self._notice)
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self._start)
        self._stack.addWidget(self.list)
        column.addWidget(Hairline())
        column.addWidget(self._around_box())
        column.addWidget(Hairline())
        column.addLayout(self._hint_row())

    def _around_box(self) -> QFrame:
        box = QFrame()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(16, 8, 16, 8)
        rows.setSpacing(3)
        for label in self._around:
            rows.addWidget(label)
        return box

    def _hint_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(6)
        for name, title in (
            ("hear", self.tr("Hear")),
            ("open", self.tr("Open")),
            ("tag", self.tr("Tag the chosen")),
            ("all", self.tr("Choose all")),
            ("play", self.tr("Play all")),
            ("keep", self.tr("Keep this search")),
        ):
            cap = self._hints[name] = KeyCap(self._theme)
            row.addWidget(cap)
            row.addWidget(_line("label", title))
            row.addSpacing(8)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self._field.textChanged.connect(self.queryChanged)
        self._field.wentDown.connect(self._into_list)
        self._field.entered.connect(self._enter)
        self._start.keptChosen.connect(self.keptChosen)
        self.list.leftUpwards.connect(self._field.setFocus)
        self.list.chosenChanged.connect(self._show_around)
        self.list.allWanted.connect(self.allWanted)

    def _into_list(self) -> None:
        if self.list.places.rowCount():
            self.list.setFocus()
            if self.list.current() < 0:
                self.list.go_to(0)

    def _enter(self) -> None:
        if self.list.places.rowCount():
            self.list.opened.emit(max(self.list.current(), 0))

    def _show_around(self) -> None:
        row = self.list.places.row_at(self.list.currentIndex())
        texts = (row.before, row.text, row.after) if row else ("", "", "")
        for label, text in zip(self._around, texts, strict=True):
            label.setText(one_line(text))
            label.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft
                if is_right_to_left(text)
                else Qt.LayoutDirection.LeftToRight
            )

    def _tell_count(self) -> None:
        count = self.list.places.rowCount()
        if not self.text().strip():
            self._count.setText("")
        elif not count:
            self._count.setText(self.tr("Nothing found"))
        elif self.list.places.complete:
            self._count.setText(count_of(count, "{0} place", "{0} places"))
        else:
            self._count.setText(self.tr("{0} places").format(f"{number_text(count)}+"))


def _line(role: str, text: str = "", *, wraps: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wraps)
    if wraps:
        # A long quotation must not push the card beyond its window.
        label.setMaximumHeight(3 * QSize(0, label.fontMetrics().lineSpacing()).height())
    return label
