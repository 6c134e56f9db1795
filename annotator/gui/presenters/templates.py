"""Templates in the window: kept as they are typed, tried in a process of their own.

What few sessions need is imported when it is used: the window should not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from annotator.commands import Context
from annotator.commands.export import note_to_export
from annotator.commands.templates import chosen_template, named_templates, shelf, specimen
from annotator.domain.errors import AnnotatorError, ExportError, TemplateError
from annotator.files import write_atomically
from annotator.gui.bridge import Jobs
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.presenter import Presenter
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.exporters.note import EpisodeNote
    from annotator.exporters.template import Template
    from annotator.gui.dialogs.template_dialog import TemplateDialog

PREVIEWING = phrase("Trying the template")
_MOST_MARKS = 200
"""More are not needed to see what a template does, and would take their time."""


class TemplatesPresenter(Presenter):
    """Opens the dialog, keeps what is edited in it, and fills in what is shown beside it."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        jobs: Jobs,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(context, window, tell)
        self._jobs = jobs
        self._dialog: TemplateDialog | None = None
        self._asked = 0

    def open(self) -> None:
        """Show what there is, with the note of the open episode as the example."""
        from annotator.gui.dialogs.template_dialog import TemplateDialog

        dialog = TemplateDialog(self._window)
        dialog.previewRequested.connect(self._preview)
        dialog.edited.connect(self._keep)
        dialog.copyRequested.connect(lambda name: self._guard(self._copy, name))
        dialog.removeRequested.connect(self._ask_to_remove)
        dialog.shareRequested.connect(self._ask_where_to)
        dialog.importRequested.connect(self._ask_for_file)
        dialog.finished.connect(lambda _result: self._closed())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog = dialog
        dialog.show_templates(named_templates(self._context))
        dialog.open()

    def _closed(self) -> None:
        self._dialog = None
        self._stop_previews()
        self._window.transcript.setFocus()

    # The example

    def _preview(self, template: Template) -> None:
        from annotator.session.templating import fill_template

        self._asked += 1
        asked, note = self._asked, self._example()
        self._stop_previews()

        def work(progress: Callable[[float], None]) -> str | TemplateError:
            try:
                return fill_template(template, note, progress)
            except TemplateError as error:
                return error

        def show(made: str | TemplateError) -> None:
            if self._dialog is None or asked != self._asked:
                return
            if isinstance(made, TemplateError):
                self._dialog.show_error(made)
            else:
                self._dialog.show_preview(made)

        self._context.jobs.run(PREVIEWING, work, show)

    def _stop_previews(self) -> None:
        for job in self._jobs.running:
            if job.title == PREVIEWING:
                job.cancel()

    def _example(self) -> EpisodeNote:
        episode = self._context.session.episode
        if episode is None or not self._context.session.marks:
            return specimen()
        note = note_to_export(self._context, episode, self._context.settings().export_grouping)
        return replace(note, annotations=note.annotations[:_MOST_MARKS])

    # The files

    def _keep(self, template: Template, before: str) -> None:
        """Save what was edited, under its new name if it has one."""
        from annotator.exporters.template import check_template

        if self._dialog is None:
            return
        mine = shelf(self._context)
        try:
            check_template(template)
            if template.name.casefold() != before.casefold() and mine.has(template.name):
                raise TemplateError(phrase("you have another one called “{0}”.", template.name))
            mine.save(template, instead_of=before)
        except TemplateError as error:
            self._dialog.show_error(error)
        else:
            self._dialog.rename(template.name, template)

    def _copy(self, name: str) -> None:
        mine = shelf(self._context)
        original = mine.find(name)
        copied = replace(original, name=self._free_name(original.name))
        mine.save(copied)
        self._show_all(copied.name)
        if self._dialog is not None:
            self._dialog.form.focus_name()

    def take_in(self, path: Path) -> None:
        """A template from a file, from anybody: read and checked, not run."""
        from annotator.exporters.template_engine import check_syntax
        from annotator.session.template_files import read_template

        template = read_template(path)
        check_syntax(template)
        mine = shelf(self._context)
        template = replace(template, name=self._free_name(template.name))
        mine.save(template)
        self._show_all(template.name)

    def share(self, name: str, path: Path) -> None:
        """Write a template to a file of its own."""
        from annotator.exporters.template import write_template

        template = chosen_template(self._context, name)
        try:
            write_atomically(path, write_template(template).encode())
        except OSError as error:
            raise ExportError(
                "“{0}” could not be written: {1}.", path, error.strerror or error
            ) from error
        self._context.session.say(self.tr("Wrote {0}").format(path))

    def remove(self, name: str) -> None:
        shelf(self._context).remove(name)
        self._show_all("")

    def _free_name(self, name: str) -> str:
        taken = {each.name.casefold() for each in named_templates(self._context)}
        number, free = 1, name
        while free.casefold() in taken:
            number += 1
            free = f"{name} {number}"
        return free

    def _show_all(self, chosen: str) -> None:
        if self._dialog is not None:
            self._dialog.show_templates(named_templates(self._context), chosen)

    # Asking

    def _ask_to_remove(self, name: str) -> None:
        box = QMessageBox(self._dialog)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete the template?"))
        box.setText(self.tr("“{0}” would be gone for good.").format(name))
        gone = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        gone.clicked.connect(lambda: self._guard(self.remove, name))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _ask_where_to(self, name: str) -> None:
        from annotator.exporters.filenames import note_filename
        from annotator.exporters.template import ENDING

        chosen, _ = QFileDialog.getSaveFileName(
            self._dialog,
            self.tr("Save a copy to share"),
            str(Path.home() / note_filename(name, ENDING)),
            self.tr("Templates (*{0})").format(ENDING),
        )
        if chosen:
            self._guard(self.share, name, Path(chosen))

    def _ask_for_file(self) -> None:
        from annotator.exporters.template import ENDING

        chosen, _ = QFileDialog.getOpenFileName(
            self._dialog,
            self.tr("Import a template"),
            "",
            self.tr("Templates (*{0});;All files (*)").format(ENDING),
        )
        if chosen:
            self._guard(self.take_in, Path(chosen))

    def _failed(self, error: AnnotatorError) -> None:
        if isinstance(error, TemplateError) and self._dialog is not None:
            self._dialog.show_error(error)
        else:
            super()._failed(error)
