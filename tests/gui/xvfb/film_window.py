"""A window that is given to a player while a film plays; prints what came of it as JSON.

python film_window.py FILM
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from annotator.player.reports import NO_PICTURE
from annotator.player.vlc_player import VlcPlayer
from annotator.session.ports import PlayerReport, PlayerState

START_MS, LOOK_MS, PATIENCE_MS = 8_000, 100, 30_000


def main(film: Path) -> None:
    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(320, 240)
    window.show()
    reports: list[PlayerReport] = []
    player = VlcPlayer()
    player.listen(reports.append)
    player.load(film, start_ms=START_MS)
    player.play()
    clock = QElapsedTimer()
    clock.start()
    given = 0
    red = 0

    def look() -> None:
        nonlocal given, red
        playing = [r for r in reports if r.state is PlayerState.PLAYING]
        if not given and playing and playing[-1].position_ms >= START_MS + 800:
            given = len(reports)
            player.set_video_output(int(window.winId()))
        if given:
            shot = QGuiApplication.primaryScreen().grabWindow(int(window.winId()))
            red = shot.toImage().pixelColor(160, 120).red()
        onward = given and reports[-1].position_ms >= START_MS + 2_000
        unseen = any(NO_PICTURE in report.message for report in reports)
        if unseen or (red > 150 and onward) or clock.elapsed() > PATIENCE_MS:
            app.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(LOOK_MS)
    app.exec()
    player.close()
    after = reports[given:]
    print(
        json.dumps(
            {
                "red": red,
                "told": [report.message for report in reports if report.message],
                "states": sorted({report.state.value for report in after}),
                "earliest_ms": min(report.position_ms for report in after),
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
