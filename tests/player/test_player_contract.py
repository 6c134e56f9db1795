"""What the Player port promises, kept by both players on real files of every kind."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import numpy as np
import pytest
from listening.ears import VlcEar
from listening.rig import Rig
from listening.tone import KINDS, RECIPES, SECONDS, write

from annotator.session.ports import PlayerReport, PlayerState

LENGTH_MS = SECONDS * 1000

each_kind = pytest.mark.parametrize("kind", KINDS)


def steady_positions(rig: Rig, pieces: int) -> np.ndarray:
    """(clock, media ms) rows heard from now on, the first moments after now left out."""
    return np.array(rig.heard_since(time.monotonic() + 0.25, pieces))


@each_kind
def test_opening_pauses_and_tells_the_length(rig: Rig, media: dict[str, Path], kind: str) -> None:
    report = rig.load(media[kind])

    assert report.state is PlayerState.PAUSED
    assert report.position_ms == 0
    # Without a header the length of a VBR MP3 can only be guessed from its first frames.
    assert report.duration_ms == pytest.approx(LENGTH_MS, rel=0.1 if "no-header" in kind else 0.002)
    assert [r.state for r in rig.reports] == [PlayerState.LOADING, PlayerState.PAUSED]


@each_kind
def test_playing_pausing_and_playing_on_are_heard_as_reported(
    rig: Rig, media: dict[str, Path], kind: str
) -> None:
    rig.load(media[kind])
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)
    rig.until_played(1000)
    rig.player.pause()
    paused = rig.until_state(PlayerState.PAUSED)
    heard = np.array(rig.ear.heard())
    resumed_at = time.monotonic()
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)
    first_heard_ms = rig.heard_since(resumed_at + 0.05)[0][1]

    assert heard[0, 1] < 300
    assert np.polyfit(heard[:, 0], heard[:, 1], 1)[0] == pytest.approx(1000, rel=0.06)
    claims = [report.position_ms for report in rig.reports]
    assert claims == sorted(claims)
    assert paused.position_ms == pytest.approx(heard[-1, 1], abs=200)
    assert first_heard_ms == pytest.approx(heard[-1, 1], abs=250)


@each_kind
def test_opening_at_a_time_and_seeking_while_paused_show_at_once_and_play_from_there(
    rig: Rig, media: dict[str, Path], kind: str
) -> None:
    assert rig.load(media[kind], start_ms=33_300).position_ms == 33_300
    rig.player.play()
    assert rig.heard_since(0.0)[0][1] == pytest.approx(33_300, abs=300)

    rig.player.pause()
    paused_at = rig.until_state(PlayerState.PAUSED).at
    rig.player.seek(41_500)
    rig.until(lambda: rig.last.position_ms == 41_500)
    assert rig.last.state is PlayerState.PAUSED
    # What Qt had handed over before the pause counts as heard until its end.
    rig.until(lambda: time.monotonic() > paused_at + 0.15)
    resumed_at = time.monotonic()
    rig.player.play()
    when, heard_ms = rig.heard_since(resumed_at + 0.1)[0]
    assert heard_ms == pytest.approx(41_500 + 1000 * (when - resumed_at), abs=300)


@pytest.mark.parametrize("rate", [0.5, 1.5, 2.0, 3.0])
@pytest.mark.parametrize("kind", ["vbr.mp3", "tone.opus"])
def test_a_rate_changes_the_speed_and_not_the_pitch(
    rig: Rig, media: dict[str, Path], kind: str, rate: float
) -> None:
    rig.load(media[kind], start_ms=30_000)
    rig.player.set_rate(rate)
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)
    heard = steady_positions(rig, pieces=16)

    # Times are told by frequencies: at a changed pitch they would be seconds off.
    assert 29_500 < heard[0, 1] < 33_000
    assert np.polyfit(heard[:, 0], heard[:, 1], 1)[0] == pytest.approx(1000 * rate, rel=0.12)
    assert rig.last.rate == rate


def test_a_rate_set_while_playing_takes_effect(rig: Rig, media: dict[str, Path]) -> None:
    rig.load(media["tone.wav"])
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)
    rig.until_played(500)
    rig.player.set_rate(2.0)
    heard = steady_positions(rig, pieces=16)

    assert np.polyfit(heard[:, 0], heard[:, 1], 1)[0] == pytest.approx(2000, rel=0.12)


@pytest.mark.parametrize(("asked", "got"), [(0.1, 0.5), (9.0, 3.0)])
def test_a_rate_out_of_range_becomes_the_nearest(
    rig: Rig, media: dict[str, Path], asked: float, got: float
) -> None:
    rig.load(media["tone.wav"])
    rig.player.set_rate(asked)
    rig.until(lambda: rig.last.rate == got)


@each_kind
def test_the_end_is_reported_with_the_whole_length(
    rig: Rig, media: dict[str, Path], kind: str
) -> None:
    duration_ms = rig.load(media[kind]).duration_ms
    rig.player.seek(max(duration_ms, LENGTH_MS) - 500)
    rig.player.play()
    ended = rig.until_state(PlayerState.ENDED)

    assert ended.position_ms == pytest.approx(ended.duration_ms, abs=150)
    assert ended.duration_ms >= duration_ms
    assert ended.message == ""


def test_playing_after_the_end_begins_again(rig: Rig, media: dict[str, Path]) -> None:
    play_to_the_end(rig, media["vbr.mp3"])
    again_at = time.monotonic()
    rig.player.play()

    assert rig.heard_since(again_at + 0.05)[0][1] < 300
    assert rig.until_state(PlayerState.PLAYING).position_ms < 2000


def test_seeking_after_the_end_plays_from_there(rig: Rig, media: dict[str, Path]) -> None:
    play_to_the_end(rig, media["vbr.mp3"])
    told = len(rig.reports)
    rig.player.seek(20_000)
    rig.until(lambda: rig.last.position_ms == 20_000)
    assert rig.last.state is PlayerState.PAUSED
    assert {report.position_ms for report in rig.reports[told:]} == {20_000}, "never elsewhere"
    again_at = time.monotonic()
    rig.player.play()

    assert rig.heard_since(again_at + 0.05)[0][1] == pytest.approx(20_000, abs=300)


def play_to_the_end(rig: Rig, path: Path) -> None:
    rig.load(path)
    rig.player.seek(LENGTH_MS - 400)
    rig.player.play()
    rig.until_state(PlayerState.ENDED)


def test_seeking_past_the_end_ends(rig: Rig, media: dict[str, Path]) -> None:
    rig.load(media["tone.m4a"])
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)
    rig.player.seek(10 * LENGTH_MS)

    assert rig.until_state(PlayerState.ENDED).position_ms == pytest.approx(LENGTH_MS, abs=100)


def test_pause_and_play_in_quick_turns_end_as_the_last_one_says(
    rig: Rig, media: dict[str, Path]
) -> None:
    rig.load(media["tone.ogg"])
    for _ in range(10):
        rig.player.play()
        rig.player.pause()
    rig.player.play()
    rig.until(lambda: rig.last.state is PlayerState.PLAYING and rig.last.position_ms > 600)
    for _ in range(10):
        rig.player.pause()
        rig.player.play()
    rig.player.pause()
    paused = rig.until_state(PlayerState.PAUSED)
    rig.qtbot.waitUntil(lambda: time.monotonic() > paused.at + 0.7)
    assert rig.last.state is PlayerState.PAUSED


def test_a_pause_right_after_a_play_is_obeyed(rig: Rig, media: dict[str, Path]) -> None:
    rig.load(media["tone.ogg"])
    rig.player.play()
    rig.player.pause()
    pressed_at = time.monotonic()
    rig.qtbot.waitUntil(lambda: time.monotonic() > pressed_at + 1.5)

    assert rig.last.state is PlayerState.PAUSED
    assert rig.last.position_ms < 1000


def test_a_play_right_after_a_pause_is_obeyed(rig: Rig, media: dict[str, Path]) -> None:
    rig.load(media["tone.ogg"])
    rig.player.play()
    rig.until(lambda: rig.last.state is PlayerState.PLAYING and rig.last.position_ms > 600)
    rig.player.pause()
    rig.player.play()

    rig.until_played(1500)
    assert rig.last.state is PlayerState.PLAYING


def test_many_seeks_in_a_row_end_at_the_last(rig: Rig, media: dict[str, Path]) -> None:
    rig.load(media["tone.m4a"])
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)
    for target_ms in range(5_000, 50_000, 1_500):
        rig.player.seek(target_ms)
    rig.player.seek(12_000)
    last_at = time.monotonic()

    heard = rig.heard_since(last_at + 0.6)
    assert heard[0][1] == pytest.approx(12_000 + 1000 * (heard[0][0] - last_at), abs=300)


def test_play_asked_for_while_opening_is_obeyed(rig: Rig, media: dict[str, Path]) -> None:
    rig.player.load(media["tone.flac"], 15_000)
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)

    assert rig.heard_since(0.0)[0][1] == pytest.approx(15_000, abs=300)


def test_a_second_file_replaces_the_first(rig: Rig, media: dict[str, Path]) -> None:
    rig.load(media["tone.wav"])
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)
    rig.until_played(600)
    report = rig.load(media["tone.opus"], start_ms=2_000)

    assert report.state is PlayerState.PAUSED
    assert report.position_ms == 2_000


def test_unloading_leaves_nothing(rig: Rig, media: dict[str, Path]) -> None:
    rig.load(media["tone.wav"])
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)
    rig.player.unload()
    report = rig.until_state(PlayerState.EMPTY)
    rig.player.play()
    rig.player.seek(1000)
    rig.player.set_volume(50)

    assert (report.position_ms, report.duration_ms) == (0, 0)
    assert rig.load(media["tone.wav"]).state is PlayerState.PAUSED


def test_a_missing_sound_card_is_told_at_most_once(rig: Rig, media: dict[str, Path]) -> None:
    """With an ear in place of a card libVLC misses none; Qt looks for one all the same."""
    rig.load(media["tone.wav"])
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)
    rig.until_played(1500)

    warnings = [r.message for r in rig.reports if r.message]
    assert len(warnings) <= 1
    assert all("No audio device" in warning for warning in warnings)


def test_a_name_with_a_colon_is_a_file(rig: Rig, media: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "vlc:quit.wav"
    shutil.copy(media["tone.wav"], path)

    assert rig.load(path).state is PlayerState.PAUSED


def test_names_of_all_scripts_are_opened(rig: Rig, media: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "1% – 日本語 #3? &é.opus"
    shutil.copy(media["tone.opus"], path)

    assert rig.load(path).state is PlayerState.PAUSED


HLS = (
    "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n"
    "#EXTINF:9.0,\nhttp://127.0.0.1:9/part.ts\n#EXT-X-ENDLIST\n"
)
BAD_FILES = {
    "missing.mp3": None,
    "empty.mp3": b"",
    "random.mp3": bytes(np.random.default_rng(3).integers(0, 256, 30_000, dtype=np.uint8)),
    "page.mp3": b"<!DOCTYPE html><html><body>Not found</body></html>",
    "playlist.mp3": HLS.encode(),
    "half.m4a": b"\x00\x00\x00\x20ftypM4A " + bytes(500),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_what_cannot_be_played_fails_with_a_sentence_naming_the_file(
    rig: Rig, media: dict[str, Path], tmp_path: Path, name: str
) -> None:
    content = BAD_FILES[name]
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    report = rig.load(path)
    assert_failed(report, name)

    # And the player is as good as new.
    assert rig.load(media["tone.wav"]).state is PlayerState.PAUSED


def assert_failed(report: PlayerReport, name: str) -> None:
    assert report.state is PlayerState.FAILED
    assert report.message.startswith(f"“{name}” ")
    assert report.message.endswith(".")
    assert report.position_ms == 0


def test_a_film_without_sound_is_refused(rig: Rig, silent_film: Path) -> None:
    report = rig.load(silent_film)

    assert report.state is PlayerState.FAILED
    assert "no sound" in report.message


def test_a_very_short_file_plays_to_its_end(rig: Rig, tmp_path: Path) -> None:
    short = write(RECIPES[0], tmp_path, signal=lambda rate: np.zeros(rate // 10, np.float32))
    assert rig.load(short).state is PlayerState.PAUSED
    rig.player.play()

    assert rig.until_state(PlayerState.ENDED).message == ""


def test_the_name_tells_the_version(rig: Rig) -> None:
    kind, _, version = rig.player.name.rpartition(" ")

    assert kind in ("VLC", "Qt Multimedia")
    assert version.count(".") == 2


def test_closing_while_playing_returns(rig: Rig, media: dict[str, Path]) -> None:
    rig.load(media["cbr.mp3"])
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)
    rig.player.close()


def test_a_volume_set_before_and_while_playing_is_obeyed(rig: Rig, media: dict[str, Path]) -> None:
    rig.player.set_volume(-5)
    rig.load(media["tone.wav"])
    rig.player.play()
    rig.until_state(PlayerState.PLAYING)
    rig.until_played(600)
    rig.player.seek(20_000)
    quiet_at = time.monotonic() + 0.2
    rig.until_played(800)
    quiet = rig.ear.level(quiet_at)
    rig.player.set_volume(400)
    rig.player.seek(30_000)

    assert rig.heard_since(time.monotonic() + 0.2)
    # Qt's ear sits before the volume control.
    assert quiet == 0.0 if isinstance(rig.ear, VlcEar) else quiet > 0.0
