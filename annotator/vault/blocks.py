"""A note of a vault taken apart: front matter, headings, statements, and the user's own text.

Lossless: the texts and gaps of the blocks, put together again, are the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from annotator.exporters.outline import UNFILED
from annotator.vault.lines import idents_in
from annotator.vault.profiles import Profile, label_of
from annotator.vault.said import unescaped


class BlockKind(Enum):
    FRONT = "front"
    HEADING = "heading"
    STATEMENT = "statement"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, and the line breaks behind them.

    `idents` are the ids of marks that stand in it: one in a statement, more where a user ran
    some together. A heading has its `level`, and in `page` where its link leads, in `name`
    what it says. Where notes are outlines, `indent` stands before each line of `text`.
    """

    kind: BlockKind
    text: str
    gap: str = ""
    idents: tuple[str, ...] = ()
    level: int = 0
    page: str = ""
    name: str = ""
    indent: str = ""

    @property
    def source(self) -> str:
        """The lines as they stand in the file."""
        if not self.indent:
            return self.text
        return "\n".join(self.indent + line if line else "" for line in self.text.split("\n"))

    @property
    def depth(self) -> int:
        """How far it is indented: 0, or more than what it is nested in."""
        blanks = self.text[: len(self.text) - len(self.text.lstrip(" \t"))]
        return len((self.indent + blanks).expandtabs(2))


_FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_HEADING = re.compile(r"(?:[ \t]*- )?(?P<marks>#{1,6})[ \t]+(?P<name>.*)")
_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_QUOTE = re.compile(r"[ \t]*>")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_BLOCK_ID = re.compile(r"[ \t]*\^[A-Za-z0-9-]+[ \t]*")


def split(profile: Profile, text: str) -> list[Block]:
    """The blocks of a note, whose line breaks are ``\\n``."""
    begin = 0
    blocks: list[Block] = []
    front = _FRONT.match(text)
    if front is not None:
        begin = front.end()
        gap = len(text) - len(text[begin:].lstrip("\n")) - begin
        blocks.append(Block(BlockKind.FRONT, front[0], text[begin : begin + gap]))
        begin += gap
    blocks += (_block(profile, chunk, gap) for chunk, gap in _chunks(text[begin:]))
    if profile.outlines:
        return [_without_indent(block) for block in blocks]
    return list(_with_ids(blocks)) if profile.callouts else blocks


def joined(blocks: Iterable[Block]) -> str:
    """The note of these blocks."""
    return "".join(part for block in blocks for part in (block.source, block.gap))


def _without_indent(block: Block) -> Block:
    """The block with what all its lines begin with taken off them."""
    lines = block.text.split("\n")
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip(" \t"))]
    if not indent or not all(
        line.startswith(indent) and line != indent for line in filter(None, lines)
    ):
        return block
    text = "\n".join(line.removeprefix(indent) for line in lines)
    return replace(block, text=text, indent=indent)


def _chunks(text: str) -> Iterator[tuple[str, str]]:
    """Stretches of lines, with the line breaks and blank lines behind each."""
    spans = list(_spans(text))
    starts = [*(begin for begin, _ in spans), len(text)]
    if starts[0] > 0:
        yield "", text[: starts[0]]
    for (begin, end), after in zip(spans, starts[1:], strict=True):
        yield text[begin:end], text[end:after]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where stretches of lines begin and end, their last line break left out."""
    begin, end, place, fence, before = 0, 0, 0, "", ""
    for line in text.split("\n"):
        blank = not line.strip() and not fence
        if before and not fence and (blank or _begins(line, before)):
            yield begin, end
            before = ""
        if not blank:
            begin = begin if before else place
            end = place + len(line)
            before = line or "`"  # an empty line within a fence holds it together
            marks = _FENCE.match(line)
            if marks and not fence:
                fence = marks[1]
            elif marks and marks[1].startswith(fence) and not line.strip(" \t>`~"):
                fence = ""
        place += len(line) + 1
    if before:
        yield begin, end


def _begins(line: str, before: str) -> bool:
    """Whether a line that follows another at once begins something of its own."""
    if _HEADING.fullmatch(before) or _HEADING.fullmatch(line) or _BLOCK_ID.fullmatch(line):
        return True
    if _BULLET.match(line) or _BLOCK_ID.fullmatch(before) or _FENCE.match(line):
        return True
    return bool(_QUOTE.match(line)) != bool(_QUOTE.match(before))


def _block(profile: Profile, text: str, gap: str) -> Block:
    heading = _HEADING.fullmatch(text)
    if heading is not None:
        link = next(profile.links_in(heading["name"]), None)
        name = unescaped(label_of(link) if link else heading["name"].rstrip("# "))
        page = link.page if link else ""
        return Block(BlockKind.HEADING, text, gap, (), len(heading["marks"]), page, name)
    idents = () if _FENCE.match(text) else tuple(dict.fromkeys(idents_in(profile, text)))
    return Block(BlockKind.STATEMENT if idents else BlockKind.TEXT, text, gap, idents)


def _with_ids(blocks: Iterable[Block]) -> Iterator[Block]:
    """Callouts joined with the lines of their block ids."""
    held: Block | None = None
    for block in blocks:
        alone = block.kind is BlockKind.STATEMENT and _BLOCK_ID.fullmatch(block.text)
        if alone and held is not None and held.kind is BlockKind.TEXT and held.text.strip():
            yield Block(
                BlockKind.STATEMENT, held.text + held.gap + block.text, block.gap, block.idents
            )
            held = None
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def separator(profile: Profile, before: Block, after: Block) -> str:
    """The least that parts two blocks in a note of this profile."""
    tight = profile.name in ("wiki", "logseq")
    if after.kind is BlockKind.STATEMENT:
        if before.kind is BlockKind.STATEMENT:
            return "\n\n" if after.text.lstrip().startswith(">") else "\n"
        if before.kind is BlockKind.HEADING and tight:
            return "\n"
    return "\n\n"


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement, and the heading it stands under: None where that is the user's own and
    says nothing of topics."""

    block: Block
    heading: Block | None


NO_TOPIC = Block(BlockKind.HEADING, f"## {UNFILED}", level=2, name=UNFILED)
"""The heading of marks without a topic, and of those that stand before every heading."""


def placed(
    blocks: Iterable[Block], known: frozenset[str], *, nested: bool = False
) -> dict[str, Placed]:
    """The statements by id, of each the first; those of which several ran together are left
    out. `known` are the names of topics, folded: a heading that says one counts without a link.
    Where they are `nested`, a statement stands under a heading that it is indented below.
    """
    above: list[Block] = []
    found: dict[str, Placed] = {}
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            depth = block.depth if nested else 0
            above = [one for one in above if one.depth < depth]
            above.append(block)
        elif len(block.idents) == 1 and block.idents[0] not in found:
            over = (b for b in reversed(above) if not nested or b.depth < block.depth)
            heading = next(over, None)
            counts = heading is not None and (
                heading.page or heading.name == UNFILED or heading.name.casefold() in known
            )
            found[block.idents[0]] = Placed(block, heading if counts else None)
    return found
