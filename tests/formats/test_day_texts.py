"""The days of talk that the benchmark reads are what it says they are: its figures hang on it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from annotator.formats import FORMATS, head_of, read_text

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from bench_formats import ALL
from day_texts import DayText, lines

CUES = 40


@pytest.mark.parametrize("day", ALL.values(), ids=ALL.keys())
def test_a_made_day_is_claimed_by_its_format_alone_and_comes_whole(day: DayText) -> None:
    text = day.write(lines(CUES))
    claims = [known.name for known in FORMATS if known.sniff(head_of(text)) and not known.fallback]
    assert claims in ([day.format], [])
    found = read_text(text)
    assert found.format == day.format
    cues = found.transcript.cues
    assert len(cues) == CUES or not day.cut
    assert sum(len(cue.words) for cue in cues) == CUES * 10 * day.timed
    said = [word.lower().strip(".,") for cue in cues for word in cue.text.split()]
    assert said == [word for _, _, words in lines(CUES) for word in words]


def test_the_days_are_written_in_every_format() -> None:
    assert {day.format for day in ALL.values()} == {known.name for known in FORMATS}


@pytest.mark.parametrize("name", ["IBM Watson", "Speechmatics, first version"])
def test_a_long_file_whose_speakers_come_first_is_known(name: str) -> None:
    # An hour of them is more than what formats sniff at.
    found = read_text(ALL[name].write(lines(1_000)))
    assert found.format == ALL[name].format
    assert len(found.transcript.cues) == 1_000
