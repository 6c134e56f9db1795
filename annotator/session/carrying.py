"""Marks follow their words into another transcript of the episode: moved, or kept for review."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.anchoring import find_again
from annotator.domain.notes import Annotation
from annotator.domain.reanchoring import Carried, carry
from annotator.domain.timecode import format_clock
from annotator.domain.tokens import tokens
from annotator.domain.transcript import Transcript
from annotator.phrases import counted, joined, phrase

if TYPE_CHECKING:
    from annotator.store import Changes, Library

_MOST_TOLD = 3
_NEAR_MS = 20_000
_SHORT = 60


def carry_marks(
    library: Library,
    writes: Changes,
    episode_id: int,
    old: Transcript | None,
    new: Transcript,
    *,
    same_words: bool = False,
) -> list[str]:
    """Move all marks of an episode from `old` to `new`, in the change under way.

    With `same_words`, both are readings of one text: a mark whose words stand there as they
    were takes those, rather than repeats of them as well. Returns sentences about those that
    took other words and those left for review.
    """
    marks = library.notebook.annotations(episode_id)
    carried = carry(old, new, [mark.anchor for mark in marks])
    if same_words:
        carried = [_as_they_were(new, *one) for one in zip(marks, carried, strict=True)]
    reworded: list[tuple[Annotation, Annotation]] = []
    changed: list[Annotation] = []
    doubtful = 0
    for mark, found in zip(marks, carried, strict=True):
        moved = _moved(mark, found, new)
        if moved == mark:
            continue
        changed.append(moved)
        doubtful += moved.needs_review and not mark.needs_review
        if found.sure and _folded(mark.text) and _folded(mark.text) != _folded(moved.text):
            reworded.append((mark, moved))
    writes.update_annotations(changed)
    return [*_told(reworded), *_to_review(doubtful)]


def _as_they_were(new: Transcript, mark: Annotation, found: Carried) -> Carried:
    """The mark's own words, near their time; what was found of it where they are not there."""
    words = _folded(mark.text)
    if not words or _folded(found.anchor.exact) == words:
        return found
    own = find_again(new, mark.anchor)
    if own is None or _folded(own.exact) != words or abs(own.start_ms - mark.start_ms) > _NEAR_MS:
        return found
    return Carried(own)


def _moved(mark: Annotation, found: Carried, new: Transcript) -> Annotation:
    anchor = found.anchor
    span = new.span_of(anchor.start_ms, anchor.end_ms) if found.sure else None
    speaker = (new.speaker_of(span) if span else "") or mark.speaker
    return replace(mark, anchor=anchor, speaker=speaker, needs_review=not found.sure)


def _folded(text: str) -> list[str]:
    return [token.folded for token in tokens(text)]


def _told(reworded: list[tuple[Annotation, Annotation]]) -> list[str]:
    if not reworded:
        return []
    shown: list[str] = [
        f"{format_clock(after.start_ms)} “{_short(before.text)}” → “{_short(after.text)}”"
        for before, after in reworded[:_MOST_TOLD]
    ]
    if len(reworded) > _MOST_TOLD:
        shown.append(phrase("and {0} more", len(reworded) - _MOST_TOLD))
    return [
        counted(
            len(reworded),
            "{0} mark reads otherwise in the new transcript: {1}.",
            "{0} marks read otherwise in the new transcript: {1}.",
            joined("; ", shown),
        )
    ]


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


def _to_review(doubtful: int) -> list[str]:
    if not doubtful:
        return []
    return [
        counted(
            doubtful,
            "{0} mark was not found in the new transcript and kept for your review.",
            "{0} marks were not found in the new transcript and kept for your review.",
        )
    ]
