"""What a template can say, and all that it cannot do."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parent))  # for `filling`

from filling import filled

from annotator.domain.errors import TemplateError
from annotator.exporters.note import EpisodeNote
from annotator.exporters.template import Template
from annotator.exporters.template_engine import check_syntax
from annotator.exporters.template_values import TOP, VARIABLES, note_values
from annotator.session.template_files import TemplateShelf

DOUBLING = "{{% set ns = namespace(x='xx') %}}{{% for i in range(99) %}}{}{{% endfor %}}"
ATTACKS = [
    "{{ ''.__class__.__mro__ }}",
    "{{ episode.__class__ }}",
    "{{ range.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.system('true') }}",
    "{{ joiner|attr('__class__') }}",
    "{% macro m() %}{% endmacro %}{{ m.__class__ }}",
    "{% for x in sections %}{{ loop.__class__ }}{% endfor %}",
    "{{ episode.update({'title': 'x'}) }}",
    "{{ marks.append(1) }}",
    "{{ 'x'.format(1) }}",
    "{{ '%s' % 3 }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'wiki' %}",
    "{{ lipsum(9) }}",
    "{{ 'x' * 10**9 }}",
    "{{ [1] * 999999 * 999999 }}",
    "{{ 9**9**9**9 }}",
    "{{ 10**99999999 }}",
    "{{ range(10**9) }}",
    DOUBLING.format("{% set ns.x = ns.x ~ ns.x %}"),
    DOUBLING.format("{% set ns.x %}{{ ns.x }}{{ ns.x }}{% endset %}"),
    "{{ range(99999) | join('x' * 99999) }}",
    "{{ ('x' * 99999) | replace('x', 'y' * 99999) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ 1 / 0 }}",
]  # fmt: skip


@pytest.mark.parametrize("body", ATTACKS)
def test_an_attack_ends_in_one_sentence(body: str, sample_note: EpisodeNote) -> None:
    with pytest.raises(TemplateError) as told:
        filled(Template("x", f"first line\n{body}"), sample_note)
    assert told.value.line == 2
    assert str(told.value).startswith("The template cannot be used: line 2: ")
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 300


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("one\ntwo {{ episode.titel }}", 2, "there is no “titel” here."),
        ("{% for mark in marks %}\n\n{{ mrak.text }}{% endfor %}", 3, "there is no “mrak” here."),
        ("{% if %}", 1, "Expected an expression"),
        ("a\nb\n{{ open", 3, "unexpected end of template"),
        ("{{ 'x' | shout }}", 1, "No filter named 'shout'."),
        ("{% for mark in marks %}", 1, "Unexpected end of template"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    body: str, line: int, said: str, sample_note: EpisodeNote
) -> None:
    with pytest.raises(TemplateError) as told:
        filled(Template("x", body), sample_note)
    assert told.value.line == line
    assert said in str(told.value)


def test_looking_whether_a_template_can_be_read_works_nothing_out() -> None:
    huge = "{{ 'x' | replace('', 'y' * 99999) | replace('', 'z' * 99999) | replace('', 'z') }}"
    check_syntax(Template("x", huge, front_matter=(("key", "'x' * 99999999999"),)))


def test_front_matter_is_yaml_in_the_order_given(sample_note: EpisodeNote) -> None:
    front = (
        ("when", "episode.date"),
        ("title", "episode.title"),
        ("tags", "topics | map(attribute='tag') | list"),
        ("missing", "none"),
        ("marks", "topics | length"),
    )
    text = filled(Template("x", "body", front_matter=front), sample_note)
    head, _, body = text.removeprefix("---\n").partition("\n---\n\n")
    assert list(yaml.safe_load(head)) == ["when", "title", "tags", "marks"]
    assert "when: 2026-01-31\n" in head
    assert yaml.safe_load(head)["tags"] == ["gardens", "soil-water", "tools-shared"]
    assert body == "body\n"


@pytest.mark.parametrize("expression", ["episode", "[[1]]", "nothing", "1 +"])
def test_front_matter_that_is_none_names_its_key(expression: str, sample_note: EpisodeNote) -> None:
    template = Template("x", "body", front_matter=(("key", expression),))
    with pytest.raises(TemplateError, match="front matter “key”: "):
        filled(template, sample_note)


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ({"time": "clock"}, "2:20"),
        ({"time": "hms"}, "00:02:20"),
        ({"time": "seconds"}, "140"),
        ({"quotes": "german"}, "„a spade costs \\$20, &lt;b>honestly&lt;/b>“"),
        ({"quotes": "curly", "escape": "none"}, "“a spade costs $20, <b>honestly</b>”"),
        ({"quotes": "straight", "escape": "html"},
         '"a spade costs $20, &lt;b&gt;honestly&lt;/b&gt;"'),
        ({"links": "wiki"}, "[[soil_water | Soil & water]]"),
        ({"links": "obsidian"}, "[[Tools (shared)]]"),
        ({"links": "logseq"}, "[[Tools (shared)]]"),
        ({"links": "markdown"}, "[Tools \\[shared\\]](Tools%20%28shared%29.md)"),
        ({"links": "plain"}, "Tools \\[shared\\],"),
    ],
)  # fmt: skip
def test_styles_are_used(style: dict[str, str], shown: str, sample_note: EpisodeNote) -> None:
    body = "{% for m in marks %}{{ m.time }} {{ m.quote }} {% for t in m.all_topics %}{{ t.link }}, {% endfor %}{% endfor %}"  # noqa: E501
    assert shown in filled(replace(Template("x", body), **style), sample_note)


def test_every_value_is_plain_and_explained(sample_note: EpisodeNote) -> None:
    values = note_values(sample_note, TemplateShelf(Path()).find("wiki")).body
    assert set(values) == set(TOP)
    found = {
        "episode": values["episode"],
        "section": values["sections"][0],
        "mark": values["sections"][0]["marks"][0],
        "topic": values["topics"][0],
    }
    assert {name: set(each) for name, each in found.items()} == {
        name: set(each) for name, each in VARIABLES.items()
    }
    assert _plain(values)


def _plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _plain(each) for key, each in value.items())
    if isinstance(value, list):
        return all(map(_plain, value))
    return value is None or type(value) in (str, int, bool)
