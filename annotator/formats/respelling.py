"""Timed words under the spelling of a text that says the same.

Recognisers often time the words as heard ("it costs twenty dollars ann") beside a text as it is
to be read ("It costs $20, Ann."). The text is what was meant to be read, so it is kept, and its
words get the times of those heard.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

TimedPiece = tuple[str, int | None, int | None, *tuple[int, ...]]
"""A word or part of the text as the source has it, with its start and end and, where the source
tells, how sure the recogniser was of it, in percent."""

_REACH = 12
"""How far apart the two may be and still come together again: a long number read out."""
_MARKS = re.compile(r"[\W_]+")

_Pair = tuple[int, int]


def respelled(text: str, heard: Sequence[TimedPiece]) -> list[TimedPiece] | None:
    """The words of `text`, each with a blank behind it, and the times of those `heard`.

    Words that were not heard so share the time of what was heard in their place, and have none
    where nothing was. None if the two do not say the same.
    """
    written = text.split()
    spoken = [piece for piece in heard if piece[0].strip()]
    said = [piece[0] for piece in spoken]
    plain = {word: _plain(word) for word in {*written, *said}}  # few words come again and again
    pairs = _pairs([plain[word] for word in written], [plain[word] for word in said])
    if len(pairs) * 2 < min(len(written), len(spoken)) or not pairs:
        return None
    out: list[TimedPiece] = []
    for (left, right), (next_left, next_right) in pairwise(
        [(-1, -1), *pairs, (len(written), len(spoken))]
    ):
        if next_left > left + 1:
            out += _between(written[left + 1 : next_left], spoken[right + 1 : next_right])
        if next_left < len(written):
            out.append((f"{written[next_left]} ", *spoken[next_right][1:]))
    return out


def _plain(word: str) -> str:
    return _MARKS.sub("", word).casefold() or word


def _pairs(written: Sequence[str], spoken: Sequence[str]) -> list[_Pair]:
    """Which word is which; where they part, the nearest place at which they meet again."""
    pairs: list[_Pair] = []
    left = right = 0
    while left < len(written) and right < len(spoken):
        if written[left] == spoken[right]:
            pairs.append((left, right))
            left, right = left + 1, right + 1
            continue
        ahead, behind = _meeting(written[left : left + _REACH], spoken[right : right + _REACH])
        left, right = left + ahead, right + behind
    return pairs


def _meeting(written: Sequence[str], spoken: Sequence[str]) -> _Pair:
    for steps in range(1, len(written) + len(spoken) - 1):
        for ahead in range(max(0, steps - len(spoken) + 1), min(steps, len(written) - 1) + 1):
            if written[ahead] == spoken[steps - ahead]:
                return ahead, steps - ahead
    return len(written), len(spoken)


def _between(words: Sequence[str], heard: Sequence[TimedPiece]) -> list[TimedPiece]:
    """Words that were heard as others: each has its share of the others' time."""
    start_ms = next((piece[1] for piece in heard if piece[1] is not None), None)
    end_ms = next((piece[2] for piece in reversed(heard) if piece[2] is not None), None)
    if start_ms is None or end_ms is None or not 0 <= start_ms < end_ms:
        return [(f"{word} ", None, None) for word in words]
    edges = (
        [start_ms + (end_ms - start_ms) * i // len(words) for i in range(len(words) + 1)]
        if words
        else []
    )
    # What stands for several words is as sure as the least sure of them.
    sure = sorted(share for piece in heard for share in piece[3:])[:1]
    return [
        (f"{word} ", start, end, *sure)
        for word, (start, end) in zip(words, pairwise(edges), strict=True)
    ]
