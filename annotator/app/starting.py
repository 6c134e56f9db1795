"""The window from its start to its end: one for each library, rescued where it cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QTimer

from annotator.app.application import make_application
from annotator.app.rescue import rescued
from annotator.app.window import Desktop
from annotator.domain.errors import LibraryError
from annotator.gui.instance import Instance
from annotator.settings import default_paths


def run_window(library: Path | None, sources: tuple[str, ...]) -> int:
    """Open the window on `sources`, files and links; returns when it is closed."""
    app = make_application()
    paths = default_paths(library)
    instance = Instance(paths.library)
    if paths.library.exists() and instance.hand_over(sources):
        return 0
    try:
        desktop = Desktop(app, paths, instance)
    except LibraryError as error:
        if not rescued(paths.library, error):
            return 1
        desktop = Desktop(app, paths, instance)
    desktop.start(sources)
    if os.environ.get("ANNOTATOR_QUIT_AFTER_START"):
        # For trying out a built program: it has shown that it starts, and ends as if closed.
        QTimer.singleShot(1_000, desktop.window.close)
    status = app.exec()
    desktop.close()
    return status
