"""The transport: what the keys ask of a player, and where a listener then is."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from annotator.player.null_player import NullPlayer
from annotator.session.playback import RATES, Playback
from annotator.session.ports import PlayerReport, PlayerState

LENGTH_MS = 60_000


class Deck:
    """Playback over a player that keeps time on the test's own clock."""

    def __init__(self, step_back_ms: int = 500) -> None:
        self.now_s = 50.0
        self.player = NullPlayer(lambda: self.now_s, tick_s=None)
        self.silence = NullPlayer(lambda: self.now_s, tick_s=None)
        self.playback = Playback(
            self.player, self.silence, lambda: self.now_s, lambda: step_back_ms
        )
        self.player.listen(self.playback.take)
        self.silence.listen(self.playback.take_silence)
        self.sought: list[int] = []
        self.playback.sought.connect(self.sought.append)
        self.player.load_silence(LENGTH_MS)

    def pass_time(self, seconds: float) -> None:
        """Let time go by in the steps of the window's timer."""
        for _ in range(round(seconds * 20)):
            self.now_s += 0.05
            self.player.tick()
            self.silence.tick()
            self.playback.tick()


@pytest.fixture
def deck() -> Deck:
    return Deck()


def test_playing_moves_on_and_pausing_stays(deck: Deck) -> None:
    deck.playback.toggle()
    deck.pass_time(2)
    assert deck.playback.playing
    assert deck.playback.position_ms == pytest.approx(2_000, abs=60)

    deck.playback.toggle()
    stopped = deck.playback.position_ms
    deck.pass_time(3)
    assert not deck.playback.playing
    assert deck.playback.position_ms == stopped


def test_playing_on_after_a_pause_steps_back_a_little(deck: Deck) -> None:
    deck.playback.play()
    deck.pass_time(10)
    deck.playback.pause()

    deck.playback.play()

    assert deck.playback.position_ms == pytest.approx(9_500, abs=60)


def test_the_first_play_and_a_place_the_user_chose_are_not_stepped_back_from(deck: Deck) -> None:
    deck.playback.play()
    assert deck.sought == []

    deck.pass_time(1)
    deck.playback.pause()
    deck.playback.play_from(30_000)

    assert deck.sought == [30_000]
    assert deck.playback.playing


def test_stepping_back_can_be_switched_off() -> None:
    deck = Deck(step_back_ms=0)
    deck.playback.play()
    deck.pass_time(5)
    deck.playback.pause()
    deck.playback.play()

    assert deck.sought == []


@pytest.mark.parametrize(
    ("asked_ms", "got_ms"), [(-5_000, 0), (0, 0), (30_000, 30_000), (10**9, LENGTH_MS)]
)
def test_seeking_stays_inside_the_media(deck: Deck, asked_ms: int, got_ms: int) -> None:
    deck.playback.seek(asked_ms)

    assert deck.playback.position_ms == got_ms


def test_skips_add_up_and_stop_at_the_edges(deck: Deck) -> None:
    for _ in range(3):
        deck.playback.skip(5_000)
    assert deck.playback.position_ms == 15_000

    deck.playback.skip(-30_000)
    assert deck.playback.position_ms == 0


def test_speed_goes_through_its_steps_and_stops_at_both_ends(deck: Deck) -> None:
    seen = [deck.playback.rate]
    for _ in range(7):
        deck.playback.step_rate(1)
        seen.append(deck.playback.rate)
    assert tuple(seen) == (*RATES[2:], 3.0)

    for _ in range(20):
        deck.playback.step_rate(-1)
    assert deck.playback.rate == 0.5
    deck.playback.set_rate(9)
    assert deck.playback.rate == 3.0


def test_at_double_speed_twice_as_much_is_heard(deck: Deck) -> None:
    deck.playback.set_rate(2)
    deck.playback.play()
    deck.pass_time(5)

    assert deck.playback.position_ms == pytest.approx(10_000, abs=120)


@pytest.mark.parametrize(("asked", "got"), [(-10, 0), (55, 55), (400, 100)])
def test_the_volume_stays_between_none_and_all(deck: Deck, asked: int, got: int) -> None:
    deck.playback.set_volume(asked)

    assert deck.playback.volume == got


def test_a_loop_comes_round_until_it_is_let_go(deck: Deck) -> None:
    deck.playback.loop(10_000, 12_000)
    deck.playback.play_from(10_000)
    deck.pass_time(7)
    assert deck.sought == [10_000, 10_000, 10_000, 10_000]
    assert 10_000 <= deck.playback.position_ms <= 12_100

    deck.playback.unloop()
    deck.pass_time(4)
    assert deck.playback.position_ms > 12_100


def test_a_loop_to_the_very_end_comes_round_too(deck: Deck) -> None:
    deck.playback.loop(58_000, LENGTH_MS)
    deck.playback.play_from(58_000)
    deck.pass_time(5)

    assert deck.playback.playing
    assert 58_000 <= deck.playback.position_ms <= LENGTH_MS


def test_at_the_end_it_stops_and_plays_again_from_the_beginning(deck: Deck) -> None:
    deck.playback.play_from(59_000)
    deck.pass_time(2)
    assert deck.playback.state is PlayerState.ENDED

    deck.playback.play()
    deck.pass_time(1)
    assert deck.playback.position_ms == pytest.approx(1_000, abs=120)


def test_media_that_cannot_be_played_is_told_in_a_sentence(deck: Deck, tmp_path: Path) -> None:
    told: list[str] = []
    deck.playback.failed.connect(told.append)

    deck.playback.load(tmp_path / "gone.mp3", 0, 90_000)

    assert deck.playback.state is PlayerState.FAILED
    [sentence] = told
    assert "gone.mp3" in sentence


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "talk.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes(bytes(16_000))
    return path


def test_the_length_as_read_goes_before_what_a_player_guesses(deck: Deck, sound: Path) -> None:
    deck.playback.load(sound, 5_000, 90_000)
    assert (deck.playback.duration_ms, deck.playback.position_ms) == (90_000, 5_000)

    deck.playback.take(PlayerReport(PlayerState.PAUSED, 5_000, deck.now_s, LENGTH_MS))
    deck.playback.seek(80_000)
    assert (deck.playback.duration_ms, deck.playback.position_ms) == (90_000, 80_000)

    deck.playback.take(PlayerReport(PlayerState.PLAYING, 95_000, deck.now_s + 5, LENGTH_MS))
    assert deck.playback.duration_ms == 95_000

    deck.playback.unload()
    assert deck.playback.duration_ms == 0


def test_where_nobody_read_the_length_the_player_tells_it(deck: Deck, sound: Path) -> None:
    deck.playback.load(sound, 0, 0)
    deck.playback.take(PlayerReport(PlayerState.PAUSED, 0, deck.now_s, LENGTH_MS))

    assert deck.playback.duration_ms == LENGTH_MS


def test_words_without_sound_are_followed_by_the_clock(deck: Deck) -> None:
    deck.playback.load_silence(20_000, 3_000)
    assert (deck.playback.silent, deck.playback.position_ms) == (True, 3_000)

    deck.playback.set_rate(2)
    deck.playback.play()
    deck.pass_time(2)
    assert deck.playback.position_ms == pytest.approx(7_000, abs=120)

    deck.pass_time(8)
    assert deck.playback.state is PlayerState.ENDED
    assert deck.playback.position_ms == 20_000


def test_what_the_other_player_still_says_is_not_believed(deck: Deck, sound: Path) -> None:
    deck.playback.load_silence(20_000, 0)
    deck.playback.play()
    deck.playback.take(PlayerReport(PlayerState.EMPTY, 0, deck.now_s))
    assert deck.playback.playing

    deck.playback.load(sound, 0, 2_000)
    deck.playback.take_silence(PlayerReport(PlayerState.PLAYING, 9_000, deck.now_s))
    assert not deck.playback.playing
    assert not deck.playback.silent


def test_views_are_told_of_states_and_not_of_every_report(deck: Deck) -> None:
    told: list[PlayerState] = []
    deck.playback.changed.connect(lambda _: told.append(deck.playback.state))

    deck.playback.play()
    deck.pass_time(5)
    deck.playback.pause()

    assert told == [PlayerState.PLAYING, PlayerState.PAUSED]


def test_a_stretch_is_played_once_and_its_end_told(deck: Deck) -> None:
    ends: list[int] = []
    deck.playback.reached.connect(lambda _: ends.append(deck.playback.position_ms))

    deck.playback.play_stretch(10_000, 12_000)
    deck.pass_time(5)

    assert ends == [pytest.approx(12_000, abs=60)]
    assert not deck.playback.playing


def test_a_seek_lets_a_stretch_go(deck: Deck) -> None:
    ends: list[None] = []
    deck.playback.reached.connect(ends.append)

    deck.playback.play_stretch(10_000, 12_000)
    deck.playback.seek(11_000)
    deck.pass_time(5)

    assert ends == []
    assert deck.playback.playing


def test_a_stretch_may_end_with_the_media(deck: Deck) -> None:
    ends: list[None] = []
    deck.playback.reached.connect(ends.append)

    deck.playback.play_stretch(LENGTH_MS - 1_000, LENGTH_MS + 5_000)
    deck.pass_time(3)

    assert ends == [None]
