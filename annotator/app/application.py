"""The QApplication: one a process, before anything is shown."""

from __future__ import annotations

import gc
import logging
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from annotator.resources import resource

# Native dialogs and title bars follow the theme the user chose, too.
SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def make_application() -> QApplication:
    """The QApplication, named and with the program's icon."""
    logging.basicConfig(format="annotator: %(message)s", level=logging.WARNING)
    # A day of talk is half a million small objects that stay; Python's default of looking
    # through the young ones every 700 would walk over them again and again (up to 200 ms).
    gc.set_threshold(100_000, 20, 20)
    # A worker that reckons in Python hands the interpreter over after this long; at the usual
    # 5 ms the window stuttered while a draft was checked (half the wait at 1 ms, measured).
    sys.setswitchinterval(0.001)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Annotator")
    app.setDesktopFileName("annotator")
    app.setWindowIcon(QIcon(str(resource("icons", "annotator.svg"))))
    return app
