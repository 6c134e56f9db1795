"""Numbers and times that are read all at once must be those that are read one by one."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.timecode import format_precise
from annotator.formats.text_bytes import TextBytes

_FLOATS = st.floats(0, 90_000, allow_nan=False)
_WRITTEN = st.one_of(
    _FLOATS.map(repr),
    _FLOATS.map(lambda value: repr(round(value, 3))),
    st.integers(0, 10**9).map(str),
    st.integers(0, 10**8).map(lambda number: repr(number / 2000)),  # halves of milliseconds
    st.integers(0, 10**8).map(lambda number: f"{number / 2000:.4f}9999999999"),
    st.integers(0, 10**8).map(lambda number: f"{number / 2000:.17f}"),
)
_OTHERS = st.sampled_from(["null", "-1.5", "1e-05", "1.23456789e-3", "1.123456789012345678E2", "."])


@given(st.lists(st.one_of(_WRITTEN, _OTHERS), min_size=1), st.sampled_from([",", "}", "]", "\n"]))
def test_numbers_round_to_milliseconds_as_python_reads_them(numbers: list[str], end: str) -> None:
    text = "".join(number + end for number in numbers)
    places = [0, *accumulate(len(number) + 1 for number in numbers)][:-1]
    values, left = TextBytes.of(text).decimals(np.array(places))
    read = set(range(len(numbers))) - set(left.tolist())
    assert {int(values[at] * 1000.0 + 0.5) - _ms(numbers[at]) for at in read} <= {0}
    # What is plain is not left to be read again.
    plain = {at for at, number in enumerate(numbers) if 2 < len(number.partition(".")[2]) < 8}
    assert {at for at in plain if numbers[at][0].isdigit() and "e" not in numbers[at]} <= read


def _ms(number: str) -> int:
    return int(float(number) * 1000.0 + 0.5)


@given(st.lists(st.integers(0, 100 * 3_600_000 - 1), min_size=1), st.data())
def test_times_of_a_text_are_the_times_of_each(times: list[int], data: st.DataObject) -> None:
    written = [format_precise(time) for time in times]
    places = [0, *accumulate(len(time) + 1 for time in written)][:-1]
    found = TextBytes.of("é".join(written)).clocks_ms(np.array(places))
    assert found is not None
    assert found.tolist() == times
    # One character that does not belong, and they are no times.
    at = data.draw(st.integers(0, len(written) * 13 - 2).filter(lambda place: place % 13 < 12))
    odd = list("é".join(written))
    odd[at] = data.draw(st.sampled_from("é:/.; -x").filter(lambda mark: mark != odd[at]))
    assert TextBytes.of("".join(odd)).clocks_ms(np.array(places)) is None


def test_what_stands_at_the_end_of_a_text_is_read_to_its_end() -> None:
    found = TextBytes.of('so: "7.5')
    assert found.reading(np.array([0, 5, 8]), b"7.5").tolist() == [False, True, False]
    values, left = found.decimals(np.array([5]))
    assert values.tolist() == [7.5]
    assert left.tolist() == []
    assert found.said("so: é7.5", np.array([4, 0]), np.array([2, 2])) == "é7so"
