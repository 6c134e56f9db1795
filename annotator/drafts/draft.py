"""A draft as prose that knows where each of its characters stands in the source.

The quotations are looked for in the prose; what is put right is written back into the source
at those places and nowhere else, so that markup, blanks and line ends stay as they were.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.errors import AnnotatorError


class DraftError(AnnotatorError):
    """A draft that cannot be read or written back; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: characters `begin` to `end` of the prose. `quoted` in a block quote."""

    begin: int
    end: int
    quoted: bool = False


@dataclass(frozen=True)
class Draft:
    """A draft that was read. Character n of `text` stands at `begins[n]`:`ends[n]` of `source`.

    `kind` is ``markdown``, ``text``, ``html`` or ``docx``; `source` of a DOCX is the XML of its
    document part, and `archive` the whole file.
    """

    kind: str
    source: str
    text: str
    begins: Sequence[int]
    ends: Sequence[int]
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    archive: bytes = b""

    def line(self, at: int) -> int:
        """The line of the source, from 1, where character `at` of the prose stands."""
        place = self.begins[at] if at < len(self.begins) else len(self.source)
        return self.source.count("\n", 0, place) + 1


@dataclass(frozen=True, slots=True)
class Change:
    """Characters `begin` to `end` of the prose become `text`; `raw` text is markup already."""

    begin: int
    end: int
    text: str
    raw: bool = False


class ProseBuilder:
    """Collects prose character by character, with their places, in blocks."""

    def __init__(self) -> None:
        self._chars: list[str] = []
        self._begins: list[int] = []
        self._ends: list[int] = []
        self._blocks: list[Block] = []
        self._open = 0
        self.quoted = False

    def add(self, text: str, begin: int) -> None:
        """Text that stands in the source as it is."""
        self._chars.extend(text)
        self._begins.extend(range(begin, begin + len(text)))
        self._ends.extend(range(begin + 1, begin + len(text) + 1))

    def add_char(self, char: str, begin: int, end: int) -> None:
        """A character spelt otherwise in the source, or not there at all (`begin` = `end`)."""
        self._chars.append(char)
        self._begins.append(begin)
        self._ends.append(end)

    def close(self, at: int) -> None:
        """End the block, if it holds anything, before place `at` of the source."""
        begin, end = self._open, len(self._chars)
        if "".join(self._chars[begin:end]).strip():
            self._blocks.append(Block(begin, end, self.quoted))
        if end > begin:
            self.add_char("\n", at, at)
        self._open = len(self._chars)

    @property
    def at_start(self) -> bool:
        """Whether nothing was added to the block yet."""
        return self._open == len(self._chars)

    def draft(self, kind: str, source: str) -> Draft:
        """All that was added, as a draft."""
        self.close(len(source))
        text = "".join(self._chars)
        return Draft(kind, source, text, self._begins, self._ends, tuple(self._blocks))


_ESCAPES: dict[str, Callable[[str], str]] = {
    "html": lambda text: html.escape(text, quote=False),
    "docx": lambda text: html.escape(text, quote=False),
}


def changed_source(draft: Draft, changes: Iterable[Change]) -> str:
    """The draft's source with `changes`, which must not overlap, and nothing else changed."""
    pieces: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda item: (item.begin, item.end)):
        text = change.text
        if not change.raw and draft.kind in _ESCAPES:
            text = _ESCAPES[draft.kind](text)
        for begin, end in _stretches(draft, change):
            if begin < at:
                raise DraftError("Two changes to the draft overlap; make one of them at a time.")
            pieces += (draft.source[at:begin], text)
            text, at = "", end  # markup inside the words stays, the words before it hold them all
    return "".join([*pieces, draft.source[at:]])


def _stretches(draft: Draft, change: Change) -> list[tuple[int, int]]:
    """The stretches of source under a change: several where markup stands between."""
    if change.begin >= change.end:
        place = draft.ends[change.begin - 1] if change.begin else draft.begins[0]
        return [(place, place)]
    found: list[tuple[int, int]] = []
    for at in range(change.begin, change.end):
        begin, end = draft.begins[at], draft.ends[at]
        if found and found[-1][1] == begin:
            found[-1] = (found[-1][0], end)
        elif begin < end or not found:
            found.append((begin, end))
    return found
