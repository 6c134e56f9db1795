"""Carrying marks over to another transcript of the same sound, all of them at once.

Both transcripts are matched word by word from end to end (``word_map``), so that a phrase said
twice is found in its own place, however differently the new one is cut and worded. What the
match leaves in doubt keeps its old words and says so; nothing is lost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.domain.anchoring import anchor_of, find_again
from annotator.domain.notes import Anchor
from annotator.domain.tokens import tokens
from annotator.domain.transcript import Point, Span, Transcript
from annotator.domain.word_map import Counterpart, counterparts

_ENOUGH = 0.5
_GROWTH = 2.0
_SLACK_LETTERS = 12
_FAR_MS = 20_000


@dataclass(frozen=True, slots=True)
class Carried:
    """A mark's anchor in the new transcript.

    Where `sure` is False the times are the likeliest, but the words are still the old ones,
    for the user to compare.
    """

    anchor: Anchor
    sure: bool = True


def carry(old: Transcript | None, new: Transcript, anchors: Sequence[Anchor]) -> list[Carried]:
    """Every anchor of `old` as it is in `new`, in the same order."""
    if old is None or not old.cues:
        return [_alone(new, anchor) for anchor in anchors]
    if not any(anchor.exact for anchor in anchors):
        return [_alone(new, anchor) for anchor in anchors]
    match = _Match(old, new)
    return [match.carried(anchor) for anchor in anchors]


def _alone(new: Transcript, anchor: Anchor) -> Carried:
    """One anchor by its own words and time, where the old transcript tells nothing."""
    found = find_again(new, anchor)
    return Carried(found) if found is not None else Carried(anchor, sure=False)


class _Text:
    """The folded words of a transcript in a row, and where each stands."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.words: list[str] = []
        self.begins: list[Point] = []
        self.ends: list[Point] = []
        for cue, line in enumerate(transcript.cues):
            for token in tokens(line.text):
                self.words.append(token.folded)
                self.begins.append(Point(cue, token.begin))
                self.ends.append(Point(cue, token.end))

    def between(self, span: Span) -> range:
        """The indices of the words that a span touches."""
        first = bisect_left(self.ends, Point(span.start.cue, span.start.char + 1))
        return range(first, max(bisect_left(self.begins, span.end), first))

    def span(self, first: int, last: int) -> Span:
        return self.transcript.snapped(Span(self.begins[first], self.ends[last]))

    def letters(self, indices: range) -> int:
        return sum(len(self.words[at]) for at in indices)


class _Match:
    def __init__(self, old: Transcript, new: Transcript) -> None:
        self._old, self._new = _Text(old), _Text(new)
        self._found = counterparts(self._old.words, self._new.words)
        self._timed = not old.times_estimated and not new.times_estimated

    def carried(self, anchor: Anchor) -> Carried:
        """Where the words of `anchor` are now."""
        wanted = [token.folded for token in tokens(anchor.exact)]
        words = self._words_of(anchor, wanted)
        if not wanted or words is None:
            return _alone(self._new.transcript, anchor)
        known = [(at, found) for at in words if (found := self._found[at]) is not None]
        if not any(found.sure for _, found in known):
            return Carried(self._beside(anchor, words), sure=False)
        first, last = self._edges(words, known[0][0], known[-1][0])
        anew = anchor_of(self._new.transcript, self._new.span(first, last))
        if self._is_likely(words, range(first, last + 1), known, anchor, anew):
            return Carried(anew)
        return Carried(replace(anchor, start_ms=anew.start_ms, end_ms=anew.end_ms), sure=False)

    def _words_of(self, anchor: Anchor, wanted: list[str]) -> range | None:
        """The words of the old transcript that the anchor marks, None if they are not there."""
        text = self._old
        span = text.transcript.span_of(anchor.start_ms, anchor.end_ms)
        if span is not None:
            words = text.between(span)
            if text.words[words.start : words.stop] == wanted:
                return words
        # A mark whose times were set by hand: its words are near by, or it is on its own.
        again = find_again(text.transcript, anchor)
        span = text.transcript.span_of(again.start_ms, again.end_ms) if again else None
        words = text.between(span) if span else range(0)
        return words if text.words[words.start : words.stop] == wanted else None

    def _edges(self, words: range, first: int, last: int) -> tuple[int, int]:
        """The first and last new word; edge words that were left out or misheard beyond
        likeness take their places beside the known ones, as far as those are free."""
        head, tail = self._at(first).first, self._at(last).last
        before = next((f.last for f in self._back_from(words.start) if f), -1)
        after = next((f.first for f in self._on_from(words.stop) if f), len(self._new.words))
        head -= min(first - words.start, max(head - before - 1, 0))
        tail += min(words.stop - 1 - last, max(after - tail - 1, 0))
        return head, max(tail, head)

    def _at(self, index: int) -> Counterpart:
        found = self._found[index]
        assert found is not None  # noqa: S101 (only known words are asked for)
        return found

    def _back_from(self, index: int) -> Sequence[Counterpart | None]:
        return self._found[max(index - 50, 0) : index][::-1]

    def _on_from(self, index: int) -> Sequence[Counterpart | None]:
        return self._found[index : index + 50]

    def _is_likely(
        self,
        words: range,
        anew: range,
        known: list[tuple[int, Counterpart]],
        old_anchor: Anchor,
        new_anchor: Anchor,
    ) -> bool:
        """Whether most of the words are there, not lost in others, and about when they were."""
        letters = self._old.letters(words)
        sure = sum(len(self._old.words[at]) for at, found in known if found.sure)
        if sure < _ENOUGH * letters:
            return False
        if self._new.letters(anew) > _GROWTH * letters + _SLACK_LETTERS:
            return False
        return not self._timed or abs(new_anchor.start_ms - old_anchor.start_ms) < _FAR_MS

    def _beside(self, anchor: Anchor, words: range) -> Anchor:
        """The anchor with its own time if that can be trusted, else between its neighbours."""
        if self._timed:
            return anchor
        before = next((f.last for f in self._back_from(words.start) if f), None)
        after = next((f.first for f in self._on_from(words.stop) if f), None)
        place = before if before is not None else after
        if place is None:
            return anchor
        start_ms, end_ms = self._new.transcript.times_of(self._new.span(place, place))
        return replace(anchor, start_ms=start_ms, end_ms=end_ms)
