"""How the notes of a vault look to the program that opens it: one row a profile.

A profile names the folders, how a link is written and read, and in which form a statement
stands. Ids stand where readers do not see them: an attribute of the anchor (wiki), a comment
(markdown), a block id (obsidian), a property (logseq).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.domain.errors import UsageError
from annotator.domain.notes import Annotation
from annotator.exporters.deep_links import file_address
from annotator.exporters.escaping import clean, link_label
from annotator.exporters.wording import block_uuid, stable_id
from annotator.vault.statement import Said
from annotator.vault.values import NoteKind, page_of

_APART = {NoteKind.EPISODE: "Episodes", NoteKind.TOPIC: "Topics", NoteKind.SHOW: "Shows"}
_PAGES = dict.fromkeys(NoteKind, "pages")

_WIKI_LINK = re.compile(r"\[\[(?P<to>[^\[\]|\r\n]+?)(?:\s*\|\s*(?P<label>[^\[\]\r\n]*?))?\s*\]\]")
_PATH_LINK = re.compile(
    r"\[(?P<label>(?:\\.|[^\[\]\\\r\n])*)\]\((?P<to>[^()\s]+\.md)(?:#[^()\s]*)?\)"
)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_LOGSEQ_LINK = re.compile(
    r"\[(?P<label>(?:\\.|[^\[\]\\\r\n])*)\]\(\[\[(?P<to>[^\[\]\r\n]+)\]\]\)"
    r"|\[\[(?P<bare>[^\[\]\r\n]+)\]\]"
)


class FoundLink(NamedTuple):
    """A link in a text: its span, the page it leads to, its label ("" for none)."""

    begin: int
    end: int
    page: str
    label: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of vault. `link` writes a link from the note at a path to another at a path.
    Where its notes are `outlines`, what stands under a heading is indented below it.
    `shapes` read statements, by their ids, where a template of the user's wrote them."""

    name: str
    title: str
    folders: Mapping[NoteKind, str]
    link: Callable[[str, str, str], str]
    links: re.Pattern[str]
    ident: Callable[[Annotation], str]
    slugs: bool = False
    callouts: bool = False
    outlines: bool = False
    shapes: Mapping[str, Callable[[str], Said | None]] = field(default_factory=dict)

    def links_in(self, text: str) -> Iterator[FoundLink]:
        """The links to notes in `text`."""
        for found in self.links.finditer(text):
            groups = found.groupdict()
            to = groups["to"] or groups.get("bare") or ""
            page = page_of(unquoted(to.partition("#")[0]) if ".md" in to else to.partition("#")[0])
            if page.strip():
                yield FoundLink(*found.span(), page.strip(), groups["label"] or "")


def unquoted(path: str) -> str:
    """The path that an address means."""
    return _PERCENT.sub(
        lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"), path
    )


def _wiki_link(_from: str, to: str, name: str) -> str:
    page = page_of(to)
    return f"[[{page}]]" if page == name else f"[[{page} | {link_label(name)}]]"


def _obsidian_link(_from: str, to: str, name: str) -> str:
    page, label = page_of(to), link_label(name)
    return f"[[{page}]]" if page == label else f"[[{page}|{label}]]"


def _path_link(here: str, to: str, name: str) -> str:
    path = posixpath.relpath(to, posixpath.dirname(here))
    return f"[{link_label(name)}]({file_address(path)})"


def _logseq_link(_from: str, to: str, name: str) -> str:
    page, label = page_of(to), link_label(name)
    return f"[[{page}]]" if page == label else f"[{label}]([[{page}]])"


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("wiki", "Wiki", _APART, _wiki_link, _WIKI_LINK, stable_id, slugs=True),
        Profile("obsidian", "Obsidian", _APART, _obsidian_link, _WIKI_LINK, stable_id,
                callouts=True),
        Profile("logseq", "Logseq", _PAGES, _logseq_link, _LOGSEQ_LINK, block_uuid,
                outlines=True),
        Profile("markdown", "Markdown", _APART, _path_link, _PATH_LINK, stable_id),
    )
}  # fmt: skip
"""Every profile by name, in the order menus show them."""


def profile(name: str) -> Profile:
    """The profile called `name`. Raises UsageError, naming those there are, for any other."""
    try:
        return PROFILES[name]
    except KeyError:
        known = ", ".join(PROFILES)
        raise UsageError(
            "There is no kind of vault “{0}”; choose one of {1}.", name, known
        ) from None


def label_of(link: FoundLink) -> str:
    """What a link calls the thing it leads to: its label, else its page as words."""
    return clean(link.label) or " ".join(link.page.replace("_", " ").split())
