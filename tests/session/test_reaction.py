"""The reaction time as the listener's marks tell it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listener import CUE_MS, Listener

from annotator.domain.notes import Kind
from annotator.domain.transcript import Cue, Point, Transcript
from annotator.session.looking_back import sentence_start
from annotator.session.reaction import ReactionLearner, Seen, estimate, told_by
from annotator.session.targets import Listening


class Pupil:
    """A listener whose marks are learned from."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.estimates: list[int] = []
        self.learner = ReactionLearner(listener.session, lambda: listener.now.clock_s, 700)
        self.learner.learned.connect(self.estimates.append)
        listener.tagger.heard.connect(self.learner.made)

    def marks(self, at_ms: int, *, reach_back: int = 0) -> None:
        """Quote what was heard at `at_ms`, and reach back by so many repeats of the key."""
        self.listener.now.playing, self.listener.now.position_ms = True, at_ms
        self.listener.now.clock_s += 60
        for _ in range(1 + reach_back):
            self.listener.tagger.toggle_kind(Kind.QUOTE)


@pytest.fixture
def pupil(listener: Listener) -> Pupil:
    return Pupil(listener)


def test_reaching_back_makes_the_reaction_time_longer(pupil: Pupil) -> None:
    for cue in (2, 4, 6, 8):
        pupil.marks(cue * CUE_MS + 1_200, reach_back=1)
    pupil.learner.settle()
    assert 1_200 < pupil.estimates[-1] < 2_500
    assert pupil.estimates == sorted(pupil.estimates)


def test_a_beginning_moved_by_the_edge_key_tells_the_same(pupil: Pupil) -> None:
    for cue in (2, 4, 6, 8):
        pupil.marks(cue * CUE_MS + 1_200)
        pupil.listener.tagger.move_edges(start=-1)
    pupil.learner.settle()
    assert 1_200 < pupil.estimates[-1] < 2_500


def test_a_beginning_moved_long_after_tells_nothing_of_the_ear(pupil: Pupil) -> None:
    for cue in (2, 4, 6, 8):
        pupil.marks(cue * CUE_MS + 1_200)
        pupil.listener.now.clock_s += 40
        pupil.listener.tagger.move_edges(start=-1)
    pupil.learner.settle()
    assert pupil.estimates == []


def test_a_mark_taken_back_tells_nothing(pupil: Pupil) -> None:
    pupil.marks(2 * CUE_MS + 1_200, reach_back=1)
    while pupil.listener.session.marks:
        pupil.listener.session.undo()
    pupil.learner.settle()
    assert pupil.estimates == []


def test_neither_a_bookmark_nor_a_mark_made_while_reading_tells_anything(pupil: Pupil) -> None:
    pupil.listener.hears(5)
    pupil.listener.tagger.toggle_kind(Kind.BOOKMARK)
    pupil.listener.reads(2)
    pupil.listener.tagger.toggle_kind(Kind.QUOTE)
    pupil.learner.settle()
    assert pupil.estimates == []


def test_what_was_learned_is_remembered_and_nonsense_is_passed_over(pupil: Pupil) -> None:
    for cue in (2, 4, 6, 8):
        pupil.marks(cue * CUE_MS + 1_200, reach_back=1)
    pupil.learner.settle()
    again = ReactionLearner(pupil.listener.session, lambda: 0.0, 900)
    again.remember(pupil.learner.memory)
    assert again.memory == pupil.learner.memory
    again.remember("soon 3-4")
    assert again.memory == pupil.learner.memory
    again.remember("800 12 x-4 9-3 100-900")
    assert again.memory == "800 100-900"


def test_a_time_set_by_hand_begins_anew(pupil: Pupil) -> None:
    pupil.marks(2 * CUE_MS + 1_200, reach_back=1)
    pupil.learner.start_from(1_500)
    pupil.learner.settle()
    assert (pupil.learner.memory, pupil.estimates) == ("1500", [])


def test_double_speed_halves_what_the_words_say_of_the_ear(pupil: Pupil) -> None:
    transcript = pupil.listener.session.transcript
    assert transcript is not None
    assert told_by(transcript, 4_000, Listening(9_000, True, 1.0)) == Seen(1_000, 5_000)
    assert told_by(transcript, 4_000, Listening(9_000, True, 2.0)) == Seen(500, 2_500)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 4_999), st.integers(1, 20_000)).map(lambda p: Seen(p[0], sum(p))),
        max_size=12,
    ),
    st.integers(0, 5_000),
)
def test_an_estimate_is_always_a_reaction_time(seen: list[Seen], before_ms: int) -> None:
    assert 0 <= estimate(seen, before_ms) <= 5_000


def test_a_few_stray_marks_do_not_bend_the_estimate() -> None:
    steady = [Seen(800, 1_800)] * 20
    straight, bent = estimate(steady, 700), estimate([*steady, *[Seen(4_000, 9_000)] * 3], 700)
    assert 800 < straight < 1_800
    assert abs(straight - bent) <= 200


def test_a_sentence_begins_after_a_full_stop_another_speaker_or_at_its_line() -> None:
    lines = (
        ("Ida", "It rained. We stayed"), ("Ida", "indoors and read"),
        ("Bo", "all day"), ("Bo", "他来了。我走"),
    )  # fmt: skip
    transcript = Transcript(
        tuple(Cue(n * 4_000, n * 4_000 + 4_000, text, who) for n, (who, text) in enumerate(lines))
    )
    assert sentence_start(transcript, 6_000) == Point(0, len("It rained. "))
    assert sentence_start(transcript, 200) == Point(0, 0)
    assert sentence_start(transcript, 9_000) == Point(2, 0)
    assert sentence_start(transcript, 15_900) == Point(3, len("他来了。"))
    endless = Transcript(tuple(Cue(n * 4_000, n * 4_000 + 4_000, "and so on") for n in range(20)))
    assert sentence_start(endless, 70_000) == Point(17, 0)
