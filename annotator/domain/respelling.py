"""Correcting the words of a cue without losing when each was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

from annotator.domain.transcript import Cue, Word

_WORDS = re.compile(r"\S+")


def respell(cue: Cue, text: str) -> Cue:
    """The cue with `text` for its words. Unchanged words keep their times; what replaces a
    word shares that word's time; what is new shares the gap around it."""
    old = cue.timed_words
    before = [cue.text[word.begin : word.end] for word in old]
    spots = [(found.start(), found.end()) for found in _WORDS.finditer(text)]
    after = [text[begin:end] for begin, end in spots]
    times: list[tuple[int, int]] = []
    for tag, i1, i2, j1, j2 in _changes(before, after):
        if tag == "equal":
            times += [(word.start_ms, word.end_ms) for word in old[i1:i2]]
        elif tag in ("replace", "insert"):
            times += _shared(cue, old, i1, i2, j2 - j1)
    words = [
        Word(start, max(end, start), begin, stop)
        for (start, end), (begin, stop) in zip(times, spots, strict=True)
    ]
    return replace(cue, text=text, words=words)


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


def _shared(cue: Cue, old: Sequence[Word], i1: int, i2: int, count: int) -> list[tuple[int, int]]:
    """`count` equal shares of the time of old words i1 to i2, or of the gap where none are."""
    if i2 > i1:
        start, end = old[i1].start_ms, old[i2 - 1].end_ms
    else:
        start = old[i1 - 1].end_ms if i1 > 0 else cue.start_ms
        end = old[i1].start_ms if i1 < len(old) else cue.end_ms
    edges = [start + (end - start) * step // count for step in range(count + 1)]
    return list(pairwise(edges))
