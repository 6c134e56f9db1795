"""Growing, shrinking and removing the mark at hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from listener import CUE_MS, TALK, Listener

from annotator.domain.errors import UsageError
from annotator.domain.notes import Kind
from annotator.domain.transcript import Transcript


@pytest.fixture
def wet(listener: Listener) -> Listener:
    """A listener with one mark, on the sixth cue."""
    listener.reads(5)
    listener.tagger.toggle_kind(Kind.QUOTE)
    return listener


@pytest.mark.parametrize(
    ("moves", "words"),
    [
        ([{"start": -1}], f"{TALK[4]} {TALK[5]}"),
        ([{"start": -1}, {"start": 1}], TALK[5]),
        ([{"end": 1}], f"{TALK[5]} {TALK[6]}"),
        ([{"end": 1}, {"end": -1}], TALK[5]),
        ([{"start": -1, "by_word": True}], f"reading {TALK[5]}"),
        ([{"start": 1, "by_word": True}], "learn it by getting wet"),
        ([{"end": 1, "by_word": True}], f"{TALK[5]} and"),
        ([{"end": -1, "by_word": True}], "you learn it by getting"),
        ([{"start": -1, "by_word": True}, {"start": -1}], f"{TALK[4]} {TALK[5]}"),
        ([{"start": 1, "by_word": True}, {"start": -1}], TALK[5]),
        ([{"end": 1, "by_word": True}, {"end": 1}], f"{TALK[5]} {TALK[6]}"),
        ([{"end": -1, "by_word": True}, {"end": 1}], TALK[5]),
        ([{"start": -1, "by_word": True}, {"start": 1}], TALK[5]),
        ([{"start": 1}], TALK[5]),
        ([{"end": -1}], TALK[5]),
        ([{"start": 1, "by_word": True}] * 9, "wet"),
        ([{"end": -1, "by_word": True}] * 9, "you"),
        ([{"start": -1}] * 9, " ".join(TALK[:6])),
        ([{"end": 1}] * 9, " ".join(TALK[5:])),
    ],
)
def test_a_mark_grows_and_shrinks(wet: Listener, moves: list[dict[str, int]], words: str) -> None:
    for move in moves:
        wet.tagger.move_edges(**move)

    assert wet.marked == [words]


def test_growing_by_a_cue_takes_the_pauses_with_it(wet: Listener) -> None:
    wet.tagger.move_edges(end=1)

    assert (wet.mark.start_ms, wet.mark.end_ms) == (5 * CUE_MS, 7 * CUE_MS)


def test_growing_over_another_speaker_leaves_the_speaker_open(wet: Listener) -> None:
    transcript = wet.session.transcript
    assert transcript is not None
    cues = list(transcript.cues)
    cues[4] = replace(cues[4], speaker="Ben")
    wet.session.transcript = Transcript(tuple(cues))

    wet.tagger.move_edges(start=-1)
    assert wet.mark.speaker == ""
    wet.tagger.move_edges(start=1)
    assert wet.mark.speaker == "Ida"


def test_without_a_mark_there_is_nothing_to_grow(listener: Listener) -> None:
    listener.reads(5)

    with pytest.raises(UsageError, match="make one first"):
        listener.tagger.move_edges(start=-1)


def test_a_mark_without_words_cannot_grow_by_them(listener: Listener) -> None:
    listener.session.transcript = None
    listener.now.position_ms = 60_000
    listener.tagger.toggle_kind(Kind.BOOKMARK)

    with pytest.raises(UsageError, match="no words to grow by"):
        listener.tagger.move_edges(start=-1)


def test_removing_takes_the_current_mark_and_undo_brings_it_back(wet: Listener) -> None:
    mark = wet.mark

    assert wet.tagger.remove()
    assert wet.marked == []

    wet.session.undo()
    assert wet.mark == mark


def test_removing_takes_the_mark_under_the_cursor_where_none_is_current(wet: Listener) -> None:
    wet.session.desk.current_mark = None

    wet.reads(4)
    assert not wet.tagger.remove()
    wet.reads(5)
    assert wet.tagger.remove()
