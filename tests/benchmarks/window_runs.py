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
        desktop.session.desk.cursor = 300 + 7 * number
        desktop.session.desk.following = False  # else the page stays where the voice is
        desktop.session.desk.current_mark = None
        desktop.session.desk_changed.tell(None)
        _settle(app)
        begin = time.perf_counter()
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
    while desktop.jobs.running:
        app.processEvents()
    [note] = (folder / "Episodes").glob("*.md")
    took = []
    for number in range(FOLLOWED):
        size = note.stat().st_size
        desktop.session.desk.cursor = 300 + 11 * number
        desktop.session.desk.current_mark = None
        desktop.session.desk_changed.tell(None)
        _settle(app)
        begin = time.perf_counter()
        QTest.keyClick(desktop.window.transcript, Qt.Key.Key_1)
        while note.stat().st_size == size:
            app.processEvents()
            time.sleep(0.002)
        took.append((time.perf_counter() - begin) * 1000)
        while desktop.jobs.running:
            app.processEvents()
    desktop.close()
    return {"p50": statistics.median(took), "max": max(took)}


def take_notes(library: Path, folder: str) -> dict[str, float]:
    """A folder of foreign notes imported: how long, and the longest time the window was not
    free."""
    from PySide6.QtCore import QTimer

    from annotator.commands.note_parts import ImportRun
    from annotator.player.null_player import NullPlayer

    app, desktop = _desktop(library, NullPlayer)
    pauses, last = [], time.perf_counter()

    def free() -> None:
        nonlocal last
        now = time.perf_counter()
        pauses.append((now - last) * 1000)
        last = now

    clock = QTimer(desktop.window)
    clock.timeout.connect(free)
    clock.start(0)
    last = begin = time.perf_counter()
    used = time.process_time()
    run = ImportRun(desktop.context)
    run.start((Path(folder),))
    while desktop.jobs.running:
        app.processEvents()
    clock.stop()
    pauses.sort()
    whole = time.perf_counter() - begin
    run.finish()
    desktop.close()
    return {
        "s": whole,
        "cpu": time.process_time() - used,
        "p99": pauses[int(len(pauses) * 0.99)],
        "ms": pauses[-1],
        "notes": len(run.rows),
    }


def bring_in(library: Path) -> dict[str, float]:
    """A day of talk brought in from a file: the longest time the window was not free."""
    from day_library import day_of_talk_as_srt
    from PySide6.QtCore import QTimer

    from annotator.commands.episodes import open_paths
    from annotator.player.null_player import NullPlayer

    app, desktop = _desktop(library, NullPlayer)
    file = library.with_suffix(".srt")
    file.write_bytes(day_of_talk_as_srt())
    pauses, last = [], time.perf_counter()

    def free() -> None:
        nonlocal last
        now = time.perf_counter()
        pauses.append((now - last) * 1000)
        last = now

    clock = QTimer(desktop.window)
    clock.timeout.connect(free)
    _settle(app)
    clock.start(0)
    last = begin = time.perf_counter()
    open_paths(desktop.context, (file,))
    while desktop.jobs.running or desktop.session.episode.title != file.stem:
        app.processEvents()
    took = (time.perf_counter() - begin) * 1000
    _settle(app)
    clock.stop()
    desktop.close()
    return {"ms": max(pauses), "whole": took}


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
    while desktop.jobs.running:
        app.processEvents()
    _settle(app)
    return app, desktop


def _settle(app: object) -> None:
    for _ in range(4):
        app.processEvents()


if __name__ == "__main__":
    runs = {
        "start": start, "open": open_day, "press": press, "bring_in": bring_in, "follow": follow,
        "take_notes": take_notes,
    }  # fmt: skip
    print(json.dumps(runs[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])))
