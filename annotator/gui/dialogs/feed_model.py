"""The episodes of a feed as a table with ticks; ten thousand of them cost what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPalette

from annotator.commands.results import FeedRow
from annotator.domain.timecode import format_clock
from annotator.gui.dialogs.tables import Index, TickModel
from annotator.gui.widgets.text import isolated, one_line


class FeedModel(TickModel):
    """Title with a tick, date, length, and what it offers. What is in the library already
    cannot be ticked. Filtered here: Qt's own filter asks for every title each time."""

    def __init__(self, rows: Sequence[FeedRow], parent: QObject | None = None) -> None:
        heads = (self.tr("Episode"), self.tr("Date"), self.tr("Length"), self.tr("Offers"))
        super().__init__(heads, parent)
        self._rows = tuple(rows)
        self._folded = [row.title.casefold() for row in rows]
        self.show_numbers(range(len(rows)))

    @property
    def ticked(self) -> tuple[FeedRow, ...]:
        """What is ticked, in the order of the feed."""
        return tuple(self._rows[number] for number in self.numbers)

    @property
    def total(self) -> int:
        """How many episodes there are, shown or not."""
        return len(self._rows)

    def set_filter(self, text: str) -> None:
        """Show those whose title holds `text`."""
        wanted = text.casefold()
        self.show_numbers([n for n, title in enumerate(self._folded) if wanted in title])

    def can_tick(self, number: int) -> bool:
        return self._rows[number].episode is None

    def is_ticked(self, number: int) -> bool:
        return not self.can_tick(number) or super().is_ticked(number)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and not self.can_tick(self._shown[index.row()]):
            return QPalette().brush(QPalette.ColorGroup.Active, QPalette.ColorRole.PlaceholderText)
        return super().data(index, role)

    def text(self, number: int, column: int) -> str:
        row = self._rows[number]
        if column == 0:
            return isolated(one_line(row.title))
        if column == 1:
            return row.published_on
        if column == 2:
            return format_clock(row.duration_ms) if row.duration_ms else ""
        if row.episode is not None:
            return self.tr("in the library")
        parts = (
            self.tr("transcript") if row.transcript else "",
            self.tr("chapters") if row.chapters else "",
            "" if row.media else self.tr("no audio"),
        )
        return ", ".join(filter(None, parts))
