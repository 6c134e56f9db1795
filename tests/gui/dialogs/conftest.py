"""A dressed application for the tests of dialogs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.theme import Theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform says this of every window with a least size.
    quiet = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
    for item in items:
        if "/gui/dialogs/" in item.path.as_posix():
            item.add_marker(quiet)


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> QWidget:
    """A shown, active window for what lies over one."""
    host = QWidget()
    host.resize(1200, 700)
    qtbot.addWidget(host)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    return host
