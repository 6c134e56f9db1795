"""Words as they are compared and looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.tokens import find_phrase, fold, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Learning, again!", ["learning", "again"]),
        ("don’t — DON'T", ["don't", "don't"]),
        ("Café naïve", ["cafe", "naive"]),
        ("Große Straße", ["grosse", "strasse"]),
        ("snake_case", ["snake", "case"]),
        ("Привет, мир", ["привет", "мир"]),
        ("3.5 %", ["3", "5"]),
        ("… — !", []),
    ],
)
def test_words_are_compared_without_case_accents_and_punctuation(
    text: str, folded: list[str]
) -> None:
    assert [token.folded for token in tokens(text)] == folded


@given(st.text(max_size=60))
def test_every_word_stands_where_it_says(text: str) -> None:
    found = tokens(text)

    assert all(fold(text[token.begin : token.end]) == token.folded for token in found)
    edges = [edge for token in found for edge in (token.begin, token.end)]
    assert edges == sorted(edges)


@given(st.lists(st.sampled_from("abc"), max_size=12), st.data())
def test_a_phrase_is_found_wherever_it_stands(words: list[str], data: st.DataObject) -> None:
    phrase = data.draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3))

    places = find_phrase(words, phrase)

    assert places == [at for at in range(len(words)) if words[at : at + len(phrase)] == phrase]


def test_the_last_word_may_be_a_beginning() -> None:
    words = ["open", "models", "open", "minds", "model"]

    assert find_phrase(words, ["open", "mo"], last_is_prefix=True) == [0]
    assert find_phrase(words, ["mod"], last_is_prefix=True) == [1, 4]
    assert find_phrase(words, ["mod"]) == []
    assert find_phrase(words, []) == []
