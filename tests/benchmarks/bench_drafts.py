"""What checking a draft costs: against one long episode, and against a large library."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "drafts"))

from damage import Case, Damager, article
from made_talk import SPEAKERS, lexicon, talk

from annotator.domain.notes import Episode
from annotator.domain.transcript import Cue, Transcript
from annotator.drafts.draft import Draft
from annotator.drafts.reading import read_draft
from annotator.session.draft_check import DraftCheck
from annotator.store import Library, open_library
from annotator.store.changes import TranscriptSource

_LINE, _CUE_MS = 12, 4_320
_EPISODES, _WORDS = 1_000, 10_000
_QUOTATIONS, _DRAFT_WORDS = 40, 3_000


def rows() -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        return [*_one_episode(Path(folder)), *_library(Path(folder))]


def _one_episode(folder: Path) -> list[tuple[str, str, str]]:
    library = open_library(folder / "one.sqlite")
    transcript = talk(30_000)
    _add(library, [transcript])
    draft = _draft(_drawn([transcript]))
    took = [_timed(library, draft)[0] for _ in range(5)]
    library.close()
    size = f"3 h, 30,000 words; {_QUOTATIONS} quotations"
    return [("check a draft of 3,000 words", size, f"{statistics.median(took):.2f} s")]


def _library(folder: Path) -> list[tuple[str, str, str]]:
    library = open_library(folder / "many.sqlite")
    began = time.perf_counter()
    drawn = [_episode(seed) for seed in range(_EPISODES)]
    _add(library, drawn)
    built = time.perf_counter() - began
    cases = _drawn(random.Random(4).sample(drawn, 8))
    draft = _draft(cases)
    runs = [_timed(library, draft) for _ in range(3)]
    library.close()
    took = statistics.median(seconds for seconds, _ in runs)
    right = sum(
        verdict in case.right for case, verdict in zip(cases, runs[0][1], strict=True)
    ) / len(cases)
    words = sum(transcript.word_count for transcript in drawn)
    size = f"{_EPISODES:,} episodes, {words:,} words; {len(cases)} quotations"
    return [
        ("build the library", size, f"{built:.0f} s"),
        ("check a draft of 3,000 words", size, f"{took:.2f} s"),
        ("verdicts right", size, f"{right:.1%}"),
    ]


def _episode(seed: int) -> Transcript:
    """An episode of 10,000 words without word times: lines of twelve words."""
    draw = random.Random(seed)
    pool, weights = lexicon(30_000)
    words = draw.choices(pool, cum_weights=weights, k=_WORDS)
    cues = []
    for number, begin in enumerate(range(0, _WORDS, _LINE)):
        text = " ".join(words[begin : begin + _LINE]).capitalize() + "."
        speaker = SPEAKERS[number // 4 % len(SPEAKERS)]
        cues.append(Cue(number * _CUE_MS, (number + 1) * _CUE_MS, text, speaker))
    return Transcript(tuple(cues), "en")


def _add(library: Library, transcripts: list[Transcript]) -> None:
    for begin in range(0, len(transcripts), 50):
        with library.changing("Make", None) as change:
            for number, transcript in enumerate(transcripts[begin : begin + 50], begin):
                episode = change.writes.add_episode(
                    Episode(0, f"bench{number}", f"Talk {number}", created_at=library.now())
                )
                source = TranscriptSource("srt", "", f"bench{number}", read_at=library.now())
                change.writes.use_transcript(episode.id, transcript, source=source)


def _drawn(transcripts: list[Transcript]) -> list[Case]:
    """Forty quotations of the transcripts, whole and damaged."""
    cases = [case for each in transcripts for case in Damager(each).cases(4)]
    random.Random(2).shuffle(cases)
    return cases[:_QUOTATIONS]


def _draft(cases: list[Case]) -> Draft:
    quoted = sum(len(case.text.split()) for case in cases)
    prose = " ".join(["prose"] * max((_DRAFT_WORDS - quoted) // len(cases), 1)) + "."
    return read_draft(article(cases, prose).encode(), "draft.txt")


def _timed(library: Library, draft: Draft) -> tuple[float, list[str]]:
    began = time.perf_counter()
    checked = DraftCheck(library, draft).run()
    return time.perf_counter() - began, [item.finding.verdict.value for item in checked]
