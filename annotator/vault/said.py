"""What a statement of a note says, taken apart as it was put together."""

from __future__ import annotations

import re
from dataclasses import replace

from annotator.domain.entities import unescape
from annotator.domain.notes import Annotation
from annotator.exporters.escaping import at_line_start, inline, paragraphs
from annotator.exporters.wording import name_of_wordless
from annotator.vault.clock import NO_TIMES, Times
from annotator.vault.profiles import Profile, label_of
from annotator.vault.statement import Said, Tag

WORDLESS = frozenset({"Bookmark", "Note", "Marked passage"})
"""What stands for a mark with neither words nor a note."""

_ESCAPED = re.compile(r"\\(?P<char>[!-/:-@\[-`{-~])|&(?P<entity>#?\w+);")
_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*\n?[ \t]*", re.IGNORECASE)
_WORDS = re.compile(
    r"(?:(?P<note>.*?) — )?(?:\*\*(?P<speaker>(?:\\.|[^*\\])+?):\*\* )?\"(?P<words>.*)\"",
    re.DOTALL,
)
_CURLY = re.compile(
    r"(?:(?P<note>.*?) — )?(?:\*\*(?P<speaker>[^*]+?):\*\* )?[“„«](?P<words>.*)[”“»]", re.DOTALL
)
_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")


def unescaped(text: str) -> str:
    """`text` of a note as it is read: blanks run together, no backslashes, no entities."""
    tidy = " ".join(text.split())
    return _ESCAPED.sub(_read, tidy) if "\\" in tidy or "&" in tidy else tidy


def _read(found: re.Match[str]) -> str:
    return found["char"] or unescape(found[0])


def body_of(mark: Annotation) -> str:
    """A statement on one line without its topics: the note, then the words with their speaker."""
    note = _note(mark) if mark.note else ""
    parts = [note] if note else []
    if words := inline(mark.text):
        speaker = inline(mark.speaker)
        parts.append(f'**{speaker}:** "{words}"' if speaker else f'"{words}"')
    return " — ".join(parts) or name_of_wordless(mark)


def _note(mark: Annotation) -> str:
    lines = [line for paragraph in paragraphs(mark.note) for line in paragraph]
    return " <br/> ".join([at_line_start(lines[0]), *map(inline, lines[1:])]) if lines else ""


def read_body(profile: Profile, body: str, rest: str = "", times: Times = NO_TIMES) -> Said:
    """What `body_of` wrote, or what a user made of it; `rest` is what stands behind it."""
    text = _BULLET.sub("", body, count=1) if _BULLET.match(body) else body
    text, tags = _beside(profile, text.strip())
    found = _WORDS.fullmatch(text)
    note = text if found is None else found["note"] or ""
    said = "\n".join(filter(None, map(unescaped, _BREAK.split(note))))
    return Said(
        "" if found is None and said in WORDLESS else said,
        unescaped(found["speaker"] or "") if found else "",
        unescaped(found["words"]) if found else "",
        tags,
        "" if rest.strip() == "." else " ".join(rest.split()),
        times,
    )


def quoted_otherwise(was: Said, now: Said) -> Said | None:
    """`now`, a statement whose quotation marks are not ours any more: with other ones it is read
    as ever. None where the words that `was` quotes stand among the note, and nobody can tell."""
    if not was.words or now.words or now.note == was.note:
        return now
    found = _CURLY.fullmatch(now.note)
    if found is not None:
        return replace(
            now, note=found["note"] or "", speaker=found["speaker"] or "", words=found["words"]
        )
    words = set(was.words.casefold().split())
    left = words & set(now.note.casefold().split()) - set(was.note.casefold().split())
    return None if 2 * len(left) >= len(words) else now


def _beside(profile: Profile, text: str) -> tuple[str, tuple[Tag, ...]]:
    """`text` without the links in brackets that end it, and the topics they name."""
    if not text.endswith(")"):
        return text, ()
    links = list(profile.links_in(text))
    end, first = len(text) - 1, len(links)
    while first and links[first - 1].end == end:
        first -= 1
        end = links[first].begin
        if text[end - 2 : end] != ", ":
            break
        end -= 2
    if first == len(links) or text[end - 1 : end] != "(":
        return text, ()
    return text[: end - 1].rstrip(), tags_of(profile, text[end:])


def tags_of(profile: Profile, text: str) -> tuple[Tag, ...]:
    """The topics that `text` links to."""
    return tuple(Tag(link.page, unescaped(label_of(link))) for link in profile.links_in(text))
