"""The places that words would be replaced at, as a table with ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from annotator.commands.results import ReplaceRow
from annotator.domain.timecode import format_clock
from annotator.gui.dialogs.tables import TickModel
from annotator.gui.widgets.text import isolated, one_line


class ReplaceModel(TickModel):
    """Time with a tick, how it reads now, how it would read. All are ticked at first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((self.tr("Time"), self.tr("Now"), self.tr("Then")), parent)
        self._rows: tuple[ReplaceRow, ...] = ()

    def set_rows(self, rows: Sequence[ReplaceRow]) -> None:
        self._rows, self._ticked = tuple(rows), set(range(len(rows)))
        self.show_numbers(range(len(rows)))

    def text(self, number: int, column: int) -> str:
        row = self._rows[number]
        return isolated(one_line((format_clock(row.start_ms), row.before, row.after)[column]))
