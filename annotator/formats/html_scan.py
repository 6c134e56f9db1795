"""HTML from strangers as a stream of tags and texts, and as plain lines. Never fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotator.domain.entities import unescape

_HIDES = re.compile(r"<(?:script|style|head|title|nav|footer)\b", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style|head|title|nav|footer)\b[^<>]*+>.*?(?:</\1\s*>|$)",
    re.DOTALL | re.IGNORECASE,
)
_TOKEN = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style|head|title|nav|footer)\b[^<>]*+>.*?(?:</\1\s*>|$)"
    r"|<(/?)([A-Za-z][\w:-]*+)([^<>]*+)>|<[!?][^<>]*+>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "p div br li tr h1 h2 h3 h4 h5 h6 ul ol table section article blockquote dt dd dl cite "
        "time body html header figure td hr pre",
    )
)
_HTML = re.compile(r"<(?:!doctype html|html|head|body|p|div|cite|time|span|a|br)\b", re.IGNORECASE)


class Token(NamedTuple):
    """A tag (`name` in lower case, ``/name`` when it closes) with its attributes, or a text."""

    name: str
    attributes: str
    text: str


def is_html(head: str) -> bool:
    return head.lstrip()[:1] != "{" and _HTML.search(head) is not None


def tokens(text: str) -> Iterator[Token]:
    """Tags and texts in order; comments, scripts, styles and the head are left out."""
    at = 0
    for found in _TOKEN.finditer(text):
        if found.start() > at:
            yield Token("", "", unescape(text[at : found.start()]))
        at = found.end()
        if found[3]:
            yield Token(found[2] + found[3].lower(), found[4], "")
    if at < len(text):
        yield Token("", "", unescape(text[at:]))


def without_hidden(text: str) -> str:
    """Without comments, scripts, styles and the head of the page."""
    return _HIDDEN.sub("", text) if "<!" in text or _HIDES.search(text) else text


def attribute(token: Token, name: str) -> str:
    """The value of an attribute of a tag, "" where it has none."""
    for found in _ATTRIBUTE.finditer(token.attributes):
        if found[1].lower() == name:
            return unescape(found[2] or found[3] or found[4] or "")
    return ""


def lines(text: str) -> str:
    """The words of a page as lines: each block element begins a new one."""
    out: list[str] = []
    for token in tokens(text):
        if token.name:
            if token.name.lstrip("/") in BLOCKS:
                out.append("\n")
        else:
            out.append(" ".join(f" {token.text} ".split(" ")).replace("\n", " "))
    return "\n".join(" ".join(line.split()) for line in "".join(out).split("\n"))
