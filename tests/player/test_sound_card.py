"""Players that look for a real sound card, on machines that may have none."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.player.qt_player import QtPlayer
from annotator.player.reports import NO_DEVICE
from annotator.player.vlc_player import VlcPlayer
from annotator.session.ports import Clock, Player, PlayerReport, PlayerState


@pytest.mark.skipif(Path("/proc/asound").exists(), reason="this machine has a sound card")
@pytest.mark.parametrize("make", [VlcPlayer, QtPlayer])
def test_without_a_card_time_goes_on_and_one_line_says_why_it_is_quiet(
    make: Callable[[Clock], Player], qtbot: QtBot, media: dict[str, Path]
) -> None:
    player = make(time.monotonic)
    reports: list[PlayerReport] = []
    player.listen(reports.append)
    player.load(media["tone.m4a"])
    player.play()
    qtbot.waitUntil(lambda: bool(reports) and reports[-1].position_ms > 1500, timeout=15_000)
    player.close()

    assert [report.message for report in reports if report.message] == [NO_DEVICE]
    assert PlayerState.FAILED not in {report.state for report in reports}
