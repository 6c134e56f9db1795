"""A template in its own process: stopped where it takes too long, or too much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.commands.templates import specimen
from annotator.domain.errors import TemplateError
from annotator.exporters import exporter
from annotator.exporters.template import Template
from annotator.session.template_files import BUILT_IN, TemplateShelf
from annotator.session.templating import fill_template


class StoppedError(Exception):
    """What a cancelled job's progress call raises."""


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_templates_that_ship_write_what_their_formats_write(name: str, tmp_path) -> None:
    template = TemplateShelf(tmp_path).find(name)
    assert fill_template(template, specimen()) == exporter(name).render(specimen())


def test_a_template_that_loops_is_stopped() -> None:
    loops = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    with pytest.raises(TemplateError, match="took longer than 1 s and was stopped"):
        fill_template(Template("x", loops), specimen(), time_s=1)


def test_a_template_that_writes_without_end_is_stopped() -> None:
    grows = "{% for a in range(99999) %}{{ 'x' * 99999 }}{% endfor %}"
    with pytest.raises(TemplateError, match="more than 50,000,000 characters"):
        fill_template(Template("x", grows), specimen())


def test_filling_in_can_be_cancelled() -> None:
    def progress(_fraction: float) -> None:
        raise StoppedError

    loops = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    with pytest.raises(StoppedError):
        fill_template(Template("x", loops), specimen(), progress)


def test_a_template_of_its_own_grouping_has_it() -> None:
    body = "{% for s in sections %}{{ s.level }}{% endfor %}"
    assert fill_template(Template("x", body, grouping="time"), specimen()) == "0\n"
    assert fill_template(Template("x", body, grouping="topic"), specimen()) == "232\n"


def test_what_a_template_prints_of_hostile_text_comes_whole() -> None:
    assert fill_template(Template("x", "é\u2028\ud800🎧"), specimen()).startswith("é\u2028")


def test_a_note_larger_than_a_pipe_holds_is_filled_in() -> None:
    note = specimen()
    marks = tuple(
        replace(note.annotations[0], id=number, uid=f"u{number}", note="a thought " * 200)
        for number in range(1_000)
    )
    made = fill_template(Template("x", "{{ marks | length }}"), replace(note, annotations=marks))
    assert made == "1000\n"
