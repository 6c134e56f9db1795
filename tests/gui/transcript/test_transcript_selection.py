"""Selecting whole words, and what is told of it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.gui.transcript import TranscriptView
from annotator.gui.transcript.words import time_at, unit_at, units
from tests.gui.transcript.conftest import words


def _selected(view: TranscriptView) -> str:
    span = view.selection()
    return view.page.transcript.text_of(span) if span else ""


def test_a_selection_grows_to_whole_words(view: TranscriptView) -> None:
    view.set_selection(Span(Point(0, 7), Point(0, 17)))
    assert _selected(view) == "anybody still"


def test_selecting_tells_once_of_each_change(view: TranscriptView, qtbot: QtBot) -> None:
    told: list[Span | None] = []
    view.selectionChanged.connect(told.append)
    span = words(view.page.transcript, 1, "hand that")
    view.set_selection(span)
    view.set_selection(span)
    view.clear_selection()
    view.clear_selection()
    assert told == [span, None]


def test_a_span_from_another_transcript_selects_nothing(view: TranscriptView) -> None:
    view.set_selection(Span(Point(4, 0), Point(99, 3)))
    assert view.selection() is None


def test_a_sentence_without_blanks_can_be_selected_in_parts() -> None:
    transcript = Transcript((Cue(0, 1000, "世界の切り分け方。"), Cue(1000, 2000, "plain words")))
    assert units(transcript.cues[0])[-1] == (7, 9)
    assert transcript.text_of(unit_at(transcript, Point(0, 2))) == "の"
    assert time_at(transcript.cues[0], 0) < time_at(transcript.cues[0], 4) < 1000
    assert units(transcript.cues[1]) == [(0, 5), (6, 11)]
