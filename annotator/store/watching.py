"""Long writes that tell how far they are, and may be stopped there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[float], None]
"""Called with 0.0 to 1.0 while a write goes on; what it raises undoes the write."""

_EVERY = 2_000


def unwatched(_fraction: float) -> None:
    """For those who do not look."""


def watched(items: Sequence[T], report: Progress, begin: float, end: float) -> Iterator[T]:
    """The items one by one, while `report` is told of the way from `begin` to `end`."""
    for number, item in enumerate(items):
        if number % _EVERY == 0:
            report(begin + (end - begin) * number / len(items))
        yield item
    report(end)
