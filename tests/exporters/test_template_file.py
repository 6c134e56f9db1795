"""The file of a template: read back as it was written, refused with one sentence where wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import TemplateError
from annotator.exporters.template import (
    ESCAPES,
    GROUPINGS,
    LINKS,
    QUOTES,
    TIMES,
    Template,
    parse_template,
    write_template,
)

line = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp", "Cf"]), max_size=20)
body = st.text(st.sampled_from("ab'\"\\\n\t{%}#\r\x00é"), max_size=30)


@settings(max_examples=80)
@given(
    st.builds(
        Template,
        name=line.filter(lambda name: bool(name.strip()) and name.isprintable()),
        body=body,
        about=line,
        escape=st.sampled_from(sorted(ESCAPES)),
        grouping=st.sampled_from(sorted(GROUPINGS)),
        time=st.sampled_from(sorted(TIMES)),
        quotes=st.sampled_from(sorted(QUOTES)),
        links=st.sampled_from(sorted(LINKS)),
        front_matter=st.dictionaries(line, body, max_size=3).map(lambda d: tuple(d.items())),
        ends_with_line_break=st.booleans(),
    )
)
def test_a_template_comes_back_from_its_file(template: Template) -> None:
    assert parse_template(write_template(template)) == template


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "does not say format = 1"),
        ("format = 2", "does not say format = 1"),
        ("format = 1\nname = \n[note]", "line 2 of the file: Invalid value"),
        ("format = 1\nname = 'x'", "no [note] with a body"),
        ("format = 1\nname = 'x'\nnote = 3", "no [note] with a body"),
        ("format = 1\nname = ''\n[note]\nbody = ''", "needs a name"),
        ("format = 1\nname = 'a\\nb'\n[note]\nbody = ''".replace("'a", '"a').replace("b'", 'b"'),
         "needs a name"),
        ("format = 1\nname = 3\n[note]\nbody = ''", "name must be a text"),
        ("format = 1\nname = 'x'\ntime = 'noon'\n[note]\nbody = ''", "time must be one of clock"),
        ("format = 1\nname = 'x'\nshell = 'rm'\n[note]\nbody = ''", "no setting “shell”"),
        ("format = 1\nname = 'x'\n[note]\nbody = ''\nbad = 1", "no setting “bad”"),
        ("format = 1\nname = 'x'\nextension = '../x'\n[note]\nbody = ''", "extension must be like"),
        ("format = 1\nname = 'x'\nfront_matter = {a = 1}\n[note]\nbody = ''", "[front_matter]"),
        ("x" * 100_001, "100,000 are the most"),
        ("a = " + "[" * 5_000, "The template cannot be used"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_template_is_told_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(TemplateError) as told:
        parse_template(text)
    assert said in str(told.value)
    assert "\n" not in str(told.value)
