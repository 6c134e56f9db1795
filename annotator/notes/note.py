"""A wiki note taken apart: its front matter and its blocks, each with its own text, unchanged.

Offsets count characters from the beginning of the note's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class BlockKind(Enum):
    """What a stretch of lines is."""

    BLANK = "blank"
    FROM = "from"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    ROW = "row"
    CODE = "code"
    MATH = "math"
    COMMENT = "comment"
    RULE = "rule"


OPAQUE = frozenset({BlockKind.BLANK, BlockKind.CODE, BlockKind.MATH, BlockKind.COMMENT})
"""Blocks in which nothing is an anchor or a link, whatever it looks like."""


class AnchorForm(Enum):
    """How a time stands in a note."""

    TAG = "tag"  # <a class="yt-timestamp" data-t="00:01:52">[00:01:52]</a>
    BARE = "bare"  # [00:01:02], [00:01:02-00:01:40]
    ADDRESS = "address"  # [1:52](https://youtu.be/ID?t=112)
    MEDIA = "media"  # [[talk.mp3#t=112,131|1:52]], as Obsidian's players write it
    MACRO = "macro"  # {{youtube-timestamp 112}}, as Logseq writes it


WRITTEN = frozenset({AnchorForm.TAG, AnchorForm.BARE})
"""The forms in which the time itself is written, to be judged and mended as a time."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time in the text, at [begin, end).

    `time` is the time as written in ``data-t``, in the brackets or in the address, `label` the
    time as shown where it is written twice, "" where not. `until` is the end of a range.
    `ms` and `until_ms` are the times read, None where they cannot be; `label_ms` likewise.
    `faults` says in words what is wrong with the way it is written.
    """

    begin: int
    end: int
    source: str
    form: AnchorForm
    time: str
    ms: int | None
    label: str = ""
    label_ms: int | None = None
    until: str = ""
    until_ms: int | None = None
    address: str = ""
    faults: tuple[str, ...] = ()

    @property
    def best_ms(self) -> int | None:
        """The time it means, from wherever it can be read."""
        return self.ms if self.ms is not None else self.label_ms


@dataclass(frozen=True, slots=True)
class Link:
    """``[[target | label]]`` at [begin, end). `label` is "" where only a target is given."""

    begin: int
    end: int
    target: str
    label: str = ""

    @property
    def page(self) -> str:
        """The note it leads to, without the place within it."""
        return self.target.partition("#")[0].strip()


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `source` is their text with its line ends."""

    kind: BlockKind
    begin: int
    source: str
    level: int = 0
    anchors: tuple[Anchor, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def end(self) -> int:
        return self.begin + len(self.source)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML block that opens a note; `source` is "" where there is none.

    `complaint` is a sentence where it is no YAML; `title` and `video_id` are then read line by
    line, as well as can be.
    """

    source: str = ""
    title: str = ""
    video_id: str = ""
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class WikiNote:
    """A whole note. `show` is the name its From line links to, "" where there is none."""

    front: FrontMatter
    blocks: tuple[Block, ...]
    show: str = ""

    @property
    def anchors(self) -> Iterator[Anchor]:
        return (anchor for block in self.blocks for anchor in block.anchors)

    @property
    def links(self) -> Iterator[Link]:
        return (link for block in self.blocks for link in block.links)
