"""What need not be shown at once, shown piece by piece: a key may come in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Later(QObject):
    """Does each thing in a turn of the event loop of its own, in order. What is asked for again
    before its turn came is done once, as it was asked for last.

    One for the whole window: two would both have their turn before the loop looks for a key.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._todo: dict[str, Callable[[], object]] = {}
        self._rested = False
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._next)

    def do(self, name: str, act: Callable[[], object]) -> None:
        """Do `act` later, in place of what was to be done under this `name`."""
        self._todo[name] = act
        self._rested = False
        self._turn.start()

    def let_go(self, name: str, *large: object) -> None:
        """Keep what nobody shows any more until later: to take 20,000 cues apart takes longer
        than to show others."""
        self.do(name, lambda: large)

    def _next(self) -> None:
        """Every other turn is left to what is painted after the one before."""
        if not self._rested:
            self._rested = True
            return
        self._rested = False
        name = next(iter(self._todo))
        act = self._todo.pop(name)
        if not self._todo:
            self._turn.stop()
        act()
