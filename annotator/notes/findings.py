"""What the doctor finds in a note, how it would mend it, and how sure that is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

_LINE_END = re.compile(r"\r\n|\r|\n")


class Sure(Enum):
    """How sure a repair is. Only those of high sureness are ever made unasked for each."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Ill(Enum):
    """What can be wrong."""

    FRONT_MATTER = "front-matter"
    MALFORMED = "malformed-anchor"
    SHIFTED = "shifted-time"
    PAST_END = "past-the-end"
    LABEL = "label-differs"
    ADDRESS = "dead-deep-link"
    LINK = "missing-note"
    QUOTE = "quote-elsewhere"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at [begin, end) of a note's text.

    `told` is a sentence; `repair` is what would stand there instead, None where nothing is
    proposed.
    """

    ill: Ill
    begin: int
    end: int
    found: str
    told: str
    sure: Sure
    repair: str | None = None


def mended(text: str, findings: Iterable[Finding]) -> tuple[str, tuple[Finding, ...]]:
    """`text` with the sure repairs made, and those that were. Nothing else is touched.

    Of two repairs of the same place the first is made.
    """
    made: list[Finding] = []
    for finding in sorted(findings, key=lambda finding: finding.begin):
        sure = finding.sure is Sure.HIGH and finding.repair is not None
        if sure and (not made or finding.begin >= made[-1].end):
            made.append(finding)
    return with_repairs(text, made), tuple(made)


def with_repairs(text: str, chosen: Iterable[Finding]) -> str:
    """`text` with the repairs of `chosen` made, however sure; of two that overlap the first."""
    pieces, place = [], 0
    for finding in sorted(chosen, key=lambda finding: finding.begin):
        if finding.repair is not None and finding.begin >= place:
            pieces += [text[place : finding.begin], finding.repair]
            place = finding.end
    return "".join([*pieces, text[place:]])


class Places:
    """Lines and columns of a text, both from 1. A line ends with LF, CR or both."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def of(self, place: int) -> tuple[int, int]:
        line = bisect_right(self._starts, place)
        return line, place - self._starts[line - 1] + 1
