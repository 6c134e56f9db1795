"""Find and replace over a transcript: every hit with what it would become, before it does."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from annotator.domain.errors import UsageError
from annotator.domain.mending import Mended, respelled
from annotator.domain.patterns import Wanted, compiled
from annotator.domain.transcript import Transcript

_MOST_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found: characters [begin, end) of a cue, and the text they would become."""

    cue: int
    begin: int
    end: int
    new: str


def find_hits(
    transcript: Transcript,
    wanted: Wanted,
    new: str,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> tuple[Hit, ...]:
    """Every place where `wanted` stands within a cue, in order. With a pattern, ``\\1`` in
    `new` is its first group. Raises UsageError, also where the search takes too long."""
    longest = max((len(cue.text) for cue in transcript.cues), default=0)
    pattern = compiled(wanted, longest)
    until = clock() + _MOST_SECONDS
    hits: list[Hit] = []
    for index, cue in enumerate(transcript.cues):
        hits += [
            Hit(index, found.start(), found.end(), _becomes(found, wanted, new))
            for found in pattern.finditer(cue.text)
            if found.end() > found.start()
        ]
        if clock() > until:
            raise UsageError("This pattern takes too long here; make it simpler.")
    return tuple(hits)


def _becomes(found: re.Match[str], wanted: Wanted, new: str) -> str:
    if not wanted.is_pattern:
        return new
    try:
        return found.expand(new)
    except (re.error, IndexError) as error:
        raise UsageError("“{0}” cannot stand in for the pattern: {1}.", new, error) from error


def replaced(transcript: Transcript, hits: Iterable[Hit]) -> list[Mended]:
    """The repairs that replace `hits`, which are in order. Raises UsageError where a cue would
    have no words left."""
    repairs = []
    for index, here in groupby(hits, key=lambda hit: hit.cue):
        text = after(transcript.cues[index].text, tuple(here))
        if not text.strip():
            raise UsageError("A line would have no words left; leave one of its hits as it is.")
        if " ".join(text.split()) != transcript.cues[index].text:
            repairs.append(respelled(transcript, index, text))
    return repairs


def after(text: str, hits: tuple[Hit, ...]) -> str:
    """`text` with hits of it replaced."""
    parts, at = [], 0
    for hit in hits:
        parts += [text[at : hit.begin], hit.new]
        at = hit.end
    return "".join([*parts, text[at:]])
