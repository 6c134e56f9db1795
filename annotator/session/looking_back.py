"""A bookmark made while listening covers the last seconds, from where a sentence begins."""

from __future__ import annotations

import re
from dataclasses import replace

from annotator.domain.anchoring import anchor_of
from annotator.domain.notes import Anchor
from annotator.domain.transcript import Point, Span, Transcript
from annotator.session.targets import Target

_ENDS = re.compile(r"[.!?…؟।][\"'”’»)\]]*\s+|[。！？][」』”’]*")
_FARTHEST_MS = 15_000
"""How much earlier a sentence may begin; some transcripts have no full stops at all."""


def look_back(transcript: Transcript | None, target: Target, back_ms: int) -> Target:
    """`target`, where it was heard in passing, grown to what began `back_ms` before the ear."""
    if transcript is None or target.heard is None or target.span is None or not back_ms:
        return target
    begin = sentence_start(transcript, max(target.heard.position_ms - back_ms, 0))
    if begin >= target.span.start:
        return target
    span = Span(begin, target.span.end)
    words = anchor_of(transcript, span)
    start_ms = words.start_ms if begin.char else transcript.cues[begin.cue].start_ms
    anchor = Anchor(start_ms, target.anchor.end_ms, words.exact, words.prefix, words.suffix)
    return replace(target, anchor=anchor, span=span)


def sentence_start(transcript: Transcript, ms: int) -> Point:
    """Where the sentence heard at `ms` begins: after a full stop or where another speaker ends.

    Where neither is near, the beginning of the cue heard then.
    """
    heard = transcript.cue_at(ms) or 0
    spoken = [word.end for word in transcript.cues[heard].timed_words if word.start_ms <= ms]
    upto = spoken[-1] if spoken else 0
    for cue in range(heard, -1, -1):
        here = transcript.cues[cue]
        if ms - here.start_ms > _FARTHEST_MS and cue != heard:
            break
        ends = [end.end() for end in _ENDS.finditer(here.text) if end.end() < upto]
        if ends:
            return Point(cue, ends[-1])
        if cue == 0 or transcript.cues[cue - 1].speaker != here.speaker:
            return Point(cue, 0)
        before = transcript.cues[cue - 1].text
        if _ENDS.search(before.rstrip()[-3:] + " "):
            return Point(cue, 0)
        upto = len(before)
    return Point(heard, 0)
