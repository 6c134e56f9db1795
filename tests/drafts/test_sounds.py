"""Words by their sound: what is the same however it is written, and what is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.drafts.sounds import sounds_of, words_in


def sounds(text: str) -> list[str]:
    return sounds_of([word.folded for word in words_in(text)]).sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10", "ten"),
        ("1,250", "one thousand two hundred and fifty"),
        ("1999", "nineteen ninety-nine"),
        ("2010", "twenty ten"),
        ("2010", "two thousand and ten"),
        ("1990s", "nineteen nineties"),
        ("21st", "twenty-first"),
        ("2.5 million", "two point five million"),
        ("5,000,000", "five million"),
        ("a hundred", "100"),
        ("25%", "twenty-five per cent"),
        ("$5 million", "five million dollars"),
        ("$1", "one dollar"),
        ("gonna", "going to"),
        ("it's been", "it has been"),
        ("it's", "it is"),
        ("can't", "cannot"),
        ("don’t", "do not"),
        ("we'd better", "we had better"),
        ("we'd go", "we would go"),
        ("Café", "cafe"),
        ("um, so", "so"),
        ("rock & roll", "rock and roll"),
        ("dont", "don't"),
    ],
)
def test_these_sound_alike(one: str, other: str) -> None:
    assert sounds(one) == sounds(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ten", "eleven"),
        ("two a day", "one a day"),
        ("can", "can't"),
        ("its been", "it has been"),
        ("five million", "five billion"),
        ("first", "one"),
        ("one two three", "123"),
        ("seventeen", "seventy"),
    ],
)
def test_these_do_not(one: str, other: str) -> None:
    assert sounds(one) != sounds(other)


@given(st.text(max_size=60))
def test_every_sound_is_of_words_in_order(text: str) -> None:
    words = words_in(text)
    made = sounds_of([word.folded for word in words], fillers=True)
    assert made.first == sorted(made.first)
    for first, last in zip(made.first, made.last, strict=True):
        assert 0 <= first <= last < len(words)


_ROW = re.compile(r"\S+").findall(
    "a one two twenty hundred thousand and million 7 3.5 $ nineteen ninety first um gonna 's it's"
)


@given(st.lists(st.sampled_from(_ROW)))
def test_any_row_of_number_words_is_read(words: list[str]) -> None:
    assert len(sounds_of(words).sound) == len(sounds_of(words).spelt)
