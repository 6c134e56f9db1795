"""The listener's reaction time, learned from where their marks come to begin.

A key pressed while listening marks the cue heard a reaction time ago. Where the mark's beginning
is moved soon after (a repeat of the key, the edge keys, a drag), the mark says which reaction
time would have been right: any that leads from the key press back into the cue it begins in now.
A mark left alone says the same of the cue it is on, and speaks against what moved ones say, but
makes no new estimate by itself. The estimate is the median reaction time under which the recent
marks are likeliest; a few marks moved for other reasons do not bend it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.notes import Episode
from annotator.domain.transcript import Transcript
from annotator.session.hooks import Hook
from annotator.session.ports import Clock
from annotator.session.session import Session
from annotator.session.targets import Listening
from annotator.session.told import MarksDelta

SOON_S = 30.0
"""How long after the key press a moved beginning still tells of the ear, not of the words."""

_RECENT = 40
_LONGEST_MS = 5_000
_STEP_MS = 50
_SPREAD, _DOUBT = 0.35, 0.45
"""How far one listener's reactions, and listeners, lie apart: deviations of the logarithm."""

_STRAY = 0.1
"""The share of marks that begin where they do for reasons of their own."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one mark tells: the reaction times, in real ms, that would have led to its cue."""

    low_ms: int
    high_ms: int


@dataclass(frozen=True, slots=True)
class HeardMark:
    """A mark just made while listening, and what the ear was at when its key was pressed."""

    mark_id: int
    listening: Listening


def told_by(transcript: Transcript, start_ms: int, listening: Listening) -> Seen | None:
    """What a mark that begins at `start_ms` tells of the reaction; None where it tells nothing,
    since it begins after what was heard or too long before it."""
    cue = transcript.cue_at(start_ms)
    if cue is None:
        return None
    last = cue + 1 == len(transcript.cues)
    end_ms = transcript.cues[cue].end_ms if last else transcript.cues[cue + 1].start_ms
    low_ms = round((listening.position_ms - end_ms) / listening.rate)
    high_ms = round((listening.position_ms - transcript.cues[cue].start_ms) / listening.rate)
    return Seen(max(low_ms, 0), high_ms) if high_ms > 0 and low_ms < _LONGEST_MS else None


def estimate(seen: Sequence[Seen], before_ms: int) -> int:
    """The reaction time that `seen` speak for, where `before_ms` was thought until then."""
    if not seen:
        return before_ms
    edges = [(_log(one.low_ms), _log(one.high_ms)) for one in seen]
    thought = _log(max(before_ms, _STEP_MS))

    def likelihood(reaction_ms: int) -> float:
        middle = _log(reaction_ms)
        total = -(((middle - thought) / _DOUBT) ** 2) / 2
        for low, high in edges:
            within = _below((high - middle) / _SPREAD) - _below((low - middle) / _SPREAD)
            total += math.log(_STRAY + (1 - _STRAY) * within)
        return total

    coarse = max(range(_STEP_MS, _LONGEST_MS + 1, 4 * _STEP_MS), key=likelihood)
    near = range(max(coarse - 3 * _STEP_MS, _STEP_MS), coarse + 4 * _STEP_MS, _STEP_MS)
    return min(max(near, key=likelihood), _LONGEST_MS)


class ReactionLearner:
    """Watches the marks made while listening; `learned` tells the estimate, in ms, after each
    whose beginning was moved."""

    def __init__(self, session: Session, clock: Clock, before_ms: int) -> None:
        self.learned: Hook[int] = Hook()
        self._session = session
        self._clock = clock
        self._before_ms = before_ms
        self._seen: list[Seen] = []
        self._heard: HeardMark | None = None
        self._start_ms = 0
        self._moved = False
        self._until = 0.0
        self._transcript: Transcript | None = None
        session.marks_changed.connect(self._watch)
        session.marks_renewed.connect(lambda _: self._let_go())
        session.opened.connect(self._opened)

    def start_from(self, reaction_ms: int) -> None:
        """Forget what was learned: `reaction_ms` was set by hand."""
        self._before_ms = reaction_ms
        self._seen.clear()
        self._heard = None

    def made(self, heard: HeardMark) -> None:
        """A mark was made; what the one before it tells is settled now."""
        self.settle()
        mark = self._session.mark(heard.mark_id)
        if mark is not None and self._session.transcript is not None:
            self._heard, self._start_ms, self._moved = heard, mark.start_ms, False
            self._transcript = self._session.transcript
            self._until = self._clock() + SOON_S

    def settle(self) -> None:
        """Take in what the last mark tells by where it begins now."""
        heard, self._heard = self._heard, None
        if heard is None or self._transcript is None:
            return
        seen = told_by(self._transcript, self._start_ms, heard.listening)
        if seen is not None:
            self._seen = [*self._seen, seen][-_RECENT:]
            if self._moved:
                self.learned.tell(estimate(self._seen, self._before_ms))

    @property
    def memory(self) -> str:
        """What was learned, as text to keep: ``700 300-2300 900-4100``."""
        return " ".join(
            [str(self._before_ms), *(f"{one.low_ms}-{one.high_ms}" for one in self._seen)]
        )

    def remember(self, memory: str) -> None:
        """Go on from a `memory` kept before; one that makes no sense is passed over."""
        before, *pairs = memory.split() or [""]
        if before.isdecimal():
            self._before_ms, self._seen = int(before), list(_read(pairs))[-_RECENT:]

    def _watch(self, delta: MarksDelta) -> None:
        heard = self._heard
        if heard is None or self._clock() > self._until:
            return
        if heard.mark_id in delta.removed:
            self._heard = None
        for mark in delta.changed:
            if mark.id == heard.mark_id and mark.start_ms != self._start_ms:
                self._start_ms, self._moved = mark.start_ms, True

    def _let_go(self) -> None:
        """Many marks were moved at once: where the last one begins now tells nothing."""
        self._heard = None

    def _opened(self, _episode: Episode | None) -> None:
        self.settle()


def _read(pairs: Iterable[str]) -> Iterable[Seen]:
    for pair in pairs:
        low, _, high = pair.partition("-")
        if low.isdecimal() and high.isdecimal() and int(low) < int(high):
            yield Seen(int(low), int(high))


def _log(ms: int) -> float:
    return math.log(max(ms, 1))


def _below(deviations: float) -> float:
    """The share of a normal distribution that lies below so many deviations."""
    return 0.5 * math.erfc(-deviations / math.sqrt(2))
