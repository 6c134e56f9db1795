"""Random repairs of a made talk, and what must be true of its marks after each.

Every word of the talk is another one, so that a mark's words can be told wherever they go. After
a repair, those of a mark's words that are still said must be what it marks, nothing that was
said before may have come to it, and there must be as many marks as before.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.domain.anchoring import anchor_at
from annotator.domain.errors import UsageError
from annotator.domain.following import follow
from annotator.domain.mending import (
    Edge,
    Mended,
    joined,
    nudged,
    paragraphs,
    respelled,
    split,
    spoken_by,
)
from annotator.domain.notes import Anchor, Annotation, Kind
from annotator.domain.replacing import Hit, replaced
from annotator.domain.transcript import Cue, Point, Transcript, Word

_NUDGES_MS = (-500, -100, -20, 20, 100, 500)


class RandomRepairs:
    """Makes a talk, places to mark in it, and one repair after another."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = 0

    def talk(self, cues: int = 12) -> Transcript:
        """Cues with and without word times, with and without pauses, of two speakers."""
        pick, made, at_ms = self._random, [], self._random.randint(0, 3_000)
        for _ in range(cues):
            text = " ".join(self._fresh() for _ in range(pick.randint(1, 9)))
            cue = self._cue(text, at_ms + pick.choice((0, 0, 0, 400)))
            made.append(cue)
            at_ms = cue.end_ms
        return Transcript(tuple(made))

    def places(self, talk: Transcript, count: int) -> list[Anchor]:
        """Whole lines and runs of words, some over two lines."""
        pick, found = self._random, []
        for _ in range(count):
            first = pick.randrange(len(talk.cues))
            last = min(first + pick.choice((0, 0, 1)), len(talk.cues) - 1)
            start_ms, end_ms = talk.cues[first].start_ms, talk.cues[last].end_ms
            if pick.random() < 0.6:
                heads, tails = talk.cues[first].timed_words, talk.cues[last].timed_words
                head = pick.randrange(len(heads))
                tail = pick.randrange(head if first == last else 0, len(tails))
                start_ms, end_ms = heads[head].start_ms, tails[tail].end_ms
            found.append(anchor_at(talk, start_ms, end_ms))
        return found

    def repair(self, talk: Transcript) -> Sequence[Mended]:
        """The next repair; empty where the one that came up cannot be done."""
        makers = (self._respell, self._cut, self._join, self._nudge, self._replace)
        weights = (40, 14, 12, 20, 6)
        rare: tuple[Callable[[Transcript], Sequence[Mended]], ...] = (
            lambda words: paragraphs(words, pause_ms=300, longest_ms=3_000),
            self._name,
        )
        (make,) = self._random.choices((*makers, *rare), (*weights, 2, 6))
        try:
            return make(talk)
        except UsageError:
            return ()

    def flips(self) -> bool:
        """Now and then: whether to undo instead."""
        return self._random.random() < 0.08

    def _fresh(self) -> str:
        self._words += 1
        return f"w{self._words}"

    def _cue(self, text: str, start_ms: int) -> Cue:
        pick = self._random
        tokens, speaker = text.split(), pick.choice("AB")
        if pick.random() < 0.5:
            return Cue(start_ms, start_ms + len(tokens) * pick.randint(60, 400), text, speaker)
        words, at_ms, place = [], start_ms + pick.choice((0, 50)), 0
        for token in tokens:
            at_ms += pick.choice((0, 0, 30))
            end_ms = at_ms + pick.randint(40, 400)
            words.append(Word(at_ms, end_ms, place, place + len(token)))
            place, at_ms = place + len(token) + 1, end_ms
        return Cue(start_ms, at_ms + pick.choice((0, 0, 200)), text, speaker, tuple(words))

    def _any(self, talk: Transcript) -> int:
        return self._random.randrange(len(talk.cues))

    def _respell(self, talk: Transcript) -> Sequence[Mended]:
        pick, index = self._random, self._any(talk)
        words = talk.cues[index].text.split()
        for _ in range(pick.choice((1, 1, 1, 2, 3))):
            at = pick.randrange(len(words) + 1)
            what = pick.random()
            if what < 0.4:
                words.insert(at, self._fresh())
            elif what < 0.7 and len(words) > 1:
                del words[min(at, len(words) - 1)]
            else:
                words[min(at, len(words) - 1)] = self._fresh()
        return [respelled(talk, index, " ".join(words))]

    def _cut(self, talk: Transcript) -> Sequence[Mended]:
        index = self._any(talk)
        return [split(talk, Point(index, self._random.randint(0, len(talk.cues[index].text))))]

    def _join(self, talk: Transcript) -> Sequence[Mended]:
        return [joined(talk, self._any(talk))]

    def _nudge(self, talk: Transcript) -> Sequence[Mended]:
        pick = self._random
        part = nudged(talk, self._any(talk), pick.choice(list(Edge)), pick.choice(_NUDGES_MS))
        return [part] if part is not None else []

    def _name(self, talk: Transcript) -> Sequence[Mended]:
        first = self._any(talk)
        return spoken_by(
            talk, range(first, min(first + 3, len(talk.cues))), self._random.choice("ABC")
        )

    def _replace(self, talk: Transcript) -> Sequence[Mended]:
        """A word in each of some lines becomes one, two or none."""
        hits = []
        for index in sorted(self._random.sample(range(len(talk.cues)), min(3, len(talk.cues)))):
            word = self._random.choice(talk.cues[index].timed_words)
            new = " ".join(self._fresh() for _ in range(self._random.choice((0, 1, 2))))
            hits.append(Hit(index, word.begin, word.end, new))
        return replaced(talk, hits)


@dataclass(frozen=True)
class Outcome:
    """What came of a sequence. `faults` are sentences; none is what is wanted."""

    repairs: int
    made: int
    left: int
    to_review: int
    faults: tuple[str, ...]


def run_in_memory(seed: int, steps: int, marks: int = 8) -> Outcome:
    """`steps` repairs of a made talk with marks on it, each checked."""
    repairs = RandomRepairs(seed)
    talk, done = repairs.talk(), 0
    there = {
        number: Annotation(number, f"m{number}", 1, Kind.QUOTE, anchor)
        for number, anchor in enumerate(repairs.places(talk, marks))
    }
    found: list[str] = []
    for step in range(steps):
        parts = repairs.repair(talk)
        done += bool(parts)
        after, moved = follow(talk, parts, there.values())
        now = there | {mark.id: mark for mark in moved}
        wrong = faults(talk, there, after, now.values())
        found += [f"sequence {seed}, step {step}: {fault}" for fault in wrong]
        talk, there = after, now
    review = sum(mark.needs_review for mark in there.values())
    return Outcome(done, marks, len(there), review, tuple(found))


def marked(talk: Transcript, mark: Annotation) -> list[str]:
    """The words that a mark is on."""
    span = talk.span_of(mark.start_ms, mark.end_ms)
    return talk.text_of(span).split() if span is not None else []


def faults(
    before: Transcript,
    old: Mapping[int, Annotation],
    after: Transcript,
    marks: Iterable[Annotation],
) -> list[str]:
    """What a repair did wrong, a sentence each."""
    found = _disorder(after)
    was, now = _said(before), _said(after)
    ids = set()
    for mark in marks:
        ids.add(mark.id)
        if mark.id not in old or mark.needs_review:
            continue
        kept = [word for word in marked(before, old[mark.id]) if word in now]
        here = marked(after, mark)
        if [word for word in here if word in was] != kept:
            found.append(f"mark {mark.id} was on {kept} and is on {here}")
        elif not here:
            found.append(f"mark {mark.id} is on nothing")
        elif mark.text.split() != here:
            found.append(f"mark {mark.id} says {mark.text} and is on {here}")
    found += [f"mark {ident} is lost" for ident in old.keys() - ids]
    return found


def _said(talk: Transcript) -> set[str]:
    return {word for cue in talk.cues for word in cue.text.split()}


def _disorder(talk: Transcript) -> list[str]:
    found = [
        f"the cues at {one.start_ms} and {other.start_ms} overlap"
        for one, other in pairwise(talk.cues)
        if one.end_ms > other.start_ms or one.start_ms >= other.start_ms
    ]
    for cue in talk.cues:
        words = cue.timed_words
        times = [ms for word in words for ms in (word.start_ms, word.end_ms)]
        if times != sorted(times) or any(word.start_ms >= word.end_ms for word in words):
            found.append(f"the words of the cue at {cue.start_ms} are out of order")
        if times[0] < cue.start_ms or times[-1] > cue.end_ms:
            found.append(f"words of the cue at {cue.start_ms} lie outside it")
    return found
