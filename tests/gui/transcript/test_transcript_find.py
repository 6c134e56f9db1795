"""What the find field finds, and where it says that it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.gui.transcript.find import Finder, fold


def _talk(*texts: str) -> Transcript:
    return Transcript(tuple(Cue(n * 1000, n * 1000 + 900, text) for n, text in enumerate(texts)))


def _found(transcript: Transcript, wanted: str) -> list[str]:
    hits = Finder(transcript.cues).search(wanted)
    return [transcript.text_of(hits.span(index)) for index in range(len(hits))]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("The Lathe and the lathe", "LATHE", ["Lathe", "lathe"]),
        ("Un café très fort", "cafe tres", ["café très"]),
        ("cafe, written plainly", "café", ["cafe"]),
        ("Die Straße ist nass", "strasse", ["Straße"]),
        ("They don’t mind", "don't", ["don’t"]),
        ("the word שָׁלוֹם in points", "שלום", ["שָׁלוֹם"]),
        ("ﬁne ﬁgures", "figures", ["ﬁgures"]),
        ("two  blanks here", "two blanks", ["two  blanks"]),
        ("İstanbul by night", "istanbul", ["İstanbul"]),
        ("a+b (c) [d]", "(c) [", ["(c) ["]),
        ("😀 smile and 😀 again", "😀 again", ["😀 again"]),
        ("nothing of the kind", "absent", []),
        ("nothing at all", "   ", []),
    ],
)
def test_finds_without_regard_to_case_accents_and_quotes(
    text: str, wanted: str, found: list[str]
) -> None:
    assert _found(_talk(text), wanted) == found


def test_finds_a_phrase_that_runs_on_into_the_next_cue() -> None:
    transcript = _talk("we meet at the old", "mill tomorrow", "at the old mill")
    hits = Finder(transcript.cues).search("old mill")
    assert [hits.span(n) for n in range(len(hits))] == [
        Span(Point(0, 15), Point(1, 4)),
        Span(Point(2, 7), Point(2, 15)),
    ]
    assert list(hits.in_cue(0)) == [0]
    assert list(hits.in_cue(1)) == [0]
    assert list(hits.in_cue(2)) == [1]


def test_finds_across_cues_where_the_script_writes_no_blanks() -> None:
    transcript = _talk("世界の切り", "分け方が違う")
    assert _found(transcript, "切り分け方") == ["切り分け方"]


def test_the_next_hit_from_a_place_wraps_around() -> None:
    transcript = _talk("one two", "two one", "one")
    hits = Finder(transcript.cues).search("one")
    assert len(hits) == 3
    assert hits.first_from(Point(0, 1)) == 1
    assert hits.first_from(Point(1, 4)) == 1
    assert hits.first_from(Point(2, 1)) == 0


TEXTS = st.lists(
    st.text(alphabet="abÀßﬁİéΣς’か가ש שָׁ😀\u0301", min_size=0, max_size=12), min_size=1, max_size=6
)


@given(TEXTS, st.data())
def test_every_place_taken_from_the_text_is_found_where_it_stands(
    texts: list[str], data: st.DataObject
) -> None:
    transcript = _talk(*texts)
    cue = data.draw(st.integers(0, len(texts) - 1))
    text = texts[cue]
    begin = data.draw(st.integers(0, len(text)))
    wanted = text[begin : data.draw(st.integers(begin, len(text)))]
    hits = Finder(transcript.cues).search(wanted)
    spans = [hits.span(index) for index in range(len(hits))]

    assert bool(spans) == bool(fold(wanted).strip())
    assert spans == sorted(spans, key=lambda span: span.start)
    for index, span in enumerate(spans):
        assert span.start < span.end
        assert index in hits.in_cue(span.start.cue)
        assert index in hits.in_cue(span.end.cue)
        assert 0 <= span.end.char <= len(texts[span.end.cue])


def test_no_cues_have_no_hits() -> None:
    assert len(Finder(()).search("anything")) == 0
