"""Jobs on the command line: done at once, in place."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TextIO, TypeVar

from annotator.domain.errors import AnnotatorError
from annotator.session.ports import Watcher
from annotator.sources import Report

T = TypeVar("T")
P = TypeVar("P")

_BETWEEN_S = 0.2


class JobsInPlace:
    """Runs each job where it is asked for; its errors go to the caller.

    `terminal`, where there is one to look at, shows how far a long one is.
    """

    def __init__(self, terminal: TextIO | None = None) -> None:
        self._terminal = terminal

    def run(self, title: str, work: Callable[[Report], T], then: Callable[[T], None]) -> None:
        line = _Line(self._terminal, title)
        try:
            result = work(line.show)
        finally:
            line.clear()
        then(result)

    def queue(
        self, title: str, work: Callable[[Report], Any], watcher: Watcher
    ) -> Callable[[], None]:
        """There is always room: the work is done when this returns."""
        self.watch(title, work, watcher)
        return lambda: None

    def watch(self, title: str, work: Callable[[Report], Any], watcher: Watcher) -> None:
        watcher.begun()
        line = _Line(self._terminal, title)
        try:
            result = work(line.show)
        except AnnotatorError as error:
            line.clear()
            watcher.failed(error)
        else:
            line.clear()
            watcher.ended(result)

    def stream(
        self,
        title: str,
        work: Callable[[Report, Callable[[P], None]], T],
        each: Callable[[P], None],
        then: Callable[[T], None],
    ) -> None:
        self.run(title, lambda progress: work(progress, each), then)


class _Line:
    """The last line of a terminal, written over as the work goes on."""

    def __init__(self, terminal: TextIO | None, title: str) -> None:
        self._terminal = terminal
        self._title = title
        self._shown_at = time.monotonic()
        self._shown = False

    def show(self, fraction: float, detail: str = "", /) -> None:
        now = time.monotonic()
        if self._terminal is None or now - self._shown_at < _BETWEEN_S:
            return
        self._shown_at, self._shown = now, True
        self._terminal.write(f"\r\x1b[K{self._title[:60]}  {fraction:.0%}  {detail}")
        self._terminal.flush()

    def clear(self) -> None:
        if self._terminal is not None and self._shown:
            self._terminal.write("\r\x1b[K")
            self._terminal.flush()
