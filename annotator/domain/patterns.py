"""What is looked for in a transcript: plain words or a pattern that cannot run away.

A regular expression can take longer than the universe lasts on a line of fifty letters. Those
that could are refused before they run: a repeat within a repeat, a repeated choice, a reference
back; and more open repeats in a row than a line of the length at hand allows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import factorial

from annotator.domain.errors import UsageError

_MOST_STEPS = 100_000_000
_LONGEST_PATTERN = 500
_QUANTIFIER = re.compile(r"\{(\d*)(,?)(\d*)\}")
_SIMPLE: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_SMALL = 8
"""A repeat of at most so many is counted as no choice of its own."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for. `whole_words` and `match_case` hold for patterns too."""

    text: str
    match_case: bool = False
    whole_words: bool = False
    is_pattern: bool = False


@dataclass
class _Group:
    """What a bracket of a pattern holds so far."""

    has_choice: bool = False


@dataclass
class _Scan:
    """The walk over a pattern: its open brackets, and how many open repeats there are."""

    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    open_repeats: int = 0


def compiled(wanted: Wanted, longest: int) -> re.Pattern[str]:
    """The pattern to search lines of at most `longest` letters with. Raises UsageError."""
    if not wanted.text:
        raise UsageError("There is nothing to look for; type some words.")
    source = wanted.text if wanted.is_pattern else re.escape(wanted.text)
    if wanted.is_pattern:
        _check(source, longest)
    if wanted.whole_words:
        source = rf"(?<!\w)(?:{source})(?!\w)"
    try:
        return re.compile(source, 0 if wanted.match_case else re.IGNORECASE)
    except (re.error, OverflowError) as error:
        raise UsageError(
            "“{0}” is no pattern that can be read: {1}.", wanted.text, error
        ) from error


def _check(source: str, longest: int) -> None:
    """Refuse what could run away. Raises UsageError."""
    if len(source) > _LONGEST_PATTERN:
        raise UsageError("A pattern has at most {0} letters.", _LONGEST_PATTERN)
    scan, at, ended = _Scan(), 0, _Group()
    while at < len(source):
        repeat = _repeat_at(source, at)
        if repeat is None:
            at, ended = _take_letter(scan, source, at)
        else:
            at, least, most = repeat
            _take_repeat(scan, ended, least, most)
            ended = _Group()
    steps = longest ** (scan.open_repeats + 1) // factorial(scan.open_repeats + 1)
    if steps > _MOST_STEPS:
        raise UsageError(
            "This pattern has too many open repeats (* or +) for lines as long as these;"
            " say how many, as in {1,8}."
        )


def _take_letter(scan: _Scan, source: str, at: int) -> tuple[int, _Group]:
    """Where the next letter of a pattern stands, and the group that ended with this one."""
    letter, ended = source[at], _Group()
    if letter == "\\":
        if source[at + 1 : at + 2].isdigit() and source[at + 1] != "0":
            raise UsageError("A pattern may not refer back to a group; write it out.")
        at += 1
    elif letter == "[":
        at = _class_end(source, at)
    elif letter == "(":
        _open(scan, source[at + 1 : at + 4])
    elif letter == ")" and len(scan.groups) > 1:
        ended = scan.groups.pop()
        scan.groups[-1].has_choice |= ended.has_choice
    elif letter == "|":
        scan.groups[-1].has_choice = True
    return at + 1, ended


def _repeat_at(source: str, at: int) -> tuple[int, int, int | None] | None:
    """The repeat that stands at a place: where it ends, how often at least and at most."""
    if source[at] in _SIMPLE:
        least, most = _SIMPLE[source[at]]
        end = at + 1
    else:
        found = _QUANTIFIER.match(source, at)
        if found is None or not (found[1] or found[3]):
            return None
        least = int(found[1] or 0)
        most = least if not found[2] else int(found[3]) if found[3] else None
        end = found.end()
    return (end + 1 if source[end : end + 1] in ("?", "+") else end), least, most


def _take_repeat(scan: _Scan, ended: _Group, least: int, most: int | None) -> None:
    if ended.has_choice and (most is None or most > 1):
        raise UsageError(
            "This pattern repeats what is itself a repeat or a choice, which can take forever;"
            " write it without."
        )
    if most is None or most > _SMALL:
        scan.open_repeats += 1
    scan.groups[-1].has_choice |= least != most


def _open(scan: _Scan, head: str) -> None:
    flags = head[1:2]
    if head.startswith("?") and ((flags.isalpha() and flags != "P") or flags == "("):
        raise UsageError("A pattern may not set flags or conditions; tick the boxes instead.")
    if head == "?P=":
        raise UsageError("A pattern may not refer back to a group; write it out.")
    scan.groups.append(_Group())


def _class_end(source: str, at: int) -> int:
    """The bracket that closes the letters opened at a place."""
    end = at + 1
    if source[end : end + 1] == "^":
        end += 1
    if source[end : end + 1] == "]":
        end += 1
    while end < len(source) and source[end] != "]":
        end += 2 if source[end] == "\\" else 1
    return end
