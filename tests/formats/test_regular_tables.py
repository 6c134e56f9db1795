"""Tables of times and labels that are written alike are read at once, as they are one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import TranscriptError
from annotator.domain.transcript import Cue
from annotator.formats import Receipt, read_text, textgrid
from annotator.formats.clocks import (
    all_clock_seconds_ms,
    all_milliseconds,
    milliseconds,
    seconds_ms,
)

_SHAPES = st.sampled_from(
    ["{0}:{1:02}:{2:02}.{3:07}", "{0:02}:{1:02}:{2:02}.{3}", "{1}:{2:02}", "{0:03}:{1:02}:{2:02}",
     "{1:02}:{2:02}.{3}", "{0}:{1:02}:{2:02},{3:03}"]
)  # fmt: skip
_ODD_TIMES = st.sampled_from(
    ["", "1.5", "1:05s", "-0:01:02.5", "0:01:02:500", "x", "0:00:01.", "9"]
)


@given(
    _SHAPES,
    st.lists(st.tuples(*[st.integers(0, 999)] * 4), max_size=9),
    st.lists(_ODD_TIMES, max_size=1),
)
def test_clock_times_of_a_column_are_those_of_each(
    shape: str, rows: list[tuple[int, int, int, int]], odd: list[str]
) -> None:
    tokens = [shape.format(h, m % 60, s % 60, part) for h, m, s, part in rows] + odd
    assert list(all_clock_seconds_ms(tokens)) == [seconds_ms(token) for token in tokens]


def test_what_is_behind_the_thousandths_tells_nothing() -> None:
    assert all_clock_seconds_ms(["0:00:01.2349999", "10:00:00.5"]) == [1_234, 36_000_500]


@given(st.lists(st.one_of(st.floats(-1, 1e12), st.floats(), st.integers(0, 9)), max_size=6))
def test_milliseconds_of_a_column_are_those_of_each(values: list[float]) -> None:
    for scale in (1, 10_000):
        assert all_milliseconds(list(values), scale) == [milliseconds(v, scale) for v in values]


_LABELS = st.sampled_from(["so", "we said", "", " ", "7", 'a ""b""', '""', "naïve", "x = 1"])
_ODD_LINES = st.sampled_from(
    ["", " ", "7", '"so"', "    item [2]:", "        intervals [9]:", "            xmin = 1e1 ",
     "            xmax = 2.5x", '            text = "two', '            text = "a"b"', "! 3",
     '        class = "TextTier" ', "        intervals: size = 2 ", "size = 1 ", '        name = 5']
)  # fmt: skip
_EDITS = st.lists(
    st.tuples(st.sampled_from(["cut", "twice", "put", "over"]), st.integers(0, 60), _ODD_LINES),
    max_size=2,
)


def _grid(tiers: list[list[str]]) -> list[str]:
    rows = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0 ", "xmax = 9 "]
    rows += ["tiers? <exists> ", f"size = {len(tiers)} ", "item []: "]
    for number, labels in enumerate(tiers, 1):
        rows += [f"    item [{number}]:", '        class = "IntervalTier" ']
        rows += [f'        name = "tier {number}" ', "        xmin = 0 ", "        xmax = 9 "]
        rows.append(f"        intervals: size = {len(labels)} ")
        for place, label in enumerate(labels, 1):
            rows += [f"        intervals [{place}]:", f"            xmin = {0.3 * place} "]
            rows += [f"            xmax = {0.3 * place + 0.3} ", f'            text = "{label}" ']
    return rows


@given(st.lists(st.lists(_LABELS, max_size=6), min_size=1, max_size=3), _EDITS)
def test_intervals_read_at_once_are_those_read_value_by_value(
    tiers: list[list[str]], edits: list[tuple[str, int, str]]
) -> None:
    rows = _grid(tiers)
    for edit, at, odd in edits:
        here = slice(at, at + (edit != "put"))
        rows[here] = {"cut": [], "twice": 2 * rows[here]}.get(edit, [odd])
    text = "\n".join(rows) + "\n"
    quickly = _read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textgrid, "_regular", lambda _text: None)
        assert _read(text) == quickly


def _read(text: str) -> tuple[list[Cue], Receipt] | str:
    try:
        found = read_text(text, format_name="textgrid")
    except TranscriptError as error:
        return str(error)
    return list(found.transcript.cues), found.receipt


def test_a_long_grid_is_read_at_once() -> None:
    assert textgrid._regular("\n".join(_grid([["so"], ["we", ""]])).partition('"TextGrid"')[2])
