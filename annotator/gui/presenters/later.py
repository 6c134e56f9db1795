"""What need not be shown at once, shown piece by piece: a key may come in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Later(QObject):
    """Does each thing in a turn of the event loop of its own, in order. What is asked for again
    before its turn came is done once, as it was asked for last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._todo: dict[str, Callable[[], object]] = {}
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._next)

    def do(self, name: str, act: Callable[[], object]) -> None:
        """Do `act` later, in place of what was to be done under this `name`."""
        self._todo[name] = act
        self._turn.start()

    def _next(self) -> None:
        name = next(iter(self._todo))
        act = self._todo.pop(name)
        if not self._todo:
            self._turn.stop()
        act()
