"""Templates of notes: the gallery to copy from, one's own to edit, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.commands.templates import NamedTemplate
from annotator.domain.errors import TemplateError
from annotator.exporters.template import Template
from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.gui.dialogs.template_form import TemplateForm
from annotator.gui.language import local, tr
from annotator.gui.style import label_font

_SETTLE_MS = 350
_GAP = 14
_OWN = Qt.ItemDataRole.UserRole


class TemplateDialog(DialogFrame):
    """What is edited is kept as it is typed: `edited` carries the template and the name it had.

    `previewRequested` carries the template; the note comes back by `show_preview`, what is wrong
    with it by `show_error`. The rest name a template.
    """

    previewRequested = Signal(object)
    edited = Signal(object, str)
    copyRequested = Signal(str)
    removeRequested = Signal(str)
    shareRequested = Signal(str)
    importRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Note templates"))
        self.resize(1120, 690)
        self._templates: dict[str, NamedTemplate] = {}
        self._name = ""
        self.list = QListWidget()
        self.form = TemplateForm()
        self._preview = QPlainTextEdit()
        self._error = sentence("", "danger")
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._lay_out()
        self._connect()

    def show_templates(self, templates: Sequence[NamedTemplate], chosen: str = "") -> None:
        """List these; `chosen` names the one to show."""
        self._templates = {each.name: each for each in templates}
        self.list.blockSignals(True)
        self.list.clear()
        for own, title in ((False, self.tr("Built in")), (True, self.tr("Yours"))):
            members = [each for each in templates if each.is_own is own]
            if members:
                self._add_heading(title)
            for each in members:
                item = QListWidgetItem(each.name if each.is_own else tr(each.name))
                item.setData(_OWN, each.name)
                about = each.template.about if each.template else ""
                item.setToolTip(local(each.complaint) or (about if each.is_own else tr(about)))
                self.list.addItem(item)
        self.list.blockSignals(False)
        row = next((n for n in range(self.list.count())
                    if self.list.item(n).data(_OWN) == chosen), 1)  # fmt: skip
        self.list.setCurrentRow(row)

    def rename(self, name: str, template: Template) -> None:
        """What was edited is kept: the list names it as it is called now."""
        item = self.list.currentItem()
        self._templates.pop(self._name, None)
        self._templates[name] = NamedTemplate(name, template, is_own=True)
        self._name = name
        item.setText(name)
        item.setData(_OWN, name)

    def show_preview(self, text: str) -> None:
        bar = self._preview.verticalScrollBar()
        kept = bar.value()
        self._preview.setPlainText(text)
        bar.setValue(kept)
        self.show_error(None)

    def show_error(self, error: TemplateError | None) -> None:
        """Say what is wrong and point at it; None where nothing is."""
        self._error.setText(local(str(error)) if error else "")
        self._error.setVisible(error is not None)
        self.form.point_at(error.part if error else "", error.line if error else 0)

    def preview(self) -> str:
        return self._preview.toPlainText()

    def error(self) -> str:
        return self._error.text()

    def done(self, result: int) -> None:
        """Closing keeps what was typed last."""
        if self._settle.isActive():
            self._settle.stop()
            self._take_edit()
        super().done(result)

    def _add_heading(self, title: str) -> None:
        item = QListWidgetItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(label_font(self.list.font(), QFont.Weight.DemiBold))
        self.list.addItem(item)

    def _lay_out(self) -> None:
        self.list.setAccessibleName(self.tr("Templates"))
        self.list.setSpacing(2)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._preview.setReadOnly(True)
        self._preview.setTabChangesFocus(True)
        self._preview.setProperty("role", "preview")
        self._preview.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._preview.setAccessibleName(self.tr("Preview"))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(_GAP, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(sentence(self.tr("Preview"), "label"))
        column.addWidget(self._preview, 1)
        column.addWidget(self._error)
        self._error.hide()
        left = QWidget()
        under = QHBoxLayout()
        self._copy = QPushButton(self.tr("Copy"))
        self._remove = QPushButton(self.tr("Delete…"))
        for button in (self._copy, self._remove):
            button.setAutoDefault(False)
            under.addWidget(button)
        listed = QVBoxLayout(left)
        listed.setContentsMargins(0, 0, _GAP, 0)
        listed.addWidget(self.list, 1)
        listed.addLayout(under)
        split = QSplitter()
        for part in (left, self.form, right):
            split.addWidget(part)
        self.form.setContentsMargins(_GAP, 0, _GAP, 0)
        split.setHandleWidth(1)
        split.setSizes([200, 460, 420])
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)
        self._import = QPushButton(self.tr("Import…"))
        self._share = QPushButton(self.tr("Save a Copy to Share…"))
        for button in (self._import, self._share):
            button.setAutoDefault(False)
            self.add_left(button)
        self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)

    def _connect(self) -> None:
        self.buttons.rejected.connect(self.reject)
        self.list.currentItemChanged.connect(lambda item, _old: self._choose(item))
        self.form.edited.connect(self._settle.start)
        self._settle.timeout.connect(self._take_edit)
        self._copy.clicked.connect(lambda: self.copyRequested.emit(self._name))
        self._remove.clicked.connect(lambda: self.removeRequested.emit(self._name))
        self._share.clicked.connect(lambda: self.shareRequested.emit(self._name))
        self._import.clicked.connect(self.importRequested)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if self._settle.isActive():
            self._settle.stop()
            self._take_edit()
        chosen = self._templates.get(str(item.data(_OWN))) if item else None
        if chosen is None:
            return
        self._name = chosen.name
        self._preview.setPlainText("")
        self._remove.setEnabled(chosen.is_own)
        for button in (self._copy, self._share):
            button.setEnabled(chosen.template is not None)
        built_in = self.tr("This one ships with the program: copy it to make it yours.")
        about = chosen.template.about if chosen.template else ""
        self.form.show_template(
            chosen.template or Template(chosen.name, ""),
            can_edit=chosen.is_own and chosen.template is not None,
            hint=chosen.complaint or (about if chosen.is_own else built_in),
        )
        if chosen.template is None:
            self.show_error(TemplateError(chosen.complaint))
        else:
            self.show_error(None)
            self.previewRequested.emit(chosen.template)

    def _take_edit(self) -> None:
        try:
            template = self.form.template()
        except TemplateError as error:
            self.show_error(error)
            return
        self.edited.emit(template, self._name)
        self.previewRequested.emit(template)
