"""Words are held to the sound they are heard in: the pauses before and after them."""

from __future__ import annotations

import pytest

from annotator.domain.alignment import HeardWord
from annotator.sources.speech_audio import Piece
from annotator.sources.speech_pauses import Pauses

numpy = pytest.importorskip("numpy", reason="the extra “speech” is not installed")


def _sound(*spoken: tuple[int, int], length_ms: int, start_ms: int = 0) -> Piece:
    samples = numpy.full(length_ms * 16, 0.0001, dtype=numpy.float32)
    for begin, end in spoken:
        samples[begin * 16 : end * 16] = 0.3
    return Piece(start_ms, samples)


def test_the_last_word_before_a_pause_ends_with_its_sound() -> None:
    pauses = Pauses()
    pauses.take(_sound((500, 1_000), (2_000, 2_600), length_ms=3_000))
    said, after = pauses.mended((HeardWord(" one", 520, 1_700), HeardWord(" two", 1_990, 2_600)))
    assert abs(said.end_ms - 1_000) <= 50
    assert abs(after.start_ms - 2_000) <= 50


def test_a_word_that_comes_late_after_a_pause_begins_with_its_sound() -> None:
    pauses = Pauses()
    pauses.take(_sound((500, 1_000), (2_000, 2_600), length_ms=3_000))
    _, after = pauses.mended((HeardWord(" one", 500, 1_000), HeardWord(" two", 2_250, 2_600)))
    assert abs(after.start_ms - 2_000) <= 50


def test_the_silence_before_a_word_is_no_part_of_it() -> None:
    pauses = Pauses()
    pauses.take(_sound((500, 1_000), (2_000, 2_600), length_ms=3_000))
    _, after = pauses.mended((HeardWord(" one", 520, 1_000), HeardWord(" two", 1_300, 2_600)))
    assert abs(after.start_ms - 2_000) <= 50


def test_a_word_with_a_pause_in_it_is_said_on_the_side_of_its_sentence() -> None:
    sound = _sound((500, 1_400), (2_000, 2_600), length_ms=3_000)
    pauses = Pauses()
    pauses.take(sound)
    words = (HeardWord(" one.", 500, 1_050), HeardWord(" two", 1_050, 2_200))
    assert abs(pauses.mended(words)[1].start_ms - 2_000) <= 50

    pauses = Pauses()
    pauses.take(sound)
    words = (HeardWord(" one", 500, 1_050), HeardWord(" two.", 1_050, 2_200))
    assert abs(pauses.mended(words)[1].end_ms - 1_400) <= 50


def test_the_second_word_after_a_pause_stays_where_it_was_heard() -> None:
    pauses = Pauses()
    pauses.take(_sound((2_000, 3_000), length_ms=4_000))
    words = (HeardWord(" two", 2_000, 2_240), HeardWord(" three", 2_250, 3_000))
    assert pauses.mended(words)[1].start_ms == 2_250


def test_pauses_of_a_later_piece_are_where_they_are_in_the_whole_sound() -> None:
    pauses = Pauses()
    pauses.take(_sound((500, 1_000), length_ms=3_000, start_ms=60_000))
    (said,) = pauses.mended((HeardWord(" one", 60_520, 61_700),))
    assert abs(said.end_ms - 61_000) <= 50


def test_silence_alone_changes_nothing() -> None:
    pauses = Pauses()
    pauses.take(_sound(length_ms=2_000))
    assert pauses.mended((HeardWord(" hm", 500, 900),)) == (HeardWord(" hm", 500, 900),)
