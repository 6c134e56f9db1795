"""Notes that are outlines: in a Logseq page what belongs under a heading is indented below it.

Older notes had the statements beside their headings. Such a note is still read, and where it is
written again, all that stands in it is indented as it would be now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.exporters.outline import TOP_LEVEL
from annotator.vault.blocks import Block, BlockKind, Placed, placed, split
from annotator.vault.profiles import Profile


@dataclass(frozen=True, slots=True)
class Sides:
    """The blocks of a note in its three states, and whether they are `nested`."""

    base: list[Block]
    file: list[Block]
    library: list[Block]
    nested: bool

    def placed(self, known: frozenset[str]) -> tuple[dict[str, Placed], ...]:
        """The statements of each, as `blocks.placed` tells them."""
        sides = (self.base, self.file, self.library)
        return tuple(placed(side, known, nested=self.nested) for side in sides)


def taken_apart(profile: Profile, base: str, file: str, library: str) -> Sides:
    """The three texts of a note, the older two brought into the form of the third."""
    was, mine, new = (split(profile, text) for text in (base, file, library))
    # A template of the user's may write all of it without an indent.
    if not profile.outlines or _is_flat(new):
        return Sides(was, mine, new, nested=False)
    if _is_flat(was):
        was, mine = _nested(was), _nested(mine)
    return Sides(was, mine, new, nested=True)


def _is_flat(blocks: Iterable[Block]) -> bool:
    """Whether statements stand beside the headings that they belong to."""
    heading: Block | None = None
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            heading = block
        elif heading and block.kind is BlockKind.STATEMENT and block.depth <= heading.depth:
            return True
    return False


def _nested(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of a flat note, indented below their headings. What its user nested already
    stays nested in the same."""
    sections: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.depth == 0:
            sections.append([])
        sections[-1].append(block)
    made, depth = sections[0], -1
    for heading, *inside in sections[1:]:
        # One without a bullet is a heading only where it is not indented.
        can_be = heading.level - TOP_LEVEL if heading.text.startswith("- ") else 0
        depth = min(max(can_be, 0), depth + 1)
        made += [replace(heading, indent="\t" * depth), *_below(depth, inside)]
    return made


def _below(depth: int, inside: Sequence[Block]) -> list[Block]:
    beside = any(block.depth == 0 for block in inside)
    tabs = "\t" * (depth + 1 if beside else depth)
    return [replace(block, indent=tabs + block.indent) for block in inside]
