"""Mending a transcript: what each repair does to its cues, and what became of every word.

A repair is a value, `Mended`: some cues in a row become others. It says of each word of the old
cues which words of the new ones it is now, so that marks can follow their words
(``domain/following.py``) and need not be looked for. Cues stay in order and never overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from annotator.domain.errors import UsageError
from annotator.domain.respelling import Image, respell
from annotator.domain.segmenting import joiner
from annotator.domain.transcript import Cue, Point, Transcript, Word

LEAST_CUE_MS = 100
_SENTENCE_ENDS = tuple(".?!…。？！؟۔।")
_CLOSERS = "\"'”’»)]」』"


class Edge(Enum):
    """One end of a cue's time."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Mended:
    """The cues from `first` up to, not including, `last` become `cues`.

    `images` has an entry for each word of the old cues, in order: the words [from, to) of the
    new cues, counted through all of them, that it has become, or None where it is gone. Without
    `images` each word is itself. A new cue that has the id of an old one takes its place.
    """

    first: int
    last: int
    cues: tuple[Cue, ...]
    images: tuple[Image, ...] | None = None


def mended(transcript: Transcript, repairs: Sequence[Mended]) -> Transcript:
    """The transcript with repairs done, which are in order and share no cue."""
    cues: list[Cue] = []
    at = 0
    for repair in repairs:
        cues += transcript.cues[at : repair.first]
        cues += repair.cues
        at = repair.last
    cues += transcript.cues[at:]
    return replace(transcript, cues=tuple(cues))


# The repairs


def respelled(transcript: Transcript, index: int, text: str) -> Mended:
    """Other words for a cue. Raises UsageError where there are none."""
    text = " ".join(text.split())
    if not text:
        raise UsageError("A cue needs words; to hide one, mark it instead.")
    new = respell(transcript.cues[index], text)
    return Mended(index, index + 1, (new.cue,), new.images)


def spoken_by(transcript: Transcript, indices: Iterable[int], name: str) -> list[Mended]:
    """Cues with `name` for their speaker; those that have it already are left out."""
    name = " ".join(name.split())
    return [
        Mended(index, index + 1, (replace(transcript.cues[index], speaker=name),))
        for index in sorted(set(indices))
        if transcript.cues[index].speaker != name
    ]


def split(transcript: Transcript, point: Point) -> Mended:
    """A cue cut in two before the word nearest to `point`. Raises UsageError at its ends."""
    cue = transcript.cues[point.cue]
    words = cue.timed_words
    cuts = [(abs(word.begin - point.char), at) for at, word in enumerate(words) if at]
    before = point.char <= (words[0].begin if words else 0)
    if not cuts or before or point.char >= len(cue.text.rstrip()):
        raise UsageError("A cue is split between two of its words; put the cursor there.")
    _, at = min(cuts)
    left_words, right_words = words[:at], words[at:]
    border = right_words[0].begin
    least, most = cue.start_ms + _room(left_words), cue.end_ms - _room(right_words)
    if least > most:
        raise UsageError("This cue is too short to be cut in two.")
    start_ms = min(max(right_words[0].start_ms, least), most)
    end_ms = min(max(left_words[-1].end_ms, least), start_ms)
    left = replace(
        cue, end_ms=end_ms, text=cue.text[:border].rstrip(),
        words=_fitted(left_words, cue.start_ms, end_ms),
    )  # fmt: skip
    right = replace(
        cue, start_ms=start_ms, text=cue.text[border:], id=0,
        words=_fitted(_shifted(right_words, -border), start_ms, cue.end_ms),
    )  # fmt: skip
    return Mended(point.cue, point.cue + 1, (left, right))


def joined(transcript: Transcript, first: int, last: int | None = None) -> Mended:
    """Cues `first` to `last`, both included, as one; without `last`, a cue and the next.

    The first cue's speaker speaks it all. Raises UsageError where there is no next.
    """
    last = first + 1 if last is None else last
    if not 0 <= first < last < len(transcript.cues):
        raise UsageError("There is no cue after this one to join it with.")
    head = transcript.cues[first]
    text, words = head.text, list(head.timed_words)
    for cue in transcript.cues[first + 1 : last + 1]:
        text += joiner(text, cue.text)
        words += _shifted(cue.timed_words, len(text))
        text += cue.text
    end_ms = transcript.cues[last].end_ms
    return Mended(first, last + 1, (replace(head, end_ms=end_ms, text=text, words=words),))


def nudged(transcript: Transcript, index: int, edge: Edge, by_ms: int) -> Mended | None:
    """A cue with one edge moved by `by_ms`, earlier is negative; None where it cannot move.

    A neighbour that touches the edge gives way, one that does not is moved up to. No cue gets
    shorter than its words need.
    """
    cues, cue = transcript.cues, transcript.cues[index]
    if edge is Edge.START:
        other = index - 1 if index > 0 and cues[index - 1].end_ms >= cue.start_ms else None
        low = 0 if index == 0 else cues[index - 1].end_ms
        if other is not None:
            low = min(cues[other].start_ms + _least(cues[other]), cue.start_ms)
        start_ms = min(max(cue.start_ms + by_ms, low), max(cue.end_ms - _least(cue), cue.start_ms))
        if start_ms == cue.start_ms:
            return None
        new = [timed(cue, start_ms, cue.end_ms)]
        if other is not None and start_ms < cues[other].end_ms:
            new.insert(0, timed(cues[other], cues[other].start_ms, start_ms))
        return Mended(index + 1 - len(new), index + 1, tuple(new))
    after = cues[index + 1] if index + 1 < len(cues) else None
    touches = after is not None and after.start_ms <= cue.end_ms
    end_ms = max(cue.end_ms + by_ms, min(cue.start_ms + _least(cue), cue.end_ms))
    if after is not None:
        high = max(after.end_ms - _least(after), cue.end_ms) if touches else after.start_ms
        end_ms = min(end_ms, high)
    if end_ms == cue.end_ms:
        return None
    new = [timed(cue, cue.start_ms, end_ms)]
    if after is not None and end_ms > after.start_ms:
        new.append(timed(after, end_ms, after.end_ms))
    return Mended(index, index + len(new), tuple(new))


def paragraphs(transcript: Transcript, *, pause_ms: int, longest_ms: int) -> list[Mended]:
    """Cues of one speaker joined as long as no pause parts them and they last no longer than
    `longest_ms`; past half of that, a paragraph ends with a sentence."""
    cues = transcript.cues
    begins = [0] if cues else []
    for at, (before, cue) in enumerate(pairwise(cues), start=1):
        head = cues[begins[-1]]
        parted = cue.speaker != before.speaker or cue.start_ms - before.end_ms >= pause_ms
        half_full = before.end_ms - head.start_ms >= longest_ms // 2
        if (
            parted
            or cue.end_ms - head.start_ms > longest_ms
            or (half_full and before.text.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS))
        ):
            begins.append(at)
    runs = pairwise([*begins, len(cues)])
    return [joined(transcript, first, stop - 1) for first, stop in runs if stop - first > 1]


# Words in a time


def timed(cue: Cue, start_ms: int, end_ms: int) -> Cue:
    """The cue at another time. Words that still lie in it keep theirs."""
    words = _fitted(cue.words, start_ms, end_ms) if cue.words else ()
    return replace(cue, start_ms=start_ms, end_ms=end_ms, words=words)


def _least(cue: Cue) -> int:
    return _room(cue.timed_words)


def _room(words: Sequence[Word]) -> int:
    """The least time that a cue of these words may have."""
    return max(LEAST_CUE_MS, len(words))


def _shifted(words: Iterable[Word], by: int) -> list[Word]:
    return [Word(one.start_ms, one.end_ms, one.begin + by, one.end + by) for one in words]


def _fitted(words: Sequence[Word], start_ms: int, end_ms: int) -> tuple[Word, ...]:
    """The words inside a time: those that reach over its ends share what is left there."""
    head = sum(word.start_ms < start_ms for word in words)
    while head < len(words) and head and words[head - 1].end_ms - start_ms < head:
        head += 1
    tail = sum(word.end_ms > end_ms for word in words)
    while tail < len(words) and tail and end_ms - words[-tail].start_ms < tail:
        tail += 1
    crowded = head + tail > len(words) or (
        (head and words[head - 1].end_ms - start_ms < head)
        or (tail and end_ms - words[-tail].start_ms < tail)
    )
    if crowded:
        return _even(words, start_ms, end_ms)
    middle = len(words) - tail
    return (
        *_even(words[:head], start_ms, words[head - 1].end_ms if head else start_ms),
        *words[head:middle],
        *_even(words[middle:], words[middle].start_ms if tail else end_ms, end_ms),
    )


def _even(words: Sequence[Word], start_ms: int, end_ms: int) -> tuple[Word, ...]:
    count = max(len(words), 1)
    edges = [start_ms + (end_ms - start_ms) * step // count for step in range(count + 1)]
    return tuple(
        replace(word, start_ms=start, end_ms=end)
        for word, (start, end) in zip(words, pairwise(edges), strict=False)
    )
