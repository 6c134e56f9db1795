"""Machines without libVLC, without Qt Multimedia, and without a sound card."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# Each is run before the program, in a process of its own, and takes something away from it.
_NO_VLC = """
import sys
class NoVlc:
    def find_spec(self, name, path=None, target=None):
        if name == "vlc":
            raise ImportError("no vlc here")
sys.meta_path.insert(0, NoVlc())
"""
_NO_QT = """
import sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name == "PySide6.QtMultimedia":
            raise ImportError("no Qt Multimedia here")
sys.meta_path.insert(0, NoQt())
"""
_QUIT = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from annotator.app.application import make_application
from annotator.app.window import Desktop
from annotator.gui.widgets.banner import Banner
from annotator.settings import default_paths
app = make_application()
desktop = Desktop(app, default_paths())
desktop.start()
desktop.actions.run("play.toggle")
def look():
    if desktop.playback.position_ms < 1_500:
        return
    print(desktop.player.name)
    banners = desktop.window.banners.findChildren(Banner)
    for banner in banners:
        if not banner.isHidden():
            print(*(label.text() for label in banner.findChildren(QLabel) if label.text()))
    desktop.window.close()
    desktop.close()
    app.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
app.exec()
"""


def _start(own_home: Path, *taken_away: str) -> list[str]:
    """What the window says once its sample has played for a moment: player, banners."""
    run = subprocess.run(
        [sys.executable, "-c", "".join((*taken_away, _QUIT))],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    return run.stdout.splitlines()


def test_without_libvlc_qt_plays_and_a_banner_says_so(own_home: Path) -> None:
    player, *banners = _start(own_home, _NO_VLC)
    assert player.startswith("Qt Multimedia")
    assert any("VLC's library was not found: install VLC" in banner for banner in banners)


def test_without_both_the_words_can_still_be_followed_and_a_banner_says_so(own_home: Path) -> None:
    player, *banners = _start(own_home, _NO_VLC, _NO_QT)
    assert player == "No sound"
    assert any("nothing can be heard; install VLC" in banner for banner in banners)


def test_a_sound_card_that_is_missing_stops_no_time_and_a_banner_says_so(own_home: Path) -> None:
    if Path("/dev/snd").exists():
        pytest.skip("this machine has a sound card")
    player, *banners = _start(own_home)
    assert player.startswith("VLC")
    assert any("No audio device was found" in banner for banner in banners)
