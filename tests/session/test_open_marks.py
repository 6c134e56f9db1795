"""What is known of all marks of an episode stays true while they come, change and go."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.mark_looks import MarkLooks
from annotator.domain.notes import Anchor, Annotation, Kind
from annotator.session.open_marks import OpenMarks


def _mark(ident: int, start_ms: int, length_ms: int, text: str, note: str) -> Annotation:
    return Annotation(
        ident, f"m{ident}", 1, Kind.NOTE, Anchor(start_ms, start_ms + length_ms, text), (), note
    )


MARKS = st.builds(
    _mark,
    st.integers(1, 30),
    st.integers(0, 20).map(lambda n: n * 500),
    st.sampled_from((0, 300, 2_000)),
    st.text("ab ", max_size=9),
    st.text("xy", max_size=4),
)
SOME = st.lists(MARKS, max_size=12, unique_by=lambda mark: mark.id)


def _in_order(marks: list[Annotation]) -> list[Annotation]:
    return sorted(marks, key=lambda mark: (mark.start_ms, mark.id))


def _columns(looks: MarkLooks) -> list[list[int]]:
    return [list(getattr(looks, name)) for name in MarkLooks.__slots__]


@settings(max_examples=150)
@given(SOME, st.lists(st.tuples(SOME, st.frozensets(st.integers(1, 30), max_size=6)), max_size=5))
def test_what_is_known_of_the_marks_is_that_of_those_there_are(
    first: list[Annotation], changes: list[tuple[list[Annotation], frozenset[int]]]
) -> None:
    opened = OpenMarks(_in_order(first))
    there = {mark.id: mark for mark in first}
    handed_over, then = opened.looks.copy(), _columns(opened.looks)
    for fresh, gone in changes:
        opened.replace(gone | {mark.id for mark in fresh}, fresh)
        for ident in gone:
            there.pop(ident, None)
        there |= {mark.id: mark for mark in fresh}
        assert opened.ordered == _in_order(list(there.values()))
        assert _columns(opened.looks) == _columns(MarkLooks(opened.ordered))
    assert _columns(handed_over) == then


@settings(max_examples=150)
@given(SOME, st.integers(0, 20), st.integers(0, 20))
def test_the_marks_of_a_stretch_are_those_heard_in_it_or_touching_it(
    marks: list[Annotation], one: int, other: int
) -> None:
    begin_ms, end_ms = min(one, other) * 500, max(one, other) * 500
    found = OpenMarks(_in_order(marks)).within(begin_ms, end_ms)
    assert set(found) == {m for m in marks if m.start_ms <= end_ms and m.end_ms >= begin_ms}
    assert list(found) == _in_order(list(found))
