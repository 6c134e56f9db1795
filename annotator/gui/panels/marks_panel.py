"""The marks of the episode: filtered by topic, kind and text, edited in place, clicked to play."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.mark_looks import MarkLooks
from annotator.domain.notes import Annotation, Topic
from annotator.gui import icons
from annotator.gui.language import number_text
from annotator.gui.panels.marks_delegate import MarksDelegate
from annotator.gui.panels.marks_model import KIND_NAMES, MARK_ROLE, MarksFilter, MarksModel
from annotator.gui.panels.marks_view import MarksView
from annotator.gui.theme import Theme
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.filter_chip import FilterChip
from annotator.gui.widgets.hairline import Hairline
from annotator.gui.widgets.icon_button import IconButton
from annotator.gui.widgets.panel_header import PanelHeader
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.exporters.sharing import Shared

_COPIES = (
    ("share.markdown", phrase("Markdown")),
    ("share.link", phrase("Link")),
    ("share.quote", phrase("Quote")),
    ("share.html", phrase("HTML")),
)


class MarksPanel(QWidget):
    """Shows marks, emits what is asked of them by id.

    `chosenChanged` carries the ids of the marks chosen together, none where fewer than two are;
    `copyRequested` a mark's id and the command that copies it.
    """

    markActivated = Signal(int)
    noteEdited = Signal(int, str)
    kindRequested = Signal(int, object)
    topicsRequested = Signal(int)
    deleteRequested = Signal(int)
    topicFilterCleared = Signal()
    chosenChanged = Signal(object)
    copyRequested = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._topics: dict[int, Topic] = {}
        self._keys: dict[str, str] = {}
        self._model = MarksModel()
        self._delegate = MarksDelegate(theme, self._model.topics_of)
        self._view = MarksView(self._model, self._delegate)
        self._view.setAccessibleName(self.tr("Marks in this episode"))
        self._view.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header = PanelHeader(self.tr("Marks in this episode"))
        self._search = IconButton("search", self.tr("Filter the marks by text"), theme)
        self._search.setCheckable(True)
        self._kind = IconButton("filter", self.tr("Filter the marks by kind"), theme)
        self._field = QLineEdit()
        self._chip = FilterChip(theme)
        self._empty = EmptyState("")
        self._awaited, self._open = False, True
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()
        self._show_state()

    # values in

    def set_open(self, *, is_open: bool) -> None:
        """Whether there is an episode that could have marks; its marks are told next."""
        self._open = is_open

    def set_marks(self, marks: Iterable[Annotation], looks: MarkLooks | None = None) -> None:
        """All marks of the episode now open; in order of time, where their `looks` are known."""
        awaited, self._awaited = self._awaited, False
        self._model.set_marks(marks, looks)
        if awaited:
            self._reveal(self._delegate.current)

    def await_marks(self) -> None:
        """Those of another episode are on their way: nothing is listed, nor said to be nothing."""
        self._awaited = True
        self._model.set_marks(())

    def update_marks(self, changed: Iterable[Annotation], removed: Iterable[int] = ()) -> None:
        """New and changed marks and the ids of those gone; scroll and selection stay."""
        self._model.update(changed, removed)
        self._show_state()

    def set_topics(self, topics: Iterable[Topic]) -> None:
        """Names and colours of all topics."""
        self._topics = {topic.id: topic for topic in topics}
        self._model.set_topics(self._topics)
        self._show_chip()

    def set_topic_filter(self, ids: frozenset[int]) -> None:
        """Show only marks with one of these topics; empty for all."""
        wanted = self._model.filter()
        self._model.set_filter(MarksFilter(ids, wanted.kinds, wanted.text))
        self._show_chip()

    def set_current(self, mark_id: int | None, *, reveal: bool = True) -> None:
        """The mark being heard: tinted and, unless the pointer is over the list, in view."""
        if mark_id == self._delegate.current:
            return
        self._delegate.current = mark_id
        self._view.viewport().update()
        if reveal and not self._view.underMouse():
            self._reveal(mark_id)

    def _reveal(self, mark_id: int | None) -> None:
        row = self._model.row_of(mark_id) if mark_id is not None else None
        if row is not None:
            self._view.scrollTo(self._model.index(row))

    def set_chosen(self, ids: Sequence[int]) -> None:
        """The marks chosen together; none lets go of those that are."""
        if not ids and self._view.counts_several():
            self._view.clearSelection()

    def set_sharing(self, share: Callable[[Sequence[Annotation]], Shared | None]) -> None:
        """How marks are written for programs they are dragged to."""
        self._model.share = share

    def set_key_hints(self, keys: Mapping[str, str]) -> None:
        """Keys named in the empty list: ``quote``, ``note``, ``bookmark``, ``topic``."""
        self._keys = dict(keys)
        self._show_state()

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._delegate.theme = theme
        for part in (self._search, self._chip):
            part.set_theme(theme)
        self._show_kind_filter()
        self._view.viewport().update()

    # what is asked about it

    def current_mark(self) -> int | None:
        """The mark under the keyboard's cursor."""
        mark = self._view.currentIndex().data(MARK_ROLE)
        return mark.id if mark else None

    def shown_marks(self) -> list[int]:
        """Ids of the marks let through, in order."""
        return [mark.id for mark in self._model.shown()]

    def select_mark(self, mark_id: int) -> None:
        """Bring a mark under the keyboard's cursor and into view."""
        row = self._model.row_of(mark_id)
        if row is not None:
            self._view.setCurrentIndex(self._model.index(row))
            self._view.scrollTo(self._model.index(row))

    def edit_note(self, mark_id: int) -> None:
        """Open a mark's note for typing."""
        self.select_mark(mark_id)
        self._view.edit(self._view.currentIndex())

    def menu_for(self, mark: Annotation) -> QMenu:
        """What can be done with a mark."""
        menu = QMenu(self)
        menu.addAction(self.tr("Play from here"), lambda: self.markActivated.emit(mark.id))
        menu.addSeparator()
        menu.addAction(
            self.tr("Edit note") if mark.note else self.tr("Add a note"),
            lambda: self.edit_note(mark.id),
        )
        menu.addAction(self.tr("Topics…"), lambda: self.topicsRequested.emit(mark.id))
        kinds = menu.addMenu(self.tr("Kind"))
        for kind, title in KIND_NAMES.items():
            action = kinds.addAction(self.tr(title))
            action.setCheckable(True)
            action.setChecked(kind is mark.kind)
            action.triggered.connect(
                lambda _=False, chosen=kind: self.kindRequested.emit(mark.id, chosen)
            )
        copies = menu.addMenu(self.tr("Copy"))
        copy = copies.addAction(
            self.tr("Copy the words"), lambda: QGuiApplication.clipboard().setText(mark.text)
        )
        copy.setEnabled(bool(mark.text))
        for command, title in _COPIES:
            action = copies.addAction(self.tr("Copy as {0}").format(self.tr(title)))
            action.triggered.connect(
                lambda _=False, chosen=command: self.copyRequested.emit(mark.id, chosen)
            )
        menu.addSeparator()
        menu.addAction(self.tr("Delete"), lambda: self.deleteRequested.emit(mark.id))
        return menu

    def sizeHint(self) -> QSize:
        return QSize(288, 360)

    # inside

    def _lay_out(self) -> None:
        self._kind.setMenu(self._kind_menu())
        self._kind.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._field.setPlaceholderText(self.tr("Filter"))
        self._field.setAccessibleName(self.tr("Filter the marks"))
        self._field.setClearButtonEnabled(True)
        self._field.hide()
        for button in (self._search, self._kind):
            self._header.add_before_count(button)
        self._header.setContentsMargins(18, 4, 18, 4)
        chips = QHBoxLayout()
        chips.addWidget(self._chip)
        chips.addStretch(1)
        filters = QVBoxLayout()
        filters.setContentsMargins(12, 2, 12, 0)
        filters.setSpacing(6)
        filters.addWidget(self._field)
        filters.addLayout(chips)
        rule = QHBoxLayout()
        rule.setContentsMargins(12, 6, 12, 0)
        rule.addWidget(Hairline())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(filters)
        column.addLayout(rule)
        column.addLayout(self._stack, 1)
        # Only now: a stack without a parent would show its first page as a window.
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._empty)

    def _kind_menu(self) -> QMenu:
        menu = QMenu(self)
        self._kind_actions = {}
        for kind, title in KIND_NAMES.items():
            action = menu.addAction(self.tr(title))
            action.setCheckable(True)
            action.toggled.connect(self._filter_changed)
            self._kind_actions[kind] = action
        return menu

    def _connect(self) -> None:
        self._field.textChanged.connect(self._filter_changed)
        self._search.toggled.connect(self._toggle_field)
        self._chip.clicked.connect(self.topicFilterCleared)
        self._view.clicked.connect(self._play)
        self._view.activated.connect(self._play_by_key)
        self._view.toolClicked.connect(self._use_tool)
        self._view.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._model.noteEdited.connect(self.noteEdited)
        self._model.modelReset.connect(self._show_state)
        self._empty.buttonClicked.connect(self._clear_filters)

    def _toggle_field(self, shown: bool) -> None:
        self._field.setVisible(shown)
        if shown:
            self._field.setFocus()
        else:
            self._field.clear()

    def _filter_changed(self) -> None:
        kinds = frozenset(kind for kind, act in self._kind_actions.items() if act.isChecked())
        wanted = MarksFilter(self._model.filter().topics, kinds, self._field.text())
        self._model.set_filter(wanted)
        self._show_kind_filter()

    def _show_kind_filter(self) -> None:
        """The funnel takes the accent while it holds something back."""
        active = bool(self._model.filter().kinds)
        colour = self._theme.accent
        drawn = icons.tinted("filter", colour) if active else icons.icon("filter", self._theme)
        self._kind.setIcon(drawn)

    def _clear_filters(self) -> None:
        for action in self._kind_actions.values():
            action.setChecked(False)
        self._search.setChecked(False)
        self.topicFilterCleared.emit()

    def _show_chip(self) -> None:
        topics = [self._topics[i] for i in self._model.filter().topics if i in self._topics]
        if len(topics) == 1:
            self._chip.set_filter(topics[0].name, topics[0].colour)
        else:
            count = self.tr("{0} topics").format(len(topics))
            self._chip.set_filter(count if topics else "")

    def _show_state(self) -> None:
        total, shown = self._model.total(), self._model.rowCount()
        if self._awaited:
            self._header.set_count("")
            self._stack.setCurrentWidget(self._view)
            return
        filtered = bool(self._model.filter())
        counted = self.tr("{0} of {1}").format(number_text(shown), number_text(total))
        self._header.set_count(
            counted if filtered and total else number_text(total) if total else ""
        )
        self._search.setVisible(total > 0)
        self._kind.setVisible(total > 0)
        self._stack.setCurrentWidget(self._view if shown else self._empty)
        if shown:
            return
        if total:
            self._empty.set_text(
                self.tr("No mark fits the filter"),
                "",
                self.tr("Show all {0}").format(number_text(total)),
            )
        elif self._open:
            self._empty.set_text(self.tr("No marks yet"), self._first_steps())
        else:
            self._empty.set_text(
                self.tr("No episode is open"),
                self.tr("Open one, and its marks are listed here."),
            )

    def _first_steps(self) -> str:
        means = [
            (self.tr("a topic"), "1–9"),
            (self.tr("a quote"), self._keys.get("quote", "")),
            (self.tr("a note"), self._keys.get("note", "")),
            (self.tr("a bookmark"), self._keys.get("bookmark", "")),
        ]
        keys = ", ".join(f"{key} {what}" for what, key in means if key)
        return self.tr("While you listen, one key marks what was just said: {0}.").format(keys)

    def _tell_chosen(self) -> None:
        several = self._view.counts_several()
        rows = self._view.chosen_rows() if several else []
        self.chosenChanged.emit(tuple(self._model.mark_at(row).id for row in rows))

    def _play(self, index: QModelIndex) -> None:
        mark = index.data(MARK_ROLE)
        # With Ctrl or Shift a click chooses several.
        if mark is not None and not self._view.counts_several():
            self.markActivated.emit(mark.id)

    def _play_by_key(self, index: QModelIndex) -> None:
        # A double click activates as well, but its first click has played and it edits.
        if not QGuiApplication.mouseButtons():
            self._play(index)

    def _use_tool(self, name: str, index: QModelIndex) -> None:
        mark = index.data(MARK_ROLE)
        uses = {"edit": self.edit_note, "delete": self.deleteRequested.emit}
        uses[name](mark.id)

    def _show_menu(self, point: QPoint) -> None:
        index = self._view.indexAt(point)
        mark = index.data(MARK_ROLE)
        if mark is None:
            return
        kept = QItemSelectionModel.SelectionFlag.NoUpdate
        taken = QItemSelectionModel.SelectionFlag.ClearAndSelect
        chosen = self._view.selectionModel()
        chosen.setCurrentIndex(index, kept if chosen.isSelected(index) else taken)
        menu = self.menu_for(mark)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._view.viewport().mapToGlobal(point))
