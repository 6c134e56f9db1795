"""Dialogue as people and tools lay it out, made plain lines: Markdown, tables, frame numbers.

Only the lay-out goes. Links leave their text, tables become a line a row, and times that count
frames (``00:00:05:12``, ``00;00;05;12``) count milliseconds.
"""

from __future__ import annotations

import re

from annotator.formats.speaker_labels import is_name

_LINK = re.compile(
    r"!?\[((?:[^\[\]\n]|\[[^\[\]\n]*\]){0,300})\]\([^()\s]{0,800}(?:\([^()\s]*\)[^()\s]*)?\)"
)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?![\w*])")
_FRONT_MATTER = re.compile(r"\s*---\n(?:[^\n]*\n){0,200}?---[ \t]*(?:\n|$)")
_CLOCK = re.compile(r"(?:\d{1,3}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?")
_CODED = re.compile(rf"`\[?({_CLOCK.pattern})\]?`")
_TABLE_ROW = re.compile(r"^[ \t]*+\|(.*)$", re.MULTILINE)
_SECTION = re.compile(
    rf"^[ \t]*\[({_CLOCK.pattern})[ \t]*[-–—:][ \t]*[^\W\d][^\[\]\n]{{0,200}}\][ \t]*$",
    re.MULTILINE,
)
_FRAMED = re.compile(r"(?<![\d:;])(\d\d)([:;])(\d\d)\2(\d\d)[:;](\d\d)(?![\d:;])")
_RATES = (24, 25, 30, 50, 60, 100)


def plain(text: str) -> str:
    """Without front matter, links, emphasis, tables; times in hours, minutes and seconds."""
    text = without_front_matter(text)
    if "](" in text:
        text = _LINK.sub(_unlinked, text)
    if "**" in text or "__" in text or "\n#" in text:
        text = _SLANTED.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    if "\n[" in text or text[:1] == "[":
        # The name of a section is not spoken; its time is worth keeping.
        text = _SECTION.sub(r"[\1]", text)
    if "`" in text:
        text = _CODED.sub(r"[\1]", text)
    if "\n|" in text or text[:1] == "|":
        text = _TABLE_ROW.sub(_table_row, text)
    return in_milliseconds(text)


def without_front_matter(text: str) -> str:
    """Without the YAML between two ``---`` at the top."""
    found = _FRONT_MATTER.match(text)
    return text[found.end() :] if found else text


def _unlinked(found: re.Match[str]) -> str:
    """The text of a link; a time within a line is put in brackets, to be known for one."""
    words = found[1]
    begins = found.string[: found.start()].rpartition("\n")[2]
    if not begins.strip("-*+_>#( \t") or not _CLOCK.fullmatch(words):
        return words
    return f"[{words}]" if begins[-1].isspace() else words


def _table_row(found: re.Match[str]) -> str:
    """``| 0:15 | Ann | Well |`` as ``0:15 Ann: Well``; rows without a time are no dialogue."""
    row = found[1].rstrip(" \t").removesuffix("|")
    cells = [cell.strip() for cell in row.split("|")]
    if all(not cell.strip(":- ") for cell in cells):
        return ""
    place = next((i for i, cell in enumerate(cells) if _CLOCK.fullmatch(cell.strip("[]()"))), None)
    if place is None:
        return found[0]
    stamp, others = cells[place], [cell for cell in (*cells[:place], *cells[place + 1 :]) if cell]
    if len(others) > 1 and is_name(others[0]):
        others[0] = f"{others[0].rstrip(':')}:"
    return " ".join([stamp, *others])


def in_milliseconds(text: str) -> str:
    """`text` with frames made milliseconds, at the least usual rate that has so many a second."""
    # Who counts frames does so from the first line on.
    if _FRAMED.search(text, 0, 4_000) is None:
        return text
    found = _FRAMED.findall(text)
    most = max(int(parts[4]) for parts in found)
    rate = next(rate for rate in _RATES if rate > most)
    return _FRAMED.sub(
        lambda part: f"{part[1]}:{part[3]}:{part[4]}.{int(part[5]) * 1000 // rate:03d}", text
    )
