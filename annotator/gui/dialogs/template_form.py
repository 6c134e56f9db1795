"""A template taken apart into fields, and put together again from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QFontDatabase, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import TemplateError
from annotator.exporters.template import ESCAPES, GROUPINGS, LINKS, QUOTES, TIMES, Template
from annotator.gui.dialogs.frame import sentence
from annotator.gui.language import local, tr
from annotator.phrases import phrase

_QUOTE_TITLES = {name: f"{opening}…{closing}" for name, (opening, closing) in QUOTES.items()}
_CHOICES: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("grouping", phrase("Order"), GROUPINGS),
    ("time", phrase("Times"), TIMES),
    ("quotes", phrase("Quotes"), _QUOTE_TITLES),
    ("escape", phrase("Escape as"), ESCAPES),
    ("links", phrase("Links"), LINKS),
)
_PLACES = ((2, 0, 1), (2, 2, 1), (3, 0, 1), (3, 2, 1), (4, 0, 3), (5, 0, 1))
"""Row, column and width of each choice, and of the ending. How links are written takes a line."""
_FRONT_LINES = 5


class TemplateForm(QWidget):
    """`edited` tells of every change a user makes."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Template("", "")
        self._filling = False
        self._name, self._about, self._extension = QLineEdit(), QLineEdit(), QLineEdit()
        self._choices = {field: QComboBox() for field, _title, _table in _CHOICES}
        self._last_line = QCheckBox(self.tr("Ends with a line break"))
        self._front, self._body = _code(), _code()
        self._hint = sentence("", "label")
        self._lay_out()
        self._connect()

    def show_template(self, template: Template, *, can_edit: bool, hint: str) -> None:
        """Fill the fields; `hint` stands above them."""
        self._filling = True
        self._shown = template
        self._name.setText(template.name if can_edit else tr(template.name))
        self._about.setText(template.about if can_edit else tr(template.about))
        self._about.setCursorPosition(0)  # a long one is read from its beginning
        self._extension.setText(template.extension)
        for field, box in self._choices.items():
            box.setCurrentIndex(max(box.findData(getattr(template, field)), 0))
        self._last_line.setChecked(template.ends_with_line_break)
        self._front.setPlainText("\n".join(f"{key}: {what}" for key, what in template.front_matter))
        self._body.setPlainText(template.body)
        for line in (self._name, self._about, self._extension, self._front, self._body):
            line.setReadOnly(not can_edit)
        for part in (*self._choices.values(), self._last_line):
            part.setEnabled(can_edit)
        self._hint.setText(local(hint))
        self.point_at("", 0)
        self._filling = False

    def template(self) -> Template:
        """What the fields say. Raises TemplateError where the front matter cannot be read."""
        return replace(
            self._shown,
            name=self._name.text().strip(),
            about=self._about.text().strip(),
            extension=self._extension.text().strip(),
            body=self._body.toPlainText(),
            front_matter=_front_matter(self._front.toPlainText()),
            ends_with_line_break=self._last_line.isChecked(),
            **{field: str(box.currentData()) for field, box in self._choices.items()},
        )

    def focus_name(self) -> None:
        self._name.setFocus()
        self._name.selectAll()

    def point_at(self, part: str, line: int) -> None:
        """Tint the line of the body, or of the front matter's key `part`, that is wrong."""
        keys = [text.partition(":")[0].strip() for text in self._front.toPlainText().split("\n")]
        front_line = keys.index(part) + 1 if part and part in keys else 0
        _tint(self._front, front_line)
        _tint(self._body, line if part == "body" else 0)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for row, (title, field) in enumerate(
            ((self.tr("Name"), self._name), (self.tr("About"), self._about))
        ):
            field.setAccessibleName(title)
            grid.addWidget(QLabel(title), row, 0)
            grid.addWidget(field, row, 1, 1, 3)
        fields: list[tuple[str, QWidget]] = []
        for name, title, table in _CHOICES:
            box = self._choices[name]
            for value, shown in table.items():
                box.addItem(self.tr(shown), value)
            box.setMinimumContentsLength(9)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            fields.append((self.tr(title), box))
        fields.append((self.tr("File ending"), self._extension))
        for (title, part), (row, side, columns) in zip(fields, _PLACES, strict=True):
            part.setAccessibleName(title)
            grid.addWidget(QLabel(title), row, side)
            grid.addWidget(part, row, side + 1, 1, columns)
        grid.addWidget(self._last_line, 6, 1, 1, 3)
        for stretched in (1, 3):
            grid.setColumnStretch(stretched, 1)
        self._front.setAccessibleName(self.tr("Front matter"))
        self._body.setAccessibleName(self.tr("Body"))
        height = self._front.fontMetrics().lineSpacing() * _FRONT_LINES + 14
        self._front.setFixedHeight(height)
        self._front.setPlaceholderText(self.tr("title: episode.title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._hint)
        column.addLayout(grid)
        column.addWidget(sentence(self.tr("Front matter: a key and an expression a line"), "label"))
        column.addWidget(self._front)
        column.addWidget(sentence(self.tr("Body"), "label"))
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        for line in (self._name, self._about, self._extension):
            line.textChanged.connect(self._tell)
        for box in self._choices.values():
            box.currentIndexChanged.connect(self._tell)
        for text in (self._front, self._body):
            text.textChanged.connect(self._tell)
        self._last_line.toggled.connect(self._tell)

    def _tell(self) -> None:
        if not self._filling:
            self.edited.emit()


def _code() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    made.setProperty("role", "preview")
    made.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    made.setTabStopDistance(made.fontMetrics().horizontalAdvance("    "))
    made.setTabChangesFocus(True)
    return made


def _front_matter(text: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        key, colon, expression = line.partition(":")
        if not line.strip():
            continue
        if not colon or not key.strip() or not expression.strip():
            raise TemplateError(
                phrase("line {0} of the front matter is no key: expression.", number)
            )
        if key.strip() in found:
            raise TemplateError("it is there twice.", key.strip())
        found[key.strip()] = expression.strip()
    return tuple(found.items())


def _tint(edit: QPlainTextEdit, line: int) -> None:
    """Give a line the accent's soft ground; 0 for none."""
    block = edit.document().findBlockByNumber(line - 1)
    if not line or not block.isValid():
        edit.setExtraSelections([])
        return
    tinted = QTextEdit.ExtraSelection()
    ground = QColor(edit.palette().highlight().color())
    ground.setAlpha(70)
    look = tinted.format
    look.setBackground(ground)
    look.setProperty(QTextFormat.Property.FullWidthSelection, True)
    tinted.format = look
    tinted.cursor = QTextCursor(block)
    edit.setExtraSelections([tinted])
