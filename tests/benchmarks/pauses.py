"""How long the window is not free: its commands run by their ids, and the longest single stretch
of processor time that the GUI's thread spent on each.

Processor time of that thread alone: what workers do beside it, and other programs, do not count.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.app.window import Desktop

_QUIET_PASSES = 8


class Watched:
    """A running window whose stretches of work are timed. `longest_ms` is of the last `run`."""

    def __init__(self, app: QApplication, desktop: Desktop) -> None:
        self.app, self.desktop = app, desktop
        self.longest_ms = 0.0
        self.wall_ms = 0.0

    def run(self, command_id: str) -> None:
        """Do a command as its key would and wait until all that came of it is done."""
        self.act(lambda: self.desktop.actions.run(command_id))

    def act(self, act: Callable[[], object]) -> None:
        """Do something, timed with all that comes of it until the window rests."""
        self._timed(act)
        self.rest()

    def rest(self) -> None:
        """Let the window work until nothing runs and nothing is left to be shown."""
        quiet = 0
        while quiet < _QUIET_PASSES:
            self._timed(self.app.processEvents)
            at_rest = not self.desktop.jobs.running
            quiet = quiet + 1 if at_rest else 0
            if not at_rest:
                time.sleep(0.0005)  # a worker may go on

    def begin(self) -> None:
        self.longest_ms = 0.0
        self.wall_ms = 0.0

    def _timed(self, act: Callable[[], object]) -> None:
        begin, wall = time.thread_time(), time.perf_counter()
        act()
        self.longest_ms = max(self.longest_ms, (time.thread_time() - begin) * 1000)
        self.wall_ms = max(self.wall_ms, (time.perf_counter() - wall) * 1000)

    def dialog(self, kind: type[Any] = QDialog) -> Any:
        """The dialog that is open now."""
        found = [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, kind) and widget.isVisible()
        ]
        if not found:
            raise LookupError(f"no {kind.__name__} is open")
        return found[-1]


@contextmanager
def watched(library: Path) -> Iterator[Watched]:
    """The program in a real window on a library, its newest episode open."""
    from annotator.app.application import make_application
    from annotator.player.null_player import NullPlayer
    from annotator.settings import default_paths

    app = make_application()
    desktop = Desktop(app, default_paths(library), player=NullPlayer(time.monotonic))
    desktop.start()
    if desktop.session.episode is None:
        desktop.session.open(1)
    one = Watched(app, desktop)
    one.rest()
    # Placing ten thousand marks goes on while nothing else is to be done.
    for _ in range(200):
        app.processEvents()
    try:
        yield one
    finally:
        desktop.close()


def widget(root: QWidget, kind: type[Any], name: str = "") -> Any:
    found = root.findChild(kind, name) if name else root.findChild(kind)
    if found is None:
        raise LookupError(f"no {kind.__name__} {name}")
    return found
