"""Reading many notes at once: on all processors where they are many, else in place."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from annotator.domain.errors import AnnotatorError
from annotator.session.note_import import NoteImported
from annotator.session.note_reading import ReadNote, read_for_library
from annotator.sources.note_files import read_note_file

Known = Callable[[bytes], NoteImported | None]
Outcome = tuple[Path, ReadNote | NoteImported | AnnotatorError]

_MANY = 1_000
_TOGETHER = 50
_AHEAD = 6


def read_notes(files: Sequence[Path], known: Known) -> Iterator[Outcome]:
    """Each file, in order, with its note, with the error that says why it cannot be read, or
    with the import that `known` says its bytes had: such a one needs no reading."""
    workers, done = os.cpu_count() or 1, 0
    if len(files) >= _MANY and workers > 1:
        with suppress(BrokenExecutor):  # a worker was killed: the rest is read here
            for outcome in _read_by(min(workers, 8), files, known):
                done += 1
                yield outcome
    yield from (_finished(_opened(file, known)) for file in files[done:])


def _read_by(workers: int, files: Sequence[Path], known: Known) -> Iterator[Outcome]:
    # Spawned, not forked: a worker has no business with the open library.
    # Notes make no cycles for the collector to find; it only costs a tenth of the time.
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=gc.disable
    ) as pool:
        yield from _read_in(pool, files, known)


_Opened = tuple[Path, bytes | NoteImported | AnnotatorError]


def _read_in(pool: Executor, files: Sequence[Path], known: Known) -> Iterator[Outcome]:
    opened = (_opened(file, known) for file in files)
    waiting: deque[Future[list[Outcome]]] = deque()
    while group := list(islice(opened, _TOGETHER)):
        waiting.append(pool.submit(_finish_group, group))
        # A few groups ahead and no more: a vault need not fit into memory.
        if len(waiting) > _AHEAD:
            yield from waiting.popleft().result()
    for future in waiting:
        yield from future.result()


def _opened(file: Path, known: Known) -> _Opened:
    try:
        data = read_note_file(file)
    except AnnotatorError as error:
        return file, error
    return file, known(data) or data


def _finished(opened: _Opened) -> Outcome:
    file, data = opened
    if not isinstance(data, bytes):
        return file, data
    return file, read_for_library(str(file.absolute()), data)


def _finish_group(group: list[_Opened]) -> list[Outcome]:
    return [_finished(opened) for opened in group]
