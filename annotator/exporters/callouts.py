"""A mark as a callout of Obsidian: its words, its note, the topics it has besides."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.exporters.escaping import at_line_start, inline, paragraphs
from annotator.exporters.outline import Entry
from annotator.exporters.wording import name_of_wordless, times


def callout(entry: Entry, links: list[str], address: str) -> str:
    """The callout; `links` are of the topics besides, `address` plays the mark or is ""."""
    mark = entry.mark
    time = f"[{times(mark)}]({address})" if address else times(mark)
    note = _note(mark.note) if mark.note else []
    if words := at_line_start(mark.text):
        speaker = inline(mark.speaker)
        title = f"> [!quote] {speaker} · {time}" if speaker else f"> [!quote] {time}"
        parts = [f"{title}\n> {words}"]
        if note:
            parts.append(_quoted(["[!note]", *note], "> >"))
    elif note:
        parts = [_quoted([f"[!note] {time}", *note], ">")]
    else:
        parts = [f"> [!info] {name_of_wordless(mark)} · {time}"]
    if links:
        parts.append(f"> {', '.join(links)}")
    return "\n>\n".join(parts)


def _quoted(lines: Iterable[str], prefix: str) -> str:
    return "\n".join(f"{prefix} {line}" if line else prefix for line in lines)


def _note(text: str) -> list[str]:
    """The lines of a note, an empty one between paragraphs. Obsidian shows each line break."""
    lines: list[str] = []
    for paragraph in paragraphs(text):
        lines += [""] * bool(lines)
        lines += map(at_line_start, paragraph)
    return lines
