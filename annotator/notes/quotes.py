"""Whether the quoted words of a note were said at their time, where the transcript is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from annotator.domain.tokens import find_phrase, tokens
from annotator.domain.transcript import Transcript
from annotator.notes.statements import Statement

_BEFORE_MS, _AFTER_MS = 30_000, 90_000
_SAID = 0.6
"""So much of a quote's words, in order or not, is near its time: quotes are often tidied."""

_ENOUGH_WORDS = 6


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A quote that is not at its time. `ms` is where its words are, None where nowhere;
    `only_there` that they are said once, and are enough to be no chance."""

    statement: Statement
    quote: str
    ms: int | None
    only_there: bool


class Heard:
    """The words of a transcript, ready to be looked through."""

    def __init__(self, transcript: Transcript) -> None:
        self._cues = transcript.cues

    @cached_property
    def _words(self) -> tuple[list[str], list[int]]:
        """Every word, folded, and the number of its cue."""
        words, cues = [], []
        for number, cue in enumerate(self._cues):
            for token in tokens(cue.text):
                words.append(token.folded)
                cues.append(number)
        return words, cues

    def misplaced(self, statement: Statement) -> Iterator[Misplaced]:
        """The quotes of a statement that were not said around its time."""
        if statement.ms is None or not self._cues:
            return
        for quote in statement.quotes:
            wanted = [token.folded for token in tokens(quote)]
            times = (statement.ms, *statement.others_ms)
            if not wanted or any(self._near(wanted, time) for time in times):
                continue
            words, cues = self._words
            places = [self._cues[cues[at]].start_ms for at in find_phrase(words, wanted)]
            only = len(places) == 1 and len(wanted) >= _ENOUGH_WORDS
            yield Misplaced(statement, quote, places[0] if places else None, only)

    def _near(self, wanted: list[str], ms: int) -> bool:
        said = {
            token.folded
            for cue in self._cues
            if cue.end_ms >= ms - _BEFORE_MS and cue.start_ms <= ms + _AFTER_MS
            for token in tokens(cue.text)
        }
        return sum(word in said for word in wanted) >= _SAID * len(wanted)
