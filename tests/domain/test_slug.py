"""Names as link targets of a wiki note."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.notes import slug


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("What to learn", "what_to_learn"),
        ("AI & open models!", "ai_open_models"),
        ("Café d’Été", "cafe_dete"),
        ("Открытые модели", "открытые_модели"),
        ("  --  ", "_"),
        ("a/b\\c|d]]e", "a_b_c_d_e"),
    ],
)
def test_a_name_becomes_lower_case_words_joined_by_underscores(name: str, target: str) -> None:
    assert slug(name) == target


@given(st.text(max_size=40))
def test_a_target_is_never_empty_and_breaks_no_link(name: str) -> None:
    target = slug(name)

    assert target
    assert not re.search(r"[\s\[\]|#^:/\\]", target)
