"""Whether a key marks the cue its listener meant, before and after the reaction is learned.

The listeners are made up, the cues are those of real transcripts ($ANNOTATOR_CORPUS, or
../shared/corpus beside the checkout). A listener's median reaction is drawn log-normally about
1.4 s (deviation of the logarithm 0.4), each reaction log-normally about that (0.35), from a
moment anywhere within the cue that is meant. Of the marks that miss, six in ten are put right
soon after; one mark in twenty has its beginning moved a cue earlier for no such reason.
"""

from __future__ import annotations

import math
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import mean, median

from annotator.domain.errors import AnnotatorError
from annotator.domain.transcript import Transcript
from annotator.formats import read_transcript
from annotator.session.desk import Desk
from annotator.session.reaction import Seen, estimate, told_by
from annotator.session.targets import Listening, find_target

DEFAULT_MS = 700
LISTENERS, MARKS = 100, 120
_MOST_MS, _FEWEST_CUES = 12_000, 40
_MEDIAN_MS, _APART, _WITHIN = 1_400, 0.4, 0.35
_PUT_RIGHT, _WHIM = 0.6, 0.05


def transcripts() -> list[Transcript]:
    """Those of the corpus that are cut into cues of talk, not into chapters or single words."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "corpus"
    folder = Path(os.environ.get("ANNOTATOR_CORPUS", beside)) / "transcripts"
    found = []
    for path in sorted([*folder.rglob("*.vtt"), *folder.rglob("*.srt")]):
        try:
            transcript = read_transcript(path.read_bytes()).transcript
        except AnnotatorError:
            continue
        lengths = [cue.end_ms - cue.start_ms for cue in transcript.cues]
        if len(lengths) >= _FEWEST_CUES and 1_000 <= median(lengths) <= _MOST_MS:
            found.append(transcript)
    return found


class SimulatedListener:
    """Marks one transcript; `landed` tells for each mark whether it was on the cue meant."""

    def __init__(self, transcript: Transcript, seed: int) -> None:
        self._chance = random.Random(seed)
        self._transcript = transcript
        self.median_ms = self._drawn(_MEDIAN_MS, _APART)
        self._seen: list[Seen] = []

    def listens(self, marks: int, *, learning: bool) -> tuple[list[bool], int]:
        """Whether each of `marks` landed, and the reaction time it was marked with in the end."""
        reaction_ms, landed = DEFAULT_MS, []
        for _ in range(marks):
            meant = self._chance.randrange(1, len(self._transcript.cues))
            cue = self._transcript.cues[meant]
            moment = self._chance.randint(cue.start_ms, cue.end_ms)
            rate = self._chance.choice((1.0, 1.0, 1.5))
            position_ms = moment + round(self._drawn(self.median_ms, _WITHIN) * rate)
            listening = Listening(position_ms, True, rate)
            target = find_target(
                self._transcript, Desk(), listening, reaction_ms=reaction_ms, blind_ms=10_000
            )
            marked = target.span.start.cue if target and target.span else 0
            landed.append(marked == meant)
            if learning:
                begins = self._begins(marked, meant)
                seen = told_by(self._transcript, self._transcript.cues[begins].start_ms, listening)
                if seen is not None:
                    self._seen = [*self._seen, seen][-40:]
                    if begins != marked:
                        reaction_ms = estimate(self._seen, DEFAULT_MS)
        return landed, reaction_ms

    def _begins(self, marked: int, meant: int) -> int:
        """The cue the mark begins in once its listener has looked at it."""
        if marked != meant and self._chance.random() < _PUT_RIGHT:
            return meant
        return max(marked - 1, 0) if self._chance.random() < _WHIM else marked

    def _drawn(self, middle_ms: float, deviation: float) -> float:
        return middle_ms * math.exp(self._chance.gauss(0, deviation))


def rows(listeners: int = LISTENERS, marks: int = MARKS) -> Iterator[tuple[str, str, str]]:
    talks = transcripts()
    before, at_last, off, early = [], [], [], []
    for seed in range(listeners):
        talk = talks[seed % len(talks)]
        before += SimulatedListener(talk, seed).listens(marks, learning=False)[0]
        learner = SimulatedListener(talk, seed)
        landed, reaction_ms = learner.listens(marks, learning=True)
        at_last += landed[20:]
        early += landed[5:20]
        off.append(abs(reaction_ms - learner.median_ms))
    cues = sum(len(talk.cues) for talk in talks)
    size = f"{listeners} listeners, {marks} marks each, {len(talks)} transcripts ({cues} cues)"
    yield "marks on the cue meant, before learning", size, f"{100 * mean(before):.1f} %"
    yield "the same, marks 6 to 20", size, f"{100 * mean(early):.1f} %"
    yield "the same, after 20 marks", size, f"{100 * mean(at_last):.1f} %"
    yield "learned reaction off the listener's own", size, f"{median(off):.0f} ms"
    knowing = [_with_the_true(talks[seed % len(talks)], seed, marks) for seed in range(listeners)]
    yield "the most there is: the listener's median known", size, f"{100 * mean(knowing):.1f} %"
    seen, began = [Seen(400, 2_400), Seen(900, 4_000)] * 20, time.perf_counter()
    for _ in range(20):
        estimate(seen, DEFAULT_MS)
    yield "an estimate", "40 marks", f"{(time.perf_counter() - began) * 50:.2f} ms"


def _with_the_true(talk: Transcript, seed: int, marks: int) -> float:
    """The share that lands for a listener whose median reaction is the setting."""
    listener, chance = SimulatedListener(talk, seed), random.Random(seed + 1)
    landed = 0
    for _ in range(marks):
        meant = chance.randrange(1, len(talk.cues))
        cue = talk.cues[meant]
        reaction_ms = listener.median_ms * math.exp(chance.gauss(0, _WITHIN))
        heard_ms = chance.randint(cue.start_ms, cue.end_ms) + reaction_ms - listener.median_ms
        landed += talk.cue_at(round(heard_ms)) == meant
    return landed / marks


if __name__ == "__main__":
    for row in rows():
        print("  ".join(row), flush=True)
