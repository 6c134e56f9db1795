"""The window from its start to its end: one for each library, rescued where it cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from annotator.app.application import make_application
from annotator.app.rescue import put_right, rescued, told
from annotator.app.window import Desktop
from annotator.domain.errors import LibraryError
from annotator.gui.instance import Instance
from annotator.settings import Paths, default_paths
from annotator.store.restore import Restored


def run_window(library: Path | None, sources: tuple[str, ...]) -> int:
    """Open the window on `sources`, files and links; returns when it is closed."""
    app = make_application()
    paths = default_paths(library)
    if paths.library.exists() and Instance(paths.library).hand_over(sources):
        return 0
    restored: Restored | None = None
    while True:
        instance = Instance(paths.library)
        try:
            desktop = _started(app, paths, instance, sources)
        except LibraryError as error:
            instance.release()
            restored = rescued(paths.library, error)
            if restored is None:
                return 1
            continue
        status = _run(app, desktop, restored)
        remedy = desktop.restoring.remedy
        if remedy is None:
            return status
        restored, sources = put_right(paths.library, remedy), ()


def _started(
    app: QApplication, paths: Paths, instance: Instance, sources: tuple[str, ...]
) -> Desktop:
    """The window, shown. Raises LibraryError, with nothing left open."""
    desktop = Desktop(app, paths, instance)
    try:
        desktop.start(sources)
    except LibraryError:  # damage that opening does not meet, but the first look into it
        _put_away(desktop)
        raise
    return desktop


def _run(app: QApplication, desktop: Desktop, restored: Restored | None) -> int:
    """Until it is closed."""
    if restored is not None:
        desktop.notices.library_restored(told(restored))
    if os.environ.get("ANNOTATOR_QUIT_AFTER_START"):
        # For trying out a built program: it has shown that it starts, and ends as if closed.
        QTimer.singleShot(1_000, desktop.window.close)
    status = app.exec()
    _put_away(desktop)
    return status


def _put_away(desktop: Desktop) -> None:
    desktop.close()
    desktop.window.deleteLater()
