"""Times typed and shown: what is written is read back, what makes no sense is said so."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import UsageError
from annotator.domain.timecode import (
    MAX_MS,
    format_clock,
    format_hms,
    format_precise,
    format_seconds,
    parse_clock,
    parse_time,
    seconds_to_ms,
)

any_time = st.integers(min_value=0, max_value=MAX_MS)


@given(any_time)
def test_a_precise_time_is_read_back_exactly(ms: int) -> None:
    assert parse_time(format_precise(ms)) == ms


@given(any_time)
def test_short_and_long_forms_are_read_back_to_the_second(ms: int) -> None:
    second = ms - ms % 1000

    assert parse_time(format_clock(ms)) == second
    assert parse_time(format_hms(ms)) == second


@given(any_time)
def test_seconds_with_a_point_and_milliseconds_are_read_back_exactly(ms: int) -> None:
    assert parse_time(f"{ms}ms") == ms
    if ms < 10**12:
        assert parse_time(f"{format_seconds(ms)}s") == ms


@pytest.mark.parametrize(
    ("typed", "ms"),
    [
        ("1:02", 62_000),
        ("00:01:02.500", 62_500),
        ("00:01:02,5", 62_500),
        ("62", 62_000),
        ("62.5s", 62_500),
        ("62500ms", 62_500),
        ("62500 ms", 62_500),
        (" 1:02 ", 62_000),
        ("90:00", 5_400_000),
        ("1:1:1", 3_661_000),
        ("0.0019", 1),
    ],
)
def test_a_time_may_be_typed_as(typed: str, ms: int) -> None:
    assert parse_time(typed) == ms


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "-5",
        "1:60",
        "1:60:00",
        "1:02:03:04",
        "1h",
        "NaN",
        "inf",
        "1e3",
        "36000001",
        ":5",
    ],
)
def test_what_is_no_time_gets_a_sentence_with_examples(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_time(typed)

    assert str(refused.value) == (f"“{typed}” is not a time; write 1:02, 00:01:02.500 or 62500ms.")


@given(st.text(max_size=40))
def test_any_text_is_a_time_in_bounds_or_refused(typed: str) -> None:
    try:
        ms = parse_time(typed)
    except UsageError:
        return
    assert 0 <= ms <= MAX_MS


@pytest.mark.parametrize(
    ("ms", "clock", "hms"),
    [
        (0, "0:00", "00:00:00"),
        (62_999, "1:02", "00:01:02"),
        (3_661_000, "1:01:01", "01:01:01"),
        (-5, "0:00", "00:00:00"),
        (100 * 3_600_000, "100:00:00", "100:00:00"),
    ],
)
def test_times_are_shown_rounded_down(ms: int, clock: str, hms: str) -> None:
    assert format_clock(ms) == clock
    assert format_hms(ms) == hms


@pytest.mark.parametrize(
    ("ms", "text"), [(62_500, "62.5"), (62_000, "62"), (7, "0.007"), (-1, "0")]
)
def test_seconds_of_media_fragments_carry_no_needless_zeros(ms: int, text: str) -> None:
    assert format_seconds(ms) == text


def test_a_bare_number_is_no_clock_time() -> None:
    assert parse_clock("62") is None


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -math.inf, 1e300, MAX_MS])
def test_seconds_that_cannot_be_a_time_are_none(seconds: float) -> None:
    assert seconds_to_ms(seconds) is None


@given(any_time)
def test_seconds_of_a_source_become_the_nearest_millisecond(ms: int) -> None:
    assert seconds_to_ms(ms / 1000) == ms
