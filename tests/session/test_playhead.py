"""What is shown between a player's reports: never backwards, never far off, at once on a seek."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.session.playhead import COAST_S, Playhead
from annotator.session.ports import PlayerReport, PlayerState


class Bench:
    """A playhead on a clock that the test moves."""

    def __init__(self) -> None:
        self.now = 50.0
        self.playhead = Playhead(lambda: self.now)

    def report(
        self,
        position_ms: int,
        state: PlayerState = PlayerState.PLAYING,
        *,
        rate: float = 1.0,
        lag_ms: int = 0,
        late_s: float = 0.0,
    ) -> None:
        """A report that belongs to `late_s` ago."""
        report = PlayerReport(state, position_ms, self.now - late_s, 600_000, rate)
        self.playhead.take(report, lag_ms)

    def after(self, seconds: float) -> int:
        self.now += seconds
        return self.playhead.position_ms()


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_nothing_loaded_is_nought(bench: Bench) -> None:
    assert bench.after(5) == 0


def test_opened_at_a_time_it_stands_there(bench: Bench) -> None:
    bench.report(7_000, PlayerState.LOADING)
    assert bench.after(1) == 7_000
    bench.report(7_000, PlayerState.PAUSED)
    assert bench.after(1) == 7_000


def test_between_reports_it_moves_with_the_clock(bench: Bench) -> None:
    bench.report(10_000)
    assert bench.after(0.1) == 10_100
    assert bench.after(0.1) == 10_200


def test_it_moves_with_the_rate(bench: Bench) -> None:
    bench.report(10_000, rate=2.0)
    assert bench.after(0.1) == 10_200


def test_a_changed_rate_counts_from_its_report(bench: Bench) -> None:
    bench.report(10_000)
    bench.now += 0.2
    bench.report(10_200, rate=3.0)
    assert bench.after(0.1) == 10_500


def test_it_coasts_half_a_second_and_then_waits(bench: Bench) -> None:
    bench.report(10_000, rate=2.0)
    end_ms = 10_000 + round(COAST_S * 2000)
    assert bench.after(0.5) == 11_000
    assert bench.after(3) == end_ms
    assert bench.after(60) == end_ms


def test_a_steady_lag_is_taken_off(bench: Bench) -> None:
    for count in range(20):
        bench.report(10_000 + 250 * count, lag_ms=52)
        bench.after(0.25)
    assert bench.playhead.position_ms() == pytest.approx(14_948, abs=3)


def test_a_seek_shows_its_target_at_once_and_plays_on(bench: Bench) -> None:
    bench.report(10_000)
    bench.after(0.2)
    bench.playhead.seek(90_000)
    assert bench.playhead.position_ms() == 90_000
    assert bench.after(0.1) == 90_100


def test_a_seek_back_is_the_one_way_backwards(bench: Bench) -> None:
    bench.report(100_000)
    bench.playhead.seek(5_000)
    assert bench.after(0.0) == 5_000


def test_reports_from_before_the_seek_are_ignored(bench: Bench) -> None:
    bench.report(10_000)
    bench.after(0.2)
    bench.playhead.seek(90_000)
    bench.now += 0.05
    bench.report(10_180, late_s=0.07)
    bench.report(10_260)
    assert bench.playhead.position_ms() == 90_050
    bench.now += 0.25
    bench.report(90_270)
    assert bench.after(0.4) == pytest.approx(90_670, abs=5)


def test_a_seek_that_landed_elsewhere_is_believed_in_the_end(bench: Bench) -> None:
    bench.report(10_000)
    bench.playhead.seek(90_000)
    for count in range(10):
        bench.now += 0.3
        bench.report(80_000 + 300 * count)
    assert bench.playhead.position_ms() == 82_700


def test_a_seek_while_paused_stands_at_the_target(bench: Bench) -> None:
    bench.report(10_000, PlayerState.PAUSED)
    bench.playhead.seek(30_000)
    bench.report(10_000, PlayerState.PAUSED, late_s=0.01)
    assert bench.after(1) == 30_000
    bench.report(30_000, PlayerState.PAUSED)
    assert bench.after(1) == 30_000


def test_play_right_after_a_seek_moves_from_the_target(bench: Bench) -> None:
    bench.report(10_000, PlayerState.PAUSED)
    bench.playhead.seek(30_000)
    bench.now += 5
    bench.report(30_000)
    assert bench.after(0.2) == 30_200


def test_a_pause_stands_where_the_sound_stopped_not_where_the_last_report_was(
    bench: Bench,
) -> None:
    bench.report(10_000)
    bench.after(0.4)
    bench.report(10_000, PlayerState.PAUSED)
    assert bench.after(9) == 10_400


def test_playing_on_after_a_pause_does_not_step_back(bench: Bench) -> None:
    bench.report(10_000)
    bench.after(0.4)
    bench.report(10_000, PlayerState.PAUSED)
    bench.after(9)
    bench.report(10_000)
    assert bench.after(0.1) == 10_500


def test_a_small_error_is_blended_away(bench: Bench) -> None:
    bench.report(10_000)
    bench.after(0.25)
    bench.report(10_290)
    just_after = bench.playhead.position_ms()
    assert just_after == 10_250
    assert 10_250 < bench.after(0.05) < 10_340


def test_an_error_that_stays_is_gone_after_a_second(bench: Bench) -> None:
    bench.report(10_000)
    for count in range(1, 6):
        bench.after(0.25)
        bench.report(10_120 + 250 * count)
    assert bench.after(0.25) == pytest.approx(10_120 + 1_500, abs=5)


def test_reports_that_jitter_are_averaged(bench: Bench) -> None:
    bench.report(10_000)
    for count in range(1, 60):
        bench.after(0.05)
        bench.report(10_000 + 50 * count - 30 * (count % 2))
    for count in range(60, 70):
        assert bench.after(0.05) == pytest.approx(10_000 + 50 * count - 15, abs=6)
        bench.report(10_000 + 50 * count - 30 * (count % 2))


def test_old_news_after_the_echo_of_the_target_is_ignored(bench: Bench) -> None:
    bench.report(10_000)
    bench.after(0.2)
    bench.playhead.seek(90_000)
    bench.report(90_000)
    bench.now += 0.01
    bench.report(10_210)
    assert bench.after(0.1) == 90_110


def test_a_report_from_before_a_short_seek_is_ignored_too(bench: Bench) -> None:
    bench.report(10_000)
    bench.after(0.2)
    bench.playhead.seek(10_500)
    bench.report(10_190, late_s=0.01)
    assert bench.after(0.4) == 10_900


def test_a_jump_of_the_player_is_followed_at_once(bench: Bench) -> None:
    bench.report(10_000)
    bench.after(0.3)
    bench.report(45_000)
    assert bench.playhead.position_ms() == 45_000
    bench.after(0.3)
    bench.report(2_000)
    assert bench.playhead.position_ms() == 2_000


def test_after_a_gap_the_first_report_is_believed(bench: Bench) -> None:
    bench.report(10_000)
    bench.after(3600)
    bench.report(10_900)
    assert bench.playhead.position_ms() == 10_900


def test_the_end_stands_at_the_end(bench: Bench) -> None:
    bench.report(599_800)
    bench.after(0.2)
    bench.report(600_000, PlayerState.ENDED)
    assert bench.after(5) == 600_000


def test_it_never_shows_more_than_the_length(bench: Bench) -> None:
    bench.report(599_800)
    assert bench.after(0.5) == 600_000


def test_unloading_forgets(bench: Bench) -> None:
    bench.report(10_000)
    bench.report(0, PlayerState.EMPTY)
    assert bench.after(1) == 0


def test_a_loop_is_due_once_its_end_is_heard(bench: Bench) -> None:
    bench.playhead.loop(10_000, 12_000)
    bench.report(11_800)
    assert bench.playhead.due_loop_seek() is None
    bench.after(0.25)
    assert bench.playhead.due_loop_seek() == 10_000
    bench.playhead.seek(10_000)
    assert bench.playhead.due_loop_seek() is None


def test_a_loop_waits_while_paused_and_goes_when_taken_off(bench: Bench) -> None:
    bench.playhead.loop(10_000, 12_000)
    bench.report(13_000, PlayerState.PAUSED)
    assert bench.playhead.due_loop_seek() is None
    bench.report(13_000)
    assert bench.playhead.due_loop_seek() == 10_000
    bench.playhead.unloop()
    assert bench.playhead.due_loop_seek() is None


def test_a_loop_to_the_very_end_comes_round(bench: Bench) -> None:
    bench.playhead.loop(590_000, 600_100)
    bench.report(600_000, PlayerState.ENDED)
    assert bench.playhead.due_loop_seek() == 590_000


def test_a_loop_shorter_than_a_moment_comes_round_at_the_very_end(bench: Bench) -> None:
    bench.playhead.loop(599_500, 600_100)
    bench.report(599_900)
    bench.playhead.seek(599_500)
    bench.after(0.5)
    bench.report(600_000, PlayerState.ENDED)
    assert bench.playhead.due_loop_seek() == 599_500
    bench.playhead.seek(599_500)
    assert bench.playhead.due_loop_seek() is None


def test_the_end_told_after_a_seek_away_from_it_is_old_news(bench: Bench) -> None:
    bench.report(599_900)
    bench.after(0.1)
    bench.playhead.seek(20_000)
    bench.report(600_000, PlayerState.ENDED, late_s=0.02)
    assert bench.after(1) == 20_000


def test_a_loop_without_length_is_none(bench: Bench) -> None:
    bench.playhead.loop(10_000, 10_000)
    assert bench.playhead.loop_range is None


@dataclass(frozen=True)
class Telling:
    """A report of a simulated player: how long after the last one, and how wrong."""

    wait_ms: int
    jitter_ms: int


vlc_like = st.builds(Telling, st.integers(243, 497), st.integers(-20, 20))
qt_like = st.builds(Telling, st.integers(40, 110), st.integers(-30, 0))
tellings = st.one_of(
    st.lists(vlc_like, min_size=1, max_size=40), st.lists(qt_like, min_size=1, max_size=80)
)
rates = st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0])
TICK_MS = 33


def shown_while(playhead: Playhead, told: list[Telling], rate: float) -> list[tuple[int, int]]:
    """(true position, shown position) at thirty ticks a second of a player at `rate`."""
    begin = 50.0
    pairs: list[tuple[int, int]] = []
    playhead.take(PlayerReport(PlayerState.PLAYING, 0, begin, rate=rate))
    now_ms = tick_ms = 0
    for telling in told:
        now_ms += telling.wait_ms
        while tick_ms <= now_ms:
            pairs.append((round(tick_ms * rate), playhead.position_ms(begin + tick_ms / 1000)))
            tick_ms += TICK_MS
        position_ms = max(0, round(now_ms * rate) + telling.jitter_ms)
        at = begin + now_ms / 1000
        playhead.take(PlayerReport(PlayerState.PLAYING, position_ms, at, rate=rate))
    return pairs


wild = st.builds(Telling, st.integers(20, 1500), st.integers(-240, 240))
"""Any two differ by less than what is taken for a jump of the player itself."""


@example(told=[Telling(500, 240), Telling(500, -240), Telling(500, 0)], rate=0.5)
@given(told=st.one_of(tellings, st.lists(wild, min_size=1, max_size=40)), rate=rates)
def test_without_a_seek_it_never_goes_backwards(told: list[Telling], rate: float) -> None:
    shown = [shown for _, shown in shown_while(Playhead(lambda: 50.0), told, rate)]
    assert all(later >= earlier for earlier, later in itertools.pairwise(shown))


@given(told=tellings, rate=rates)
def test_it_stays_as_near_to_the_sound_as_the_reports_are(told: list[Telling], rate: float) -> None:
    for true_ms, shown_ms in shown_while(Playhead(lambda: 50.0), told, rate):
        assert abs(shown_ms - true_ms) <= 35


@given(told=st.lists(qt_like, min_size=5, max_size=60))
def test_jittering_reports_do_not_make_it_wobble(told: list[Telling]) -> None:
    pairs = shown_while(Playhead(lambda: 50.0), told, 1.0)
    steps = [later - earlier for (_, earlier), (_, later) in itertools.pairwise(pairs)]
    assert all(TICK_MS * 0.5 <= step <= TICK_MS * 1.5 for step in steps)


@given(
    told=tellings,
    rate=rates,
    target_ms=st.integers(0, 500_000),
    stale=st.lists(st.integers(0, 300), max_size=3),
    landed_ms=st.integers(-80, 80),
)
def test_after_any_seek_it_starts_at_the_target_and_stays_near_the_sound(
    told: list[Telling], rate: float, target_ms: int, stale: list[int], landed_ms: int
) -> None:
    """`stale` reports of the old place arrive late; the sound lands `landed_ms` off the target."""
    playhead = Playhead(lambda: 50.0)
    old_ms = target_ms + 60_000
    playhead.take(PlayerReport(PlayerState.PLAYING, old_ms, 49.0, rate=rate))
    playhead.seek(target_ms, 50.0)
    assert playhead.position_ms(50.0) == target_ms
    for after_ms in sorted(stale):
        at = 50.0 + after_ms / 1000
        playhead.take(PlayerReport(PlayerState.PLAYING, old_ms + after_ms, at, rate=rate))
    at, shown_ms = 50.3, target_ms
    for telling in told:
        at += telling.wait_ms / 1000
        true_ms = target_ms + landed_ms + (at - 50.0) * rate * 1000
        if at - 50.3 > 0.6:
            assert abs(playhead.position_ms(at) - true_ms) <= 110 * max(1.0, rate)
        report_ms = max(0, round(true_ms) + telling.jitter_ms)
        playhead.take(PlayerReport(PlayerState.PLAYING, report_ms, at, rate=rate))
        assert playhead.position_ms(at) >= shown_ms
        shown_ms = playhead.position_ms(at)
