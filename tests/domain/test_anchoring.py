"""A mark keeps its words when the transcript under it changes, or says that it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchoring import CONTEXT_CHARS, anchor_at, anchor_of, find_again
from annotator.domain.notes import Anchor
from annotator.domain.tokens import tokens
from annotator.domain.transcript import Cue, Point, Span, Transcript, Word

Spoken = Callable[..., Transcript]

TALK = (
    "nobody learns to sail by reading",
    "you learn it by getting wet",
    "and then by getting dry again",
    "that is the whole of the method",
)


def later(transcript: Transcript, by_ms: int) -> Transcript:
    """The same words, said `by_ms` later."""
    cues = tuple(
        replace(
            cue,
            start_ms=cue.start_ms + by_ms,
            end_ms=cue.end_ms + by_ms,
            words=tuple(
                Word(w.start_ms + by_ms, w.end_ms + by_ms, w.begin, w.end) for w in cue.words
            ),
        )
        for cue in transcript.cues
    )
    return Transcript(cues)


def anchored(transcript: Transcript, words: str) -> Anchor:
    """The anchor of `words`, which stand within one cue."""
    for index, cue in enumerate(transcript.cues):
        if (at := cue.text.find(words)) >= 0:
            return anchor_of(transcript, Span(Point(index, at), Point(index, at + len(words))))
    raise AssertionError(words)


def test_an_anchor_knows_its_words_their_times_and_what_stands_around(spoken: Spoken) -> None:
    anchor = anchored(spoken(*TALK), "by getting wet")

    assert (anchor.start_ms, anchor.end_ms) == (9_000, 12_000)
    assert anchor.exact == "by getting wet"
    assert anchor.prefix == "to sail by reading you learn it "
    assert len(anchor.prefix) <= CONTEXT_CHARS
    assert anchor.suffix == " and then by getting dry again t"


def test_an_anchor_at_a_time_keeps_exactly_that_time(spoken: Spoken) -> None:
    anchor = anchor_at(spoken(*TALK), 8_900, 12_345)

    assert (anchor.start_ms, anchor.end_ms) == (8_900, 12_345)
    assert anchor.exact == "by getting wet"


def test_without_words_an_anchor_is_a_time_alone(spoken: Spoken) -> None:
    assert anchor_at(None, 100, 200) == Anchor(100, 200)
    assert anchor_at(spoken(*TALK), 900_000, 901_000) == Anchor(900_000, 901_000)


@pytest.mark.parametrize("by_ms", [0, 4_000, 110_000, 400_000])
def test_the_same_words_said_later_are_found_there(spoken: Spoken, by_ms: int) -> None:
    talk = spoken(*TALK)

    found = find_again(later(talk, by_ms), anchored(talk, "by getting wet"))

    assert found is not None
    assert (found.exact, found.start_ms) == ("by getting wet", 9_000 + by_ms)


def test_every_mark_of_a_moved_transcript_is_found(
    transcripts: st.SearchStrategy[Transcript],
) -> None:
    @given(st.data())
    def check(data: st.DataObject) -> None:
        transcript = data.draw(transcripts)
        cue = data.draw(st.integers(0, len(transcript.cues) - 1))
        anchor = anchor_of(transcript, transcript.cue_span(cue))

        found = find_again(later(transcript, 60_000), anchor)

        assert found is not None
        assert [t.folded for t in tokens(found.exact)] == [t.folded for t in tokens(anchor.exact)]

    check()


def test_words_are_found_across_other_cue_borders(spoken: Spoken) -> None:
    anchor = anchored(spoken(*TALK), "you learn it by getting wet")

    found = find_again(
        spoken("nobody learns to sail by reading you", "learn it", "by getting wet and then"),
        anchor,
    )

    assert found is not None
    assert (found.exact, found.start_ms, found.end_ms) == (anchor.exact, 6_000, 12_000)


def test_other_case_accents_and_punctuation_are_the_same_words(spoken: Spoken) -> None:
    anchor = anchored(spoken("the naive idea is a cafe"), "naive idea is a cafe")

    found = find_again(spoken("The naïve idea, is a Café!"), anchor)

    assert found is not None
    assert found.exact == "naïve idea, is a Café!"


def test_reworded_words_are_found_at_their_time(spoken: Spoken) -> None:
    anchor = anchored(spoken(*TALK), "you learn it by getting wet")

    found = find_again(spoken(TALK[0], "you learned it by getting wet", *TALK[2:]), anchor)

    assert found is not None
    assert (found.exact, found.start_ms) == ("you learned it by getting wet", 6_000)


def test_words_that_are_not_said_any_more_are_not_found(spoken: Spoken) -> None:
    anchor = anchored(spoken(*TALK), "by getting wet")

    assert find_again(spoken("an entirely different", "conversation on bread"), anchor) is None


def test_of_words_said_twice_the_nearest_in_time_is_taken(spoken: Spoken) -> None:
    refrain = ("once more", "with feeling", "once more", "without", "once more")
    talk = spoken(*refrain)
    third = anchor_of(talk, talk.cue_span(2))

    found = find_again(later(talk, 900), third)

    assert found is not None
    assert found.start_ms == third.start_ms + 900


def test_a_mark_without_words_takes_the_words_at_its_time(spoken: Spoken) -> None:
    found = find_again(spoken(*TALK), Anchor(6_000, 12_000))

    assert found is not None
    assert (found.exact, found.start_ms, found.end_ms) == (TALK[1], 6_000, 12_000)


def test_an_empty_transcript_finds_nothing() -> None:
    assert find_again(Transcript(()), Anchor(0, 10, "words")) is None


def test_words_without_times_of_their_own_are_found_by_their_cue() -> None:
    old = Transcript((Cue(0, 4_000, "what a day it was"),))
    new = Transcript((Cue(0, 2_000, "Well."), Cue(2_000, 6_000, "What a day it was")))

    found = find_again(new, anchor_of(old, old.cue_span(0)))

    assert found is not None
    assert (found.exact, found.start_ms, found.end_ms) == ("What a day it was", 2_000, 6_000)


def test_of_words_said_twice_those_in_their_old_surroundings_are_taken(spoken: Spoken) -> None:
    talk = spoken("first we said it is late", "then we left", "and at home it is late again")
    second = anchor_of(talk, Span(Point(2, 12), Point(2, 22)))
    assert second.exact == "it is late"

    # Another cut of the talk: what was said second stands where the first was.
    found = find_again(spoken("and at home it is late again", "first we said it is late"), second)

    assert found is not None
    assert (found.start_ms, found.prefix[-7:]) == (3_000, "t home ")
