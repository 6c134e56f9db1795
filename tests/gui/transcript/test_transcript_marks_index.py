"""Which marks touch a cue, and which lane their bars take."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.notes import Anchor, Annotation, Kind
from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.gui.transcript.mark_index import MAX_LANES, MarkIndex
from annotator.gui.transcript.values import MarkSpan
from annotator.gui.transcript.waiting_marks import WaitingMarks


def _mark(mark_id: int, first: int, last: int, *colours: str) -> MarkSpan:
    return MarkSpan(mark_id, Span(Point(first, 0), Point(last, 5)), colours)


def _lane(index: MarkIndex, mark_id: int) -> list[int]:
    mark = index.get(mark_id)
    assert mark is not None
    return [lane for _, lane in index.lanes(mark)]


MARKS = st.lists(
    st.tuples(st.integers(0, 120), st.integers(0, 70), st.sampled_from(["#a", "#b", "#c", ""])),
    max_size=25,
).map(
    lambda drawn: [
        _mark(n, first, first + length, *([colour] if colour else []))
        for n, (first, length, colour) in enumerate(drawn)
    ]
)


@given(MARKS, st.integers(0, 200), st.integers(0, 40))
def test_marks_touching_cues_are_all_those_that_overlap_them(
    marks: list[MarkSpan], first: int, more: int
) -> None:
    last = first + more
    expected = {mark.id for mark in marks if mark.first_cue <= last and mark.last_cue >= first}
    assert {mark.id for mark in MarkIndex(marks).touching(first, last)} == expected


@given(MARKS.flatmap(st.permutations))
def test_marks_put_one_by_one_answer_like_marks_given_at_once(marks: list[MarkSpan]) -> None:
    index = MarkIndex()
    for mark in marks:
        index.put(mark)
    together = MarkIndex(marks)
    assert index.touching(0, 300) == together.touching(0, 300)
    assert len(index) == len(together)


@given(MARKS)
def test_bars_of_different_topics_never_share_a_lane_where_they_overlap(
    marks: list[MarkSpan],
) -> None:
    index = MarkIndex(marks)
    for mark in marks:
        for other in index.touching(mark.first_cue, mark.last_cue):
            for colour, lane in index.lanes(mark):
                for other_colour, other_lane in index.lanes(other):
                    assert colour == other_colour or lane != other_lane


@given(MARKS)
def test_taking_all_marks_away_leaves_nothing(marks: list[MarkSpan]) -> None:
    index = MarkIndex(marks)
    for mark in marks:
        assert index.remove(mark.id) == mark
    assert index.touching(0, 300) == []
    assert index.lane_count == 0
    assert index.remove(1) is None


def test_two_marks_of_one_topic_share_a_lane() -> None:
    index = MarkIndex([_mark(1, 0, 3, "#a"), _mark(2, 2, 4, "#a"), _mark(3, 2, 2, "#b")])
    assert (_lane(index, 1), _lane(index, 2), _lane(index, 3)) == ([0], [0], [1])


def test_a_mark_of_three_topics_has_three_bars() -> None:
    index = MarkIndex([_mark(1, 0, 0, "#a", "#b", "#c", "#a")])
    assert _lane(index, 1) == [0, 1, 2]
    assert index.lane_count == 3


def test_a_crowd_of_bars_stops_growing_wider() -> None:
    index = MarkIndex([_mark(n, 0, 1, f"#{n}") for n in range(30)])
    assert index.lane_count == MAX_LANES


def test_replacing_a_mark_moves_it() -> None:
    index = MarkIndex([_mark(1, 0, 0, "#a")])
    index.put(_mark(1, 90, 91, "#b"))
    assert index.touching(0, 10) == []
    assert [mark.colours for mark in index.touching(91, 91)] == [("#b",)]
    assert len(index) == 1


def test_a_mark_that_ends_before_a_cues_first_word_does_not_touch_that_cue() -> None:
    mark = MarkSpan(1, Span(Point(2, 4), Point(3, 0)), ("#a",))
    assert MarkIndex([mark]).touching(3, 3) == []
    assert MarkIndex([mark]).touching(2, 2) == [mark]


TALK = Transcript(tuple(Cue(1000 * n, 1000 * n + 900, f"line {n}") for n in range(60)))
TIMES = st.lists(
    st.tuples(st.integers(0, 60_000), st.integers(1, 9_000), st.sampled_from(["#a", "#b", "#c"])),
    max_size=25,
)


@given(
    TIMES,
    st.lists(st.tuples(st.sampled_from(["look", "take out", "some"]), st.integers(0, 59))),
)
def test_marks_that_wait_are_found_in_the_lanes_they_would_have_at_once(
    drawn: list[tuple[int, int, str]], steps: list[tuple[str, int]]
) -> None:
    colours = {number: colour for number, (_, _, colour) in enumerate(drawn, 1)}
    marks = [
        Annotation(number, f"u{number}", 1, Kind.TOPIC, Anchor(start, start + length))
        for number, (start, length, _) in enumerate(drawn, 1)
    ]
    marks.sort(key=lambda mark: (mark.start_ms, mark.id))

    def place(mark: Annotation) -> MarkSpan | None:
        span = TALK.span_of(mark.start_ms, mark.end_ms)
        return MarkSpan(mark.id, span, (colours[mark.id],)) if span else None

    index = MarkIndex(waiting=WaitingMarks(marks, TALK, place))
    at_once = MarkIndex(placed for mark in marks if (placed := place(mark)))
    for what, number in steps:
        if what == "take out":
            assert index.remove(number) == at_once.remove(number)
        elif what == "some":
            index.place_some(3)
        seen = index.touching(number, number + 2)
        assert seen == at_once.touching(number, number + 2)
        assert [_lane(index, mark.id) for mark in seen] == [
            _lane(at_once, mark.id) for mark in seen
        ]
    while index.place_some(5):
        pass
    assert index.touching(0, 59) == at_once.touching(0, 59)
    assert len(index) == len(at_once)


def test_room_for_the_bars_there_were_is_left_until_all_marks_are_placed() -> None:
    marks = [
        Annotation(
            number, f"u{number}", 1, Kind.TOPIC, Anchor(4_000 * number, 4_000 * number + 900)
        )
        for number in range(1, 12)
    ]

    def place(mark: Annotation) -> MarkSpan | None:
        return _mark(mark.id, mark.id * 4, mark.id * 4, "#a")

    index = MarkIndex(waiting=WaitingMarks(marks, TALK, place), room=5)
    lanes = [index.lane_count]
    while index.place_some(5):
        lanes.append(index.lane_count)
    assert set(lanes) == {5}
    assert index.lane_count == 1
