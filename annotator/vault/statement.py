"""What a statement of a note says, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.vault.clock import NO_TIMES, Times


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic as a note names it: the page its link leads to, and its name."""

    page: str
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """The parts of a statement, as people read them. `topics` are those named beside it;
    `rest` is what a user wrote that belongs to none of the parts. Its `times` are compared by
    `clock.moved`: a link may come to one that had none, and it says the same."""

    note: str = ""
    speaker: str = ""
    words: str = ""
    topics: tuple[Tag, ...] = ()
    rest: str = ""
    times: Times = field(default=NO_TIMES, compare=False)
