"""What the cleaning of a transcript changed, in counts and in plain sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotator.phrases import counted, plural


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
    OTHER_RECORDING = "other_recording"
    ASIDE = "aside"
    UNREADABLE = "unreadable"
    REPLACED = "replaced"


_SENTENCES: Mapping[Change, tuple[str, str]] = {
    Change.ROLLING: plural(
        "{0} rolling caption that repeated the line before it was collapsed.",
        "{0} rolling captions that repeated the line before them were collapsed.",
    ),
    Change.JOINED: plural(
        "{0} one-word segment was joined to its sentence; its time is kept.",
        "{0} one-word segments were joined into sentences; their times are kept.",
    ),
    Change.SPLIT: plural(
        "{0} over-long passage was split.",
        "{0} over-long passages were split.",
    ),
    Change.DUPLICATE: plural(
        "{0} line that came twice was dropped once.",
        "{0} lines that came twice were dropped once each.",
    ),
    Change.BLANK: plural(
        "{0} line without any text was left out.",
        "{0} lines without any text were left out.",
    ),
    Change.BAD_TIME: plural(
        "{0} time that was negative, missing or impossible was replaced by its neighbours'.",
        "{0} times that were negative, missing or impossible were replaced by their neighbours'.",
    ),
    Change.REVERSED: plural(
        "{0} line that ended no later than it began now lasts until the next.",
        "{0} lines that ended no later than they began now last until the next.",
    ),
    Change.REORDERED: plural(
        "{0} line out of order was put in its place in time.",
        "{0} lines out of order were put in their place in time.",
    ),
    Change.OVERLAP: plural(
        "{0} line that overlapped the next was shortened.",
        "{0} lines that overlapped the next were shortened.",
    ),
    Change.MARKUP: plural(
        "Tags or entities were removed from {0} line.",
        "Tags or entities were removed from {0} lines.",
    ),
    Change.CONTROL: plural(
        "{0} invisible control character was removed.",
        "{0} invisible control characters were removed.",
    ),
    Change.LEFT_OUT: plural(
        "{0} entry that repeats the words in another form was left out.",
        "{0} entries that repeat the words in another form were left out.",
    ),
    Change.OTHER_RECORDING: plural(
        "The words of {0} more recording in the same file were left out; the first was read.",
        "The words of {0} more recordings in the same file were left out; the first was read.",
    ),
    Change.ASIDE: plural(
        "{0} passage outside the talk (a title, navigation) was left out.",
        "{0} passages outside the talk (a title, navigation) were left out.",
    ),
    Change.UNREADABLE: plural(
        "{0} line could not be read and was left out.",
        "{0} lines could not be read and were left out.",
    ),
    Change.REPLACED: plural(
        "{0} damaged character is shown as \N{REPLACEMENT CHARACTER}.",
        "{0} damaged characters are shown as \N{REPLACEMENT CHARACTER}.",
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
        return tuple(counted(count, *_SENTENCES[kind]) for kind, count in self.changes)

    def count(self, kind: Change) -> int:
        return dict(self.changes).get(kind, 0)

    def __bool__(self) -> bool:
        return bool(self.changes)
