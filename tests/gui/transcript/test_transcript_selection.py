"""Selecting by word and by cue, and what is pasted elsewhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.gui.transcript import TranscriptView
from annotator.gui.transcript.words import next_unit, plain_text, time_at, unit_at, units
from tests.gui.transcript.conftest import conversation, words


def _selected(view: TranscriptView) -> str:
    span = view.selection()
    return view.page.transcript.text_of(span) if span else ""


def test_a_selection_grows_to_whole_words(view: TranscriptView) -> None:
    view.set_selection(Span(Point(0, 7), Point(0, 17)))
    assert _selected(view) == "anybody still"


def test_extending_by_word_starts_at_the_cursor_and_crosses_cues(view: TranscriptView) -> None:
    view.set_cursor(3)
    for _ in range(6):
        view.extend_selection_by_word(1)
    assert _selected(view) == "So it is about judgement. It"
    view.extend_selection_by_word(-1)
    view.extend_selection_by_word(-1)
    assert _selected(view) == "So it is about"


def test_extending_backwards_past_the_start_selects_what_is_before(view: TranscriptView) -> None:
    view.set_selection(words(view.page.transcript, 3, "So"))
    view.extend_selection_by_word(-1)
    assert _selected(view) == "care. So"
    view.extend_selection_by_word(1)
    view.extend_selection_by_word(1)
    assert _selected(view) == "So it"


def test_extending_by_cue_selects_whole_cues_and_stops_at_the_ends(view: TranscriptView) -> None:
    view.set_cursor(4)
    view.extend_selection_by_cue(1)
    assert _selected(view).startswith("It is. A machine")
    for _ in range(3):
        view.extend_selection_by_cue(1)
    assert _selected(view).endswith("in the hall laughs.")
    view.extend_selection_by_cue(-1)
    view.extend_selection_by_cue(-1)
    assert _selected(view) == "So it is about judgement. " + view.page.transcript.cues[4].text


def test_a_word_can_be_taken_off_again_after_whole_cues(view: TranscriptView) -> None:
    view.set_cursor(3)
    view.extend_selection_by_cue(1)
    view.extend_selection_by_word(-1)
    assert _selected(view) == "So it is about"


def test_selecting_tells_once_of_each_change(view: TranscriptView, qtbot: QtBot) -> None:
    told: list[Span | None] = []
    view.selectionChanged.connect(told.append)
    span = words(view.page.transcript, 1, "hand that")
    view.set_selection(span)
    view.set_selection(span)
    view.clear_selection()
    view.clear_selection()
    assert told == [span, None]


def test_select_all_reaches_from_the_first_word_to_the_last(view: TranscriptView) -> None:
    view.select_all()
    transcript = view.page.transcript
    assert view.selection() == transcript.cue_span(0, len(transcript.cues) - 1)


def test_copying_words_of_one_speaker_gives_the_words_alone(view: TranscriptView) -> None:
    view.set_selection(words(view.page.transcript, 1, "a hand that has failed"))
    view.copy()
    assert QGuiApplication.clipboard().text() == "a hand that has failed"


def test_copying_across_speakers_names_each_turn(view: TranscriptView) -> None:
    transcript = view.page.transcript
    view.set_selection(Span(Point(2, 50), Point(5, 8)))
    view.copy()
    assert QGuiApplication.clipboard().text() == (
        "Ben: have done it once with care.\n"
        "Ada: So it is about judgement.\n"
        f"Ben: {transcript.cues[4].text}\n"
        "Somebody"
    )


def test_a_span_from_another_transcript_selects_nothing(view: TranscriptView) -> None:
    view.set_selection(Span(Point(4, 0), Point(99, 3)))
    assert view.selection() is None


def test_a_sentence_without_blanks_can_be_selected_in_parts() -> None:
    transcript = Transcript((Cue(0, 1000, "世界の切り分け方。"), Cue(1000, 2000, "plain words")))
    assert units(transcript.cues[0])[-1] == (7, 9)
    second = next_unit(transcript, unit_at(transcript, Point(0, 0)), 1)
    assert transcript.text_of(second) == "の"
    assert time_at(transcript.cues[0], 0) < time_at(transcript.cues[0], 4) < 1000
    assert units(transcript.cues[1]) == [(0, 5), (6, 11)]


@given(st.integers(0, 5), st.integers(0, 80), st.sampled_from([1, -1]))
def test_stepping_there_and_back_comes_home(cue: int, char: int, step: int) -> None:
    transcript = conversation()
    here = unit_at(transcript, Point(cue, min(char, len(transcript.cues[cue].text))))
    there = next_unit(transcript, here, step)
    assert next_unit(transcript, there, -step) == here or there == here


def test_plain_text_of_a_cue_without_words_is_empty() -> None:
    transcript = Transcript((Cue(0, 10, "", "Ada"), Cue(10, 20, "hm", "Ben")))
    assert plain_text(transcript, transcript.cue_span(0, 1)) == "Ben: hm"
