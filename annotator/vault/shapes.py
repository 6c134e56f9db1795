"""Statements in the form of a user's own template: which part of them is what.

Nobody knows the grammar of a template, but what it was given is known, so the words, the note
and the times are found in what it made of a mark. All that stands around them must be the same
in the file; where it is not, the statement is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotator.vault.clock import NO_TIMES, written_times
from annotator.vault.profiles import Profile
from annotator.vault.said import tags_of, unescaped
from annotator.vault.statement import Said

_BREAK = re.compile(r"[ \t]*(?:<br\s*/?>|\n)[ \t>]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """What a template was given of a mark, as it prints it. `times` are its ways to say when,
    the longest first; `links` lead to the topics named beside it."""

    words: str = ""
    lines: Sequence[str] = ()
    speaker: str = ""
    times: Sequence[str] = ()
    address: str = ""
    links: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How the statement of one mark is written. `is_escaped`: its texts have backslashes."""

    pattern: re.Pattern[str]
    profile: Profile
    is_escaped: bool

    def read(self, source: str) -> Said | None:
        """What a statement of this shape says; None where it has another."""
        found = self.pattern.fullmatch(source.strip())
        if found is None:
            return None
        part: Mapping[str, str] = found.groupdict()
        text: Callable[[str], str] = unescaped if self.is_escaped else _tidy
        times = written_times(part["times"], part.get("address", "")) if "times" in part else None
        return Said(
            "\n".join(map(text, _BREAK.split(part.get("note", "")))).strip(),
            text(part.get("speaker", "")),
            text(part.get("words", "")),
            tags_of(self.profile, part.get("links", "")),
            "",
            times or NO_TIMES,
        )


def shape_of(profile: Profile, source: str, given: Given, *, is_escaped: bool) -> Shape:
    """The shape of `source`, which a template made of `given`. What stands in it more than once
    cannot be told apart, and counts for what is around."""
    text = source.strip()
    wanted = {
        "words": (given.words, given.words),
        "note": (given.lines[0], given.lines[-1]) if given.lines else ("", ""),
        "speaker": (given.speaker, given.speaker),
        "address": (given.address, given.address),
        "links": (given.links[0], given.links[-1]) if given.links else ("", ""),
    }
    for time in given.times:
        if text.count(time) == 1:
            wanted["times"] = (time, time)
            break
    spans = [(span, name) for name, ends in wanted.items() if (span := _span(text, *ends))]
    made, place, last = "", 0, ""
    for (begin, end), name in sorted(spans):
        between = text[place:begin]
        if begin < place or (last and not between.strip()):
            continue  # nothing parts the two
        made += f"{re.escape(between)}(?P<{name}>.*?)"
        place, last = end, name
    return Shape(re.compile(made + re.escape(text[place:]), re.DOTALL), profile, is_escaped)


def _span(text: str, first: str, last: str) -> tuple[int, int] | None:
    if not first or text.count(first) != 1 or text.count(last) != 1:
        return None
    begin, end = text.index(first), text.index(last) + len(last)
    return (begin, end) if begin < end else None


def _tidy(text: str) -> str:
    return " ".join(text.split())
