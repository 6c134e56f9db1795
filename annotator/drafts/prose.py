"""Prose out of plain text and Markdown."""

from __future__ import annotations

import re

from annotator.domain.entities import unescape
from annotator.drafts.draft import Draft, ProseBuilder

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_QUOTED_LINE = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_WRAPPED_AT = range(45, 101)


def read_text(source: str) -> Draft:
    """Plain text: a line is a paragraph, unless the text is wrapped by hand; ``>`` quotes."""
    builder, wrapped = ProseBuilder(), _is_wrapped(source)
    for found in _LINE.finditer(source):
        line, begin = found[0], found.start()
        quote = _QUOTED_LINE.match(line)
        skip = quote.end() if quote else 0
        body = line[skip:]
        if not body.strip() or not wrapped or (quote is not None) != builder.quoted:
            joins = quote is not None and builder.quoted and body.strip()
            if not joins:
                builder.close(begin)
        builder.quoted = quote is not None
        builder.add(body, begin + skip)
    return builder.draft("text", source)


def _is_wrapped(source: str) -> bool:
    """Whether lines were ended by hand near a margin, and blank lines part the paragraphs."""
    paragraphs = [part.splitlines() for part in re.split(r"\n\s*\n", source)]
    inner = [line for part in paragraphs for line in part[:-1] if line.strip()]
    near = sum(len(line) in _WRAPPED_AT for line in inner)
    return len(paragraphs) > 1 and 2 * near > len(inner)


_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})")
_RULE = re.compile(r"[ \t]{0,3}(?:(?:[-*_=][ \t]*){3,})\r?\n?$")
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]^][^\]]*\]:[ \t]*\S")
"""Where a link of another line goes, which no reader of the page sees; a footnote is read."""
_ITEM = re.compile(r"[ \t]*(?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+")
_DEST = r"\((?:[^()\s]|\([^()\s]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_INLINE = re.compile(
    rf"""
    (?P<escape>\\[!-/:-@\[-`{{-~])
    | (?P<skip>(?P<ticks>`+).+?(?P=ticks)(?!`) | !\[[^\]]*\](?:{_DEST})? | \[\^[^\]\s]+\]
        | </?[A-Za-z][^<>]*> | <https?://[^<>\s]+> | \*+ | ~~ | (?<!\w)_+ | _+(?!\w))
    | \[\[(?:[^\[\]|]*\|)?(?P<wiki>[^\[\]|]*)\]\]
    | \[(?P<label>(?:[^\[\]]|\[[^\[\]]*\])*)\]{_DEST}
    | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z]\w{{1,31}});)
    """,
    re.VERBOSE,
)


def read_markdown(source: str) -> Draft:
    """Markdown: what a reader of the page sees, code and comments apart."""
    builder, fence, start = ProseBuilder(), "", int(source.startswith("\ufeff"))
    if front := _FRONT_MATTER.match(source, start):
        start = front.end()
    hidden = [(found.start(), found.end()) for found in _COMMENT.finditer(source)]
    for found in _LINE.finditer(source, start):
        line, begin = found[0], found.start()
        quote = _QUOTED_LINE.match(line)
        skip = quote.end() if quote else 0
        mark = _FENCE.match(line, skip)
        if mark or fence:
            builder.close(begin)
            fence = _fence_after(fence, mark)
            continue
        unseen = _RULE.match(line, skip) or _DEFINITION.match(line, skip)
        if unseen or any(first <= begin < last for first, last in hidden):
            builder.close(begin)
            continue
        _markdown_line(builder, source, (begin, skip, found.end()), quote is not None)
    return builder.draft("markdown", source)


def _fence_after(fence: str, mark: re.Match[str] | None) -> str:
    """The fence that is open after a line: a fence ends with a mark like the one it began with."""
    if not fence:
        return mark[1] if mark else ""
    return "" if mark and mark[1].startswith(fence) else fence


def _markdown_line(
    builder: ProseBuilder, source: str, place: tuple[int, int, int], quoted: bool
) -> None:
    begin, skip, end = place
    item = _ITEM.match(source, begin + skip, end)
    blank = not source[begin + skip : end].strip()
    # A line without its > still belongs to the quote above it, unless a blank line parts them.
    lazy = builder.quoted and not quoted and not blank and not item and not builder.at_start
    if blank or item or (quoted != builder.quoted and not lazy):
        keeps = quoted and builder.quoted and blank
        if not keeps:
            builder.close(begin)
        builder.quoted = quoted
    _inline(builder, source, item.end() if item else begin + skip, end)


def _inline(builder: ProseBuilder, source: str, begin: int, end: int) -> None:
    at = begin
    for found in _INLINE.finditer(source, begin, end):
        builder.add(source[at : found.start()], at)
        at = found.end()
        if found["escape"]:
            builder.add_char(found["escape"][1], found.start(), found.end())
        elif found["wiki"] is not None:
            builder.add(found["wiki"], found.start("wiki"))
        elif found["label"] is not None:
            _inline(builder, source, found.start("label"), found.end("label"))
        elif found["entity"]:
            char = unescape(found["entity"])
            if len(char) == 1:
                builder.add_char(char, found.start(), found.end())
    builder.add(source[at:end], at)
