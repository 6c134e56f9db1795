"""What the session tells its views, besides the things themselves."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.notes import Annotation


@dataclass(frozen=True, slots=True)
class MarksDelta:
    """Marks of the open episode that are new or other than before, and ids of those gone."""

    changed: tuple[Annotation, ...]
    removed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell the user in passing; with `undo`, offering to take it back."""

    text: str
    undo: bool = False
    trouble: bool = False
