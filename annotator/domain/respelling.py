"""Correcting the words of a cue without losing when each was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

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
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            times += [(word.start_ms, word.end_ms) for word in old[i1:i2]]
        elif tag in ("replace", "insert"):
            times += _shared(cue, old, i1, i2, j2 - j1)
    words = [
        Word(start, max(end, start), begin, stop)
        for (start, end), (begin, stop) in zip(times, spots, strict=True)
    ]
    return replace(cue, text=text, words=words)


def _shared(cue: Cue, old: Sequence[Word], i1: int, i2: int, count: int) -> list[tuple[int, int]]:
    """`count` equal shares of the time of old words i1 to i2, or of the gap where none are."""
    if i2 > i1:
        start, end = old[i1].start_ms, old[i2 - 1].end_ms
    else:
        start = old[i1 - 1].end_ms if i1 > 0 else cue.start_ms
        end = old[i1].start_ms if i1 < len(old) else cue.end_ms
    edges = [start + (end - start) * step // count for step in range(count + 1)]
    return list(pairwise(edges))
