"""A quotation put right in the draft: changes of the very words, nothing around them touched."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from annotator.domain.timecode import format_clock
from annotator.drafts.draft import Change, Draft
from annotator.drafts.steps import Step, Tag
from annotator.drafts.verdicts import Finding


class TimeStyle(StrEnum):
    """How the time of a quotation is set after it."""

    LINK = "link"
    FOOTNOTE = "footnote"
    BRACKETS = "brackets"


_MARKDOWN = re.compile(r"([\\`*_\[\]<>])")
_QUOTES = re.compile("[\"“”„«»‹›‘’']")


def as_spoken(draft: Draft, finding: Finding) -> tuple[Change, ...]:
    """The altered words of a quotation become those that were said.

    Fillers and what an ellipsis or brackets account for stay as the writer set them.
    """
    return tuple(
        change
        for step in finding.steps
        if step.tag is Tag.ALTERED and (change := _spoken(draft, step)) is not None
    )


def _spoken(draft: Draft, step: Step) -> Change | None:
    if step.quoted != draft.text[step.begin : step.end]:
        return None  # the words run over an attribution, which must stay
    words = _escaped(draft, step.spoken)
    if step.quoted and words:
        if draft.text[step.begin].isupper() and _begins_sentence(draft.text, step.begin):
            words = words[0].upper() + words[1:]
        return Change(step.begin, step.end, words)
    if words:
        return Change(step.end, step.end, f" {words}") if step.end else None
    begin, end = step.begin, step.end
    if begin and draft.text[begin - 1] == " ":
        begin -= 1
    elif draft.text[end : end + 1] == " ":
        end += 1
    return Change(begin, end, "")


def _begins_sentence(text: str, at: int) -> bool:
    return text[:at].rstrip()[-1:] in ("", ".", "!", "?", "“", '"', "„", "«", "‘", "'")


def with_ellipsis(draft: Draft, finding: Finding, mark: str = "…") -> tuple[Change, ...]:
    """Words that were silently left out are owned up to with an ellipsis, those put in or
    exchanged with brackets; the writer's edit stays."""
    changes: list[Change] = []
    for step in finding.steps:
        if step.tag is not Tag.ALTERED:
            continue
        if step.quoted:
            words = step.quoted
            if words != draft.text[step.begin : step.end]:
                continue
            changes.append(Change(step.begin, step.end, f"[{words}]"))
        elif step.end:
            changes.append(Change(step.end, step.end, f" {mark}"))
    return (*changes, *_joints(draft, finding, mark))


def _joints(draft: Draft, finding: Finding, mark: str) -> list[Change]:
    """An ellipsis between words that were not said in a row, where none stands yet."""
    said = [step for step in finding.steps if step.spoken]
    parts = finding.quotation.parts
    return [
        Change(before.end, before.end, f" {mark}")
        for before, after in pairwise(said)
        if after.first != before.last + 1
        and mark not in draft.text[before.end : after.begin]
        and "..." not in draft.text[before.end : after.begin]
        and any(part.begin < before.end and after.begin < part.end for part in parts)
    ]


def with_time(
    draft: Draft,
    finding: Finding,
    address: str = "",
    style: TimeStyle = TimeStyle.LINK,
    title: str = "",
) -> tuple[Change, ...]:
    """The time a quotation is heard at, set after it in the style of the draft's kind.

    `address` plays it from there; without one, or in a DOCX, the time stands in brackets. A
    footnote, which names `title` and the speaker, is for Markdown. None where it was not found.
    """
    if not finding.places:
        return ()
    clock = format_clock(finding.places[0].start_ms)
    at = finding.quotation.end
    if finding.quotation.block:
        at = finding.quotation.parts[-1].end
        at -= len(draft.text[:at]) - len(draft.text[:at].rstrip())
    if style is TimeStyle.FOOTNOTE and draft.kind == "markdown":
        return _footnote(draft, finding, at, f"[{clock}]({address})" if address else clock, title)
    if address and draft.kind == "markdown" and style is TimeStyle.LINK:
        return (Change(at, at, f" ([{clock}]({address}))", raw=True),)
    if address and draft.kind == "html" and style is TimeStyle.LINK:
        link = f' (<a href="{html.escape(address)}">{clock}</a>)'
        return (Change(at, at, link, raw=True),)
    return (Change(at, at, f" ({clock})"),)


def _footnote(
    draft: Draft, finding: Finding, at: int, where: str, title: str
) -> tuple[Change, ...]:
    """A footnote's sign after the quotation, its text at the end of the draft."""
    place = finding.places[0]
    name = base = f"at{place.start_ms // 1000}"
    count = 1
    while f"[^{name}]" in draft.source:
        count += 1
        name = f"{base}-{count}"
    # Quotation marks in a title would make it a quotation of the draft.
    told = [_escaped(draft, _QUOTES.sub("", part)) for part in (place.speaker, title) if part]
    ends = len(draft.source) - len(draft.source.rstrip("\n"))
    gap = "\n" * max(2 - ends, 0)
    end = len(draft.text)
    note = f"{gap}[^{name}]: {', '.join([*told, where])}\n"
    return (Change(at, at, f"[^{name}]", raw=True), Change(end, end, note, raw=True))


def _escaped(draft: Draft, words: str) -> str:
    if draft.kind == "markdown":
        return _MARKDOWN.sub(r"\\\1", words)
    return words


def compatible(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes in order, without those that overlap an earlier one."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda item: (item.begin, item.end)):
        if not kept or change.begin >= kept[-1].end:
            kept.append(change)
    return tuple(kept)
