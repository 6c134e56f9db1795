"""A day of talk with ten thousand marks: everything is where it should be, at both ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.gui.transcript import MarkSpan, TranscriptView
from tests.gui.transcript.conftest import Eyes, conversation

GREEN, VIOLET = "#2E9E6B", "#7A5AE0"
CUES, MARKS = 21_600, 10_000


@pytest.fixture
def day(make_view: Callable[..., TranscriptView]) -> TranscriptView:
    view = make_view()
    transcript = conversation(CUES // 6)
    view.set_transcript(transcript, "A day of talk", "24 hours")
    view.set_marks(
        MarkSpan(n, transcript.cue_span(2 * n, 2 * n), (GREEN,), is_quote=n % 3 == 0)
        for n in range(MARKS)
    )
    return view


def test_the_first_and_the_last_mark_are_beside_their_cues(day: TranscriptView) -> None:
    eyes = Eyes(day)
    assert eyes.share(eyes.bar(0), eyes.mark(GREEN)) > 0.9
    assert eyes.share(eyes.bar(1), eyes.mark(GREEN)) == 0
    day.ensure_visible(2 * (MARKS - 1))
    assert eyes.share(eyes.bar(2 * (MARKS - 1)), eyes.mark(GREEN)) > 0.9


def test_a_mark_added_late_in_the_day_shows_at_once(day: TranscriptView) -> None:
    eyes = Eyes(day)
    day.set_spoken(20_001, 3)
    assert eyes.share(eyes.word(20_001, 3), day.page.theme.spoken) > 0.4
    day.update_marks([MarkSpan(MARKS, day.page.transcript.cue_span(20_001), (VIOLET,))])
    assert eyes.share(eyes.bar(20_001), eyes.mark(VIOLET)) > 0.9


def test_find_counts_and_reaches_the_last_hit(day: TranscriptView) -> None:
    assert day.find_text("judgement. It is") == CUES // 6
    day.find_previous()
    assert CUES - 3 in day.rows_shown
