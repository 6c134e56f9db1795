"""Edges of words: where a drag along the sound comes to rest, and what a mark then covers."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.anchoring import anchor_at
from annotator.domain.notes import Annotation
from annotator.domain.transcript import Transcript


def nearest_edge(transcript: Transcript, ms: int, *, first: bool) -> int | None:
    """The time nearest to `ms` at which a word begins (`first`) or ends; None without words."""
    here = transcript.cue_at(ms)
    index = 0 if here is None else here
    edges = [
        word.start_ms if first else word.end_ms
        for cue in transcript.cues[max(index - 1, 0) : index + 2]
        for word in cue.timed_words
    ]
    return min(edges, key=lambda edge: abs(edge - ms), default=None)


def with_edge(
    mark: Annotation, transcript: Transcript | None, edge: str, ms: int
) -> Annotation | None:
    """`mark` with its ``start`` or ``end`` at the word's edge nearest to `ms`, and the words it
    then covers; at `ms` itself where there are no words.

    None where the mark would be left with no time, or with no words though it had some.
    """
    first = edge == "start"
    snapped = nearest_edge(transcript, ms, first=first) if transcript else None
    place = max(ms if snapped is None else snapped, 0)
    start_ms, end_ms = (place, mark.end_ms) if first else (mark.start_ms, place)
    if end_ms <= start_ms:
        return None
    if transcript is None:
        return replace(mark, anchor=replace(mark.anchor, start_ms=start_ms, end_ms=end_ms))
    anchor = anchor_at(transcript, start_ms, end_ms)
    if mark.text and not anchor.exact:
        return None
    span = transcript.span_of(start_ms, end_ms)
    return replace(mark, anchor=anchor, speaker=transcript.speaker_of(span) if span else "")
