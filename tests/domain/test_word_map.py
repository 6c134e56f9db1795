"""Which word of one text is which of another, however they differ."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.word_map import counterparts

VOCABULARY = st.sampled_from(["the", "sea", "was", "calm", "and", "a", "boat", "lay", "by", "it"])
TEXTS = st.lists(VOCABULARY, max_size=60)


def words(text: str) -> list[str]:
    return text.split()


def pairs(old: str, new: str) -> dict[str, str]:
    """Each word of `old` and what stands for it in `new`."""
    there = new.split()
    found = counterparts(old.split(), there)
    return {
        word: " ".join(there[match.first : match.last + 1]) if match else "–"
        for word, match in zip(old.split(), found, strict=True)
    }


def test_words_misheard_split_and_joined_find_each_other() -> None:
    found = pairs(
        "they beguile the world and mak'st me wonder every day",
        "they be guile the world and makes me wonder everyday",
    )

    assert found["beguile"] == "be guile"
    assert found["mak'st"] == "makes"
    assert found["every"] == found["day"] == "everyday"


def test_a_phrase_said_twice_is_found_in_its_own_place() -> None:
    old = words("we begin again then we begin again now we stop")
    new = words("so we begin again and then we begin again until now we stop")

    found = counterparts(old, new)

    assert [match.first for match in found if match] == [1, 2, 3, 5, 6, 7, 8, 10, 11, 12]


def test_words_that_were_left_out_stand_for_nothing() -> None:
    found = pairs("bread is made of flour and patience", "bread is made")

    assert found["flour"] == found["patience"] == "–"


def test_a_word_that_is_quite_another_is_only_a_guess() -> None:
    match = counterparts(words("we sailed to xxxx in june"), words("we sailed to corfu in june"))

    assert match[3] is not None
    assert not match[3].sure


@given(TEXTS)
def test_a_text_is_itself_word_by_word(text: list[str]) -> None:
    found = counterparts(text, text)

    assert [(m.first, m.last, m.sure) for m in found if m] == [
        (at, at, True) for at in range(len(text))
    ]


@given(TEXTS, TEXTS)
def test_the_order_is_kept_and_no_word_lies_outside(old: list[str], new: list[str]) -> None:
    found = [match for match in counterparts(old, new) if match is not None]

    assert all(0 <= match.first <= match.last < len(new) for match in found)
    assert all(a.first <= b.first and a.last <= b.last for a, b in pairwise(found))
