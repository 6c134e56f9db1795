"""Statements as quote callouts with a block id: obsidian.

> [!quote] Speaker · [1:52–2:11](https://youtu.be/…?t=112)
> The words.
>
> > [!note]
> > A note of one's own.
>
> [[Other topic]]

^a-0c5e…
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.exporters.callouts import callout
from annotator.exporters.outline import Entry
from annotator.vault.clock import TIME, times_of
from annotator.vault.profiles import Profile
from annotator.vault.said import tags_of, unescaped
from annotator.vault.statement import Said, Tag

_TITLE = re.compile(rf"\[!(?P<kind>quote|note|info)\][-+]? (?:(?P<who>.*) · )?{TIME}(?P<rest>.*)")
_QUOTE = re.compile(r"[ \t]*> ?")
_ID = re.compile(r"\n\s*\^a-[A-Za-z0-9-]+[ \t]*$")


def statement(entry: Entry, links: list[str], address: str, ident: str) -> str:
    """A callout with the line of its block id."""
    return f"{callout(entry, links, address)}\n\n^{ident}"


def read_callout(profile: Profile, source: str) -> Said | None:
    """What a callout says; None where it is none any more."""
    lines = _ID.sub("", source).split("\n")
    if not all(line.lstrip().startswith(">") for line in lines if line.strip()):
        return None
    inner = [_QUOTE.sub("", line, count=1) for line in lines]
    title = _TITLE.fullmatch(inner[0].rstrip())
    if title is None:
        return None
    parts = _paragraphs(inner[1:])
    rest = [title["rest"].strip()]
    tags: tuple[Tag, ...] = ()
    if parts and (tags := _only_links(profile, parts[-1])):
        parts.pop()
    words: list[str] = []
    notes: list[list[str]] = []
    for number, part in enumerate(parts):
        if part[0].lstrip().startswith(">"):
            notes += _paragraphs(_unmarked(part))
        elif title["kind"] == "note":
            notes.append(part)
        elif number == 0 and title["kind"] == "quote":
            words = part
        else:
            rest.append(" ".join(part))
    return Said(
        _text(notes),
        unescaped(title["who"] or "") if title["kind"] == "quote" else "",
        unescaped(" ".join(words)),
        tags,
        " ".join(filter(None, rest)),
        times_of(title),
    )


def _unmarked(part: list[str]) -> list[str]:
    inner = [_QUOTE.sub("", line, count=1) for line in part]
    return inner[1:] if inner[0].strip() == "[!note]" else inner


def _paragraphs(lines: Iterable[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [part for part in found if part]


def _text(parts: Iterable[list[str]]) -> str:
    return "\n\n".join("\n".join(map(unescaped, part)) for part in parts)


def _only_links(profile: Profile, part: list[str]) -> tuple[Tag, ...]:
    line = " ".join(part).strip()
    end = 0
    for link in profile.links_in(line):
        if line[end : link.begin] not in ("", ", "):
            return ()
        end = link.end
    return tags_of(profile, line) if end == len(line) else ()
