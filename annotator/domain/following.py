"""Marks follow their words through a repair of the transcript.

A mark is tied to its words by its times. A repair may give words other times or other cues; the
mark then gets the times its words have now. Where all its words are gone, it keeps its old ones
and asks to be reviewed; no mark is ever lost, and none moves to words that it did not mark.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from annotator.domain.anchoring import anchor_of
from annotator.domain.mending import Mended, mended
from annotator.domain.notes import Anchor, Annotation
from annotator.domain.transcript import Cue, Point, Span, Transcript

_NEAR_CUES = 4
"""So many cues around a repair can be in what a mark remembers of its surroundings."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A word: index of its cue, index among that cue's words."""

    cue: int
    word: int


def follow(
    old: Transcript, repairs: Sequence[Mended], marks: Iterable[Annotation]
) -> tuple[Transcript, tuple[Annotation, ...]]:
    """The repaired transcript, and those of `marks` that are other than before."""
    new = mended(old, repairs)
    steps = _Steps(old, new, repairs)
    changed = []
    for mark in steps.near(marks):
        if steps.concerns(mark):
            moved = steps.moved(mark)
            if moved != mark:
                changed.append(moved)
    return new, tuple(changed)


def stretch_of(old: Transcript, repairs: Sequence[Mended]) -> tuple[int, int]:
    """From when to when the marks are heard that `follow` may change. Needs a repair."""
    cues = old.cues
    first, last = repairs[0].first, repairs[-1].last
    return _begin_near(cues, first), _end_near(cues, last)


class _Steps:
    """From places in the old transcript to those in the new."""

    def __init__(self, old: Transcript, new: Transcript, repairs: Sequence[Mended]) -> None:
        self._old, self._new, self._repairs = old, new, repairs
        self._firsts = [repair.first for repair in repairs]
        self._only_speakers = all(_only_speakers(old, repair) for repair in repairs)
        grown = (len(repair.cues) - (repair.last - repair.first) for repair in repairs)
        self._shifts = [0, *accumulate(grown)]
        self._begins = [_begin_near(old.cues, repair.first) for repair in repairs]
        self._ends = [_end_near(old.cues, repair.last) for repair in repairs]

    def near(self, marks: Iterable[Annotation]) -> list[Annotation]:
        """Those between the first repair and the last: one mended line leaves a few of ten
        thousand, without a call a mark."""
        if not self._repairs:
            return []
        begin_ms, end_ms = self._begins[0], self._ends[-1]
        return [
            mark
            for mark in marks
            if mark.anchor.start_ms <= end_ms and mark.anchor.end_ms >= begin_ms
        ]

    def concerns(self, mark: Annotation) -> bool:
        """Whether a mark's words, or what stands around them, may be other than before."""
        at = bisect_right(self._begins, mark.end_ms)
        return at > 0 and self._ends[at - 1] >= mark.start_ms

    def moved(self, mark: Annotation) -> Annotation:
        """The mark where its words are now."""
        span = self._old.span_of(mark.start_ms, mark.end_ms)
        if span is None or mark.needs_review:
            return mark
        if self._only_speakers:
            return replace(mark, speaker=self._new.speaker_of(span))
        places = list(_places(self._old, span))
        start = next((now for at in places if (now := self._now(at, first=True))), None)
        end = next((now for at in reversed(places) if (now := self._now(at, first=False))), None)
        if start is None or end is None:
            return replace(mark, needs_review=True)
        start, end = self._whole_line(span, start, end)
        there = Span(self._begin(start), self._end(end))
        start_ms, end_ms = self._times(mark, span, there)
        words = anchor_of(self._new, there)
        return replace(
            mark,
            anchor=Anchor(start_ms, end_ms, words.exact, words.prefix, words.suffix),
            speaker=self._new.speaker_of(there),
        )

    def _now(self, place: _Place, *, first: bool) -> _Place | None:
        """The first or last word that a word has become, None where it is gone."""
        at = bisect_right(self._firsts, place.cue) - 1
        if at < 0 or place.cue >= self._repairs[at].last:
            return _Place(place.cue + self._shifts[at + 1], place.word)
        repair = self._repairs[at]
        earlier = self._old.cues[repair.first : place.cue]
        flat = sum(len(cue.timed_words) for cue in earlier) + place.word
        if repair.images is not None:
            image = repair.images[flat]
            if image is None:
                return None
            flat = image[0] if first else image[1] - 1
        cue = repair.first + self._shifts[at]
        for fresh in repair.cues:
            if flat < len(fresh.timed_words):
                break
            flat -= len(fresh.timed_words)
            cue += 1
        return _Place(cue, flat)

    def _whole_line(self, span: Span, start: _Place, end: _Place) -> tuple[_Place, _Place]:
        """A mark of a whole line is of all that the corrected line says."""
        if self._respelled(span.start.cue) and self._is_whole(span, span.start.cue):
            start = _Place(start.cue, 0)
        if self._respelled(span.end.cue) and self._is_whole(span, span.end.cue):
            end = _Place(end.cue, len(self._new.cues[end.cue].timed_words) - 1)
        return start, end

    def _is_whole(self, span: Span, cue: int) -> bool:
        """Whether a span has all the words of a cue."""
        words = self._old.cues[cue].timed_words
        begins, ends = Point(cue, words[0].begin), Point(cue, words[-1].end)
        return span.start <= begins and ends <= span.end

    def _respelled(self, cue: int) -> bool:
        at = bisect_right(self._firsts, cue) - 1
        return at >= 0 and cue < self._repairs[at].last and self._repairs[at].images is not None

    def _begin(self, place: _Place) -> Point:
        return Point(place.cue, self._new.cues[place.cue].timed_words[place.word].begin)

    def _end(self, place: _Place) -> Point:
        return Point(place.cue, self._new.cues[place.cue].timed_words[place.word].end)

    def _times(self, mark: Annotation, before: Span, now: Span) -> tuple[int, int]:
        """The times of the words `now`, the old ones as far as they still say the same. An edge
        that lay on the edge of its cue goes with that."""
        start_ms, end_ms = self._new.times_of(now)
        first, last = self._new.cues[now.start.cue], self._new.cues[now.end.cue]
        if self._at_head(mark, before) and now.start.char <= first.timed_words[0].begin:
            start_ms = kept_start = first.start_ms
        else:
            kept_start = mark.start_ms
        if self._at_tail(mark, before) and now.end.char >= last.timed_words[-1].end:
            end_ms = kept_end = last.end_ms
        else:
            kept_end = mark.end_ms
        for times in ((kept_start, kept_end), (kept_start, end_ms), (start_ms, kept_end)):
            if times[0] < times[1] and self._covers(times, now):
                return times
        return start_ms, end_ms

    def _covers(self, times: tuple[int, int], words: Span) -> bool:
        found = self._new.span_of(*times)
        return found is not None and self._new.snapped(found) == words

    def _at_head(self, mark: Annotation, span: Span) -> bool:
        return mark.start_ms == self._old.cues[span.start.cue].start_ms

    def _at_tail(self, mark: Annotation, span: Span) -> bool:
        return mark.end_ms == self._old.cues[span.end.cue].end_ms


def _begin_near(cues: Sequence[Cue], first: int) -> int:
    return cues[max(first - _NEAR_CUES, 0)].start_ms


def _end_near(cues: Sequence[Cue], last: int) -> int:
    return cues[min(last + _NEAR_CUES, len(cues)) - 1].end_ms


def _only_speakers(old: Transcript, repair: Mended) -> bool:
    """Whether all that a repair changes is who speaks."""
    before = old.cues[repair.first : repair.last]
    return len(repair.cues) == len(before) and all(
        replace(cue, speaker=was.speaker) == was
        for cue, was in zip(repair.cues, before, strict=True)
    )


def _places(transcript: Transcript, span: Span) -> Iterator[_Place]:
    """The words that a span touches, in order."""
    for cue in range(span.start.cue, span.end.cue + 1):
        for at, word in enumerate(transcript.cues[cue].timed_words):
            after_start = cue > span.start.cue or word.end > span.start.char
            before_end = cue < span.end.cue or word.begin < span.end.char
            if after_start and before_end:
                yield _Place(cue, at)
