"""What was found in notes, a row each, the repairs to be ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt

from annotator.commands.note_check import Examined
from annotator.gui.dialogs.tables import NOWHERE, HeadedModel, Index
from annotator.gui.language import number_text
from annotator.gui.widgets.text import one_line
from annotator.notes.findings import Finding, Places, Sure
from annotator.phrases import phrase

SHOWN = {
    "repairs": phrase("With a repair"),
    phrase("sure"): phrase("With a sure repair"),
    "all": phrase("All findings"),
}
"""What may be shown, by name."""
SURE = {Sure.HIGH: phrase("sure"), Sure.MEDIUM: phrase("likely"), Sure.LOW: phrase("a guess")}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with its note and the line it is on; `finding` is None for a note that cannot
    be read."""

    note: Examined
    finding: Finding | None
    line: int

    @property
    def can_mend(self) -> bool:
        return self.finding is not None and self.finding.repair is not None

    @property
    def is_sure(self) -> bool:
        return self.can_mend and self.finding is not None and self.finding.sure is Sure.HIGH


class FindingsModel(HeadedModel):
    """Columns: note, line, what is wrong, what would stand there, how sure that is.

    Rows are those of the lines that are shown; ticks stay where a line is hidden.
    """

    def __init__(self) -> None:
        heads = (
            self.tr("Note"), self.tr("Line"), self.tr("What is wrong"), self.tr("Repair"),
            self.tr("How sure"),
        )  # fmt: skip
        super().__init__(heads)
        self._lines: list[FindingLine] = []
        self._rows: list[int] = []
        self._chosen: set[int] = set()
        self._shown = "repairs"

    def clear(self) -> None:
        self.beginResetModel()
        self._lines, self._rows, self._chosen = [], [], set()
        self.endResetModel()

    def add(self, notes: Iterable[Examined]) -> None:
        """More notes; their sure repairs are ticked."""
        fresh = [line for note in notes for line in _lines_of(note)]
        if not fresh:
            return
        first = len(self._lines)
        self._lines += fresh
        self._chosen |= {number for number, line in enumerate(fresh, first) if line.is_sure}
        shown = [number for number, line in enumerate(fresh, first) if self._lets(line)]
        if shown:
            row = len(self._rows)
            self.beginInsertRows(QModelIndex(), row, row + len(shown) - 1)
            self._rows += shown
            self.endInsertRows()

    def show_only(self, which: str) -> None:
        """Show the lines that `SHOWN` names."""
        self.beginResetModel()
        self._shown = which
        self._rows = [number for number, line in enumerate(self._lines) if self._lets(line)]
        self.endResetModel()

    def line_at(self, row: int) -> FindingLine:
        return self._lines[self._rows[row]]

    def findings_of(self, note: Examined) -> list[Finding]:
        """The ticked findings of a note."""
        return [
            line.finding for number, line in enumerate(self._lines)
            if line.note is note and number in self._chosen and line.finding is not None
        ]  # fmt: skip

    def chosen(self) -> list[tuple[Examined, Sequence[Finding]]]:
        """Notes with their ticked findings."""
        found: dict[int, tuple[Examined, list[Finding]]] = {}
        for number in sorted(self._chosen):
            line = self._lines[number]
            if line.finding is not None:
                found.setdefault(id(line.note), (line.note, []))[1].append(line.finding)
        return list(found.values())

    def counts(self) -> tuple[int, int, int]:
        """(findings, notes, ticked)."""
        return len(self._lines), len({id(line.note) for line in self._lines}), len(self._chosen)

    def tick(self, *, on: bool) -> None:
        """Tick all that is sure, or nothing."""
        self._chosen = {n for n, line in enumerate(self._lines) if on and line.is_sure}
        if self._rows:
            roles = [Qt.ItemDataRole.CheckStateRole]
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0), roles)

    def _lets(self, line: FindingLine) -> bool:
        if line.finding is None:
            return True  # a note that cannot be read is always worth a look
        return {"all": True, "repairs": line.can_mend, "sure": line.is_sure}[self._shown]

    # Qt's side

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and index.column() == 0 and self.line_at(index.row()).can_mend:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.line_at(index.row())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and line.can_mend:
            ticked = self._rows[index.row()] in self._chosen
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        texts = _texts(line)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(line.note.path) if index.column() == 0 else texts[index.column()]
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._chosen.add(self._rows[index.row()])
        else:
            self._chosen.discard(self._rows[index.row()])
        self.dataChanged.emit(index, index, [role])
        return True


def _lines_of(note: Examined) -> list[FindingLine]:
    if note.failure:
        return [FindingLine(note, None, 0)]
    places = Places(note.text)
    return [FindingLine(note, each, places.of(each.begin)[0]) for each in note.findings]


def _texts(line: FindingLine) -> tuple[str, ...]:
    finding = line.finding
    if finding is None:
        return line.note.path.name, "", _shown(line.note.failure), "", ""
    repair = "" if finding.repair is None else _shown(finding.repair)
    sure = SURE[finding.sure] if finding.repair is not None else ""
    return line.note.path.stem, number_text(line.line), _shown(finding.told), repair, sure


def _shown(text: str) -> str:
    whole = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return one_line(whole)[:_LONGEST]
