"""Everything that crosses threads: player reports and jobs arrive here in the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from annotator.domain.errors import AnnotatorError
from annotator.session.ports import PlayerReport
from annotator.sources import Report

T = TypeVar("T")
P = TypeVar("P")
_LOG = logging.getLogger(__name__)


class PlayerBridge(QObject):
    """A player's listener: callable on any thread, `arrived` is emitted on the GUI's."""

    arrived = Signal(object)
    _crossing = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crossing.connect(self.arrived, Qt.ConnectionType.QueuedConnection)

    def listener(self, report: PlayerReport) -> None:
        """Hand this to ``Player.listen``."""
        self._crossing.emit(report)


class _CancelledError(Exception):
    """Raised out of a job's progress call when the user has cancelled it."""


class Job(QObject):
    """One piece of work. Lives in the GUI thread; its signals are emitted there."""

    progressed = Signal(float)
    _done = Signal(object)
    _failed = Signal(object)

    def __init__(self, title: str, work: Callable[[Report], Any]) -> None:
        super().__init__()
        self.title = title
        self.fraction = 0.0
        self.detail = ""
        self.cancelled = False
        self._work = work

    def cancel(self) -> None:
        """Stop at the next progress call; nothing of the job is kept."""
        self.cancelled = True

    def report(self, fraction: float, detail: str = "", /) -> None:
        """The progress call of the work, on its thread; `detail` is a speed, say."""
        if self.cancelled:
            raise _CancelledError
        # A signal a percent is plenty, and a byte-wise caller must not flood the GUI.
        if fraction - self.fraction >= 0.01 or fraction >= 1.0:
            self.fraction = fraction
            self.detail = detail
            self.progressed.emit(fraction)

    def run(self) -> None:
        """Do the work, on a pool thread."""
        try:
            result = self._work(self.report)
        except _CancelledError:
            self._failed.emit(None)
        except Exception as error:  # noqa: BLE001 (every failure must reach the GUI thread)
            self._failed.emit(error)
        else:
            self._done.emit(result)


class _Run(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class _Parts(QObject):
    """What a job hands over on its way. Lives in the GUI thread."""

    arrived = Signal(object)


class Jobs(QObject):
    """The `Jobs` port over Qt's thread pool. `changed` tells when `running` is another.

    `failed` carries an AnnotatorError of a job, or of what was done with its result.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self.running: list[Job] = []
        self._ended = False

    def run(self, title: str, work: Callable[[Report], T], then: Callable[[T], None]) -> None:
        """Do ``work(progress)`` on the pool, then ``then(result)`` in the GUI thread."""
        job = Job(title, work)
        job.progressed.connect(self._progressed, Qt.ConnectionType.QueuedConnection)
        job._done.connect(
            lambda result: self._finish(job, result, then), Qt.ConnectionType.QueuedConnection
        )
        job._failed.connect(
            lambda error: self._fail(job, error), Qt.ConnectionType.QueuedConnection
        )
        self.running.append(job)
        self._pool.start(_Run(job))
        self.changed.emit()

    def stream(
        self,
        title: str,
        work: Callable[[Report, Callable[[P], None]], T],
        each: Callable[[P], None],
        then: Callable[[T], None],
    ) -> None:
        """As `run`; what the work hands over on its way goes to `each` in the GUI thread."""
        parts = _Parts()
        parts.arrived.connect(
            lambda part: self._guarded(each, part), Qt.ConnectionType.QueuedConnection
        )
        self.run(title, lambda progress: work(progress, parts.arrived.emit), then)

    def cancel_all(self) -> None:
        for job in self.running:
            job.cancel()

    def wait(self) -> None:
        """Cancel what runs and wait until the threads are free, before the program ends.

        What they still have to say is not taken in: the library may be closed by then.
        """
        self._ended = True
        self.cancel_all()
        self._pool.waitForDone()

    @Slot(float)
    def _progressed(self, _fraction: float) -> None:
        self.changed.emit()

    def _finish(self, job: Job, result: T, then: Callable[[T], None]) -> None:
        self._drop(job)
        if not job.cancelled:
            self._guarded(then, result)

    def _guarded(self, act: Callable[[T], None], value: T) -> None:
        if self._ended:
            return
        try:
            act(value)
        except AnnotatorError as error:
            self.failed.emit(error)

    def _fail(self, job: Job, error: Exception | None) -> None:
        self._drop(job)
        if error is None or job.cancelled:
            return
        if isinstance(error, AnnotatorError):
            self.failed.emit(error)
            return
        _LOG.error("%s failed", job.title, exc_info=error)
        self.failed.emit(AnnotatorError(f"{job.title} failed unexpectedly: {error}"))

    def _drop(self, job: Job) -> None:
        if job in self.running:
            self.running.remove(job)
        self.changed.emit()
