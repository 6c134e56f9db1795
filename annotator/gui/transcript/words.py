"""Stepping through a transcript word by word: what a double click, a drag or a key selects.

The unit is the timed word, as it is of marks; where a script writes no blanks and the source
timed no words, those of ``domain/segmenting``.
"""

from __future__ import annotations

from bisect import bisect_right

from annotator.domain.transcript import Cue, Point, Span, Transcript


def units(cue: Cue) -> list[tuple[int, int]]:
    """(begin, end) of the parts of a cue that are selected whole, in order."""
    return [(word.begin, word.end) for word in cue.timed_words]


def word_at(cue: Cue, char: int) -> int | None:
    """Index of the timed word that covers `char`, or of the one before it; None if no words."""
    words = cue.timed_words
    if not words:
        return None
    return max(bisect_right(words, char, key=lambda word: word.begin) - 1, 0)


def time_at(cue: Cue, char: int) -> int:
    """When the word that covers a character is heard, in milliseconds."""
    index = word_at(cue, char)
    return cue.start_ms if index is None else cue.timed_words[index].start_ms


def unit_at(transcript: Transcript, point: Point) -> Span:
    """The unit that covers `point`, else the one before it; the whole cue if it has no words."""
    parts = units(transcript.cues[point.cue])
    if not parts:
        return transcript.cue_span(point.cue)
    index = max(bisect_right(parts, point.char, key=lambda part: part[0]) - 1, 0)
    return _span(point.cue, parts[index])


def whole_words(transcript: Transcript, span: Span) -> Span:
    """The span grown outwards to whole units."""
    start = unit_at(transcript, span.start).start
    before_end = Point(span.end.cue, max(span.end.char - 1, 0))
    end = unit_at(transcript, before_end).end
    return Span(min(start, span.start), max(end, span.end))


def _span(cue: int, part: tuple[int, int]) -> Span:
    return Span(Point(cue, part[0]), Point(cue, part[1]))
