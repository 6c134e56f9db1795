"""The imports: all that is being brought in, each row with its own progress, cancel and retry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTableView,
    QWidget,
)

from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.dialogs.imports_delegate import ImportsDelegate
from annotator.gui.dialogs.imports_model import PROGRESS, TOOLS, ImportsModel
from annotator.gui.language import count_of
from annotator.gui.theme import Theme
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.fonts import fonts_of
from annotator.session.intake import Row, Stage

_ROW_AIR = 14


class ImportsDialog(DialogFrame):
    """Stands beside the window: listening and marking go on.

    `openRequested`, `againRequested` and `cancelRequested` carry a row's id, `clearRequested`
    the ids of rows that have ended; `addRequested` the name of a way in: files, folder, link.
    """

    openRequested = Signal(int)
    againRequested = Signal(int)
    cancelRequested = Signal(int)
    clearRequested = Signal(object)
    addRequested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Imports"))
        self.resize(780, 460)
        self.setModal(False)
        self._any_ended = False
        self.model = ImportsModel(self)
        self._delegate = ImportsDelegate(self.model, theme)
        self.table = self._made_table()
        self._said = sentence("", "dim")
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._count = QLabel()
        self._count.setProperty("role", "label")
        self._empty = EmptyState(
            self.tr("Nothing is being brought in"),
            self.tr(
                "Drop files, folders or links anywhere in the window, or add them here. Each"
                " becomes a row; one that fails holds up none of the others."
            ),
            self.tr("Add files…"),
        )
        self._stack = QStackedLayout()
        self._add_buttons()
        self._lay_out()
        self._connect()
        self.set_rows(())

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show the rows as they are now."""
        self.model.set_rows(rows)
        self._any_ended = any(row.has_ended for row in rows)
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        going = sum(not row.has_ended for row in rows)
        here = sum(row.stage is Stage.DONE for row in rows)
        failed = sum(row.stage is Stage.FAILED for row in rows)
        parts = (
            self.tr("{0} under way").format(going) if going else "",
            self.tr("{0} in the library").format(count_of(here, "{0} episode", "{0} episodes"))
            if here
            else "",
            self.tr("{0} failed").format(failed) if failed else "",
        )
        self._count.setText(" · ".join(filter(None, parts)))
        self._show_chosen()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self._fit_rows()

    def chosen(self) -> tuple[Row, ...]:
        """The rows that are selected, from above."""
        indexes = self.table.selectionModel().selectedRows()
        rows = (self.model.row_at(index) for index in sorted(indexes, key=lambda one: one.row()))
        return tuple(row for row in rows if row is not None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._fit_rows()

    # inside

    def _made_table(self) -> _Table:
        view = _Table(self._delegate)
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.setShowGrid(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setAccessibleName(self.tr("Imports"))
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(PROGRESS, 170)
        header.resizeSection(TOOLS, 68)
        return view

    def _add_buttons(self) -> None:
        roles = QDialogButtonBox.ButtonRole
        for name, title in (
            ("files", self.tr("Add files…")),
            ("folder", self.tr("Add folder…")),
            ("link", self.tr("Add link…")),
        ):
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, way=name: self.addRequested.emit(way))
            self.add_left(button)
        self.clear_button = self.add_button(self.tr("Clear ended"), roles.ActionRole)
        self.cancel_button = self.add_button(self.tr("Cancel"), roles.ActionRole)
        self.again_button = self.add_button(self.tr("Try again"), roles.ActionRole)
        self.open_button = self.add_button(self.tr("Open"), roles.ActionRole)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._count)
        self.body.addLayout(self._stack, 1)
        self.body.addWidget(self._said)
        self._fit_rows()

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.table.activated.connect(self._activate)
        self.table.toolClicked.connect(self._use_tool)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.model.modelReset.connect(self._show_chosen)
        self.open_button.clicked.connect(lambda: self._act("open"))
        self.again_button.clicked.connect(lambda: self._act("again"))
        self.cancel_button.clicked.connect(lambda: self._act("cancel"))
        self.clear_button.clicked.connect(lambda: self.clearRequested.emit(None))
        self._empty.buttonClicked.connect(lambda: self.addRequested.emit("files"))

    def _fit_rows(self) -> None:
        fonts = fonts_of(self.font())
        self.table.verticalHeader().setDefaultSectionSize(fonts.line + fonts.small_line + _ROW_AIR)
        self.table.viewport().update()

    def _show_chosen(self) -> None:
        """What the selected row says in full, and what can be done with the selection."""
        rows = self.chosen()
        self._said.setText(self.model.sentence(rows[0]) if len(rows) == 1 else "")
        self._said.setHidden(not self._said.text())
        self.open_button.setEnabled(len(rows) == 1 and rows[0].episode_id is not None)
        asking = bool(rows) and rows[0].stage is Stage.ASKING
        again = any(row.can_try_again or row.stage is Stage.ASKING for row in rows)
        resumes = len(rows) == 1 and rows[0].kept_bytes > 0
        title = self.tr("Resume") if resumes else self.tr("Try again")
        self.again_button.setText(self.tr("Choose…") if asking else title)
        self.again_button.setToolTip(
            self.tr("{0} MB are there already").format(f"{rows[0].kept_bytes / 1e6:.1f}")
            if resumes
            else ""
        )
        self.again_button.setEnabled(again)
        self.cancel_button.setEnabled(any(not row.has_ended for row in rows))
        self.clear_button.setEnabled(self._any_ended)

    def _act(self, what: str) -> None:
        signal = {
            "open": self.openRequested,
            "again": self.againRequested,
            "cancel": self.cancelRequested,
        }[what]
        for row in self.chosen():
            signal.emit(row.id)

    def _activate(self, index: QModelIndex) -> None:
        """Enter and double click: open what is there, try again what failed."""
        row = self.model.row_at(index)
        if row is not None:
            self._act("open" if row.episode_id is not None else "again")

    def _use_tool(self, name: str, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is None:
            return
        if name == "again":
            self.againRequested.emit(row.id)
        elif row.has_ended:
            self.clearRequested.emit((row.id,))
        else:
            self.cancelRequested.emit(row.id)

    def _show_menu(self, point: QPoint) -> None:
        index = self.table.indexAt(point)
        if index.isValid() and not self.table.selectionModel().isRowSelected(index.row()):
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
        menu = QMenu(self)
        for button in (self.open_button, self.again_button, self.cancel_button):
            action = menu.addAction(button.text(), button.click)
            action.setEnabled(button.isEnabled())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(point))


class _Table(QTableView):
    """A table whose last column holds icons that answer to the pointer."""

    toolClicked = Signal(str, QModelIndex)

    def __init__(self, delegate: ImportsDelegate) -> None:
        super().__init__()
        self._icons = delegate

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if row is not None and index.column() == TOOLS:
            name = self._icons.tool_at(self.visualRect(index), event.position().toPoint(), row)
            if name:
                event.accept()
                self.toolClicked.emit(name, index)
                return
        super().mouseReleaseEvent(event)
