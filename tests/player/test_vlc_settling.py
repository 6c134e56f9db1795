"""libVLC loses commands given in quick turns, and the news of them; what it does then is asked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from annotator.domain.errors import MediaError
from annotator.player.vlc_player import VlcPlayer
from annotator.session.ports import PlayerReport, PlayerState


class Deaf:
    """A VLC player, its own media player, and what it reported."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.inner: Any = None
        self.reports: list[PlayerReport] = []
        self.player = VlcPlayer(prepare=self._keep)
        self.player.listen(self.reports.append)

    def _keep(self, inner: Any) -> None:
        self.inner = inner

    def no_longer_hears(self, event: str) -> None:
        import vlc

        self.inner.event_manager().event_detach(getattr(vlc.EventType, event))

    def until(self, state: PlayerState) -> None:
        self.qtbot.waitUntil(
            lambda: bool(self.reports) and self.reports[-1].state is state, timeout=15_000
        )


@pytest.fixture
def deaf(qtbot: QtBot) -> Iterator[Deaf]:
    try:
        rig = Deaf(qtbot)
    except MediaError as error:
        pytest.skip(f"no libVLC here: {error}")
    yield rig
    rig.player.close()


def test_a_pause_whose_news_is_lost_is_seen(deaf: Deaf, media: dict[str, Path]) -> None:
    deaf.player.load(media["tone.ogg"])
    deaf.until(PlayerState.PAUSED)
    deaf.player.play()
    deaf.until(PlayerState.PLAYING)
    deaf.no_longer_hears("MediaPlayerPaused")
    deaf.player.pause()

    deaf.until(PlayerState.PAUSED)


def test_a_start_whose_news_is_lost_is_seen(deaf: Deaf, media: dict[str, Path]) -> None:
    deaf.player.load(media["tone.ogg"])
    deaf.until(PlayerState.PAUSED)
    deaf.no_longer_hears("MediaPlayerPlaying")
    deaf.player.play()

    deaf.until(PlayerState.PLAYING)


def test_a_pause_that_was_dropped_is_said_again(deaf: Deaf, media: dict[str, Path]) -> None:
    deaf.player.load(media["tone.ogg"])
    deaf.until(PlayerState.PAUSED)
    deaf.player.play()
    deaf.until(PlayerState.PLAYING)
    deaf.player.pause()
    deaf.until(PlayerState.PAUSED)
    deaf.inner.set_pause(0)  # as where a play overtakes the pause within libVLC
    started_at = time.monotonic()

    deaf.qtbot.waitUntil(lambda: time.monotonic() > started_at + 0.2)
    deaf.until(PlayerState.PAUSED)
    assert deaf.reports[-1].position_ms < 5_000
