"""Jobs on the command line: done at once, in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class JobsInPlace:
    """Runs each job where it is asked for; its errors go to the caller."""

    def run(
        self, title: str, work: Callable[[Callable[[float], None]], T], then: Callable[[T], None]
    ) -> None:
        then(work(lambda _done: None))
