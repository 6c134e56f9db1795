"""What cleaning does to a draft, and that it says so."""

from __future__ import annotations

from collections.abc import Callable
from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.timecode import MAX_MS
from annotator.domain.transcript import Point, Span, Transcript
from annotator.formats import Change, ReadTranscript, Receipt, hygiene, spread_over
from annotator.formats.clocks import clock_ms, clocks_ms, milliseconds, seconds_ms
from annotator.formats.draft import BAD_MS, Draft, RawCue, RawWord
from annotator.formats.hygiene import tidy


def times(transcript: Transcript) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.text) for cue in transcript.cues]


def tidied(*cues: RawCue) -> tuple[list[tuple[int, int, str]], dict[Change, int]]:
    transcript, receipt = tidy(Draft(list(cues)))
    return times(transcript), dict(receipt.changes)


def test_a_sound_draft_comes_through_unchanged_with_an_empty_receipt() -> None:
    cues, changes = tidied(RawCue(0, 900, "One two."), RawCue(900, 2000, "Three four."))
    assert cues == [(0, 900, "One two."), (900, 2000, "Three four.")]
    assert changes == {}


def test_an_overlapping_end_is_cut_at_the_next_start() -> None:
    cues, changes = tidied(RawCue(0, 5000, "One two."), RawCue(2000, 3000, "Three four."))
    assert cues == [(0, 2000, "One two."), (2000, 3000, "Three four.")]
    assert changes == {Change.OVERLAP: 1}


def test_cues_at_one_time_share_it_by_the_length_of_their_text() -> None:
    cues, changes = tidied(
        RawCue(1000, 2000, "12345678 0"), RawCue(1000, 2000, "1234567890 2345 789 ")
    )
    assert [(start, end) for start, end, _ in cues] == [(1000, 1344), (1344, 2000)]
    assert changes == {Change.OVERLAP: 1}


def test_an_end_before_its_start_lasts_until_the_next_cue() -> None:
    cues, changes = tidied(RawCue(1000, 500, "One two."), RawCue(2000, 3000, "Three four."))
    assert cues[0] == (1000, 2000, "One two.")
    assert changes == {Change.REVERSED: 1}


@pytest.mark.parametrize("bad", [BAD_MS, MAX_MS + 1, -MAX_MS - 1])
def test_an_impossible_start_takes_its_place_from_the_cue_before(bad: int) -> None:
    cues, changes = tidied(RawCue(1000, 2000, "One two."), RawCue(bad, 4000, "Three four."))
    assert cues == [(1000, 2000, "One two."), (2000, 4000, "Three four.")]
    assert changes == {Change.BAD_TIME: 1}


def test_a_count_down_begins_at_zero() -> None:
    cues, changes = tidied(RawCue(-3000, 1000, "Three, two, one."), RawCue(1000, 2000, "Go now."))
    assert cues[0] == (0, 1000, "Three, two, one.")
    assert changes == {Change.BAD_TIME: 1}


def test_cues_out_of_order_are_put_in_order() -> None:
    cues, changes = tidied(RawCue(2000, 3000, "Second one."), RawCue(0, 1000, "First one."))
    assert [text for _, _, text in cues] == ["First one.", "Second one."]
    assert changes == {Change.REORDERED: 1}


def test_a_cue_that_comes_twice_is_kept_once() -> None:
    twice = RawCue(0, 1000, "Same again.")
    cues, changes = tidied(twice, twice, RawCue(0, 1000, "Not the same."))
    assert [text for _, _, text in cues] == ["Same again.", "Not the same."]
    assert changes[Change.DUPLICATE] == 1


def test_a_blank_cue_is_left_out_and_counted() -> None:
    cues, changes = tidied(RawCue(0, 1000, " \u200b "), RawCue(1000, 2000, "Words here."))
    assert [text for _, _, text in cues] == ["Words here."]
    assert changes == {Change.BLANK: 1, Change.CONTROL: 1}


def test_invisible_characters_go_and_word_offsets_follow() -> None:
    raw = RawCue(
        0, 1000, "o\0ne  t\u202ewo\u2069", "A\u200fnn", [(0, 400, 0, 4), (400, 1000, 6, 11)]
    )
    transcript, receipt = tidy(Draft([raw]))
    (cue,) = transcript.cues
    assert (cue.text, cue.speaker) == ("one two", "Ann")
    assert [cue.text[word.begin : word.end] for word in cue.words] == ["one", "two"]
    assert receipt.count(Change.CONTROL) == 4


def test_an_over_long_cue_is_split_at_sentences_and_keeps_its_word_times() -> None:
    sentence = "This sentence has seven words in it. "
    text = (sentence * 120).strip()
    words: list[RawWord] = []
    at = 0
    for place, token in enumerate(text.split()):
        begin = text.index(token, at)
        at = begin + len(token)
        words.append((place * 100, place * 100 + 90, begin, at))
    transcript, receipt = tidy(Draft([RawCue(0, 84_000, text, "Ann", words)]))
    assert len(transcript.cues) == 3
    assert all(cue.text.endswith("it.") and len(cue.text) <= 2000 for cue in transcript.cues)
    assert " ".join(cue.text for cue in transcript.cues) == text
    kept = [word.start_ms for cue in transcript.cues for word in cue.words]
    assert kept == [place * 100 for place in range(840)]
    assert receipt.changes == ((Change.SPLIT, 1),)


def test_a_million_letters_without_a_blank_are_split_too() -> None:
    transcript, _ = tidy(Draft([RawCue(0, 1000, "x" * 1_000_000)]))
    assert {len(cue.text) for cue in transcript.cues} == {2000}
    assert len(transcript.cues) == 500


def test_a_cue_for_every_word_becomes_a_cue_for_every_sentence() -> None:
    said = ["Who", "checks", "it?", "Everyone", "can", "check.", "And", "they", "do."]
    raw = [RawCue(i * 300, i * 300 + 250, word, "Ann") for i, word in enumerate(said)]
    transcript, receipt = tidy(Draft(raw))
    assert [cue.text for cue in transcript.cues] == [
        "Who checks it?",
        "Everyone can check.",
        "And they do.",
    ]
    assert [word.start_ms for cue in transcript.cues for word in cue.words] == [
        i * 300 for i in range(9)
    ]
    assert receipt.changes == ((Change.JOINED, 9),)


def test_lines_of_one_word_that_last_are_lines() -> None:
    cues, _ = tidied(*[RawCue(i * 3000, i * 3000 + 2500, f"Word{i}") for i in range(6)])
    assert len(cues) == 6


def test_a_cue_without_a_time_shares_that_of_the_one_before() -> None:
    cues, changes = tidied(
        RawCue(0, None, "Ten chars."),
        RawCue(None, None, "Ten more.."),
        RawCue(1500, 2500, "The end."),
    )
    assert cues[:2] == [(0, 750, "Ten chars."), (750, 1500, "Ten more..")]
    assert changes == {}


def test_text_without_any_time_is_estimated_and_can_be_spread_over_the_sound() -> None:
    transcript, receipt = tidy(
        Draft([RawCue(None, None, "One two."), RawCue(None, None, "Three.")])
    )
    assert transcript.times_estimated
    assert not receipt
    spread = spread_over(transcript, 60_000)
    assert times(spread) == [(0, 30_000, "One two."), (30_000, 60_000, "Three.")]
    assert spread.times_estimated


def test_words_at_one_time_get_a_millisecond_each() -> None:
    raw = RawCue(
        1000, 1003, "a b c", words=[(1000, 1000, 0, 1), (1000, 1000, 2, 3), (999, 5, 4, 5)]
    )
    transcript, _ = tidy(Draft([raw]))
    (cue,) = transcript.cues
    assert [(word.start_ms, word.end_ms) for word in cue.words] == [
        (1000, 1001),
        (1001, 1002),
        (1002, 1003),
    ]


def test_a_receipt_speaks_plainly() -> None:
    receipt = Receipt(((Change.ROLLING, 1), (Change.OVERLAP, 1200)))
    assert receipt.sentences == (
        "1 rolling caption that repeated the line before it was collapsed.",
        "1,200 lines that overlapped the next were shortened.",
    )
    assert not Receipt()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00:00:01,500", 1500),
        ("1:02.5", 62_500),
        ("0.86", 860),
        ("100:00:00.000", 360_000_000),
        ("75:10", 4_510_000),
        ("00:00:01:500", 1500),
        ("-0:03", -3000),
        ("nan", BAD_MS),
        ("99999999:00:00,000", BAD_MS),
        ("1:2:3:4:5", BAD_MS),
        ("soon", None),
        ("", None),
        ("12 apples", None),
    ],
)
def test_clock_times_are_read(text: str, expected: int | None) -> None:
    assert clock_ms(text) == expected
    assert clocks_ms([text, "00:00:01,000"]) == [expected, 1000]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.5, 1500), ("1.5", 1500), ("1.200s", 1200), ("00:00:01.5", 1500), (-1, -1000),
        (nan, BAD_MS), (1e400, BAD_MS), (10**30, BAD_MS), ([], BAD_MS), ("soon", BAD_MS),
        (None, None), ("", None),
    ],
)  # fmt: skip
def test_json_seconds_are_read(value: object, expected: int | None) -> None:
    assert seconds_ms(value) == expected


def test_json_ticks_are_read() -> None:
    assert milliseconds(15_000_000.0, 10_000) == 1500
    assert milliseconds("250") == 250
    assert milliseconds({}) == BAD_MS
    assert milliseconds(None) is None


a_time = st.one_of(
    st.none(), st.just(BAD_MS), st.integers(-5_000, 120_000), st.integers(-(10**15), 10**15)
)
a_text = st.text(st.characters(exclude_categories=[]), max_size=40)


@st.composite
def raw_cues(draw: st.DrawFn) -> RawCue:
    tokens = draw(st.lists(st.text("abcé\0\u202e.,字", min_size=1, max_size=6), max_size=8))
    if draw(st.booleans()) or not tokens:
        return RawCue(draw(a_time), draw(a_time), draw(a_text), draw(a_text))
    text = " ".join(tokens)
    words: list[RawWord] = []
    at = 0
    for token in tokens:
        start, end = draw(st.integers(-10, 130_000)), draw(st.integers(-10, 130_000))
        words.append((start, end, at, at + len(token)))
        at += len(token) + 1
    return RawCue(draw(a_time), draw(a_time), text, draw(a_text), words)


@settings(deadline=None, max_examples=300)
@given(cues=st.lists(raw_cues(), max_size=12))
def test_whatever_a_draft_says_the_transcript_keeps_its_promises(
    cues: list[RawCue], assert_promises: Callable[[ReadTranscript], None]
) -> None:
    transcript, receipt = tidy(Draft(cues))
    assert_promises(ReadTranscript(transcript, "srt", receipt, ""))


@settings(deadline=None, max_examples=300)
@given(st.lists(raw_cues(), max_size=12), st.data())
def test_whole_words_and_their_times_are_two_names_of_one_thing(
    cues: list[RawCue], data: st.DataObject
) -> None:
    transcript, _ = tidy(Draft(cues))
    spots = [(index, word) for index, cue in enumerate(transcript.cues) for word in cue.timed_words]
    if not spots:
        return
    first = data.draw(st.integers(0, len(spots) - 1))
    last = data.draw(st.integers(first, len(spots) - 1))
    span = Span(
        Point(spots[first][0], spots[first][1].begin), Point(spots[last][0], spots[last][1].end)
    )
    assert transcript.span_of(*transcript.times_of(span)) == span


@st.composite
def cues_of_a_word(draw: st.DrawFn) -> list[RawCue]:
    """A file with a cue for every word, at times with something odd."""
    odd_texts = st.sampled_from(["two words", "日本語の", "", "x" * 31, "a\u00a0b"])
    texts = st.sampled_from(["we", "it's", "Mr.", "last.", "so,", "why?", "naïve", "…"])
    is_odd = draw(st.booleans())
    at_ms = draw(st.integers(-5 if is_odd else 0, 50))
    cues: list[RawCue] = []
    for _ in range(draw(st.integers(0, 30))):
        odd = is_odd and draw(st.integers(0, 9)) == 0
        end_ms = at_ms + draw(st.sampled_from([0, -5, 5_000] if odd else [1, 200, 300, 900]))
        cues.append(
            RawCue(
                draw(st.sampled_from([None, BAD_MS, at_ms])) if odd else at_ms,
                draw(st.sampled_from([None, BAD_MS, end_ms])) if odd else end_ms,
                draw(st.one_of(odd_texts, texts) if odd else texts),
                draw(st.sampled_from(["Ann"] * 6 + ["Ben", ""])),
                [(at_ms, end_ms, 0, 1)] if odd and draw(st.booleans()) else (),
            )
        )
        at_ms = end_ms + draw(st.sampled_from([0, 0, 10, 301, 1_501]))
    return cues


@settings(deadline=None, max_examples=500)
@given(cues_of_a_word())
def test_words_are_joined_by_the_column_as_one_by_one(cues: list[RawCue]) -> None:
    quickly = tidy(Draft(list(cues)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hygiene, "_joined_words", lambda _cues: [])
        assert tidy(Draft(list(cues))) == quickly
