"""What is being brought in: a row a job, each with its own progress, end, cancel and retry.

A `Task` is one episode on its way: its work runs in a worker and stores what it fetched; what
came of it ends in its row, as a sentence where it failed. None holds up the others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from annotator.session.hooks import Hook

if TYPE_CHECKING:
    from annotator.domain.errors import AnnotatorError
    from annotator.domain.transcript import Transcript
    from annotator.session.ports import Queue
    from annotator.sources.fetched import Report


class Stage(StrEnum):
    """How far a row is. ASKING: the user has to choose. STOPPING: cancelled, not yet free."""

    WAITING = "waiting"
    WORKING = "working"
    ASKING = "asking"
    STOPPING = "stopping"
    DONE = "done"
    PASSED_OVER = "passed over"
    CANCELLED = "cancelled"
    FAILED = "failed"


_ENDED = frozenset({Stage.DONE, Stage.PASSED_OVER, Stage.CANCELLED, Stage.FAILED})
_QUEUED = 8
_AGAIN = frozenset({Stage.CANCELLED, Stage.FAILED})


@dataclass(frozen=True, slots=True)
class Arrived:
    """An episode that is in the library now; not `is_new` where it was there before. `words`
    are its transcript's id and the transcript, where they were read for opening it at once."""

    episode_id: int
    title: str
    is_new: bool = True
    notices: tuple[str, ...] = ()
    words: tuple[int, Transcript] | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Nothing to bring in, and no failure: `sentence` says why."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Only the user knows how to go on: `ask` asks, and is answered with the task that goes
    on, or None to leave it."""

    name: str
    ask: Callable[[Callable[[Task | None], None]], None]


Outcome = Arrived | PassedOver | Choice


@dataclass(frozen=True, slots=True)
class Task:
    """One episode to bring in. `source` is its link or path, by which it is known; `title`
    says what is being done; `work` runs in a worker and may raise AnnotatorError;
    `kept_bytes` tells how much of a download that was cut off is kept to go on with."""

    name: str
    source: str
    title: str
    work: Callable[[Report], Outcome]
    kept_bytes: Callable[[], int] = lambda: 0


@dataclass(frozen=True, slots=True)
class Row:
    """A job as it is shown. `sentence` says what came of it; `kept_bytes` is more than 0 where
    trying again goes on with what is there."""

    id: int
    name: str
    source: str
    stage: Stage = Stage.WAITING
    fraction: float = 0.0
    detail: str = ""
    sentence: str = ""
    episode_id: int | None = None
    kept_bytes: int = 0

    @property
    def has_ended(self) -> bool:
        return self.stage in _ENDED

    @property
    def can_try_again(self) -> bool:
        return self.stage in _AGAIN


@dataclass
class Batch:
    """Tasks given together. `arrived` is called with each episode, and whether it is the first
    of them as they were given; `failed` with each failure; `ended` when none of them is under
    way any more; `ids` are their rows, `going` those that have not ended."""

    arrived: Callable[[Arrived, bool], None]
    failed: Callable[[AnnotatorError], None] = lambda _error: None
    ended: Callable[[tuple[Row, ...]], None] = lambda _rows: None
    ids: list[int] = field(default_factory=list)
    going: set[int] = field(default_factory=set)


class Intake:
    """All rows since the start, until they are cleared. `changed` tells the ids of rows that
    are new or other than before, `cleared` that some are gone."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._rows: dict[int, Row] = {}
        self._jobs: dict[int, _Job] = {}
        self._waiting: deque[_Job] = deque()
        self._queued: set[int] = set()
        self._filling = False
        self._next = 1
        self.changed: Hook[tuple[int, ...]] = Hook()
        self.cleared: Hook[None] = Hook()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, oldest first."""
        return tuple(self._rows.values())

    def row(self, row_id: int) -> Row | None:
        return self._rows.get(row_id)

    @property
    def under_way(self) -> int:
        """How many rows have not ended."""
        return sum(not row.has_ended for row in self._rows.values())

    def busy_with(self, source: str) -> Row | None:
        """The row that is bringing `source` in now."""
        return next(
            (row for row in self._rows.values() if row.source == source and not row.has_ended),
            None,
        )

    def add(self, tasks: Sequence[Task], batch: Batch) -> tuple[Row, ...]:
        """Take in tasks; those whose source is under way already are left out and returned."""
        fresh: list[_Job] = []
        doubles: list[Row] = []
        going = {row.source: row for row in self._rows.values() if not row.has_ended}
        for task in tasks:
            if task.source in going:
                doubles.append(going[task.source])
                continue
            row = going[task.source] = Row(self._next, task.name, task.source)
            self._next += 1
            self._rows[row.id] = row
            batch.ids.append(row.id)
            batch.going.add(row.id)
            fresh.append(_Job(self, row.id, task, batch))
        self._jobs |= {job.row_id: job for job in fresh}
        # All rows are there before the first begins: one that ends at once ends no batch.
        self.changed.tell(tuple(job.row_id for job in fresh))
        for job in fresh:
            job.start()
        return tuple(doubles)

    def cancel(self, row_id: int) -> None:
        """Stop this row alone."""
        job = self._jobs.get(row_id)
        if job is not None and not self._rows[row_id].has_ended:
            job.stop()

    def try_again(self, row_id: int) -> None:
        """Do a row that failed or was cancelled once more, with what is kept of it; ask again
        where the question is open."""
        row, job = self._rows.get(row_id), self._jobs.get(row_id)
        if row is None or job is None:
            return
        if row.stage is Stage.ASKING:
            job.ask()
        elif row.can_try_again and self.busy_with(row.source) is None:
            job.start()

    def clear(self, row_ids: Iterable[int] | None = None) -> None:
        """Forget rows that have ended: `row_ids`, or all that have."""
        chosen = set(self._rows) if row_ids is None else set(row_ids)
        gone = [row.id for row in self.rows if row.has_ended and row.id in chosen]
        for row_id in gone:
            del self._rows[row_id], self._jobs[row_id]
        if gone:
            self.cleared.tell(None)

    def _enqueue(self, job: _Job) -> None:
        self._waiting.append(job)
        self._fill()

    def _freed(self, job: _Job) -> None:
        self._queued.discard(job.row_id)
        self._fill()

    def _fill(self) -> None:
        """Hand the queue a few rows at a time: a thousand at once would hold up the window."""
        if self._filling:
            return
        self._filling = True
        try:
            while self._waiting and len(self._queued) < _QUEUED:
                job = self._waiting.popleft()
                if not self._rows[job.row_id].has_ended:
                    self._queued.add(job.row_id)
                    job.queue(self._queue)
        finally:
            self._filling = False

    def _set(self, row_id: int, row: Row) -> None:
        if self._rows.get(row_id) != row:
            self._rows[row_id] = row
            self.changed.tell((row_id,))


class _Job:
    """A row at work: told by the queue, it tells its row and its batch."""

    def __init__(self, intake: Intake, row_id: int, task: Task, batch: Batch) -> None:
        self._intake = intake
        self.row_id = row_id
        self._task = task
        self._batch = batch
        self._choice: Choice | None = None
        self._queued = False
        self._cancel: Callable[[], None] = lambda: None

    def start(self) -> None:
        self._show(stage=Stage.WAITING, fraction=0.0, detail="", sentence="", kept_bytes=0)
        self._batch.going.add(self.row_id)
        self._queued = False
        self._intake._enqueue(self)

    def queue(self, queue: Queue) -> None:
        self._queued = True
        self._cancel = queue.queue(self._task.title, self._task.work, self)

    def stop(self) -> None:
        if self._row.stage is Stage.ASKING or not self._queued:
            self._end(Stage.CANCELLED)
        else:
            self._show(stage=Stage.STOPPING)
            self._cancel()

    def ask(self) -> None:
        if self._choice is not None:
            self._choice.ask(self._chosen)

    # What the queue tells

    def begun(self) -> None:
        if self._row.stage is Stage.WAITING:
            self._show(stage=Stage.WORKING)

    def told(self, fraction: float, detail: str) -> None:
        if self._row.stage is Stage.WORKING:
            self._show(fraction=fraction, detail=detail)

    def ended(self, result: Outcome) -> None:
        self._intake._freed(self)
        if isinstance(result, Choice):
            self._choice = result
            self._show(stage=Stage.ASKING, name=result.name, detail="")
            self.ask()
        elif isinstance(result, PassedOver):
            self._end(Stage.PASSED_OVER, sentence=result.sentence)
        else:
            said = " ".join(result.notices)
            self._show(name=result.title or self._row.name, fraction=1.0)
            self._show(stage=Stage.DONE, detail="", sentence=said, episode_id=result.episode_id)
            self._batch.arrived(result, self.row_id == self._batch.ids[0])
            self._close_batch()

    def failed(self, error: AnnotatorError | None) -> None:
        self._intake._freed(self)
        if error is None:
            self._end(Stage.CANCELLED)
            return
        kept = self._task.kept_bytes()
        self._show(stage=Stage.FAILED, detail="", sentence=str(error), kept_bytes=kept)
        self._batch.failed(error)
        self._close_batch()

    def _chosen(self, task: Task | None) -> None:
        if self._row.stage is not Stage.ASKING:
            return  # cancelled while the question was open
        if task is None:
            self._end(Stage.CANCELLED)
            return
        self._task = replace(task, source=self._task.source)
        self.start()

    @property
    def _row(self) -> Row:
        return self._intake._rows[self.row_id]

    def _show(self, **facts: object) -> None:
        self._intake._set(self.row_id, replace(self._row, **facts))  # type: ignore[arg-type]

    def _end(self, stage: Stage, **facts: object) -> None:
        self._show(stage=stage, detail="", **facts)
        self._close_batch()

    def _close_batch(self) -> None:
        self._batch.going.discard(self.row_id)
        if not self._batch.going:
            rows = (self._intake.row(ident) for ident in self._batch.ids)
            self._batch.ended(tuple(row for row in rows if row is not None))
