"""What each repair does to cues, words and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from annotator.domain.anchoring import anchor_of
from annotator.domain.errors import UsageError
from annotator.domain.following import follow
from annotator.domain.mending import (
    Edge,
    Mended,
    joined,
    mended,
    nudged,
    paragraphs,
    respelled,
    split,
)
from annotator.domain.notes import Annotation, Kind
from annotator.domain.transcript import Cue, Point, Span, Transcript, Word

Spoken = Callable[..., Transcript]


def mark_on(talk: Transcript, words: str) -> Annotation:
    """A quote of `words`, which stand within one cue."""
    for index, cue in enumerate(talk.cues):
        if (at := cue.text.find(words)) >= 0:
            span = Span(Point(index, at), Point(index, at + len(words)))
            return Annotation(1, "m", 1, Kind.QUOTE, anchor_of(talk, span))
    raise AssertionError(words)


def after(talk: Transcript, repairs: Sequence[Mended], words: str) -> Annotation:
    """A quote of `words` as it is after some repairs."""
    mark = mark_on(talk, words)
    _, moved = follow(talk, repairs, [mark])
    return moved[0] if moved else mark


def texts(talk: Transcript) -> list[str]:
    return [cue.text for cue in talk.cues]


def test_a_word_put_in_beside_a_mark_does_not_come_to_it(spoken: Spoken) -> None:
    talk = spoken("they may be right", "we say")
    mark = after(talk, [respelled(talk, 0, "they may not be right")], "they may")
    assert (mark.text, mark.end_ms) == ("they may", 1_500)
    assert after(talk, [respelled(talk, 0, "so they may be right")], "they may").start_ms == 500


def test_a_word_put_into_a_mark_belongs_to_it(spoken: Spoken) -> None:
    talk = spoken("they may be right")
    assert after(talk, [respelled(talk, 0, "they may not be right")], "may be").text == "may not be"


def test_a_mark_of_a_whole_line_is_of_all_the_line_says_then(spoken: Spoken) -> None:
    talk = spoken("they may", "we do")
    mended_line = respelled(talk, 0, "and they may well")
    assert after(talk, [mended_line], "they may").text == "and they may well"


def test_a_mark_whose_words_are_all_gone_keeps_them_for_review(spoken: Spoken) -> None:
    talk = spoken("they may be right")
    mark = after(talk, [respelled(talk, 0, "they right")], "may be")
    assert (mark.text, mark.needs_review) == ("may be", True)


def test_a_word_that_became_two_is_still_marked(spoken: Spoken) -> None:
    talk = spoken("it is maybe right")
    mark = after(talk, [respelled(talk, 0, "it is may be right")], "maybe")
    assert mark.text == "may be"


def test_a_cut_cue_keeps_the_times_of_its_words(spoken: Spoken) -> None:
    talk = spoken("one two three four")
    halves = mended(talk, [split(talk, Point(0, 8))]).cues
    assert [(cue.text, cue.start_ms, cue.end_ms) for cue in halves] == [
        ("one two", 0, 2_000),
        ("three four", 2_000, 4_000),
    ]
    assert halves[1].words[0] == Word(2_000, 3_000, 0, 5)
    assert texts(mended(Transcript(halves), [joined(Transcript(halves), 0)])) == texts(talk)


@pytest.mark.parametrize("char", [0, 18])
def test_a_cue_is_not_cut_at_its_ends(spoken: Spoken, char: int) -> None:
    talk = spoken("one two three four")
    with pytest.raises(UsageError, match="between two of its words"):
        split(talk, Point(0, char))


def test_chinese_is_cut_between_characters_and_joined_without_a_blank() -> None:
    talk = Transcript((Cue(0, 4_000, "我今天去学校"),))
    cut = mended(talk, [split(talk, Point(0, 3))])
    assert texts(cut) == ["我今天", "去学校"]
    assert texts(mended(cut, [joined(cut, 0)])) == ["我今天去学校"]


def test_an_edge_stops_at_the_neighbour_and_at_what_its_words_need() -> None:
    words = tuple(Word(1_000 + n, 1_001 + n, 2 * n, 2 * n + 1) for n in range(3))
    talk = Transcript((Cue(0, 900, "x"), Cue(1_000, 1_500, "a b c", words=words)))
    wider = nudged(talk, 1, Edge.START, -500)
    assert wider is not None
    assert wider.cues[0].start_ms == 900
    shorter = nudged(talk, 1, Edge.END, -5_000)
    assert shorter is not None
    assert shorter.cues[0].end_ms == 1_100
    assert shorter.cues[0].words == words
    assert nudged(talk, 0, Edge.START, -100) is None


def test_a_neighbour_that_touches_gives_way_and_its_words_with_it(spoken: Spoken) -> None:
    talk = spoken("one two", "three four")
    part = nudged(talk, 1, Edge.START, -500)
    assert part is not None
    assert [(cue.start_ms, cue.end_ms) for cue in part.cues] == [(0, 1_500), (1_500, 4_000)]
    assert [(w.start_ms, w.end_ms) for w in part.cues[0].words] == [(0, 1_000), (1_000, 1_500)]
    assert after(talk, [part], "two").end_ms == 1_500


def test_paragraphs_end_at_pauses_speakers_and_sentences(spoken: Spoken) -> None:
    talk = Transcript(
        (
            Cue(0, 4_000, "One.", "Ada"),
            Cue(4_000, 8_000, "Two", "Ada"),
            Cue(8_000, 12_000, "and three.", "Ada"),
            Cue(12_000, 16_000, "Four.", "Ada"),
            Cue(16_000, 17_000, "Yes.", "Ben"),
            Cue(20_000, 21_000, "No.", "Ben"),
        )
    )
    made = mended(talk, paragraphs(talk, pause_ms=1_500, longest_ms=20_000))
    assert texts(made) == ["One. Two and three.", "Four.", "Yes.", "No."]
    assert made.cues[0].end_ms == 12_000
