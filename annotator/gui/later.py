"""What need not be shown at once, shown piece by piece: a key may come in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer

_AT_ONCE = 2_000
"""So many cues or marks are taken apart in one turn."""


class Later(QObject):
    """Does each thing in a turn of the event loop of its own, in order. What is asked for again
    before its turn came is done once, as it was asked for last.

    One for the whole window: two would both have their turn before the loop looks for a key.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._todo: dict[str, Callable[[], object]] = {}
        self._kept: list[list[object]] = []
        self._rested = False
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._next)

    def do(self, name: str, act: Callable[[], object]) -> None:
        """Do `act` later, in place of what was to be done under this `name`."""
        self._todo[name] = act
        self._rested = False
        self._turn.start()

    def do_in_turns(self, name: str, begin: Callable[[], Iterator[object]]) -> None:
        """Do later what ``begin()`` does step by step, each step in a turn of its own; others may
        have theirs in between. As `do`, it is given up for what is asked under its name then."""
        self.do(name, lambda: self._step(name, begin()))

    def forget(self, name: str) -> None:
        """Do not do, nor go on with, what is called `name`."""
        self._todo.pop(name, None)

    @property
    def is_resting(self) -> bool:
        """Whether nothing is left to be done."""
        return not self._todo

    def is_to_do(self, name: str) -> bool:
        """Whether what is called `name` is not done yet."""
        return name in self._todo

    def _step(self, name: str, steps: Iterator[object]) -> None:
        for _ in steps:
            self.do(name, lambda: self._step(name, steps))
            break

    def let_go(self, *large: Iterable[object]) -> None:
        """Keep what nobody shows any more until later, and then let go of it a part at a time: to
        take 20,000 cues apart takes longer than to show others."""
        self._kept += [list(each) for each in large]
        self.do_in_turns("let go", self._emptying)

    def _emptying(self) -> Iterator[None]:
        while self._kept:
            del self._kept[-1][-_AT_ONCE:]
            if not self._kept[-1]:
                del self._kept[-1]
            yield

    def _next(self) -> None:
        """Every other turn is left to what is painted after the one before."""
        if not self._rested:
            self._rested = True
            return
        self._rested = False
        name = next(iter(self._todo), "")
        act = self._todo.pop(name, _nothing)
        if not self._todo:
            self._turn.stop()
        act()


def _nothing() -> None:
    """All that was to be done was given up."""
