"""Links that lead to notes which are called otherwise now: their targets, and nothing else.

A user's own text has links of many kinds: ``[[craft]]``, ``[[Topics/Craft#Tools|so]]``,
``[so](../Topics/Craft.md)``, ``[ref]: Craft.md``. What stands in code is no link.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from annotator.exporters.deep_links import file_address
from annotator.notes.front import read_front
from annotator.notes.inline import hidden_spans
from annotator.vault.blocks import Block, BlockKind, joined, split
from annotator.vault.profiles import Profile, unquoted
from annotator.vault.values import page_of

_PAGE = re.compile(
    r"\[\[(?<!\\\[\[)[ \t]*(?P<to>[^\[\]|#^\r\n]+?)[ \t]*"
    r"(?=(?:[#^][^\[\]|\r\n]*)?(?:\\?\|[^\[\]\r\n]*)?\]\])"
)
_PATH = re.compile(
    r"(?:\]\([ \t]*|^ {0,3}\[[^\[\]\r\n]+\]:[ \t]*|\bhref=\")"
    r"(?:<(?P<raw>[^<>#\r\n]+)|(?P<to>[^()<>#\"\s]+))",
    re.MULTILINE,
)
_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")

_Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Relinks:
    """Notes of a vault of the kind `profile` by their old paths, with their new ones."""

    profile: Profile
    paths: Mapping[str, str]
    _by_page: dict[str, str] = field(default_factory=dict)
    _by_path: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for old, new in self.paths.items():
            self._by_page[self._key(page_of(old))] = new
            self._by_path[_folded(old)] = new

    def __bool__(self) -> bool:
        return bool(self.paths)

    def applied(self, here: str, text: str) -> str:
        """`text`, the note at `here`, with its links led on."""
        # Most notes link to nothing that was renamed; taking one apart costs ten times this look.
        if not self.paths or next(self._spans(here, text), None) is None:
            return text
        return joined(
            block if _FENCE.match(block.text) else self._block(here, block)
            for block in split(self.profile, text)
        )

    def _block(self, here: str, block: Block) -> Block:
        hidden = hidden_spans(block.text)
        made, place = [], 0
        for begin, end, instead in sorted(self._spans(here, block.text)):
            if begin >= place and not any(first <= begin < last for first, last in hidden):
                made += [block.text[place:begin], instead]
                place = end
        if not made:
            return block
        text = "".join([*made, block.text[place:]])
        if block.kind is BlockKind.FRONT and read_front(f"{text}\n").complaint:
            return block  # a name that its quotation marks cannot hold
        return replace(block, text=text)

    def _spans(self, here: str, text: str) -> Iterator[_Span]:
        """The targets that are others now, each with what it becomes."""
        for found in _PAGE.finditer(text):
            if (new := self._new_page(found["to"])) is not None:
                yield *found.span("to"), new
        if ".md" not in text and "%" not in text:
            return  # no path to a note
        for found in _PATH.finditer(text):
            name = "to" if found["raw"] is None else "raw"
            if (new := self._new_path(here, found[name], raw=name == "raw")) is not None:
                yield *found.span(name), new

    def _new_page(self, to: str) -> str | None:
        """What a page link leads to now; None where it leads to no note that was renamed."""
        folder, slash, page = to.rpartition("/")
        ending = ".md" if page.endswith(".md") else ""
        bare = to.removesuffix(".md")
        new = self._by_path.get(_folded(f"{bare}.md")) if slash else None
        new = self._by_page.get(self._key(bare)) if not slash else new
        return None if new is None else f"{folder}{slash}{page_of(new)}{ending}"

    def _new_path(self, here: str, to: str, *, raw: bool) -> str | None:
        """The same of a path, which begins in the folder of the note or in the vault."""
        path = to if raw else unquoted(to)
        if _ADDRESS.match(path) or not path.endswith(".md"):
            return None
        folder = posixpath.dirname(here)
        beside = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
        new = self._by_path.get(_folded(beside))
        if new is None:
            new = self._by_path.get(_folded(posixpath.normpath(path.lstrip("/"))))
        if new is None and "/" not in path and self.profile.callouts:
            new = self._by_page.get(self._key(page_of(path)))  # Obsidian looks everywhere
        if new is None:
            return None
        name = new.rpartition("/")[2]
        before, slash, _ = to.rpartition("/")
        return f"{before}{slash}{name if raw else file_address(name)}"

    def _key(self, page: str) -> str:
        folded = _folded(page)
        # In a wiki blanks and underscores are one.
        return "_".join(folded.replace("_", " ").split()) if self.profile.slugs else folded


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
