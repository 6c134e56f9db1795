"""The word that was probably meant by one that nobody said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

LEAST_LETTERS = 4
"""Of shorter words too many others are one letter away."""
_LONG = 8
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def nearest_word(word: str, known: Iterable[tuple[str, int]]) -> str | None:
    """The known word that is fewest slips away, of those the one said most; None for none.

    `known` are words with how often they were said. A slip is a letter too much, too little,
    wrong, or two in the wrong order; one is forgiven, two in words of eight letters or more.
    """
    if len(word) < LEAST_LETTERS:
        return None
    # Imported here: most starts search for nothing misspelt.
    from rapidfuzz.distance import OSA

    most = 2 if len(word) >= _LONG else 1
    best: tuple[int, int, str] | None = None
    for other, count in known:
        slips = OSA.distance(word, other, score_cutoff=most)
        if 0 < slips <= most and (best is None or (slips, -count, other) < best):
            best = slips, -count, other
    return best[2] if best else None


def other_beginnings(word: str) -> Iterator[str]:
    """`word` with one slip in its first two letters taken back."""
    letters = dict.fromkeys(_LETTERS + word)
    for at in (0, 1):
        before, after = word[:at], word[at + 1 :]
        yield before + after
        for letter in letters:
            yield before + letter + after
            yield before + letter + word[at:]
    yield word[1] + word[0] + word[2:]
    yield word[0] + word[2] + word[1] + word[3:]
