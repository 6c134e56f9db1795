"""The language of searches: every sign means what the help says, and nothing typed is an error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.query import Field, Limit, Query, begins_words, parse_query, places_in


def terms(text: str) -> list[str]:
    """The terms of a search as they would be typed."""
    return [str(Query((term,))) for term in parse_query(text + " ").terms]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("dough scale", ["dough", "scale"]),
        ('"the dough" scale', ['"the dough"', "scale"]),
        ("ferment*", ["ferment*"]),
        ('"the ferment"*', ['"the ferment"*']),
        ('"the ferment*"', ['"the ferment"*']),
        ("-scale dough", ["-scale", "dough"]),
        ('-"a scale"', ['-"a scale"']),
        ("self-taught", ['"self taught"']),
        ("Café GROẞE", ["cafe", "grosse"]),
        ("10:30 http://a.org", ['"10 30"', '"http a org"']),
        ('say"so"now', ["say", '"so"', "now"]),
        ("- -- * \" ' + ( )", []),
        ("b*", ["b"]),
    ],
)
def test_words_phrases_beginnings_and_what_must_not_be_there(typed: str, read: list[str]) -> None:
    assert terms(typed) == read


@pytest.mark.parametrize(
    ("typed", "limit"),
    [
        ("speaker:ada", Limit(Field.SPEAKER, "ada")),
        ('SPEAKER:"Ada Reyes"', Limit(Field.SPEAKER, "Ada Reyes")),
        ('topic:"half', Limit(Field.TOPIC, "half")),
        ("-topic:craft", Limit(Field.TOPIC, "craft", negated=True)),
        ("kind:quotes", Limit(Field.KIND, "quote")),
        ("kind:b", Limit(Field.KIND, "bookmark")),
        ("before:2024", Limit(Field.BEFORE, "2024-01-01")),
        ("after:2024-3", Limit(Field.AFTER, "2024-03-01")),
        ("after:2024-02-29", Limit(Field.AFTER, "2024-02-29")),
    ],
)
def test_limits(typed: str, limit: Limit) -> None:
    assert parse_query(typed) == Query((), (limit,))


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ('Sprecher:"Ada Reyes" -sendung:brot', 'speaker:"Ada Reyes" -show:brot'),
        ("thema:handwerk notiz:teig", "topic:handwerk note:teig"),
        ("art:zitate", "kind:quote"),
        ("art:lese", "kind:bookmark"),
        ("kind:notizen", "kind:note"),
        ("vor:2024 nach:2023-06", "before:2024-01-01 after:2023-06-01"),
    ],
)
def test_the_words_of_other_languages_mean_the_same_everywhere(typed: str, english: str) -> None:
    assert parse_query(typed) == parse_query(english)
    assert str(parse_query(typed)) == english


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("kind:joke", "There is no kind “joke”; there are topic, quote, note, bookmark."),
        ("before:soon", "“soon” is no date; write 2024, 2024-03 or 2024-03-15."),
        ("before:2023-02-29", "“2023-02-29” is no date; write 2024, 2024-03 or 2024-03-15."),
        ("speaker:!!", "“!!” has no letters to look for."),
        ("speaker:", None),
    ],
)
def test_what_cannot_be_meant_is_left_out_and_named(typed: str, complaint: str | None) -> None:
    query = parse_query(f"dough {typed}")

    assert query.limits == ()
    assert [term.words for term in query.terms] == [("dough",)]
    assert query.complaints == ((complaint,) if complaint else ())


@pytest.mark.parametrize(
    ("typed", "half_typed"),
    [("the dou", True), ("the do", False), ("the dou ", False), ('"the dou', True),
     ('"the dou"', False), ("the -dou", False)],
)  # fmt: skip
def test_the_last_word_may_be_half_typed(typed: str, half_typed: bool) -> None:
    assert parse_query(typed).terms[-1].prefix is half_typed


def test_loose_words_are_looked_for_in_a_row_first() -> None:
    query = parse_query('open models "so far" -closed speaker:ada ')

    in_a_row = query.in_a_row()

    assert str(in_a_row) == '"open models" "so far" -closed speaker:ada'
    assert parse_query("open ").in_a_row() is None
    assert parse_query("op* models ").in_a_row() is None


@pytest.mark.parametrize(
    ("typed", "asks", "only_marks"),
    [("dough", True, False), ("-dough", False, True), ("topic:craft", True, True),
     ("dough topic:craft", True, True), ("dough -topic:craft", True, False),
     ("speaker:ada", True, True), ("", False, True)],
)  # fmt: skip
def test_what_is_asked_for(typed: str, asks: bool, only_marks: bool) -> None:
    query = parse_query(typed)

    assert (query.asks, query.only_marks) == (asks, only_marks)


def test_what_was_wanted_is_shown_in_the_text() -> None:
    text = "The dough, they say, is DOUGHY"

    places = places_in(parse_query('dough* "they say" -is '), text)

    assert [text[begin:end] for begin, end in places] == ["dough", "they say", "DOUGHY"]


def test_names_are_meant_by_the_beginnings_of_their_words() -> None:
    assert begins_words("rey ada", "Ada Reyes")
    assert begins_words("äda", "Ada Reyes")
    assert not begins_words("eyes", "Ada Reyes")
    assert not begins_words("!", "Ada Reyes")


_PIECES = st.sampled_from(
    ['"', "*", "-", ":", "speaker:", "topic:", "kind:", "before:", "2024-13", "NEAR(", "AND", "^",
     "dough", "die Straße", "天気", "\x00", "\n"]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(_PIECES | st.text(max_size=6), max_size=8).map("".join))
def test_whatever_is_typed_reads_the_same_when_it_is_written_out(typed: str) -> None:
    query = parse_query(typed)
    # Written once, "¼" is "1⁄4", two words; from there on all stays as it is.
    once = parse_query(f"{query} ")
    twice = parse_query(f"{once} ")

    assert once.limits == twice.limits == query.limits
    assert [(t.words, t.prefix, t.negated) for t in once.terms] == [
        (t.words, t.prefix, t.negated) for t in twice.terms
    ]
    assert len(once.terms) == len(query.terms)
    assert once.complaints == ()
    for term in query.terms:
        assert all(word and '"' not in word for word in term.words)
