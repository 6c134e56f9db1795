"""One editor per kind of field, in a table: how it is made, read and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from annotator.gui.dialogs.seconds_box import SecondsBox
from annotator.gui.language import tr
from annotator.gui.values import Field, FieldKind, Value


class PathField(QWidget):
    """A path with a button to choose it. `folder` asks for a folder, not a file."""

    changed = Signal()

    def __init__(self, folder: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.line = QLineEdit()
        self.line.textChanged.connect(self.changed)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(choose)
        self.setFocusProxy(self.line)

    def _choose(self) -> None:
        if self._folder:
            chosen = QFileDialog.getExistingDirectory(self, "", self.line.text())
        else:
            chosen, _ = QFileDialog.getOpenFileName(self, "", self.line.text())
        if chosen:
            self.line.setText(chosen)


@dataclass(frozen=True, slots=True)
class FieldEditor:
    """A field's widget with the ways to read it, write it and hear of a change."""

    widget: QWidget
    read: Callable[[], Value]
    write: Callable[[Any], None]
    on_change: Callable[[Callable[[], None]], None]


def make_editor(field: Field) -> FieldEditor:
    """The editor for a field, named for a screen reader."""
    editor = _MAKERS[field.kind](field)
    (editor.widget.focusProxy() or editor.widget).setAccessibleName(field.title)
    editor.widget.setAccessibleDescription(field.help)
    return editor


def _bool(field: Field) -> FieldEditor:
    box = QCheckBox(tr("On"))
    return FieldEditor(
        box, box.isChecked, lambda value: box.setChecked(bool(value)),
        lambda done: _connect(box.toggled, done),
    )  # fmt: skip


def _int(field: Field) -> FieldEditor:
    return _whole(field, QSpinBox())


def _seconds(field: Field) -> FieldEditor:
    return _whole(field, SecondsBox())


def _whole(field: Field, spin: QSpinBox) -> FieldEditor:
    _indent(spin)
    spin.setRange(int(field.minimum), int(field.maximum))
    spin.setSingleStep(int(field.step))
    spin.setSuffix(f" {field.suffix}" if field.suffix else "")
    return FieldEditor(
        spin, spin.value, lambda value: spin.setValue(int(value)),
        lambda done: _connect(spin.valueChanged, done),
    )  # fmt: skip


def _float(field: Field) -> FieldEditor:
    spin = QDoubleSpinBox()
    _indent(spin)
    spin.setRange(field.minimum, field.maximum)
    spin.setSingleStep(field.step)
    spin.setSuffix(f" {field.suffix}" if field.suffix else "")
    return FieldEditor(
        spin, lambda: round(spin.value(), 2), lambda value: spin.setValue(float(value)),
        lambda done: _connect(spin.valueChanged, done),
    )  # fmt: skip


def _indent(spin: QAbstractSpinBox) -> None:
    # The style sheet's padding does not reach the field inside a spin box.
    spin.lineEdit().setTextMargins(6, 0, 0, 0)


def _choice(field: Field) -> FieldEditor:
    box = QComboBox()
    for value, title in field.choices:
        box.addItem(title, value)
    return FieldEditor(
        box, lambda: str(box.currentData()),
        lambda value: box.setCurrentIndex(max(box.findData(str(value)), 0)),
        lambda done: _connect(box.currentIndexChanged, done),
    )  # fmt: skip


def _text(field: Field) -> FieldEditor:
    line = QLineEdit()
    return FieldEditor(
        line, line.text, lambda value: line.setText(str(value)),
        lambda done: _connect(line.textChanged, done),
    )  # fmt: skip


def _path(field: Field) -> FieldEditor:
    path = PathField(field.kind is FieldKind.FOLDER)
    return FieldEditor(
        path, path.line.text, lambda value: path.line.setText(str(value)),
        lambda done: _connect(path.changed, done),
    )  # fmt: skip


def _connect(signal: Any, done: Callable[[], None]) -> None:
    signal.connect(lambda *_: done())


_MAKERS: dict[FieldKind, Callable[[Field], FieldEditor]] = {
    FieldKind.BOOL: _bool,
    FieldKind.INT: _int,
    FieldKind.SECONDS: _seconds,
    FieldKind.FLOAT: _float,
    FieldKind.CHOICE: _choice,
    FieldKind.TEXT: _text,
    FieldKind.PATH: _path,
    FieldKind.FOLDER: _path,
}
