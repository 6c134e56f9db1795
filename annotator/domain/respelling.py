"""Correcting the words of a cue without losing when each was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

from annotator.domain.segmenting import is_unspaced, word_spots
from annotator.domain.transcript import Cue, Word

Image = tuple[int, int] | None
"""The words [from, to) that an old word has become, None where it is gone."""

_Times = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Respelled:
    """A corrected cue, and for each of its old words what became of it."""

    cue: Cue
    images: tuple[Image, ...]


def respell(cue: Cue, text: str) -> Respelled:
    """The cue with `text` for its words. Unchanged words keep their times; what replaces a
    word shares that word's time, and is doubted no more; what is new shares the gap around it,
    or the time of the word beside it where there is no gap."""
    old = list(cue.timed_words)
    spots = _spots(cue, old, text)
    before = [cue.text[word.begin : word.end] for word in old]
    after = [text[begin:end] for begin, end in spots]
    times: list[_Times] = []
    sure: list[int | None] = [None] * len(spots)
    images: list[Image] = [None] * len(old)
    for tag, i1, i2, j1, j2 in _changes(before, after):
        if tag == "equal":
            times += [(word.start_ms, word.end_ms) for word in old[i1:i2]]
            sure[j1:j2] = [word.sure for word in old[i1:i2]]
            images[i1:i2] = [(j1 + step, j1 + step + 1) for step in range(i2 - i1)]
        elif tag == "replace":
            images[i1:i2] = _counterparts(i2 - i1, j1, j2)
            times += _shares(old[i1].start_ms, old[i2 - 1].end_ms, j2 - j1)
        elif tag == "insert":
            times += _inserted(cue, old, times, i1, j2 - j1)
    if any(end <= start for start, end in times) and cue.end_ms - cue.start_ms >= len(times):
        # Nothing beside the new words had time to give: all words of the cue share it.
        times = _shares(cue.start_ms, cue.end_ms, len(times))
    words = [
        Word(start, max(end, start), begin, stop, told)
        for (start, end), (begin, stop), told in zip(times, spots, sure, strict=True)
    ]
    return Respelled(replace(cue, text=text, words=words), tuple(images))


def _spots(cue: Cue, old: Sequence[Word], text: str) -> list[_Times]:
    """Where the words of `text` stand. At both ends the old words stay as they were cut, which
    need not be as we would cut them."""
    head = [
        (word.begin, word.end)
        for word in takewhile(lambda word: text.startswith(cue.text[: word.end]), old)
    ]
    while head and not _is_border(text, head[-1][1]):
        head.pop()
    start = head[-1][1] if head else 0
    shift = len(text) - len(cue.text)
    tail = [
        (word.begin + shift, word.end + shift)
        for word in takewhile(
            lambda word: word.begin + shift >= start and text.endswith(cue.text[word.begin :]),
            reversed(old[len(head) :]),
        )
    ][::-1]
    while tail and not _is_border(text, tail[0][0]):
        tail.pop(0)
    stop = tail[0][0] if tail else len(text)
    middle = [(begin + start, end + start) for begin, end in word_spots(text[start:stop])]
    return [*head, *middle, *tail]


def _is_border(text: str, at: int) -> bool:
    """Whether a word may end or begin at a place."""
    around = text[max(at - 1, 0) : at + 1]
    return at in (0, len(text)) or around.strip() != around or is_unspaced(around)


def _counterparts(count: int, j1: int, j2: int) -> list[Image]:
    """For each of `count` replaced words, those of the new ones that stand in its share."""
    width = j2 - j1
    return [
        (j1 + step * width // count, max(j1 + -(-(step + 1) * width // count), j1 + 1))
        for step in range(count)
    ]


def _changes(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    """What became of the words, as ``SequenceMatcher.get_opcodes`` says it.

    Equal ends are set aside first: of a word said twice, the matcher would keep either.
    """
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    i2, j2 = len(before) - tail, len(after) - tail
    matcher = SequenceMatcher(None, before[head:i2], after[head:j2], autojunk=False)
    middle = [
        (tag, a1 + head, a2 + head, b1 + head, b2 + head)
        for tag, a1, a2, b1, b2 in matcher.get_opcodes()
    ]
    return [
        ("equal", 0, head, 0, head),
        *middle,
        ("equal", i2, len(before), j2, len(after)),
    ]


def _alike(before: list[str], after: list[str]) -> int:
    """How many words two lists begin with alike."""
    pairs = zip(before, after, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _inserted(cue: Cue, old: list[Word], times: list[_Times], at: int, count: int) -> list[_Times]:
    """Times for `count` new words before the old word `at`: of the gap there, else of the word
    before, which gives up its end, or of the word after, which gives up its beginning."""
    start = times[-1][1] if times else cue.start_ms
    end = old[at].start_ms if at < len(old) else cue.end_ms
    if end - start >= count:
        return _shares(start, end, count)
    if times and times[-1][1] - times[-1][0] > count:
        first, last = times[-1]
        kept, *new = _shares(first, max(last, end), count + 1)
        times[-1] = kept
        return new
    if at < len(old) and old[at].end_ms - old[at].start_ms > count:
        *new, kept = _shares(start, old[at].end_ms, count + 1)
        old[at] = replace(old[at], start_ms=kept[0])
        return new
    return _shares(start, max(end, start), count)


def _shares(start: int, end: int, count: int) -> list[_Times]:
    """`count` equal shares of a time."""
    edges = [start + (end - start) * step // count for step in range(count + 1)]
    return list(pairwise(edges))
