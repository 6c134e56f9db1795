"""Markdown made plain: what a reader of the rendered note sees, as one line of text."""

from __future__ import annotations

import re

from annotator.domain.entities import unescape
from annotator.notes.note import Anchor, Link

_COMMENTS = re.compile(r"<!--.*?(?:-->|\Z)|%%.*?%%", re.DOTALL)
_MARKER = re.compile(
    r"(?m)^[ \t]*(?:>[ \t]?)*(?:\[![^\]\r\n]+\][-+]?[ \t]*)?(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?"
    r"(?:\[[ xX]\][ \t]+)?(?:#{1,6}[ \t]+)?"
)
_PROPERTY = re.compile(
    r"(?m)^[ \t]*(?:id|collapsed|heading|background-color|ls-type|hl-[a-z-]+)::[^\r\n]*"
)
"""What Logseq keeps about a block, on lines below it."""
_BLOCK_ID = re.compile(r"(?m)[ \t]\^[A-Za-z0-9-]+[ \t]*$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HTML = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_STRONG = re.compile(r"(?<!\\)(\*{1,3}|~~|==)(?=\S)(.{1,800}?)(?<=[^\s\\])\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<!\w)(_{1,3})(?=\S)(.{1,800}?)(?<=\S)\1(?!\w)", re.DOTALL)
_CODE = re.compile(r"(`+)(.{1,800}?)\1", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SURROGATES = re.compile(r"[\ud800-\udfff]+")
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*(?:[(\[]\s*[)\]]\s*|[,;:\-–—]\s*)*[)\]]")
_SPACE_BEFORE = re.compile(r"\s+([.,;:!?)\]])")
# Nobody emphasises within longer stretches; a stray star in them would be costly.
_LONGEST_STYLED = 20_000
_MAY_BE_MARKED = frozenset(" \t>-*+#[0123456789")
_LOOSE_START = " \t\r\n.,;:)]-–—|"
_LOOSE_END = " \t\r\n([,;|–—-"


def plain(text: str, offset: int, links: tuple[Link, ...], anchors: tuple[Anchor, ...]) -> str:
    """`text`, a stretch of a note that begins at `offset`, without its markup and anchors.

    A link is read as its label. Blanks and line breaks run together.
    """
    pieces = [(link.begin, link.end, link.label or spelled(link.target)) for link in links]
    pieces += [(anchor.begin, anchor.end, "") for anchor in anchors]
    if not pieces:
        return _plain(text)
    made, place = [], offset
    for begin, end, instead in sorted(pieces):
        if begin >= place and end <= offset + len(text):
            made += [text[place - offset : begin - offset], instead]
            place = end
    return _plain("".join([*made, text[place - offset :]]))


def spelled(target: str) -> str:
    """A link target as words: ``topic_slug#Place`` as ``topic slug: Place``."""
    page, _, place = target.partition("#")
    words = " ".join(page.replace("_", " ").split())
    return f"{words}: {place.strip()}" if place.strip() else words


def _plain(text: str) -> str:
    # Every step is looked whether it is needed: a folder has a million statements.
    bare = _COMMENTS.sub(" ", text) if "<!" in text or "%%" in text else text
    if "::" in bare:
        bare = _PROPERTY.sub("", bare)
    if bare[:1] in _MAY_BE_MARKED or "\n" in bare:
        bare = _MARKER.sub("", bare)
    if "<" in bare:
        bare = _HTML.sub("", _BREAK.sub(" ", bare))
    if "^" in bare or "](" in bare:
        bare = _FOOTNOTE.sub("", _IMAGE_OR_LINK.sub(r"\1", _BLOCK_ID.sub("", bare)))
    styled = len(bare) < _LONGEST_STYLED
    if styled and ("*" in bare or "~~" in bare or "==" in bare):
        bare = _STRONG.sub(r"\2", _STRONG.sub(r"\2", bare))  # strong around emphasis
    if styled and "_" in bare:
        bare = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", bare))
    bare = _ESCAPE.sub(r"\1", _CODE.sub(r"\2", bare)) if "`" in bare or "\\" in bare else bare
    bare = " ".join((unescape(bare) if "&" in bare else bare).split())
    if not bare.isprintable():
        bare = _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", bare))
    if "(" in bare or "[" in bare:
        bare = _EMPTY_BRACKETS.sub("", bare)
    if _SPACE_BEFORE.search(bare):
        bare = _SPACE_BEFORE.sub(r"\1", bare)
    return bare.lstrip(_LOOSE_START).rstrip(_LOOSE_END)
