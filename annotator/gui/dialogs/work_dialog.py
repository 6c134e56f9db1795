"""Work that all else waits for, with its progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QDialogButtonBox, QProgressBar

from annotator.domain.errors import AnnotatorError
from annotator.gui.bridge import Jobs
from annotator.gui.dialogs.frame import DialogFrame, sentence
from annotator.sources import Report

T = TypeVar("T")


class WorkDialog(DialogFrame, Generic[T]):
    """Does `work` in the background while it is open. `result` is None where the work was
    stopped, or failed: then `failure` says why."""

    def __init__(self, title: str, text: str, work: Callable[[Report], T]) -> None:
        super().__init__(title)
        self.result_value: T | None = None
        self.failure: AnnotatorError | None = None
        self._title, self._work = title, work
        self.setMinimumWidth(420)
        self.body.addWidget(sentence(text))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.body.addWidget(self._bar)
        cancel = self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.clicked.connect(self.reject)
        self._jobs = Jobs(self)
        self._jobs.changed.connect(self._show)
        self._jobs.failed.connect(self._failed)

    def do(self) -> T | None:
        """Open, work, close; what came of it."""
        self._jobs.run(self._title, self._work, self._done)
        self.exec()
        self._jobs.wait()
        return self.result_value

    def _show(self) -> None:
        for job in self._jobs.running:
            if job.fraction > 0:
                self._bar.setRange(0, 1000)
                self._bar.setValue(round(job.fraction * 1000))

    def _done(self, result: T) -> None:
        self.result_value = result
        self.accept()

    def _failed(self, error: AnnotatorError) -> None:
        self.failure = error
        self.reject()
