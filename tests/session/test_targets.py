"""The target rule: what the next key marks, clause by clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.notes import Anchor
from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.session.desk import Desk
from annotator.session.targets import Listening, Origin, Target, find_target, reach_back

LINES = ("one two three", "four five", "six seven eight", "nine ten")
TALK = Transcript(tuple(Cue(n * 1000, n * 1000 + 1000, text) for n, text in enumerate(LINES)))
PAUSED = Listening(0, playing=False)


def target(
    desk: Desk,
    listening: Listening = PAUSED,
    *,
    transcript: Transcript | None = TALK,
    reaction_ms: int = 700,
) -> Target:
    found = find_target(transcript, desk, listening, reaction_ms=reaction_ms, blind_ms=10_000)
    assert found is not None
    return found


def test_paused_it_is_the_cue_under_the_cursor() -> None:
    found = target(Desk(cursor=2))

    assert (found.anchor.exact, found.origin) == ("six seven eight", Origin.CURSOR)
    assert (found.anchor.start_ms, found.anchor.end_ms) == (2_000, 3_000)


def test_a_cursor_past_the_end_means_the_last_cue() -> None:
    assert target(Desk(cursor=99)).anchor.exact == "nine ten"


def test_playing_it_is_the_cue_heard_a_reaction_time_ago() -> None:
    just_begun = Listening(2_300, playing=True)

    assert target(Desk(), just_begun).anchor.exact == "four five"
    assert target(Desk(), just_begun).origin is Origin.HEARD
    assert target(Desk(), just_begun, reaction_ms=200).anchor.exact == "six seven eight"


@pytest.mark.parametrize(("rate", "words"), [(0.5, "six seven eight"), (1.0, "four five"),
                                             (3.0, "one two three")])  # fmt: skip
def test_at_higher_speed_the_same_reaction_reaches_further_back(rate: float, words: str) -> None:
    assert target(Desk(), Listening(2_500, playing=True, rate=rate)).anchor.exact == words


def test_at_the_very_beginning_it_is_the_first_cue() -> None:
    late = Transcript((Cue(5_000, 6_000, "at last"),))

    assert target(Desk(), Listening(100, playing=True)).anchor.exact == "one two three"
    assert target(Desk(), Listening(100, playing=True), transcript=late).anchor.exact == "at last"


def test_in_a_silence_it_is_the_cue_before() -> None:
    gap = Transcript((TALK.cues[0], Cue(60_000, 61_000, "much later")))

    assert target(Desk(), Listening(30_000, playing=True), transcript=gap).anchor.exact == (
        "one two three"
    )


def test_a_selection_wins_over_all_else_and_takes_whole_words() -> None:
    desk = Desk(
        selection=Span(Point(0, 5), Point(1, 2)), cursor=3, range_start_ms=0, range_end_ms=500
    )

    found = target(desk, Listening(3_500, playing=True))

    assert (found.anchor.exact, found.origin) == ("two three four", Origin.SELECTION)


def test_the_span_of_the_brackets_wins_over_what_is_heard() -> None:
    desk = Desk(range_start_ms=1_000, range_end_ms=3_000)

    found = target(desk, Listening(9_000, playing=True))

    assert (found.anchor.exact, found.origin) == ("four five six seven eight", Origin.RANGE)


def test_an_open_bracket_reaches_to_what_is_heard() -> None:
    found = target(Desk(range_start_ms=0), Listening(2_700, playing=True))

    assert found.anchor.exact == "one two three four five"


def test_the_brackets_may_be_set_backwards_and_at_the_very_beginning() -> None:
    desk = Desk(range_start_ms=2_000, range_end_ms=0)

    assert target(desk, Listening(3_500, playing=True)).anchor.exact == "one two three four five"


def test_brackets_around_a_silence_mark_the_sound_alone() -> None:
    gap = Transcript((TALK.cues[0], Cue(60_000, 61_000, "much later")))

    found = target(Desk(range_start_ms=10_000, range_end_ms=20_000), transcript=gap)

    assert (found.anchor, found.span) == (Anchor(10_000, 20_000), None)


def test_brackets_set_at_one_moment_mark_the_cue_there() -> None:
    found = target(Desk(range_start_ms=2_400, range_end_ms=2_400))

    assert found.anchor.exact == "six seven eight"


def test_without_words_it_is_the_last_seconds_of_the_sound() -> None:
    playing = target(Desk(), Listening(60_700, playing=True), transcript=None)
    paused = target(Desk(), Listening(60_000, playing=False), transcript=None)
    early = target(Desk(), Listening(4_700, playing=True), transcript=None)

    assert playing.anchor == paused.anchor == Anchor(50_000, 60_000)
    assert early.anchor == Anchor(0, 4_000)
    assert playing.span is None


def test_without_words_the_brackets_hold_too() -> None:
    desk = Desk(range_start_ms=30_000, range_end_ms=12_000)

    assert target(desk, transcript=None).anchor == Anchor(12_000, 30_000)
    assert target(
        Desk(range_start_ms=12_000), Listening(20_700, playing=True), transcript=None
    ).anchor == Anchor(12_000, 20_000)


def test_without_words_and_sound_there_is_nothing_to_mark() -> None:
    assert find_target(None, Desk(), PAUSED, reaction_ms=700, blind_ms=10_000) is None
    assert find_target(Transcript(()), Desk(), PAUSED, reaction_ms=700, blind_ms=10_000) is None


def test_reaching_back_takes_the_rest_of_the_cue_then_the_cue_before() -> None:
    first = reach_back(TALK, Span(Point(2, 4), Point(2, 9)))
    second = reach_back(TALK, first)

    assert TALK.text_of(first) == "six seven"
    assert TALK.text_of(second) == "four five six seven"
    assert reach_back(TALK, Span(Point(0, 0), Point(0, 3))) == Span(Point(0, 0), Point(0, 3))


@given(
    st.integers(0, 6_000),
    st.booleans(),
    st.floats(0.5, 3),
    st.none() | st.integers(0, 6_000),
    st.none() | st.integers(0, 6_000),
    st.integers(-3, 9),
)
def test_every_target_is_a_stretch_in_order_with_its_words(
    position_ms: int, playing: bool, rate: float, start: int | None, end: int | None, cursor: int
) -> None:
    desk = Desk(cursor=cursor, range_start_ms=start, range_end_ms=end)

    found = target(desk, Listening(position_ms, playing, rate))

    assert 0 <= found.anchor.start_ms <= found.anchor.end_ms
    if found.span is not None:
        assert TALK.text_of(found.span) == found.anchor.exact
        assert found.anchor.start_ms < found.anchor.end_ms
