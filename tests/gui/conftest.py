"""The whole program in a real window, on a clock of the test's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parent))  # for `hands`, which the tests use too
sys.path.insert(0, str(Path(__file__).parents[1] / "faults"))  # for `mishaps`
sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))  # for `local_web`

from hands import Hands
from local_web import LocalWeb
from mishaps import hold, make_disk
from opening import OpenWindow, open_window, sample_library

from annotator.gui import style
from annotator.gui.theme import Theme, load_theme

__all__ = ["hold", "make_disk", "open_window", "sample_library"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform says this of windows with a least size and of every menu.
    quiet = pytest.mark.qt_log_ignore("This plugin does not support")
    for item in items:
        if "/tests/gui/" in item.path.as_posix():
            item.add_marker(quiet)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, with the application dressed in it."""
    light = load_theme("light")
    style.apply(qapp, light)
    return light


@pytest.fixture
def hands(open_window: OpenWindow) -> Hands:
    """The program on its sample episode."""
    return open_window()


@pytest.fixture
def web(own_home: Path) -> Iterator[LocalWeb]:
    """A server on this machine, and settings that allow to follow links to it."""
    settings = own_home / "config" / "annotator" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("private_links = true\nlink_timeout_s = 2\n")
    made = LocalWeb()
    yield made
    made.close()
