"""The three layers of a quotation: as it was said, cleaned of fillers, as it is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.drafts.negations import NEGATIONS
from annotator.drafts.sounds import FILLERS, words_in
from annotator.drafts.steps import Step, Tag
from annotator.phrases import joined, phrase

_IN_CLEANING = phrase("negation: “{0}” goes when the quotation is cleaned")
_IN_PUBLISHING = phrase("negation: “{0}” goes when the quotation is published")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a diff: `before` became `after`; they are the same where nothing changed."""

    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of a quotation, and each but the first as a diff to the one before it."""

    verbatim: str
    cleaned: str
    published: str
    cleaning: tuple[Stretch, ...]
    publishing: tuple[Stretch, ...]
    warnings: tuple[str, ...] = ()


def layers(steps: Sequence[Step], published: str, speakers: Sequence[str] = ()) -> Layers:
    """The layers of a quotation whose word diff is `steps`, its words said by `speakers`.

    Warned of is what a layer loses: a negation, or that several people spoke.
    """
    verbatim = " ".join(step.spoken for step in steps if step.spoken)
    kept = " ".join(step.spoken for step in steps if step.spoken and step.tag is not Tag.FILLER)
    cleaned = _without_fillers(kept)
    cleaning, publishing = word_diff(verbatim, cleaned), word_diff(cleaned, published)
    warnings = [
        phrase(template, _short(one.before))
        for template, stretches in ((_IN_CLEANING, cleaning), (_IN_PUBLISHING, publishing))
        for one in stretches
        if _negations(one.before) > _negations(one.after)
    ]
    names = tuple(dict.fromkeys(filter(None, speakers)))
    if len(names) > 1:
        warnings.append(phrase("speakers: the words are of {0}", joined(", ", names)))
    return Layers(verbatim, cleaned, published, cleaning, publishing, tuple(warnings))


def _negations(text: str) -> int:
    words = (word.folded for word in words_in(text))
    return sum(word in NEGATIONS or word.endswith("n't") for word in words)


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= 12 else f"{' '.join(words[:10])} …"


def word_diff(before: str, after: str) -> tuple[Stretch, ...]:
    """Two texts word against word, in stretches that are the same or changed."""
    from rapidfuzz.distance import Levenshtein

    old, new = before.split(), after.split()
    folded = [_bare(word) for word in old], [_bare(word) for word in new]
    found: list[Stretch] = []
    for op in Levenshtein.opcodes(*folded):
        one = " ".join(old[op.src_start : op.src_end])
        other = " ".join(new[op.dest_start : op.dest_end])
        found.append(Stretch(one, one if op.tag == "equal" else other))
    return tuple(found)


def _bare(word: str) -> str:
    return "".join(found.folded for found in words_in(word)) or word


def _without_fillers(text: str) -> str:
    return " ".join(word for word in text.split() if _bare(word) not in FILLERS)
