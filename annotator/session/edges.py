"""Where the edges of a mark go when it grows or shrinks."""

from __future__ import annotations

from annotator.domain.transcript import Point, Transcript


def by_cue(transcript: Transcript, point: Point, steps: int, *, first: bool) -> Point:
    """The edge of a mark moved by whole cues; `first` is its beginning, else its end."""
    if steps == 0:
        return point
    whole_ahead = first and steps < 0 and point.char > 0
    partly_in = not first and steps > 0 and point.char < len(transcript.cues[point.cue].text)
    # From inside a cue, the first step goes to that cue's own edge.
    step = steps + (1 if whole_ahead else -1 if partly_in else 0)
    cue = min(max(point.cue + step, 0), len(transcript.cues) - 1)
    return Point(cue, 0 if first else len(transcript.cues[cue].text))


def by_word(transcript: Transcript, point: Point, steps: int, *, first: bool) -> Point:
    """The edge of a mark moved by words, over the borders of cues."""
    for _ in range(abs(steps)):
        point = _next_word(transcript, point, 1 if steps > 0 else -1, first=first)
    return point


def _next_word(transcript: Transcript, point: Point, step: int, *, first: bool) -> Point:
    edges = [word.begin if first else word.end for word in transcript.cues[point.cue].timed_words]
    if step > 0:
        later = [edge for edge in edges if edge > point.char]
        if later:
            return Point(point.cue, later[0])
    else:
        earlier = [edge for edge in edges if edge < point.char]
        if earlier:
            return Point(point.cue, earlier[-1])
    cue = point.cue + step
    if not 0 <= cue < len(transcript.cues):
        return point
    edges = [word.begin if first else word.end for word in transcript.cues[cue].timed_words]
    return Point(cue, edges[0] if step > 0 else edges[-1]) if edges else point
