"""Foreign notes in the window: imported from a file or a folder, checked and mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from annotator.commands import Context
from annotator.commands.note_check import Examined
from annotator.commands.note_parts import (
    CHECKING,
    IMPORTING,
    MENDING,
    ImportRun,
    examine_notes,
    mend_notes,
    proposed_diff,
)
from annotator.domain.errors import AnnotatorError
from annotator.gui.bridge import Jobs
from annotator.gui.language import number_text
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.presenter import Presenter
from annotator.phrases import joined

if TYPE_CHECKING:
    from annotator.gui.dialogs.doctor_dialog import DoctorDialog
    from annotator.notes.findings import Finding


class WikiNotesPresenter(Presenter):
    """Opens the two dialogs and carries out what they ask. All reading of files is a job."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        jobs: Jobs,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(context, window, tell)
        self._jobs = jobs
        self._run: ImportRun | None = None
        self._doctor: DoctorDialog | None = None
        self._found: list[Examined] = []
        self._place = ""
        jobs.changed.connect(self._jobs_changed)
        jobs.failed.connect(self._job_failed)

    # Import

    def open_import(self) -> None:
        """Ask which notes; they are read in the background."""
        from annotator.gui.dialogs.import_notes import ImportNotesDialog

        if self._run is not None:
            self._context.session.say(self.tr("Notes are being imported already."))
            return
        dialog = ImportNotesDialog(self._place, self._window)
        dialog.accepted.connect(lambda: self._import(dialog.path()))
        self._open(dialog)

    def _import(self, place: str) -> None:
        self._place = place
        try:
            run = ImportRun(self._context)
        except AnnotatorError as error:
            self._tell(error)
            return
        self._run = run
        run.start((Path(place).expanduser(),))

    def _imported(self, run: ImportRun) -> None:
        """The import is over: done, stopped or failed. What was brought in is there."""
        from annotator.gui.dialogs.import_notes import ReportDialog

        try:
            told = run.finish()
            episode = run.only_episode
            if episode is not None:
                self._context.session.open(episode)
        except AnnotatorError as error:
            self._tell(error)
            return
        if len(run.rows) == 1 and not run.rows[0].failure:
            self._context.session.say(told.partition("\n")[0].partition("  ")[2])
        elif told:
            self._open(ReportDialog(self.tr("Notes imported"), told, self._window))

    # Check

    def open_doctor(self) -> None:
        """Show the dialog; nothing is looked at until asked for."""
        from annotator.gui.dialogs.doctor_dialog import DoctorDialog

        dialog = DoctorDialog(self._place, self._window)
        dialog.checkRequested.connect(self._check)
        dialog.diffRequested.connect(self._show_diff)
        dialog.mendRequested.connect(self._mend)
        dialog.finished.connect(lambda _result: self._doctor_closed())
        self._doctor = dialog
        self._open(dialog)

    def _doctor_closed(self) -> None:
        self._doctor, self._found = None, []
        for job in self._jobs.running:
            if job.title == CHECKING:
                job.cancel()

    def _check(self, place: str) -> None:
        self._place, self._found = place, []
        if self._doctor is not None:
            self._doctor.begin()
            examine_notes(self._context, (Path(place).expanduser(),), self._take, self._checked)

    def _take(self, notes: list[Examined]) -> None:
        if self._doctor is not None:
            self._found += notes
            self._doctor.add_notes(notes)

    def _checked(self, count: int) -> None:
        if self._doctor is not None and not self._found:
            checked = self.tr("{0} checked, nothing found.")
            self._doctor.show_count(checked.format(number_text(count)))

    def _show_diff(self, note: Examined, chosen: Sequence[Finding]) -> None:
        if self._doctor is not None:
            self._doctor.show_diff(note.failure or proposed_diff(note, chosen))

    def _mend(self, chosen: list[tuple[Examined, Sequence[Finding]]]) -> None:
        if self._doctor is None:
            return
        self._doctor.set_busy(on=True)
        paths = frozenset(note.path for note, _findings in chosen)

        def mended(failures: list[str]) -> None:
            if self._doctor is None:
                return
            self._found = [note for note in self._found if note.path not in paths]
            self._doctor.keep(self._found)
            self._doctor.tell(joined("\n", failures[:5]))
            done = len(paths) - len(failures)
            self._doctor.show_count(self.tr("{0} mended.").format(number_text(done)))
            # What is left in them stands elsewhere now.
            place = Path(self._place).expanduser()
            examine_notes(self._context, (place,), self._take, lambda _count: None, paths)

        mend_notes(self._context, chosen, mended)

    # Jobs

    def _jobs_changed(self) -> None:
        titles = {job.title for job in self._jobs.running}
        if self._run is not None and IMPORTING not in titles:
            run, self._run = self._run, None
            self._imported(run)
        if self._doctor is not None and titles.isdisjoint({CHECKING, MENDING}):
            self._doctor.set_busy(on=False)

    def _job_failed(self, error: AnnotatorError) -> None:
        if self._doctor is not None:
            self._doctor.tell(str(error))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: self._window.transcript.setFocus())
        dialog.open()
