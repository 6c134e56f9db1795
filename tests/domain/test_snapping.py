"""Edges that come to rest on words, and the words a mark then covers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.anchoring import anchor_at
from annotator.domain.notes import Annotation, Kind
from annotator.domain.snapping import nearest_edge, with_edge
from annotator.domain.transcript import Cue, Transcript

TALK = Transcript(
    (
        Cue(0, 4_000, "who taught you bread", "Ada"),
        Cue(4_000, 8_000, "my aunt did this", "Ben"),
        Cue(20_000, 24_000, "with no scale ever", "Ben"),
    )
)


def mark(start_ms: int, end_ms: int) -> Annotation:
    anchor = anchor_at(TALK, start_ms, end_ms)
    return Annotation(1, "m1", 1, Kind.QUOTE, anchor, (3,), "why", speaker="Ada")


@pytest.mark.parametrize(("ms", "first", "edge"), [(4_100, True, 4_000), (4_100, False, 4_000),
                                                   (15_000, True, 20_000), (11_000, False, 8_000),
                                                   (90_000, False, 24_000)])  # fmt: skip
def test_the_nearest_word_is_found_over_pauses_too(ms: int, first: bool, edge: int) -> None:
    assert nearest_edge(TALK, ms, first=first) == edge


def test_a_moved_edge_takes_words_in_and_keeps_all_else() -> None:
    wider = with_edge(mark(0, 4_000), TALK, "end", 7_900)
    assert wider is not None
    assert (wider.text, wider.speaker) == ("who taught you bread my aunt did this", "")
    assert (wider.end_ms, wider.topics, wider.note) == (8_000, (3,), "why")


@pytest.mark.parametrize(("edge", "ms"), [("start", 19_000), ("end", 3_900), ("end", 0)])
def test_a_mark_is_never_left_with_nothing(edge: str, ms: int) -> None:
    assert with_edge(mark(4_000, 8_000), TALK, edge, ms) is None


def test_without_words_an_edge_goes_where_it_is_put() -> None:
    moved = with_edge(mark(0, 4_000), None, "start", 1_234)
    assert moved is not None
    assert (moved.start_ms, moved.text) == (1_234, "who taught you bread")


@settings(max_examples=60)
@given(st.sampled_from(["start", "end"]), st.integers(0, 30_000))
def test_wherever_an_edge_is_dragged_the_mark_says_what_is_heard_there(edge: str, ms: int) -> None:
    moved = with_edge(mark(4_000, 8_000), TALK, edge, ms)
    if moved is not None:
        span = TALK.span_of(moved.start_ms, moved.end_ms)
        assert span is not None
        assert TALK.text_of(span) == moved.text != ""
