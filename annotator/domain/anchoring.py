"""Anchors: tying a mark to its words, and finding the words again in a changed transcript."""

from __future__ import annotations

from itertools import takewhile

from annotator.domain.notes import Anchor
from annotator.domain.tokens import Token, tokens
from annotator.domain.transcript import Point, Span, Transcript

CONTEXT_CHARS = 32
_NEAR_MS = 120_000
_SURE = 0.75
_A_WORD_IS_WORTH_MS = 10_000
"""A word that stands beside a mark as it did outweighs so much of a difference in time."""


def anchor_of(transcript: Transcript, span: Span) -> Anchor:
    """The anchor of a span of whole words: its times, its text, what stands around it."""
    start_ms, end_ms = transcript.times_of(span)
    return Anchor(
        start_ms,
        end_ms,
        transcript.text_of(span),
        _before(transcript, span.start),
        _after(transcript, span.end),
    )


def anchor_at(transcript: Transcript | None, start_ms: int, end_ms: int) -> Anchor:
    """The anchor of the words heard from `start_ms` to `end_ms`, with exactly these times."""
    span = transcript.span_of(start_ms, end_ms) if transcript else None
    if transcript is None or span is None:
        return Anchor(start_ms, end_ms)
    words = anchor_of(transcript, span)
    return Anchor(start_ms, end_ms, words.exact, words.prefix, words.suffix)


def find_again(transcript: Transcript, anchor: Anchor) -> Anchor | None:
    """The anchor moved to where its words stand in another transcript of the same sound.

    The words are looked for around their old time first, then everywhere; unchanged words
    win, then the likeliest ones. None where nothing is likely enough: such a mark is for the
    user to review, its old anchor kept.
    """
    wanted = [token.folded for token in tokens(anchor.exact)]
    if not wanted:
        return anchor_at(transcript, anchor.start_ms, anchor.end_ms)
    near = _window(transcript, anchor.start_ms - _NEAR_MS, anchor.end_ms + _NEAR_MS)
    found = _exact(transcript, near, wanted, anchor) or _likely(transcript, near, wanted, anchor)
    if found is None:
        everywhere = _window(transcript, 0, transcript.end_ms + 1)
        found = _exact(transcript, everywhere, wanted, anchor)
    return anchor_of(transcript, transcript.snapped(found)) if found else None


_Place = tuple[int, Token]


def _window(transcript: Transcript, start_ms: int, end_ms: int) -> list[_Place]:
    return [
        (index, token)
        for index, cue in enumerate(transcript.cues)
        if cue.end_ms >= start_ms and cue.start_ms <= end_ms
        for token in tokens(cue.text)
    ]


def _span(places: list[_Place], first: int, last: int) -> Span:
    (start_cue, start), (end_cue, end) = places[first], places[last]
    return Span(Point(start_cue, start.begin), Point(end_cue, end.end))


def _exact(
    transcript: Transcript, places: list[_Place], wanted: list[str], anchor: Anchor
) -> Span | None:
    """The words in a row, where most of what stood around them stands, else nearest in time."""
    folded = [token.folded for _, token in places]
    width, first = len(wanted), wanted[0]
    found = [
        at
        for at in range(len(folded) - width + 1)
        if folded[at] == first and folded[at : at + width] == wanted
    ]
    if not found:
        return None
    # The first and last letters kept of the surroundings may be of a word that was cut.
    head = [token.folded for token in tokens(anchor.prefix)][1:][::-1]
    tail = [token.folded for token in tokens(anchor.suffix)][:-1]

    def farness(at: int) -> int:
        around = _alike(folded[max(at - len(head), 0) : at][::-1], head)
        around += _alike(folded[at + width : at + width + len(tail)], tail)
        start_ms, _ = transcript.times_of(_span(places, at, at + width - 1))
        return abs(start_ms - anchor.start_ms) - _A_WORD_IS_WORTH_MS * around

    best = min(found, key=farness)
    return _span(places, best, best + width - 1)


def _alike(words: list[str], others: list[str]) -> int:
    """How many words two lists begin with alike."""
    pairs = zip(words, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _likely(
    transcript: Transcript, places: list[_Place], wanted: list[str], anchor: Anchor
) -> Span | None:
    """The stretch most like the words, if it is like enough and lies at the old time."""
    # Imported here: only a changed transcript needs it, and every start would pay for it.
    from rapidfuzz.distance import Indel

    around = [
        at
        for at, (cue, _) in enumerate(places)
        if transcript.cues[cue].end_ms >= anchor.start_ms - 10_000
        and transcript.cues[cue].start_ms <= anchor.end_ms + 10_000
    ]
    if not around:
        return None
    folded = [places[at][1].folded for at in around]
    best, best_score = None, _SURE
    for width in {len(wanted), len(wanted) - 1, len(wanted) + 1}:
        for at in range(max(len(folded) - width + 1, 0) if width > 0 else 0):
            score = Indel.normalized_similarity(folded[at : at + width], wanted)
            if score > best_score:
                best, best_score = (around[at], around[at + width - 1]), score
    return _span(places, *best) if best else None


def _before(transcript: Transcript, point: Point) -> str:
    text, cue = transcript.cues[point.cue].text[: point.char], point.cue
    while len(text) < CONTEXT_CHARS and cue > 0:
        cue -= 1
        text = f"{transcript.cues[cue].text} {text}"
    return text[-CONTEXT_CHARS:].lstrip()


def _after(transcript: Transcript, point: Point) -> str:
    text, cue = transcript.cues[point.cue].text[point.char :], point.cue
    while len(text) < CONTEXT_CHARS and cue + 1 < len(transcript.cues):
        cue += 1
        text = f"{text} {transcript.cues[cue].text}"
    return text[:CONTEXT_CHARS].rstrip()
