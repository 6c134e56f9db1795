"""Following a transcript in silence."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from annotator.player.null_player import NullPlayer
from annotator.session.ports import PlayerReport, PlayerState


class Silence:
    """A NullPlayer whose time is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0
        self.player = NullPlayer(lambda: self.now, tick_s=None)
        self.reports: list[PlayerReport] = []
        self.player.listen(self.reports.append)

    def after(self, seconds: float) -> tuple[PlayerState, int]:
        self.now += seconds
        self.player.tick()
        return self.last

    @property
    def last(self) -> tuple[PlayerState, int]:
        return self.reports[-1].state, self.reports[-1].position_ms


@pytest.fixture
def silence() -> Silence:
    silence = Silence()
    silence.player.load_silence(60_000, start_ms=5_000)
    return silence


def test_it_opens_paused_where_it_is_told(silence: Silence) -> None:
    assert silence.last == (PlayerState.PAUSED, 5_000)
    assert silence.reports[-1].duration_ms == 60_000
    assert silence.reports[-1].message == ""


def test_time_passes_only_while_playing(silence: Silence) -> None:
    silence.after(3)
    silence.player.play()
    assert silence.after(2) == (PlayerState.PLAYING, 7_000)
    silence.player.pause()
    assert silence.last == (PlayerState.PAUSED, 7_000)
    silence.after(5)
    silence.player.play()
    assert silence.after(1) == (PlayerState.PLAYING, 8_000)


def test_the_rate_counts_from_when_it_is_set(silence: Silence) -> None:
    silence.player.play()
    silence.now += 1
    silence.player.set_rate(2.0)
    assert silence.after(1) == (PlayerState.PLAYING, 8_000)


def test_a_seek_while_paused_shows_at_once(silence: Silence) -> None:
    silence.player.seek(30_000)
    assert silence.last == (PlayerState.PAUSED, 30_000)


def test_it_ends_at_the_end_and_begins_again(silence: Silence) -> None:
    silence.player.play()
    assert silence.after(600) == (PlayerState.ENDED, 60_000)
    silence.player.play()
    assert silence.after(1) == (PlayerState.PLAYING, 1_000)


def test_a_seek_after_the_end_goes_on_from_there(silence: Silence) -> None:
    silence.player.play()
    silence.after(600)
    silence.player.seek(20_000)
    assert silence.last == (PlayerState.PAUSED, 20_000)
    silence.player.play()
    assert silence.after(1) == (PlayerState.PLAYING, 21_000)


def test_unloaded_it_stays_at_nothing(silence: Silence) -> None:
    silence.player.unload()
    silence.player.play()
    silence.player.seek(1_000)
    assert silence.last == (PlayerState.EMPTY, 0)


def test_a_recording_is_followed_with_a_word_on_why_nothing_is_heard(tmp_path: Path) -> None:
    (tmp_path / "talk.mp3").write_bytes(b"\xff\xfb\x90\x64\x00")
    silence = Silence()
    silence.player.load(tmp_path / "talk.mp3", 1_000)

    assert silence.last == (PlayerState.PAUSED, 1_000)
    assert "nothing can be heard" in silence.reports[-1].message


def test_a_missing_recording_fails_as_with_any_player(tmp_path: Path) -> None:
    silence = Silence()
    silence.player.load(tmp_path / "gone.mp3")

    assert silence.last == (PlayerState.FAILED, 0)
    assert silence.reports[-1].message.startswith("“gone.mp3” ")


def test_by_itself_it_reports_while_it_plays() -> None:
    player = NullPlayer(tick_s=0.005)
    moved = threading.Event()
    player.listen(lambda report: moved.set() if report.position_ms > 0 else None)
    player.load_silence(60_000)
    player.play()
    assert moved.wait(10)
    player.close()
