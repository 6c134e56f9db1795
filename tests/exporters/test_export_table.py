"""The table of formats: what can be asked for, and what every format promises."""

from __future__ import annotations

import pytest

from annotator.domain.errors import UsageError
from annotator.exporters import EXPORTERS, exporter
from annotator.exporters.note import EpisodeNote


def test_formats_are_found_by_name() -> None:
    assert exporter("wiki").title == "Wiki note"
    assert all(exporter(name).name == name for name in EXPORTERS)


def test_unknown_format_is_refused_naming_those_there_are() -> None:
    with pytest.raises(UsageError, match="no export format “pdf”; choose one of wiki, markdown"):
        exporter("pdf")


@pytest.mark.parametrize("name", EXPORTERS)
def test_same_note_gives_same_text_with_plain_line_breaks(
    name: str, sample_note: EpisodeNote
) -> None:
    text = exporter(name).render(sample_note)
    assert text == exporter(name).render(sample_note)
    assert "\r" not in text


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_episode_without_marks_still_exports(name: str, make_note) -> None:
    assert isinstance(exporter(name).render(make_note(title="")), str)


def test_every_title_and_extension_is_fit_for_a_menu() -> None:
    assert len({row.title for row in EXPORTERS.values()}) == len(EXPORTERS)
    assert all(row.extension.startswith(".") for row in EXPORTERS.values())
