"""Each format makes of the sample note exactly what its golden file holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.exporters import EXPORTERS
from annotator.exporters.note import EpisodeNote

GOLDEN = Path(__file__).parent / "golden"
GROUPED = ("wiki", "markdown", "obsidian", "logseq")


@pytest.mark.parametrize("name", EXPORTERS)
def test_sample_note_is_written_as_in_its_golden_file(name: str, sample_note: EpisodeNote) -> None:
    exporter = EXPORTERS[name]
    expected = (GOLDEN / f"{name}{exporter.extension}").read_bytes()
    assert exporter.render(sample_note).encode() == expected


@pytest.mark.parametrize("name", GROUPED)
def test_sample_note_in_order_of_time(name: str, sample_by_time: EpisodeNote) -> None:
    expected = (GOLDEN / f"{name}-by-time.md").read_bytes()
    assert EXPORTERS[name].render(sample_by_time).encode() == expected


@pytest.mark.parametrize("name", sorted(set(EXPORTERS) - set(GROUPED)))
def test_data_formats_do_not_depend_on_the_grouping(
    name: str, sample_note: EpisodeNote, sample_by_time: EpisodeNote
) -> None:
    render = EXPORTERS[name].render
    assert render(sample_note) == render(sample_by_time)
