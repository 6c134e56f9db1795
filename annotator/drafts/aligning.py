"""Two rows of sounds laid against each other, where they are most alike."""

from __future__ import annotations

from collections.abc import Sequence

_CELLS = 400_000
_BAND = 6
_TELLING, _COMMON, _ALIKE, _EXCHANGED, _MISSING = 1.0, 0.45, 0.35, -0.45, -0.4
"""What a pair of sounds says for or against their being the same words, misheard or misquoted:
the logarithm of how much likelier it is then than by chance, that of an equal rare word as 1."""

_HERE = 0.4
"""What it says for the words after a place that those before them are there."""

_LETTERS, _SHORT = 60, 3
COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "but",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "with",
        "by",
        "from",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "that",
        "this",
        "i",
        "you",
        "he",
        "she",
        "we",
        "they",
        "my",
        "your",
        "his",
        "her",
        "our",
        "their",
        "so",
        "if",
        "not",
        "do",
        "have",
        "has",
        "had",
        "will",
        "would",
        "can",
        "just",
        "there",
        "then",
        "what",
        "which",
        "who",
        "when",
        "how",
        "about",
        "into",
        "out",
        "up",
    ]
)
"""Words that tell little of where something was said."""


def aligned(mine: Sequence[str], theirs: Sequence[str], *, late: bool) -> list[tuple[int, int]]:
    """Local alignment: 2 for an equal word, 1 for a common one, -1 for what differs, is missing
    or put in."""
    if len(mine) * len(theirs) > _CELLS:
        return _aligned_fast(mine, theirs)
    width = len(theirs) + 1
    above = [0] * width
    steps: list[bytearray] = []
    best, best_at = 0, (0, 0)
    for row, sound in enumerate(mine):
        current, path, left = [0] * width, bytearray(width), 0
        gain = 1 if sound in COMMON else 2
        for column, other in enumerate(theirs, 1):
            value = above[column - 1] + (gain if sound == other else -1)
            step = 1
            if above[column] - 1 > value:
                value, step = above[column] - 1, 2
            if left - 1 > value:
                value, step = left - 1, 3
            if value <= 0:
                value = step = 0
            current[column] = left = value
            path[column] = step
            if value > best or (late and value == best):
                best, best_at = value, (row, column)
        steps.append(path)
        above = current
    return _traced(steps, best_at) if best else []


def carried_on(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """How far two rows of sounds that begin at one place go on together; words that are misheard
    or exchanged on the way are weighed against those that are equal. [] where they do not.
    """
    best, at = -_HERE, (-1, -1)
    above = [_MISSING * count for count in range(len(theirs) + 1)]
    rows: list[list[tuple[float, int]]] = []
    for row, sound in enumerate(mine):
        current = [(above[0] + _MISSING, 2)]
        for column, other in enumerate(theirs):
            value, step = above[column + 1] + _MISSING, 2
            if current[-1][0] + _MISSING > value:
                value, step = current[-1][0] + _MISSING, 3
            gain = _gain(sound, other) if abs(row - column) <= _BAND else _EXCHANGED
            if above[column] + gain >= value:
                value, step = above[column] + gain, 1
                if gain > 0 and value > best:
                    best, at = value, (row, column)
            current.append((value, step))
        rows.append(current)
        above = [value for value, _ in current]
    pairs = []
    row, column = at
    while row >= 0 and column >= 0:
        step = rows[row][column + 1][1]
        if step == 1:
            pairs.append((row, column))
        row, column = row - (step != 3), column - (step != 2)
    return pairs[::-1]


def _gain(sound: str, other: str) -> float:
    if sound == other:
        return _COMMON if sound in COMMON else _TELLING
    if min(len(sound), len(other)) < _SHORT:
        return _EXCHANGED
    from rapidfuzz.fuzz import ratio

    return _ALIKE if ratio(sound, other) >= _LETTERS else _EXCHANGED


def _traced(steps: list[bytearray], best_at: tuple[int, int]) -> list[tuple[int, int]]:
    row, column = best_at
    pairs: list[tuple[int, int]] = []
    while row >= 0 and column > 0 and (step := steps[row][column]):
        if step == 1:
            pairs.append((row, column - 1))
            row, column = row - 1, column - 1
        elif step == 2:
            row -= 1
        else:
            column -= 1
    return pairs[::-1]


def _aligned_fast(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """The same for very long quotations, by edit distance, the loose ends of the window cut."""
    from rapidfuzz.distance import Levenshtein

    pairs = [
        (op.src_start + step, op.dest_start + step)
        for op in Levenshtein.opcodes(mine, theirs)
        if op.tag in ("equal", "replace")
        for step in range(min(op.src_end - op.src_start, op.dest_end - op.dest_start))
    ]
    while pairs and mine[pairs[0][0]] != theirs[pairs[0][1]]:
        pairs.pop(0)
    while pairs and mine[pairs[-1][0]] != theirs[pairs[-1][1]]:
        pairs.pop()
    return pairs
