"""A card opened over a film that libVLC draws, on a real screen; prints as JSON what is seen at the
card's place: before, while it is open and after.

python covered_picture.py FILM
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QPoint
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from annotator.gui.panels.video_pane import VideoPane
from annotator.gui.widgets.overlay import Overlay
from annotator.player.vlc_player import VlcPlayer
from annotator.session.ports import PlayerReport

PLACE, PATIENCE_MS, SOME_PICTURES_MS = QPoint(300, 120), 15_000, 1_000


def main(film: Path) -> None:
    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(600, 400)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(pane := VideoPane())
    overlay = Overlay(window)
    filling = QLabel()
    filling.setFixedSize(200, 100)
    filling.setStyleSheet("background: #0000ff;")
    QVBoxLayout(overlay.card).addWidget(filling)
    window.show()
    reports: list[PlayerReport] = []
    player = VlcPlayer()
    player.listen(reports.append)
    player.set_video_output(pane.window_id())
    player.load(film)
    player.play()

    def seen() -> str:
        shot = QGuiApplication.primaryScreen().grabWindow(0).toImage()
        colour = QColor(shot.pixelColor(window.mapToGlobal(PLACE)))
        red, blue = colour.red() > 150, colour.blue() > 150
        return {(True, False): "film", (False, True): "card"}.get((red, blue), colour.name())

    def until(so: Callable[[], bool]) -> None:
        clock = QElapsedTimer()
        clock.start()
        while not so() and clock.elapsed() < PATIENCE_MS:
            app.processEvents()

    until(lambda: seen() == "film")
    told = [seen()]
    overlay.open_overlay()
    # Some pictures later: what Qt paints below a film is seen until the next of them.
    later_ms = reports[-1].position_ms + SOME_PICTURES_MS
    until(lambda: reports[-1].position_ms > later_ms)
    told.append(seen())
    overlay.close_overlay()
    until(lambda: seen() == "film")
    told.append(seen())
    player.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
