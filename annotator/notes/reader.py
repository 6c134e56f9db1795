"""Taking a note apart into blocks, and putting it together again, byte for byte.

Every character of a note is in exactly one place: the source of its front matter or of one
block. So a note is written by joining what was read, and a change is a change of one source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from annotator.notes.front import read_front
from annotator.notes.inline import find_anchors, find_links
from annotator.notes.note import OPAQUE, Block, BlockKind, WikiNote

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_FENCE = re.compile(r"[ \t>]*(?:[-*+] +|\d{1,9}[.)] +)?(?P<fence>`{3,}|~{3,})(?P<info>[^\r\n]*)")
_HEADING = re.compile(r" {0,3}(?P<hashes>#{1,6})(?:[ \t]|[\r\n]|$)")
_FROM = re.compile(r"[ \t]*From:[ \t]*\S")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})[\r\n]*$")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]")


def decode_note(data: bytes) -> str:
    """The text of a note's bytes. What is not UTF-8 becomes lone surrogates, and with
    `encode_note` the same bytes again."""
    return data.decode("utf-8", "surrogateescape")


def encode_note(text: str) -> bytes:
    """The bytes of a text that came from `decode_note`."""
    return text.encode("utf-8", "surrogateescape")


def write_note(note: WikiNote) -> str:
    """The text of a note: what was read, unchanged."""
    return note.front.source + "".join([block.source for block in note.blocks])


def read_note(text: str) -> WikiNote:
    """Take a note apart. Never fails: what is no note is a note of paragraphs."""
    front = read_front(text)
    reading = _Reading(len(front.source))
    for line in _LINE.findall(text[len(front.source) :]):
        reading.take(line)
    reading.close()
    blocks = tuple(reading.blocks)
    return WikiNote(front, blocks, _show(blocks))


def _show(blocks: tuple[Block, ...]) -> str:
    """The name in the From line, without the invisible marks some were copied with."""
    for block in blocks:
        if block.kind is BlockKind.FROM and block.links:
            link = block.links[0]
            name = _INVISIBLE.sub("", link.label or link.page)
            return " ".join(name.split())
    return ""


@dataclass
class _Reading:
    """The lines so far. A block stays open while the next line may belong to it."""

    place: int
    blocks: list[Block] = field(default_factory=list)
    _kind: BlockKind | None = None
    _level: int = 0
    _lines: list[str] = field(default_factory=list)
    _until: re.Pattern[str] | None = None
    _seen_heading: bool = False

    def take(self, line: str) -> None:
        if self._until is not None:
            self._lines.append(line)
            if self._until.search(line):
                self.close()
            return
        kind, level, until = self._look_at(line)
        if not self._continues(kind, line):
            self.close()
            self._kind, self._level = kind, level
        self._lines.append(line)
        self._until = until

    def close(self) -> None:
        """End the open block."""
        kind, lines, begin = self._kind, self._lines, self.place
        self._kind, self._lines, self._until = None, [], None
        if kind is None:
            return
        source = "".join(lines)
        self.place += len(source)
        if kind in OPAQUE:
            self.blocks.append(Block(kind, begin, source, self._level))
            return
        self.blocks.append(
            Block(
                kind,
                begin,
                source,
                self._level,
                find_anchors(source, begin),
                find_links(source, begin),
            )
        )

    def _continues(self, kind: BlockKind, line: str) -> bool:
        """Whether a line goes on with the open block."""
        if kind is BlockKind.PARAGRAPH and self._kind is BlockKind.ITEM:
            return line[:1] in " \t"
        joined = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.BLANK)
        return kind is self._kind and kind in joined

    def _look_at(self, line: str) -> tuple[BlockKind, int, re.Pattern[str] | None]:
        """The kind of block a line begins or goes on with, and what ends it if not its line."""
        bare = line.strip()
        if not bare:
            return BlockKind.BLANK, 0, None
        if (opened := self._opening(line, bare)) is not None:
            return opened
        if heading := _HEADING.match(line):
            self._seen_heading = True
            return BlockKind.HEADING, len(heading["hashes"]), None
        if not self._seen_heading and _FROM.match(line):
            return BlockKind.FROM, 0, None
        if bare[0] == ">":
            return BlockKind.QUOTE, 0, None
        if bare[0] == "|":
            return BlockKind.ROW, 0, None
        if _RULE.match(line):
            return BlockKind.RULE, 0, None
        kind = BlockKind.ITEM if _ITEM.match(line) else BlockKind.PARAGRAPH
        return kind, 0, None

    @staticmethod
    def _opening(line: str, bare: str) -> tuple[BlockKind, int, re.Pattern[str] | None] | None:
        """A block that reaches to its own end mark: code, math, comment."""
        fence = _FENCE.match(line)
        if fence and not ("`" in fence["fence"] and "`" in fence["info"]):
            mark = fence["fence"]
            end = re.compile(rf"^[ \t>]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*[\r\n]*$")
            return BlockKind.CODE, 0, end
        if bare.startswith("$$"):
            return BlockKind.MATH, 0, None if "$$" in bare[2:] else _MATH_END
        if bare.startswith("<!--"):
            # A comment that ends on its line may have text after it.
            return None if "-->" in bare else (BlockKind.COMMENT, 0, _COMMENT_END)
        return None


_MATH_END = re.compile(r"\$\$")
_COMMENT_END = re.compile("-->")
