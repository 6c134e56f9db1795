"""One run of a window benchmark, in this process.

``window_runs.py start|open|press|bring_in|follow LIBRARY``, ``take_notes LIBRARY FOLDER``
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil

PRESSES = 200
FOLLOWED = 20
WINDOW = (1280, 800)
"""The size the window is drawn for; where there is no screen it would come out half as large."""


class Pauses:
    """How long the window was not free, again and again; in order of length at the `end`."""

    def __init__(self, window: object) -> None:
        from PySide6.QtCore import QTimer

        self.ms: list[float] = []
        self._last = 0.0
        self._clock = QTimer(window)
        self._clock.timeout.connect(self._free)

    def begin(self) -> float:
        self._clock.start(0)
        self._last = time.perf_counter()
        return self._last

    def end(self) -> None:
        self._clock.stop()
        self.ms.sort()

    def _free(self) -> None:
        now = time.perf_counter()
        self.ms.append((now - self._last) * 1000)
        self._last = now


def start(library: Path) -> dict[str, float]:
    """From the process's own beginning until the first window has been painted and waits."""
    from annotator.app.application import make_application
    from annotator.app.window import Desktop
    from annotator.settings import default_paths

    app = make_application()
    desktop = Desktop(app, default_paths(library))
    desktop.start()
    app.processEvents()
    took = (time.time() - psutil.Process().create_time()) * 1000
    desktop.close()
    return {"ms": took}


def open_day(library: Path) -> dict[str, float]:
    """Opening the day in a window that is there already, to its first paint."""
    from annotator.player.null_player import NullPlayer

    app, desktop = _desktop(library, NullPlayer)
    desktop.session.close_episode()
    app.processEvents()
    begin = time.perf_counter()
    desktop.session.open(1)
    desktop.window.repaint()
    app.processEvents()
    took = (time.perf_counter() - begin) * 1000
    memory = psutil.Process().memory_info().rss / 1e6
    desktop.close()
    return {"ms": took, "mb": memory}


def press(library: Path) -> dict[str, float]:
    """Each press makes a mark on another cue: stored, and everything of the window painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from annotator.player.null_player import NullPlayer

    app, desktop = _desktop(library, NullPlayer)
    view = desktop.window.transcript
    took = []
    for number in range(PRESSES):
        desktop.session.desk.following = False  # else the page stays where the voice is
        begin = _at(app, desktop, 300 + 7 * number)
        QTest.keyClick(view, Qt.Key.Key_1)
        app.processEvents()
        took.append((time.perf_counter() - begin) * 1000)
    desktop.close()
    took.sort()
    return {"p50": statistics.median(took), "p95": took[round(len(took) * 0.95)]}


def follow(library: Path) -> dict[str, float]:
    """Each press makes a mark, and the vault follows: until the note on the disk has its words."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from annotator.commands.vault import run_vault
    from annotator.player.null_player import NullPlayer

    app, desktop = _desktop(library, NullPlayer)
    folder = library.with_suffix(".vault")
    settings = replace(desktop.context.settings(), vault_folder=str(folder), vault_live=True)
    desktop.context.change_settings(settings)
    run_vault(desktop.context, folder, "wiki", None, lambda _plan, _outcome: None)
    _work(app, desktop)
    [note] = (folder / "Episodes").glob("*.md")
    took = []
    for number in range(FOLLOWED):
        size = note.stat().st_size
        begin = _at(app, desktop, 300 + 11 * number)
        QTest.keyClick(desktop.window.transcript, Qt.Key.Key_1)
        while note.stat().st_size == size:
            app.processEvents()
            time.sleep(0.002)
        took.append((time.perf_counter() - begin) * 1000)
        _work(app, desktop)
    desktop.close()
    return {"p50": statistics.median(took), "max": max(took)}


def take_notes(library: Path, folder: str) -> dict[str, float]:
    """A folder of foreign notes imported: how long, and the longest time the window was not
    free."""
    from annotator.commands.note_parts import ImportRun
    from annotator.player.null_player import NullPlayer

    app, desktop = _desktop(library, NullPlayer)
    pauses = Pauses(desktop.window)
    begin = pauses.begin()
    used = time.process_time()
    run = ImportRun(desktop.context)
    run.start((Path(folder),))
    _work(app, desktop)
    pauses.end()
    whole = time.perf_counter() - begin
    run.finish()
    desktop.close()
    return {
        "s": whole,
        "cpu": time.process_time() - used,
        "p99": pauses.ms[int(len(pauses.ms) * 0.99)],
        "ms": pauses.ms[-1],
        "notes": len(run.rows),
    }


def bring_in(library: Path) -> dict[str, float]:
    """A day of talk brought in from a file: the longest time the window was not free."""
    from day_library import day_of_talk_as_srt

    from annotator.commands.episodes import open_paths
    from annotator.player.null_player import NullPlayer

    app, desktop = _desktop(library, NullPlayer)
    file = library.with_suffix(".srt")
    file.write_bytes(day_of_talk_as_srt())
    pauses = Pauses(desktop.window)
    _settle(app)
    begin = pauses.begin()
    open_paths(desktop.context, (file,))
    while desktop.jobs.running or desktop.session.episode.title != file.stem:
        app.processEvents()
    took = (time.perf_counter() - begin) * 1000
    _settle(app)
    pauses.end()
    desktop.close()
    return {"ms": pauses.ms[-1], "whole": took}


def _desktop(library: Path, player: type) -> tuple[object, object]:
    from annotator.app.application import make_application
    from annotator.app.window import Desktop
    from annotator.settings import default_paths

    app = make_application()
    desktop = Desktop(app, default_paths(library), player=player(time.monotonic))
    desktop.start()
    desktop.window.resize(*WINDOW)
    if desktop.session.episode is None:
        desktop.session.open(1)
    _work(app, desktop)
    _settle(app)
    return app, desktop


def _work(app: object, desktop: object) -> None:
    """Until no worker is at work any more."""
    while desktop.jobs.running:
        app.processEvents()


def _at(app: object, desktop: object, cue: int) -> float:
    """Go to a cue that the next key is about; the time when all of that is shown."""
    desktop.session.desk.cursor, desktop.session.desk.current_mark = cue, None
    desktop.session.desk_changed.tell(None)
    _settle(app)
    return time.perf_counter()


def _settle(app: object) -> None:
    for _ in range(4):
        app.processEvents()


if __name__ == "__main__":
    runs = {
        "start": start, "open": open_day, "press": press, "bring_in": bring_in, "follow": follow,
        "take_notes": take_notes,
    }  # fmt: skip
    print(json.dumps(runs[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])))
