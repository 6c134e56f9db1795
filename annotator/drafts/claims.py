"""What a draft says somebody said, without quoting: the passages most like it, as help.

No verdict is given on a paraphrase. Its telling words are looked for close together, their
endings cut (``scaling``, ``scale``), rare ones counting more.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.tokens import tokens
from annotator.drafts.draft import Draft
from annotator.drafts.quotations import Quotation
from annotator.drafts.spoken import Spoken
from annotator.drafts.verdicts import Place

_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+(?=[^\s])[^.!?…\n]+)*[.!?…]*[”\"’»)]*")
_CLAIMING = re.compile(
    r"\b(?:says?|said|tells?|told|explain(?:s|ed)?|argue[sd]?|believe[sd]?|claim(?:s|ed)?|"
    r"acknowledge[sd]?|point(?:s|ed) out|touched on|talk(?:s|ed) about|spoke about|"
    r"suggest(?:s|ed)?|"
    r"describe[sd]?|predict(?:s|ed)?|warn(?:s|ed)?|admit(?:s|ted)?|insist(?:s|ed)?|sees?|imagines?|"
    r"thinks?|thought|mention(?:s|ed)?|recall(?:s|ed)?|according to|sagte?|erklärte?|meinte?|"
    r"explique|affirme|dijo|explicó)\b",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:ations?|ments?|ness|ings?|edly|ed|ies|ers?|ly|es|s|e|y)$")
_STEM = 4
_WINDOW, _STRIDE = 60, 20
_MOST = 3
_LEAST = 0.2
_DULL = frozenset(
    re.findall(
        r"\w+",
        """the and that this with from have has had was were are been they them their there what
        when which who how about into for not but you your our his her its can could will
        would should may said says say told explained argued also more most very just than
        then some any all one like think thinks know make made get really going because
        people things thing way lot""",
    )
)


@dataclass(frozen=True)
class Claim:
    """A sentence of the draft's prose, `begin` to `end`, that reports speech."""

    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Likely:
    """A passage like a claim; `score` is the share of its telling words, the rare for more."""

    score: float
    place: Place


def claims(draft: Draft, quoted: Sequence[Quotation]) -> tuple[Claim, ...]:
    """The sentences of `draft` that say what was said, and hold none of its quotations."""
    found: list[Claim] = []
    for block in draft.blocks:
        if block.quoted:
            continue
        for match in _SENTENCE.finditer(draft.text, block.begin, block.end):
            text = " ".join(match[0].split())
            apart = all(q.end <= match.start() or q.begin >= match.end() for q in quoted)
            if apart and len(text.split()) > _STEM and _CLAIMING.search(text):
                found.append(Claim(match.start(), match.end(), text))
    return tuple(found)


def telling(text: str) -> list[str]:
    """The words of a claim that tell what it is about, folded."""
    words = (token.folded for token in tokens(text))
    return list(dict.fromkeys(w for w in words if len(w) >= _STEM and w not in _DULL))


def likely(claim: Claim, spoken: Spoken) -> tuple[Likely, ...]:
    """The passages of a transcript most like a claim, best first; at most three."""
    wanted = {_stem(word) for word in telling(claim.text)}
    places: dict[str, list[int]] = {}
    for word, at in _words(spoken):
        if (stem := _stem(word)) in wanted:
            places.setdefault(stem, []).append(at)
    count = max(len(spoken.words), 1)
    worth = {stem: math.log(1 + count / (1 + len(places.get(stem, ())))) for stem in wanted}
    scores: Counter[int] = Counter()
    held: dict[int, float] = {}
    for stem, spots in places.items():
        for window in {at // _STRIDE - step for at in spots for step in range(_WINDOW // _STRIDE)}:
            held[window] = held.get(window, 0.0) + worth[stem]
    scores.update({window: round(1000 * value) for window, value in held.items() if window >= 0})
    whole = sum(worth.values()) or 1.0
    return tuple(
        Likely(score / 1000 / whole, _place(spoken, window))
        for window, score in _apart(scores)
        if score / 1000 >= _LEAST * whole
    )


def _words(spoken: Spoken) -> list[tuple[str, int]]:
    return [(word, at) for at, word in enumerate(spoken.words) if len(word) >= _STEM]


def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > _STEM + 1 else word


def _apart(scores: Counter[int]) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    for window, score in scores.most_common(8 * _MOST):
        if all(abs(window - other) >= _WINDOW // _STRIDE for other, _ in chosen):
            chosen.append((window, score))
    return chosen[:_MOST]


def _place(spoken: Spoken, window: int) -> Place:
    first = window * _STRIDE
    last = min(first + _WINDOW, len(spoken.words)) - 1
    start_ms, end_ms = spoken.times(first, last)
    names = spoken.speakers(first, last)
    return Place(names[0] if names else "", start_ms, end_ms, spoken.text(first, last), ())
