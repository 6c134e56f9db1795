"""A text without times gets those of what was heard, and says what it only guesses."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.alignment import HeardWord, align, spread_over
from annotator.domain.transcript import Cue, Transcript

TEXT = Transcript(
    (
        Cue(0, 1000, "Who taught you to sail?", "Ada"),
        Cue(1000, 2000, "My aunt did — and she never drew a map.", "Ben"),
    ),
    times_estimated=True,
)


def heard(text: str, step_ms: int = 400) -> list[HeardWord]:
    """Words heard one after the other, each `step_ms` long, from 10 s on."""
    return [
        HeardWord(f" {word}", 10_000 + at * step_ms, 10_000 + (at + 1) * step_ms)
        for at, word in enumerate(text.split())
    ]


def said(transcript: Transcript) -> dict[str, int]:
    """When each word begins."""
    return {
        cue.text[word.begin : word.end]: word.start_ms
        for cue in transcript.cues
        for word in cue.timed_words
    }


def test_heard_words_give_their_times_and_the_text_keeps_its_spelling() -> None:
    aligned = align(
        TEXT, heard("who taught you to sails my aunt did and she never drew a map"), 60_000
    )

    times = said(aligned.transcript)
    assert times["Who"] == 10_000
    assert times["sail?"] == 11_600
    assert times["map."] == 15_200
    assert [cue.speaker for cue in aligned.transcript.cues] == ["Ada", "Ben"]
    assert (aligned.words, aligned.guessed) == (14, 0)
    assert not aligned.transcript.times_estimated


def test_words_that_were_not_heard_lie_between_their_neighbours_and_are_counted() -> None:
    words = heard("who taught you to sail my aunt did and she never drew a map")
    del words[6:8]  # "aunt did"

    aligned = align(TEXT, words, 60_000)

    times = said(aligned.transcript)
    assert times["My"] < times["aunt"] < times["did"] < times["and"]
    assert aligned.guessed == 2
    assert round(aligned.guessed_share, 2) == 0.14
    assert aligned.transcript.times_estimated, "more than a tenth of the words are guesses"


def test_a_word_that_was_passed_over_takes_its_time_from_the_one_that_swallowed_it() -> None:
    words = [
        HeardWord(" who", 10_000, 10_210),
        HeardWord(" taught", 10_210, 10_630),
        # "you" and "to" are in here: 1,000 ms for four letters.
        HeardWord(" sail", 10_630, 11_630),
    ]

    aligned = align(TEXT, words, 60_000)

    times = said(aligned.transcript)
    assert times["taught"] == 10_210
    assert times["you"] == 10_630
    assert times["to"] == 10_840
    assert times["sail?"] == 10_980


def test_words_that_were_not_heard_are_not_put_into_silence() -> None:
    words = heard("who taught you to sail", 400)
    words += [
        replace(word, start_ms=word.start_ms + 10_000, end_ms=word.end_ms + 10_000)
        for word in heard("she never drew a map")
    ]

    aligned = align(TEXT, words, 60_000, [(12_000, 16_000), (17_200, 17_800), (18_200, 20_000)])

    times = said(aligned.transcript)
    assert times["My"] == 16_000
    for word in ("aunt", "did", "and"):
        assert 16_000 < times[word] < 17_200 or 17_800 <= times[word] < 18_200


def test_a_pause_falls_between_two_sentences_rather_than_within_one() -> None:
    cues = (Cue(0, 1, "I know. We went on. You saw us there."),)
    words = [HeardWord(" I", 0, 200), HeardWord(" know", 200, 600)]
    words += [HeardWord(" you", 4_000, 4_200), HeardWord(" saw", 4_200, 4_600)]
    words += [HeardWord(" us", 4_600, 4_700), HeardWord(" there", 4_700, 5_000)]

    aligned = align(
        Transcript(cues, times_estimated=True), words, 5_000, [(1_100, 2_000), (3_200, 4_000)]
    )

    assert said(aligned.transcript)["We"] == 2_000


def test_silence_alone_between_two_heard_words_is_shared_as_before() -> None:
    words = heard("who taught you to sail my aunt did and she never drew a map")
    gap = [
        replace(word, start_ms=word.start_ms + 5_000, end_ms=word.end_ms + 5_000)
        for word in words[8:]
    ]

    aligned = align(TEXT, [*words[:6], *gap], 60_000, [(12_400, 18_200)])

    times = said(aligned.transcript)
    assert times["My"] < times["aunt"] < times["did"] < times["and"]


def test_a_heard_word_of_no_length_has_no_time_to_give() -> None:
    words = heard("who taught you to sail my aunt did and she never drew a map")
    words[2] = HeardWord(" you", 11_550, 11_550)
    words[3] = HeardWord(" to", 11_580, 11_600)

    aligned = align(TEXT, words, 60_000)

    assert 10_800 <= said(aligned.transcript)["you"] < 11_500
    assert aligned.guessed == 1


def test_a_word_that_leaves_those_beside_it_no_time_was_another() -> None:
    words = heard("who taught you to sail my aunt did")
    # The "and" of another sentence, a moment before the last words: between them stands the rest.
    words += [HeardWord(" and", 19_800, 20_000), HeardWord(" map", 20_010, 20_400)]

    aligned = align(TEXT, words, 60_000)

    times = said(aligned.transcript)
    assert times["never"] < 19_000


def test_a_cue_that_was_hardly_heard_has_no_word_times_of_its_own() -> None:
    aligned = align(TEXT, heard("who taught you to sail"), 60_000)

    assert aligned.transcript.cues[0].words
    assert not aligned.transcript.cues[1].words
    assert aligned.transcript.cues[1].start_ms >= 12_000


def test_a_text_that_was_not_heard_at_all_begins_at_the_beginning() -> None:
    aligned = align(TEXT, [], 60_000)

    assert aligned.transcript.cues[0].start_ms == 0
    assert aligned.transcript.end_ms <= 60_000
    assert aligned.guessed == aligned.words == 14


def test_a_text_is_spread_over_the_length_of_its_sound() -> None:
    spread = spread_over(TEXT, 60_000)

    assert [(cue.start_ms, cue.end_ms) for cue in spread.cues] == [(0, 30_000), (30_000, 60_000)]
    assert spread.times_estimated


def test_times_that_a_source_gave_are_not_spread() -> None:
    timed = Transcript(TEXT.cues)

    assert spread_over(timed, 60_000) is timed


WORDS = st.lists(st.sampled_from(["a", "map", "of", "the", "sea", "—", "self-made"]), min_size=1)


@given(WORDS, WORDS, st.integers(0, 900))
def test_times_never_run_backwards(text: list[str], sound: list[str], step_ms: int) -> None:
    cues = (Cue(0, 1000, " ".join(text)), Cue(1000, 2000, " ".join(reversed(text))))
    aligned = align(Transcript(cues, times_estimated=True), heard(" ".join(sound), step_ms), 0)

    words = [word for cue in aligned.transcript.cues for word in cue.timed_words]
    assert all(word.end_ms > word.start_ms >= 0 for word in words)
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(words))
    assert [cue.text for cue in aligned.transcript.cues] == [cue.text for cue in cues]
