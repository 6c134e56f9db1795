"""What was found in notes, a row each, the repairs to be ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.commands.note_check import Examined
from annotator.gui.widgets.text import one_line
from annotator.notes.findings import Finding, Places, Sure

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
SURE = {Sure.HIGH: "sure", Sure.MEDIUM: "likely", Sure.LOW: "a guess"}
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


class FindingsModel(QAbstractTableModel):
    """Columns: note and line, what is wrong, what would stand there, how sure that is."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[FindingLine] = []
        self._chosen: set[int] = set()
        self._heads = (
            self.tr("Note"), self.tr("What is wrong"), self.tr("Repair"), self.tr("How sure"),
        )  # fmt: skip

    def clear(self) -> None:
        self.beginResetModel()
        self._lines, self._chosen = [], set()
        self.endResetModel()

    def add(self, notes: Iterable[Examined]) -> None:
        """More notes; their sure repairs are ticked."""
        fresh = [line for note in notes for line in _lines_of(note)]
        if not fresh:
            return
        first = len(self._lines)
        self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
        self._lines += fresh
        self._chosen |= {
            row for row, line in enumerate(fresh, first)
            if line.can_mend and line.finding and line.finding.sure is Sure.HIGH
        }  # fmt: skip
        self.endInsertRows()

    def line_at(self, row: int) -> FindingLine:
        return self._lines[row]

    def findings_of(self, note: Examined) -> list[Finding]:
        """The ticked findings of a note."""
        return [
            line.finding for row, line in enumerate(self._lines)
            if line.note is note and row in self._chosen and line.finding is not None
        ]  # fmt: skip

    def chosen(self) -> list[tuple[Examined, Sequence[Finding]]]:
        """Notes with their ticked findings."""
        found: dict[int, tuple[Examined, list[Finding]]] = {}
        for row in sorted(self._chosen):
            line = self._lines[row]
            if line.finding is not None:
                found.setdefault(id(line.note), (line.note, []))[1].append(line.finding)
        return list(found.values())

    def counts(self) -> tuple[int, int, int]:
        """(findings, notes, ticked)."""
        return len(self._lines), len({id(line.note) for line in self._lines}), len(self._chosen)

    def tick(self, *, on: bool) -> None:
        """Tick all that is sure, or nothing."""
        self._chosen = {
            row for row, line in enumerate(self._lines)
            if on and line.can_mend and line.finding and line.finding.sure is Sure.HIGH
        }  # fmt: skip
        if self._lines:
            roles = [Qt.ItemDataRole.CheckStateRole]
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, 0), roles)

    # Qt's side

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and index.column() == 0 and self._lines[index.row()].can_mend:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and line.can_mend:
            ticked = index.row() in self._chosen
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
            self._chosen.add(index.row())
        else:
            self._chosen.discard(index.row())
        self.dataChanged.emit(index, index, [role])
        return True


def _lines_of(note: Examined) -> list[FindingLine]:
    if note.failure:
        return [FindingLine(note, None, 0)]
    places = Places(note.text)
    return [FindingLine(note, each, places.of(each.begin)[0]) for each in note.findings]


def _texts(line: FindingLine) -> tuple[str, str, str, str]:
    finding = line.finding
    if finding is None:
        return line.note.path.name, _shown(line.note.failure), "", ""
    repair = "" if finding.repair is None else _shown(finding.repair)
    sure = SURE[finding.sure] if finding.repair is not None else ""
    return f"{line.note.path.stem}:{line.line}", _shown(finding.told), repair, sure


def _shown(text: str) -> str:
    whole = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return one_line(whole)[:_LONGEST]
