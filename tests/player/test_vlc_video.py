"""Films through libVLC without a window; with one on a screen: tests/gui/xvfb/test_video.py."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from annotator.player.vlc_player import VlcPlayer
from annotator.session.ports import PlayerReport, PlayerState
from tests.made_film import make_film


def test_without_a_window_no_picture_is_decoded(qtbot: QtBot, tmp_path: Path) -> None:
    import vlc

    inner: list[Any] = []
    reports: list[PlayerReport] = []
    player = VlcPlayer(time.monotonic, inner.append)
    player.listen(reports.append)
    player.load(make_film(tmp_path / "talk.mp4"))
    player.play()
    qtbot.waitUntil(
        lambda: (
            bool(reports)
            and reports[-1].state is PlayerState.PLAYING
            and reports[-1].position_ms >= 1_000
        ),
        timeout=15_000,
    )
    stats = vlc.MediaStats()
    inner[0].get_media().get_stats(stats)
    player.close()

    assert stats.decoded_audio > 0
    assert stats.decoded_video == 0
