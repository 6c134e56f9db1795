"""A film that comes to its end in the pane of the window, on a real screen; prints as JSON what is
seen at its place: opened, at its end, after another look at a place within it, played again.

python ended_film.py FILM
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QPoint
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.gui.panels.video_pane import VideoPane
from annotator.player.vlc_player import VlcPlayer
from annotator.session.ports import PlayerReport, PlayerState
from tests.made_film import SECONDS

PATIENCE_MS, GROUND = 15_000, "#8080ff"


def main(film: Path) -> None:
    app = QApplication(sys.argv[:1])
    app.setStyleSheet(f"VideoPane {{ background: {GROUND}; }}")
    pane = VideoPane()
    pane.resize(400, 300)
    pane.show()
    reports: list[PlayerReport] = []
    player = VlcPlayer()
    player.listen(reports.append)
    player.set_video_output(pane.window_id())

    def state() -> PlayerState:
        latest = reports[-1].state if reports else PlayerState.EMPTY
        pane.set_ended(latest is PlayerState.ENDED)
        return latest

    def seen() -> str:
        shot = QGuiApplication.primaryScreen().grabWindow(0).toImage()
        colour = QColor(
            shot.pixelColor(pane.mapToGlobal(pane.picture().topLeft() + QPoint(20, 20)))
        )
        return "film" if colour.red() > 150 > colour.blue() else colour.name()

    def until(so: Callable[[], bool]) -> None:
        clock = QElapsedTimer()
        clock.start()
        while not so() and clock.elapsed() < PATIENCE_MS:
            app.processEvents()

    player.load(film)
    until(lambda: state() is PlayerState.PAUSED and seen() == "film")
    told = [seen()]
    player.seek((SECONDS - 1) * 1_000)
    player.play()
    until(lambda: state() is PlayerState.ENDED)
    pane.resize(380, 280)  # which takes the last picture off, where players left it
    until(lambda: seen() == GROUND)
    told.append(seen())
    player.seek(5_000)
    until(lambda: state() is PlayerState.PAUSED and seen() == "film")
    told.append(seen())
    player.seek((SECONDS - 1) * 1_000)
    player.play()
    until(lambda: state() is PlayerState.PLAYING)
    until(lambda: state() is PlayerState.ENDED)
    player.play()
    until(lambda: state() is PlayerState.PLAYING and seen() == "film")
    told.append(seen())
    player.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
