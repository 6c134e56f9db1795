"""A form made from a list of fields: settings in, settings out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.dialogs.fields import FieldEditor, make_editor
from annotator.gui.dialogs.frame import MARGIN, DialogFrame, sentence
from annotator.gui.values import Field, SettingsValues

_LABELS, _EDITORS = 250, 260


class SettingsDialog(DialogFrame):
    """`values()` is what the form holds; `applied` carries it when the user keeps it.

    `keysRequested` asks for the key editor, where `with_keys`.
    """

    applied = Signal(object)
    keysRequested = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        values: SettingsValues,
        *,
        with_keys: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(660, 620)
        self._fields = tuple(fields)
        self._before = values
        self._editors: dict[str, FieldEditor] = {}
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._form())
        reset = QPushButton(self.tr("Reset all"))
        reset.setAutoDefault(False)
        reset.clicked.connect(self._reset)
        self.add_left(reset)
        if with_keys:
            keys = QPushButton(self.tr("Change keys…"))
            keys.setAutoDefault(False)
            keys.clicked.connect(self.keysRequested)
            self.add_left(keys)
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._save = self.add_button(
            self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole, default=True
        )
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self._apply)
        for field in self._fields:
            self._editors[field.id].write(values[field.id])
            self._editors[field.id].on_change(self._changed)
        self._changed()

    def values(self) -> SettingsValues:
        return SettingsValues(
            tuple((field.id, self._editors[field.id].read()) for field in self._fields)
        )

    def _form(self) -> QScrollArea:
        content = QWidget()
        content.setProperty("role", "panel")
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        column.setSpacing(22)
        for group, fields in groupby(self._fields, key=lambda field: field.group):
            column.addLayout(self._group(group, list(fields)))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _group(self, title: str, fields: Sequence[Field]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.setColumnMinimumWidth(0, _LABELS)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnMinimumWidth(1, _EDITORS)
        if title:
            grid.addWidget(sentence(title, "heading"), 0, 0, 1, 2)
        for row, field in enumerate(fields, start=1):
            editor = self._editors[field.id] = make_editor(field)
            grid.addLayout(self._label(field, editor), row, 0)
            grid.addWidget(editor.widget, row, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    def _label(self, field: Field, editor: FieldEditor) -> QVBoxLayout:
        title = QLabel(field.title)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        title.setBuddy(editor.widget)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(title)
        if field.help:
            column.addWidget(sentence(field.help, "label"))
        return column

    def _reset(self) -> None:
        for field in self._fields:
            self._editors[field.id].write(field.default)

    def _changed(self) -> None:
        self._save.setEnabled(self.values() != self._before)

    def _apply(self) -> None:
        self.applied.emit(self.values())
        self.accept()
