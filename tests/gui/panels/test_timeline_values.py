"""The timeline's own arithmetic: what is shown, peaks of peaks, marks joined to bars."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.notes import Anchor, Annotation, Kind
from annotator.gui.timeline.lanes import Lane
from annotator.gui.timeline.ruler import ticks
from annotator.gui.timeline.stretch import LEAST_PER_PX, Stretch
from annotator.gui.timeline.wave import Wave

Make = Callable[..., Annotation]
DAY_MS = 24 * 3_600_000
FEW = settings(max_examples=40)


@FEW
@given(
    st.integers(0, DAY_MS),
    st.integers(1, 3_000),
    st.lists(st.tuples(st.floats(0.2, 5), st.floats(0, 1)), max_size=12),
)
def test_wherever_one_zooms_the_view_stays_inside_the_episode(
    duration_ms: int, width: int, turns: list[tuple[float, float]]
) -> None:
    shown = Stretch(duration_ms, width)
    for factor, place in turns:
        shown = shown.zoomed(factor, place * duration_ms)
        assert shown.first_px >= 0
        assert shown.scale >= LEAST_PER_PX
        assert shown.is_whole or shown.end_ms <= duration_ms + shown.scale
        assert shown.ms(shown.x(duration_ms // 2)) == pytest.approx(duration_ms // 2, abs=1)


@FEW
@given(st.integers(0, DAY_MS), st.floats(1, 300))
def test_what_is_pointed_at_stays_under_the_pointer(ms: int, factor: float) -> None:
    shown = Stretch(DAY_MS, 1_000).zoomed(40, ms)
    nearer = shown.zoomed(factor, ms)
    at_an_end = nearer.first_px in (0, nearer.last_px)
    assert at_an_end or abs(nearer.x(ms) - shown.x(ms)) <= 1


def test_the_nearest_shows_one_short_word() -> None:
    shown = Stretch(DAY_MS, 1_200).around(5_000_000, 5_000_300)
    assert 300 < shown.end_ms - shown.start_ms < 450
    assert shown.shows(5_000_000)
    assert shown.shows(5_000_300)


@FEW
@given(st.binary(min_size=1, max_size=400), st.integers(1, 399), st.integers(1, 60))
def test_peaks_that_come_in_parts_look_like_peaks_that_came_at_once(
    peaks: bytes, cut: int, count: int
) -> None:
    whole, growing = Wave(peaks, 100), Wave(per_second=100)
    for part in (peaks[:cut], peaks[cut : cut + 7], peaks[cut + 7 :]):
        growing.extend(part)
    step = len(peaks) * 10 / count
    assert growing.heights(0, step, count) == whole.heights(0, step, count)


@FEW
@given(st.binary(min_size=64, max_size=2_000), st.integers(1, 40))
def test_no_loud_moment_is_lost_from_afar(peaks: bytes, count: int) -> None:
    heights = Wave(peaks, 100).heights(0, len(peaks) * 10 / count, count)
    assert max(heights) == (1.0 if any(peaks) else 0.0)
    assert all(0 <= height <= 1 for height in heights)


def test_where_nothing_was_read_there_is_nothing() -> None:
    wave = Wave(bytes([9, 9]), 1)
    assert wave.heights(0, 1_000, 4) == [1.0, 1.0, 0.0, 0.0]
    assert Wave().heights(0, 10, 3) == [0.0, 0.0, 0.0]


def lane_of(*marks: Annotation) -> Lane:
    lane = Lane()
    lane.fill(marks)
    return lane


def test_marks_that_touch_become_one_bar(make_mark: Make) -> None:
    lane = lane_of(make_mark(0), make_mark(5_000), make_mark(20_000), make_mark(21_000))
    assert lane.bars(Stretch(100_000, 1_000), 0, 1_000) == [(0, 100), (200, 260)]


def test_a_short_mark_can_still_be_seen(make_mark: Make) -> None:
    shown = Stretch(10_000_000, 1_000)
    assert lane_of(make_mark(1_000)).bars(shown, 0, 1_000) == [(0.1, 3.1)]
    assert Lane().bars(shown, 0, 1_000) == []


def test_of_any_number_of_marks_no_more_is_drawn_than_there_are_pixels() -> None:
    draw = random.Random(2)
    starts = sorted(draw.randrange(DAY_MS - 5_000) for _ in range(4_000))
    marks = [
        Annotation(n, f"m{n}", 1, Kind.TOPIC, Anchor(at, at + 4_000)) for n, at in enumerate(starts)
    ]
    lane = lane_of(*marks)
    for factor in (1, 4, 30, 400):
        shown = Stretch(DAY_MS, 1_000).zoomed(factor, DAY_MS / 3)
        bars = lane.bars(shown, 0, 1_000)
        covered = {x for bar in bars for x in range(int(bar[0]) - 1, int(bar[1]) + 2)}
        here = [m for m in marks if 0 <= shown.x(m.start_ms) < 1_000]
        assert len(bars) <= 400
        assert all(int(shown.x(mark.start_ms)) in covered for mark in here)


def test_ticks_are_round_times_that_do_not_crowd() -> None:
    assert [text for _, text in ticks(Stretch(600_000, 1_000), 0, 1_000)][:3] == [
        "0:00", "1:00", "2:00",
    ]  # fmt: skip
    near = Stretch(600_000, 1_000).around(60_000, 60_400)
    places = list(ticks(near, 0, 1_000))
    assert any(text == "1:00.100" for _, text in places)
    assert all(b[0] - a[0] >= 89 for a, b in pairwise(places))
