"""Video through libVLC: drawn in the window it is given, not even decoded without one."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from annotator.player.vlc_player import VlcPlayer
from annotator.session.ports import PlayerReport, PlayerState

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks libVLC for the X window")

SECONDS, PICTURES_PER_S, SOUND_RATE = 20, 10, 48_000


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "talk.mp4"
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("mpeg4", rate=PICTURES_PER_S)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
        picture = np.zeros((48, 64, 3), np.uint8)
        for _ in range(SECONDS * PICTURES_PER_S):
            container.mux(pictures.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        hum = np.sin(np.arange(SECONDS * SOUND_RATE) / 20).astype(np.float32)[None, :] / 3
        frame = av.AudioFrame.from_ndarray(hum, format="fltp", layout="mono")
        frame.sample_rate, frame.pts = SOUND_RATE, 0
        container.mux(sound.encode(frame))
        container.mux(pictures.encode(None))
        container.mux(sound.encode(None))
    return path


class Cinema:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.media_players: list[Any] = []
        self.reports: list[PlayerReport] = []
        self.player = VlcPlayer(time.monotonic, self.media_players.append)
        self.player.listen(self.reports.append)

    def until_at(self, position_ms: int) -> None:
        def there() -> bool:
            last = self.reports[-1] if self.reports else None
            return bool(
                last and last.state is PlayerState.PLAYING and last.position_ms >= position_ms
            )

        self.qtbot.waitUntil(there, timeout=15_000)

    @property
    def pictures_decoded(self) -> int:
        import vlc

        stats = vlc.MediaStats()
        self.media_players[0].get_media().get_stats(stats)
        return int(stats.decoded_video)


@pytest.fixture
def cinema(qtbot: QtBot) -> Iterator[Cinema]:
    cinema = Cinema(qtbot)
    yield cinema
    cinema.player.close()


def test_without_a_window_no_picture_is_decoded(cinema: Cinema, film: Path) -> None:
    cinema.player.load(film)
    cinema.player.play()
    cinema.until_at(1_000)

    assert cinema.pictures_decoded == 0


def test_a_window_given_while_playing_gets_the_picture_and_the_sound_goes_on(
    cinema: Cinema, film: Path
) -> None:
    cinema.player.load(film, start_ms=8_000)
    cinema.player.play()
    cinema.until_at(8_800)
    cinema.player.set_video_output(4242)
    cinema.qtbot.waitUntil(lambda: cinema.pictures_decoded > 0, timeout=15_000)
    cinema.until_at(9_500)

    assert cinema.media_players[0].get_xwindow() == 4242
    states = [report.state for report in cinema.reports if report.position_ms > 8_000]
    assert set(states) == {PlayerState.PLAYING}
    assert min(r.position_ms for r in cinema.reports[-5:]) >= 8_700
