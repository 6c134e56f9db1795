"""Everything that crosses threads: player reports and jobs arrive here in the GUI thread."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from annotator.domain.errors import AnnotatorError
from annotator.session.ports import PlayerReport, Watcher
from annotator.sources import LaterError, Report

T = TypeVar("T")
P = TypeVar("P")
_LOG = logging.getLogger(__name__)

_QUEUED_AT_ONCE = 3
"""How much of what is queued runs at once: most of it waits for the network."""
_BETWEEN_S = 0.2


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

    begun = Signal()
    progressed = Signal(float)
    _done = Signal(object)
    _failed = Signal(object)

    def __init__(self, title: str, work: Callable[[Report], Any]) -> None:
        super().__init__()
        self.title = title
        self.fraction = 0.0
        self.detail = ""
        self.waiting = True
        self.cancelled = False
        self.later = False
        self._told_at = 0.0
        self._work = work

    def cancel(self, *, later: bool = False) -> None:
        """Stop at the next progress call; nothing of the job is kept, but what it can go on
        with where it is done `later`."""
        self.later = later
        self.cancelled = True

    def report(self, fraction: float, detail: str = "", /) -> None:
        """The progress call of the work, on its thread; `detail` is a speed, say."""
        if self.cancelled:
            raise LaterError if self.later else _CancelledError
        # A signal a percent is plenty, and a byte-wise caller must not flood the GUI; where the
        # end is not known, the speed is still worth telling.
        now = time.monotonic()
        stale = detail != self.detail and now - self._told_at >= _BETWEEN_S
        if fraction - self.fraction >= 0.01 or (fraction >= 1.0 > self.fraction) or stale:
            self.fraction = fraction
            self.detail = detail
            self._told_at = now
            self.progressed.emit(fraction)

    def run(self) -> None:
        """Do the work, on a pool thread."""
        if self.cancelled:
            self._failed.emit(None)
            return
        self.waiting = False
        self.begun.emit()
        try:
            result = self._work(self.report)
        except (_CancelledError, LaterError):
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
        # Of its own, so that an episode is opened while a hundred others are fetched.
        self._queue = QThreadPool(self)
        self._queue.setMaxThreadCount(_QUEUED_AT_ONCE)
        self.running: list[Job] = []
        self._ended = False

    def run(self, title: str, work: Callable[[Report], T], then: Callable[[T], None]) -> None:
        """Do ``work(progress)`` on the pool, then ``then(result)`` in the GUI thread.

        Nothing once the program ends: a job begun then would be waited for without the lock of
        Python, which it needs, as its window is taken down.
        """
        if self._ended:
            return
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

    def queue(
        self, title: str, work: Callable[[Report], Any], watcher: Watcher
    ) -> Callable[[], None]:
        """Do ``work(report)`` when there is room; `watcher` is told in the GUI thread.

        Nothing once the program ends, as `run`.
        """
        return self._watched(title, work, watcher, self._queue)

    def watch(self, title: str, work: Callable[[Report], Any], watcher: Watcher) -> None:
        """As `queue`, at once."""
        self._watched(title, work, watcher, self._pool)

    def _watched(
        self, title: str, work: Callable[[Report], Any], watcher: Watcher, pool: QThreadPool
    ) -> Callable[[], None]:
        job = Job(title, work)
        if self._ended:
            return job.cancel
        queued = Qt.ConnectionType.QueuedConnection
        job.progressed.connect(self._progressed, queued)
        job.begun.connect(lambda: self._guarded(lambda _: watcher.begun(), None), queued)
        job.progressed.connect(
            lambda done: self._guarded(lambda _: watcher.told(done, job.detail), None), queued
        )
        job._done.connect(lambda result: self._end(job, watcher, result), queued)
        job._failed.connect(lambda error: self._give_up(job, watcher, error), queued)
        self.running.append(job)
        pool.start(_Run(job))
        self.changed.emit()
        return job.cancel

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

    def wait(self) -> None:
        """Cancel what runs and wait until the threads are free, before the program ends.

        What they still have to say is not taken in: the library may be closed by then. What is
        half fetched is kept, to be gone on with the next time.
        """
        self._ended = True
        for job in self.running:
            job.cancel(later=True)
        for pool in (self._pool, self._queue):
            pool.waitForDone()

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
        self.failed.emit(_told(job, error))

    def _end(self, job: Job, watcher: Watcher, result: object) -> None:
        # What is done is done, even where it was cancelled a moment ago.
        self._drop(job)
        self._guarded(watcher.ended, result)

    def _give_up(self, job: Job, watcher: Watcher, error: Exception | None) -> None:
        self._drop(job)
        told = None if error is None or job.cancelled else _told(job, error)
        self._guarded(watcher.failed, told)

    def _drop(self, job: Job) -> None:
        if job in self.running:
            self.running.remove(job)
        self.changed.emit()


def _told(job: Job, error: Exception) -> AnnotatorError:
    """What is told of a failure: its own sentence, or that nobody foresaw it."""
    if isinstance(error, AnnotatorError):
        return error
    _LOG.error("%s failed", job.title, exc_info=error)
    return AnnotatorError("{0} failed unexpectedly: {1}", job.title, error)
