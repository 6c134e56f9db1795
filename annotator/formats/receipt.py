"""What the cleaning of a transcript changed, in counts and in plain sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """A kind of change. The order here is the order in a receipt."""

    ROLLING = "rolling"
    JOINED = "joined"
    SPLIT = "split"
    DUPLICATE = "duplicate"
    BLANK = "blank"
    BAD_TIME = "bad_time"
    REVERSED = "reversed"
    REORDERED = "reordered"
    OVERLAP = "overlap"
    MARKUP = "markup"
    CONTROL = "control"
    LEFT_OUT = "left_out"
    ASIDE = "aside"
    UNREADABLE = "unreadable"
    REPLACED = "replaced"


_SENTENCES: Mapping[Change, tuple[str, str]] = {
    Change.ROLLING: (
        "1 rolling caption that repeated the line before it was collapsed.",
        "{n} rolling captions that repeated the line before them were collapsed.",
    ),
    Change.JOINED: (
        "1 one-word segment was joined to its sentence; its time is kept.",
        "{n} one-word segments were joined into sentences; their times are kept.",
    ),
    Change.SPLIT: (
        "1 over-long passage was split.",
        "{n} over-long passages were split.",
    ),
    Change.DUPLICATE: (
        "1 line that came twice was dropped once.",
        "{n} lines that came twice were dropped once each.",
    ),
    Change.BLANK: (
        "1 line without any text was left out.",
        "{n} lines without any text were left out.",
    ),
    Change.BAD_TIME: (
        "1 time that was negative, missing or impossible was replaced by its neighbours'.",
        "{n} times that were negative, missing or impossible were replaced by their neighbours'.",
    ),
    Change.REVERSED: (
        "1 line that ended no later than it began now lasts until the next.",
        "{n} lines that ended no later than they began now last until the next.",
    ),
    Change.REORDERED: (
        "1 line out of order was put in its place in time.",
        "{n} lines out of order were put in their place in time.",
    ),
    Change.OVERLAP: (
        "1 line that overlapped the next was shortened.",
        "{n} lines that overlapped the next were shortened.",
    ),
    Change.MARKUP: (
        "Tags or entities were removed from 1 line.",
        "Tags or entities were removed from {n} lines.",
    ),
    Change.CONTROL: (
        "1 invisible control character was removed.",
        "{n} invisible control characters were removed.",
    ),
    Change.LEFT_OUT: (
        "1 entry that repeats the words in another form was left out.",
        "{n} entries that repeat the words in another form were left out.",
    ),
    Change.ASIDE: (
        "1 passage before the first speaker (a title, navigation) was left out.",
        "{n} passages before the first speaker (a title, navigation) were left out.",
    ),
    Change.UNREADABLE: (
        "1 line could not be read and was left out.",
        "{n} lines could not be read and were left out.",
    ),
    Change.REPLACED: (
        "1 damaged character is shown as \N{REPLACEMENT CHARACTER}.",
        "{n} damaged characters are shown as \N{REPLACEMENT CHARACTER}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """Kinds of change with their counts, each above zero, in the order of `Change`."""

    changes: tuple[tuple[Change, int], ...] = ()

    @classmethod
    def of(cls, counts: Counter[Change]) -> Receipt:
        return cls(tuple((kind, counts[kind]) for kind in Change if counts[kind] > 0))

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence a change, to be shown to a user as it stands."""
        return tuple(
            _SENTENCES[kind][0] if count == 1 else _SENTENCES[kind][1].format(n=f"{count:,}")
            for kind, count in self.changes
        )

    def count(self, kind: Change) -> int:
        return dict(self.changes).get(kind, 0)

    def __bool__(self) -> bool:
        return bool(self.changes)
