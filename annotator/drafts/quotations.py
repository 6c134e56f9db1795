"""The quotations of a draft: their parts, their speaker, what was left out or put in.

One quotation may have several parts: an attribution in its middle (``"…," he said. "…"``), or
paragraphs that each open with the mark again. A block quote is a quotation without marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from annotator.drafts.attribution import (
    Attribution,
    after,
    before,
    between,
    incise,
    introduces,
    last_named,
    leads_on,
)
from annotator.drafts.draft import Block, Draft
from annotator.drafts.marks import Marked, carries_on, closing, marked

_MOSTLY = 0.6
_CONTEXT = 2_000
_STAMP = re.compile(r"\s*[\[(]\s*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d+)?\s*[\])]")
_CREDIT = re.compile(r"\n[\s>]*(?:[—–-]{1,2}|―)\s*([^\n]{2,60})\s*$")
_WRITER = re.compile(r"\s+(?:I|We)\s")
_QUOTED = re.compile('[“„«»"][^“”„«»"]{1,1500}[”“»«"]')
_TURNS = re.compile(
    r"[\s,—–-]*(?:and|but|while|und|aber|während|et|mais|y|pero)\s[^\n]*:\s*", re.IGNORECASE
)
"""``“…,” and Ada replied: “…”``: somebody else begins to speak."""
_LABEL = re.compile(r"\s*([^\W\d_][^\n:.!?]{1,40}?):\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Part:
    """The words of a part, `begin` to `end` of the draft's prose, without their marks."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: from mark to mark `begin` to `end` of the prose, what its parts say in `text`.

    `named` is the speaker as the prose names one, "" where it does not; `sure` where it does so
    by name and not by a pronoun.
    """

    begin: int
    end: int
    parts: tuple[Part, ...]
    text: str
    named: str = ""
    sure: bool = False
    block: bool = False


def quotations(draft: Draft) -> tuple[Quotation, ...]:
    """All quotations of `draft` in order."""
    found: list[Quotation] = []
    for block, marks in _marked_blocks(draft):
        if block.quoted:
            found += _from_block_quote(draft, block, marks)
        else:
            found += _joined(draft, block, marks)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Held:
    """A quotation by its marks, which may run over several paragraphs."""

    open: int
    close: int
    parts: tuple[Part, ...]


def _marked_blocks(draft: Draft) -> list[tuple[Block, list[_Held]]]:
    """Each paragraph with the quotations that open in it."""
    found: list[tuple[Block, list[_Held]]] = []
    begun = 0
    for number, block in enumerate(draft.blocks):
        held: list[_Held] = []
        for mark in marked(draft.text, max(block.begin, begun), block.end):
            whole = _whole(draft, number, mark)
            if whole is not None and whole.open >= begun:
                held.append(whole)
                begun = max(begun, whole.close)
        found.append((block, held))
    return found


def _whole(draft: Draft, number: int, mark: Marked) -> _Held | None:
    """The quotation of a mark; an unclosed one is followed through the paragraphs after it."""
    text, parts = draft.text, [Part(mark.begin, mark.end)]
    if mark.closed:
        return _Held(mark.open, mark.close, tuple(parts))
    for block in draft.blocks[number + 1 :]:
        begin = carries_on(text, text[mark.open], block.begin, block.end)
        if begin is None:
            return None
        end = closing(text, text[mark.open], begin, block.end)
        parts.append(Part(begin, block.end if end is None else end))
        if end is not None:
            return _Held(mark.open, end + 1, tuple(parts))
    return None


def _joined(draft: Draft, block: Block, held: list[_Held]) -> list[Quotation]:
    """Quotations carried on after an attribution made one, each with its speaker."""
    text, found, index = draft.text, [], 0
    while index < len(held):
        first = last = held[index]
        parts, said = list(first.parts), None
        while index + 1 < len(held):
            following = held[index + 1]
            limit = held[index + 2].open if index + 2 < len(held) else block.end
            here = _carried(text, last, following, limit)
            if here is None:
                break
            said = said or here
            parts += following.parts
            last, index = following, index + 1
        limit = held[index + 1].open if index + 1 < len(held) else max(block.end, last.close)
        parts, inside = _without_incise(text, first, parts)
        said = said or inside or _around(text, block, (first.open, last), limit, held[:index])
        found.append(_made(draft, (first.open, last.close), parts, said))
        index += 1
    return found


def _carried(text: str, last: _Held, following: _Held, limit: int) -> Attribution | None:
    """The attribution between two quotations that makes them one."""
    middle = text[last.close : following.open]
    said = between(middle)
    if said is None:
        return None
    closed = text[last.parts[-1].begin : last.parts[-1].end].rstrip()[-1:]
    if (closed in ".!?…" and introduces(middle)) or _TURNS.fullmatch(middle):
        return None
    rest = text[following.close : max(limit, following.close)]
    ended = text[following.parts[-1].begin : following.parts[-1].end].rstrip()[-1:]
    if ended == "." and _WRITER.match(rest):
        return said  # “….” I believe him: a sentence of the writer's
    # “…?” asked Ada. “…,” said Ben: the second has a speaker of its own.
    return None if after(rest) else said


def _without_incise(
    text: str, first: _Held, parts: list[Part]
) -> tuple[list[Part], Attribution | None]:
    """The parts of a French quotation without the attribution that stands within its marks."""
    if text[first.open] != "«":
        return parts, None
    for number, part in enumerate(parts):
        if found := incise(text[part.begin : part.end]):
            begin, end, said = found
            around = Part(part.begin, part.begin + begin), Part(part.begin + end, part.end)
            kept = [one for one in around if text[one.begin : one.end].strip(" \u00a0.!?…")]
            return [*parts[:number], *kept, *parts[number + 1 :]], said
    return parts, None


def _told_within(quoted: re.Match[str]) -> str:
    """What the writer says within the marks of a quotation."""
    found = incise(quoted[0][1:-1])
    return f" {quoted[0][found[0] + 1 : found[1] + 1]} " if found else " "


def _around(
    text: str, block: Block, place: tuple[int, _Held], limit: int, earlier: list[_Held]
) -> Attribution | None:
    opened, last = place
    following = text[last.close : limit]
    ended = text[last.parts[-1].begin : last.parts[-1].end].rstrip()[-1:]
    # “….” Then Ada said: “…”, “….” Ada said that “…”: that is said of what comes next.
    whole = not re.search(r"[,.;]", following.strip(" ,"))
    ahead = limit < block.end and leads_on(following) and (whole or ended in ".!?…")
    if (said := after(following)) and not ahead:
        return said
    begin = earlier[-1].close if earlier else block.begin
    return before(text[begin:opened])


def _made(
    draft: Draft, place: tuple[int, int], parts: list[Part], said: Attribution | None
) -> Quotation:
    said = said or Attribution()
    name, sure = said.name, said.sure
    if not name and not sure:
        # Whoever is named in other people's words has not said these.
        context = _QUOTED.sub(_told_within, draft.text[max(0, place[0] - _CONTEXT) : place[0]])
        name, sure = last_named(context) if said != Attribution() or context else "", False
    parts = [part for part in (_trimmed(draft.text, part) for part in parts) if part]
    words = " ".join(" ".join(draft.text[part.begin : part.end].split()) for part in parts)
    return Quotation(*place, tuple(parts), words, name, sure and bool(name))


def _trimmed(text: str, part: Part) -> Part:
    """A part without blanks and nested marks at its ends."""
    begin, end = part.begin, part.end
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return Part(begin, end)


def _from_block_quote(draft: Draft, block: Block, held: list[_Held]) -> list[Quotation]:
    """The block as one quotation, or those it marks where they are most of it."""
    inside = [item for item in held if item.close <= block.end]
    covered = sum(part.end - part.begin for item in inside for part in item.parts)
    if covered > _MOSTLY * max(len(draft.text[block.begin : block.end].strip()), 1):
        return [replace(item, block=True) for item in _joined(draft, block, inside)]
    part, name = Part(block.begin, block.end), ""
    if credit := _CREDIT.search(draft.text, block.begin, block.end):
        name, part = credit[1].strip(" —–-\n"), Part(block.begin, credit.start())
    elif label := _LABEL.match(draft.text, block.begin, block.end):
        name, part = label[1].strip(), Part(label.end(), block.end)
    if stamp := _STAMP.match(draft.text, part.begin, part.end):
        part = Part(stamp.end(), part.end)
    said = Attribution(name, sure=True) if name else before(draft.text[: block.begin].rstrip("\n"))
    made = _made(draft, (block.begin, block.end), [part], said)
    return [replace(made, block=True)] if made.text else []
