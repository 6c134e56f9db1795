"""The three layers of a quotation: as it was said, cleaned of fillers, as it is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.drafts.sounds import FILLERS, words_in
from annotator.drafts.steps import Step, Tag


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


def layers(steps: Sequence[Step], published: str) -> Layers:
    """The layers of a quotation whose word diff is `steps`."""
    verbatim = " ".join(step.spoken for step in steps if step.spoken)
    kept = " ".join(step.spoken for step in steps if step.spoken and step.tag is not Tag.FILLER)
    cleaned = _without_fillers(kept)
    return Layers(
        verbatim, cleaned, published, word_diff(verbatim, cleaned), word_diff(cleaned, published)
    )


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
