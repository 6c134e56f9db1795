"""How long the window is not free: what is done in it, and the longest single stretch of processor
time that the GUI's thread spent on that.

Processor time of that thread alone: what workers do beside it, and other programs, do not count.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog

from annotator.app.window import Desktop

_QUIET_PASSES = 8


class Watched:
    """A running window whose stretches of work are timed; `longest_ms` since `begin`."""

    def __init__(self, app: QApplication, desktop: Desktop) -> None:
        self.app, self.desktop = app, desktop
        self.longest_ms = 0.0

    def begin(self) -> None:
        self.longest_ms = 0.0

    def run(self, command_id: str) -> None:
        """Do a command as its key would, and all that comes of it."""
        self.act(lambda: self.desktop.actions.run(command_id))

    def act(self, act: Callable[[], object]) -> None:
        """Do something, and all that comes of it until the window rests."""
        self._timed(act)
        self.rest()

    def rest(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let the window work until nothing runs, nothing is left to be shown, and `until`."""
        quiet = 0
        while quiet < _QUIET_PASSES:
            self._timed(self.app.processEvents)
            at_rest = self._nothing_left and until()
            quiet = quiet + 1 if at_rest else 0
            if not at_rest:
                time.sleep(0.0005)  # a worker may go on

    @property
    def _nothing_left(self) -> bool:
        shown_all = self.desktop.window.later.is_resting
        return shown_all and not self.desktop.jobs.running and not self.desktop.session.held_for

    def dialog(self, kind: type[Any] = QDialog) -> Any:
        """The dialog that is open now."""
        open_now = (w for w in QApplication.topLevelWidgets() if w.isVisible())
        return next(widget for widget in open_now if isinstance(widget, kind))

    def _timed(self, act: Callable[[], object]) -> None:
        begin = time.thread_time()
        act()
        self.longest_ms = max(self.longest_ms, (time.thread_time() - begin) * 1000)


@contextmanager
def watched(library: Path) -> Iterator[Watched]:
    """The program in a real window on a library, its first episode open."""
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
    try:
        yield one
    finally:
        desktop.close()
