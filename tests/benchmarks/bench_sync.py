"""Highlight against sound: what the playhead shows when a moment of the recording is heard.

Run by ``make bench``, or alone. Files whose sound tells its own time are played by each real
player into an ear; the sound heard at a moment is compared with the position shown then.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "player"))

import av
import numpy as np
from listening.ears import QtEar, VlcEar
from listening.tone import KINDS, RECIPES, WINDOW_S, media_ms, write
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from annotator.player.qt_player import QtPlayer
from annotator.player.vlc_player import VlcPlayer
from annotator.session.playhead import Playhead
from annotator.session.ports import Player, PlayerReport, PlayerState

_PLAY_S = 3.0
_SEEK_S = 1.2
_SEEKS_MS = (48_200, 12_500, 27_900, 3_300, 39_100, 20_600, 52_000, 8_800, 33_700, 15_400)
_SETTLED_S = 0.25
"""Left out after a start or a seek: windows of sound that hold both the old place and the new."""

Event = tuple[float, Callable[[Playhead], None]]


class _Session:
    """One player with an ear, its reports and the seeks made, in order of time."""

    def __init__(self, kind: str) -> None:
        self.ear: VlcEar | QtEar = VlcEar() if kind == "VLC" else QtEar()
        make = VlcPlayer if kind == "VLC" else QtPlayer
        self.player: Player = make(time.monotonic, self.ear.listen_to)
        self.events: list[Event] = []
        self.state = PlayerState.EMPTY
        self.starts: list[float] = []
        self.player.listen(self._on_report)

    def _on_report(self, report: PlayerReport) -> None:
        self.state = report.state
        lag_ms = self.player.lag_ms
        self.events.append((report.at, lambda playhead: playhead.take(report, lag_ms)))

    def play(self, path: Path, rate: float) -> None:
        self.player.load(path)
        self.player.set_rate(rate)
        self.player.play()
        wait(10.0, until=lambda: self.state is PlayerState.PLAYING)
        self.starts.append(time.monotonic())

    def seek(self, target_ms: int) -> None:
        at = time.monotonic()
        self.starts.append(at)
        self.events.append((at, lambda playhead: playhead.seek(target_ms, at)))
        self.player.seek(target_ms)

    def errors(self, offset_ms: float) -> list[float]:
        """Shown minus heard, for every window of settled sound."""
        playhead = Playhead(time.monotonic)
        waiting = sorted(self.events, key=lambda event: event[0])
        found: list[float] = []
        for at, heard_ms in self.ear.heard():
            while waiting and waiting[0][0] <= at:
                waiting.pop(0)[1](playhead)
            if not any(start <= at < start + _SETTLED_S for start in self.starts):
                found.append(playhead.position_ms(at) - (heard_ms - offset_ms))
        return found


def wait(seconds: float, until: Callable[[], bool] = lambda: False) -> None:
    """Run the event loop for `seconds`, or until `until` holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not until():
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()


def offset_ms(path: Path) -> float:
    """By how much the file itself is late: an MP3 without header keeps its encoder's delay.

    Transcripts are timed on the decoded sound, so the decoded sound is the measure.
    """
    with av.open(str(path)) as container:
        rate = container.streams.audio[0].rate
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=rate)
        frames = [
            f.to_ndarray()[0] for raw in container.decode(audio=0) for f in resampler.resample(raw)
        ]
    samples = np.concatenate(frames)
    size = round(WINDOW_S * rate)
    lates = [
        told - (start + size / 2) * 1000 / rate
        for start in range(0, len(samples) - size, rate // 4)
        if (told := media_ms(samples[start : start + size], rate)) is not None
    ]
    return median(lates)


def measure(player: str, path: Path, rate: float, seeks_ms: tuple[int, ...] = ()) -> list[float]:
    session = _Session(player)
    session.play(path, rate)
    wait(_PLAY_S)
    for target_ms in seeks_ms:
        session.seek(target_ms)
        wait(_SEEK_S)
    session.player.close()
    return session.errors(offset_ms(path))


_RUNS = (
    ("1×", KINDS, 1.0, ()),
    ("2×", ("vbr.mp3", "tone.m4a", "tone.opus"), 2.0, ()),
    ("after 10 seeks in VBR MP3", ("vbr.mp3", "vbr-no-header.mp3"), 1.0, _SEEKS_MS),
)


def told(runs: list[list[float]]) -> str:
    """The figure of several files: the median of each, the worst of them, and the tail of all."""
    medians = [median(abs(error) for error in errors) for errors in runs]
    tail = quantiles([abs(error) for errors in runs for error in errors], n=20)[-1]
    return f"{median(medians):.0f} ms (worst file {max(medians):.0f} ms, p95 {tail:.0f} ms)"


def rows() -> Iterator[tuple[str, str, str]]:
    """(figure, data size, value) for the table of ``make bench``; values are medians."""
    # Kept for the whole run: Qt Multimedia needs it.
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        files = {recipe.file_name: write(recipe, Path(folder)) for recipe in RECIPES}
        for player in ("VLC", "Qt Multimedia"):
            for name, kinds, rate, seeks_ms in _RUNS:
                runs = [measure(player, files[kind], rate, seeks_ms) for kind in kinds]
                size = f"{len(kinds)} kinds of file, {sum(map(len, runs))} moments"
                yield f"highlight against sound, {player}, {name}", size, told(runs)
    del application


if __name__ == "__main__":
    for row in rows():
        print("  ".join(row), flush=True)
