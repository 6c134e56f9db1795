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


def first_unit(transcript: Transcript, cue: int) -> Span:
    return unit_at(transcript, Point(cue, 0))


def last_unit(transcript: Transcript, cue: int) -> Span:
    return unit_at(transcript, Point(cue, len(transcript.cues[cue].text)))


def next_unit(transcript: Transcript, unit: Span, step: int) -> Span:
    """The unit after (`step` 1) or before (-1) `unit`, over cue borders; at the ends, itself."""
    cue = unit.start.cue
    parts = units(transcript.cues[cue])
    index = bisect_right(parts, unit.start.char, key=lambda part: part[0]) - 1 + step
    if 0 <= index < len(parts):
        return _span(cue, parts[index])
    neighbour = cue + step
    if not 0 <= neighbour < len(transcript.cues):
        return unit
    return (first_unit if step > 0 else last_unit)(transcript, neighbour)


def whole_words(transcript: Transcript, span: Span) -> Span:
    """The span grown outwards to whole units."""
    start = unit_at(transcript, span.start).start
    before_end = Point(span.end.cue, max(span.end.char - 1, 0))
    end = unit_at(transcript, before_end).end
    return Span(min(start, span.start), max(end, span.end))


def plain_text(transcript: Transcript, span: Span) -> str:
    """The words of a span as they are pasted elsewhere.

    One speaker's words come alone; where the speaker changes, each turn begins a new line
    with the name.
    """
    names = [cue.speaker for cue in transcript.cues[span.start.cue : span.end.cue + 1]]
    if len(set(names)) == 1:
        return transcript.text_of(span)
    lines: list[str] = []
    first = span.start.cue
    for offset, name in enumerate(names):
        following = names[offset + 1] if offset + 1 < len(names) else None
        if name == following:
            continue
        last = span.start.cue + offset
        turn = transcript.cue_span(first, last)
        words = transcript.text_of(Span(max(turn.start, span.start), min(turn.end, span.end)))
        if words:
            lines.append(f"{name}: {words}" if name else words)
        first = last + 1
    return "\n".join(lines)


def _span(cue: int, part: tuple[int, int]) -> Span:
    return Span(Point(cue, part[0]), Point(cue, part[1]))
