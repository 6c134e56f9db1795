"""What merging is told and what it tells: pages, clashes, and how they were settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Clash:
    """What both sides made of one statement (`ident`), or of the front matter (""); "" for a
    side that removed it."""

    ident: str
    base: str
    file: str
    library: str


class Side(StrEnum):
    """Whose words stand where both changed them."""

    FILE = "file"
    LIBRARY = "library"


@dataclass(frozen=True, slots=True)
class Settled:
    """What a synchronisation has settled, by ids of statements: `taken` are those whose changes
    in the file the library holds now, `chosen` says whose words stand for those that clashed."""

    taken: frozenset[str] = frozenset()
    chosen: Mapping[str, Side] = field(default_factory=dict)


NOTHING_SETTLED = Settled()


@dataclass(frozen=True, slots=True)
class Merged:
    """`text` is the file as it is to be, `base` what the next merge begins with."""

    text: str
    base: str
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """Which subject a page is about, by its folded name: as it was when the note was written,
    and as it is now. `topics` are the folded names of the topics."""

    was: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)
    topics: frozenset[str] = frozenset()
