"""Entities of HTML, and numbers of thousands of digits, which Python refuses to read."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.entities import unescape, without_endless

ENDLESS = "&#" + "9" * 5_000 + ";"


@given(st.text(st.sampled_from("&#x0123456789;ltgampF "), max_size=40))
def test_entities_are_read_as_python_does(text: str) -> None:
    assert unescape(text) == html.unescape(text)


@pytest.mark.parametrize("ending", [";", "", " "])
def test_a_number_without_end_is_no_character(ending: str) -> None:
    text = f"a {ENDLESS.removesuffix(';')}{ending} b &amp; c"
    assert unescape(text).split() == ["a", "\N{REPLACEMENT CHARACTER}", "b", "&", "c"]


def test_zeros_before_a_number_do_not_matter() -> None:
    assert unescape("&#0000000065;&#x00000042;") == "AB"


def test_a_text_for_another_parser_keeps_its_length() -> None:
    text = f"<a href='{ENDLESS}'>&amp;&#65;</a>"
    made = without_endless(text)
    assert len(made) == len(text)
    assert made.startswith("<a href='\N{REPLACEMENT CHARACTER} ")
    assert made.endswith(" '>&amp;&#65;</a>")
