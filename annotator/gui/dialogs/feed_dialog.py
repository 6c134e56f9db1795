"""Choosing episodes of a podcast: a list with ticks, a filter, and what to fetch of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from annotator.commands.results import FeedRow
from annotator.gui.dialogs.feed_model import FeedModel
from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.dialogs.tables import TickTable
from annotator.gui.language import count_of
from annotator.gui.widgets.text import isolated, one_line


class FeedDialog(DialogFrame):
    """Lists `rows`; `chosen()` are the guids ticked, `with_media()` whether with their sound."""

    def __init__(self, title: str, rows: Sequence[FeedRow], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Podcast feed"))
        self.resize(760, 560)
        self._model = FeedModel(rows, self)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter by title"))
        self._filter.setAccessibleName(self.tr("Filter by title"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._model.set_filter)
        self._list = self._made_list()
        self._count = QLabel()
        self._count.setProperty("role", "dim")
        self._words_only = QCheckBox(self.tr("Transcripts only"))
        self._lay_out(title)
        self._model.dataChanged.connect(self._show_count)
        self._show_count()
        self._filter.setFocus()

    def chosen(self) -> tuple[str, ...]:
        """The guids of what is ticked, in the order of the feed."""
        return tuple(row.guid for row in self._model.ticked)

    def with_media(self) -> bool:
        return not self._words_only.isChecked()

    def _made_list(self) -> TickTable:
        view = TickTable(self._model, self.tr("Episodes of the feed"))
        header = view.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 96), (2, 76), (3, 150)):
            header.resizeSection(column, width)
        return view

    def _lay_out(self, title: str) -> None:
        self.body.addWidget(sentence(isolated(one_line(title)), "title"))
        self.body.addWidget(self._filter)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self._count)
        everything = QPushButton(self.tr("Tick all shown"))
        everything.setAutoDefault(False)
        everything.clicked.connect(lambda: self._model.tick_all(on=True))
        nothing = QPushButton(self.tr("None"))
        nothing.setAutoDefault(False)
        nothing.clicked.connect(lambda: self._model.tick_all(on=False))
        for widget in (everything, nothing, self._words_only):
            self.add_left(widget)
        roles = QDialogButtonBox.ButtonRole
        self.add_button(self.tr("Cancel"), roles.RejectRole)
        self._import = self.add_button(self.tr("Import"), roles.AcceptRole, default=True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _show_count(self) -> None:
        count = len(self._model.ticked)
        self._count.setText(
            self.tr("{0} ticked of {1}").format(
                count_of(count, "{0} episode", "{0} episodes"), self._model.total
            )
        )
        self._import.setEnabled(count > 0)
