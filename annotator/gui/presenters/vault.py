"""The vault in the window: its dialog, and notes that follow each mark."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from annotator.commands import Context
from annotator.commands import vault as commands
from annotator.commands import vault_sync as sync_commands
from annotator.commands.templates import shelf
from annotator.domain.errors import AnnotatorError
from annotator.gui.bridge import Jobs
from annotator.gui.main_window import MainWindow
from annotator.gui.presenters.presenter import Presenter

if TYPE_CHECKING:
    from annotator.gui.dialogs.sync_dialog import SyncDialog
    from annotator.gui.dialogs.vault_dialog import VaultDialog
    from annotator.session.vault_plan import Plan
    from annotator.session.vault_run import Outcome, Undone
    from annotator.session.vault_sync import SyncPlan

_SETTLE_MS = 250
"""Marks come in bursts; the notes are written when none came for this long."""


class VaultPresenter(Presenter):
    """Opens the dialog and carries out what it asks; writes the vault after each change while
    the setting says so. All reading and writing of files is a job."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        jobs: Jobs,
        tell: Callable[[AnnotatorError], None],
    ) -> None:
        super().__init__(context, window, tell)
        self._jobs = jobs
        self._dialog: VaultDialog | None = None
        self.shows = {"vault.export": self.open, "vault.sync": self.open_sync}
        jobs.changed.connect(self._jobs_changed)
        jobs.failed.connect(self._job_failed)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_SETTLE_MS)
        self._waiting.timeout.connect(self._follow)
        session = context.session
        session.marks_changed.connect(lambda _delta: self._changed())
        session.marks_renewed.connect(lambda _none: self._changed())
        session.topics_changed.connect(lambda _none: self._changed())

    def open(self) -> None:
        """Show what would change in the vault."""
        from annotator.gui.dialogs.vault_dialog import VaultDialog
        from annotator.vault.profiles import PROFILES

        settings = self._context.settings()
        dialog = VaultDialog(
            [(profile.name, profile.title) for profile in PROFILES.values()],
            folder=settings.vault_folder,
            kind=settings.vault_profile,
            templates=self._templates(settings.vault_template),
            template=settings.vault_template,
            live=settings.vault_live,
            parent=self._window,
        )
        dialog.compareRequested.connect(self._compare)
        dialog.writeRequested.connect(self._write)
        dialog.undoRequested.connect(self._undo)
        dialog.syncRequested.connect(self._read)
        dialog.liveChanged.connect(self._live_changed)
        dialog.finished.connect(lambda _result: self._closed())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog = dialog
        dialog.open()
        dialog.compare()

    def _templates(self, used: str) -> list[str]:
        """Those of the user's; `used` too where it is gone, which is told when it is needed."""
        own = (each.name for each in shelf(self._context).own() if each.template)
        return list(dict.fromkeys([*own, *([used] if used else [])]))

    def _closed(self) -> None:
        self._dialog = None
        self._window.transcript.setFocus()

    # What the dialog asks for

    def _compare(self, folder: str, kind: str, template: str) -> None:
        self._busy(self.tr("Comparing…"))

        def compared(made: Plan) -> None:
            report = commands.shown(made)
            if self._dialog is not None:
                self._dialog.show_changes(report.rows, commands.told_of(made))

        self._guard(
            lambda: commands.preview_vault(
                self._context,
                Path(folder).expanduser(),
                kind,
                None,
                compared,
                template=template,
            )
        )

    def _write(self, folder: str, kind: str, template: str) -> None:
        self._busy(self.tr("Writing…"))

        def written(made: Plan, outcome: Outcome) -> None:
            self._remember(folder, kind, template)
            if self._dialog is not None:
                self._dialog.show_changes((), commands.outcome_told(made, outcome))

        self._guard(
            lambda: commands.run_vault(
                self._context,
                Path(folder).expanduser(),
                kind,
                None,
                written,
                template=template,
            )
        )

    def _undo(self, folder: str) -> None:
        self._busy(self.tr("Taking back…"))

        def undone(result: Undone) -> None:
            if self._dialog is not None:
                self._dialog.show_changes((), commands.undone_told(result))

        self._guard(lambda: commands.take_back(self._context, Path(folder).expanduser(), undone))

    def _live_changed(self, on: bool) -> None:
        settings = dataclasses.replace(self._context.settings(), vault_live=on)
        self._guard(lambda: self._context.change_settings(settings))

    def _remember(self, folder: str, kind: str, template: str) -> None:
        settings = dataclasses.replace(
            self._context.settings(),
            vault_folder=folder,
            vault_profile=kind,
            vault_template="" if template == "-" else template,
        )
        if settings != self._context.settings():
            self._context.change_settings(settings)

    def _is_at_work(self) -> bool:
        return any(job.title in commands.JOBS for job in self._jobs.running)

    def _jobs_changed(self) -> None:
        if self._dialog is not None and not self._is_at_work():
            self._dialog.go_on()

    def _job_failed(self, error: AnnotatorError) -> None:
        if self._dialog is not None:
            self._dialog.tell(str(error))

    def _busy(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.wait(text)

    def _failed(self, error: AnnotatorError) -> None:
        if self._dialog is not None:
            self._dialog.tell(str(error))
        else:
            super()._failed(error)

    # Reading back

    def open_sync(self) -> None:
        """Show what was changed in the notes of the vault."""
        folder = self._context.settings().vault_folder
        if folder:
            self._read(folder)
        else:
            self.open()

    def _read(self, folder: str) -> None:
        self._busy(self.tr("Reading…"))
        place = Path(folder).expanduser()

        def read(found: SyncPlan) -> None:
            if self._dialog is not None:
                self._dialog.accept()
            changes = [sync_commands.change_line(change) for change in found.changes]
            clashes = sync_commands.clash_rows(found)
            from annotator.gui.dialogs.sync_dialog import SyncDialog

            dialog = SyncDialog(folder, changes, clashes, found.notices, self._window)
            dialog.takeRequested.connect(lambda choices: self._bring(place, choices, dialog))
            dialog.finished.connect(lambda _result: self._window.transcript.setFocus())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        self._guard(lambda: sync_commands.read_vault(self._context, place, {}, read))

    def _bring(self, folder: Path, choices: Mapping[str, str], dialog: SyncDialog) -> None:
        """Read again, with what was decided, and do it: the files may be others by now."""
        from annotator.session.vault_sync import Choice

        decided = {ident: Choice(side) for ident, side in choices.items()}
        dialog.accept()

        def read(found: SyncPlan) -> None:
            sync_commands.sync_read(
                self._context,
                found,
                lambda made, outcome: self._context.session.say(
                    sync_commands.sync_told(found, made, outcome), undo=bool(found.changes)
                ),
            )

        self._guard(lambda: sync_commands.read_vault(self._context, folder, decided, read))

    # Following each mark

    def _changed(self) -> None:
        settings = self._context.settings()
        if settings.vault_live and settings.vault_folder:
            self._waiting.start()

    def _follow(self) -> None:
        """Write what changed, once what is being written is."""
        if self._is_at_work():
            self._waiting.start()
            return
        settings = self._context.settings()

        def written(_made: Plan, outcome: Outcome) -> None:
            if outcome.failures:
                self._context.session.say(outcome.failures[0], trouble=True)

        try:
            commands.run_vault(
                self._context,
                Path(settings.vault_folder).expanduser(),
                settings.vault_profile,
                None,
                written,
                remember=False,
            )
        except AnnotatorError as error:
            self._tell(error)
