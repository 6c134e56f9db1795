"""Anchors and links within a block: every variant met in the wild, and nothing inside code.

The house form is ``<a class="yt-timestamp" data-t="00:01:52">[00:01:52]</a>``. Met besides: the
label without brackets, a label that differs, ``data-t="31:52]"``, ``data-t="HH:MM:SS"``,
``data-23:11:00``, ``class="yt>timestamp"``, no closing tag, and times in plain brackets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from annotator.notes.clock import read_clock, read_query_time
from annotator.notes.note import Anchor, AnchorForm, Link
from annotator.phrases import phrase

_TIME = r"\d{1,4}(?::\d{1,3}){1,3}(?:[.,]\d{1,3})?"
_DASH = r"\s{0,3}[-\u2010-\u2015]\s{0,3}"

# In code, math and comments nothing means anything. Money is no math, nor is what holds a link.
_HIDDEN = re.compile(
    r"(?P<ticks>`+)(?!`)[^\n]*?[^`](?P=ticks)(?!`)|<!--.*?(?:-->|\Z)|%%.*?%%"
    r"|\$\$.+?\$\$|(?<![\\$\w])\$(?![\s$])[^$\n<\[]{0,300}?(?<![\s\\])\$(?![\d$])",
    re.DOTALL,
)
_HOUSE = re.compile(r'<a class="yt-timestamp" data-t="(\d\d:[0-5]\d:[0-5]\d)">\[\1\]</a>')
# Once for each anchor of the house form, and for anything that may be one of another form.
_HINT = re.compile(
    r"<a[ \t\r\n]+class=\"yt-timestamp\" data-t=\"[^\"]*\">\[[\d:]+\]|<[aA]\s|\[\d|\]\("
    r"|#t=|\{\{youtube-timestamp"
)
_TAG = re.compile(r"<a\s[^<\r\n]{1,400}</a\s*>", re.IGNORECASE)
_UNCLOSED = re.compile(rf"<a\s[^<>\r\n]{{1,200}}>[ \t]*\[?(?:{_TIME})\]?", re.IGNORECASE)
_NOT_CLOSED = phrase("its tag is not closed")
_IS_ANCHOR = re.compile(r"timestamp|\bdata-(?:t\b|\d)", re.IGNORECASE)
_DATA_T = re.compile(r"""\bdata-t\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BROKEN_DATA = re.compile(rf"\bdata-({_TIME})", re.IGNORECASE)
_CLASS = re.compile(r"""\bclass\s*=\s*(["'])[^"'<>]*\byt-timestamp\b[^"'<>]*\1""", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\[(?P<label>[^\[\]\r\n]{1,80})\]\(\s*<?(?P<url>(?:https?://)?[^\s()<>]{1,500}"
    r"[?&#]t=(?P<t>[^\s()<>&#]{0,40})[^\s()<>]*)>?\s*\)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<!\[)\[(?P<from>{_TIME})(?:{_DASH}(?P<until>{_TIME}))?"
    rf"(?:\s?[,;]\s?{_TIME}(?:{_DASH}{_TIME})?)*\](?![(\]]\s*(?!\s*<a\s))"
)
_MEDIA = re.compile(
    r"!?\[\[(?P<file>[^\[\]|#\r\n]{1,300})#t=(?P<t>[\d:.hms]{1,20})(?:,(?P<until>[\d:.hms]{1,20}))?"
    r"(?:\s*\\?\|(?P<label>[^\[\]\r\n]*))?\]\]"
)
_MACRO = re.compile(r"\{\{youtube-timestamp[ \t]+(?P<t>[\d:.hms]{1,20})[ \t]*\}\}")
_LINK = re.compile(r"\[\[(?P<target>[^\[\]|\r\n]{1,500}?)(?:\s*\\?\|(?P<label>[^\[\]\r\n]*))?\]\]")


def hidden_spans(text: str) -> list[tuple[int, int]]:
    """Where in a block code, math and comments stand."""
    if "`" not in text and "$" not in text and "<!--" not in text and "%%" not in text:
        return []
    return [found.span() for found in _HIDDEN.finditer(text)]


def find_links(text: str, offset: int = 0) -> tuple[Link, ...]:
    """The ``[[links]]`` of a block, in order."""
    if "[[" not in text:
        return ()
    hidden = hidden_spans(text)
    return tuple(
        Link(
            offset + found.start(),
            offset + found.end(),
            found["target"].strip(" \t\\"),
            (found["label"] or "").strip(),
        )
        for found in _LINK.finditer(text)
        if not _within(hidden, found.start()) and not _MEDIA.fullmatch(found[0])
    )


def find_anchors(text: str, offset: int = 0) -> tuple[Anchor, ...]:
    """The anchors of a block, in order; `offset` is where the block begins in its note."""
    if ":" not in text and "t=" not in text and "<a" not in text and "{{" not in text:
        return ()
    hidden = hidden_spans(text)
    house = [_house(found, offset) for found in _HOUSE.finditer(text)]
    found = house if len(house) == len(_HINT.findall(text)) else _all_forms(text, offset)
    if not hidden:
        return tuple(found)
    return tuple(anchor for anchor in found if not _within(hidden, anchor.begin - offset))


def _all_forms(text: str, offset: int) -> list[Anchor]:
    found: list[Anchor] = []
    # What an earlier pattern takes, a later one no longer sees.
    for forms in (_tags(text, offset), _unclosed(text, offset), _addresses(text, offset),
                  _media(text, offset), _macros(text, offset), _bare(text, offset)):  # fmt: skip
        taken = [(anchor.begin, anchor.end) for anchor in found]
        found += [a for a in forms if not _overlaps(taken, a.begin, a.end)]
        found.sort(key=lambda anchor: anchor.begin)
    return found


def _house(found: re.Match[str], offset: int) -> Anchor:
    """An anchor as nearly all are: the house form, its label the same time."""
    begin, end = found.span()
    time = found[1]
    ms = (int(time[:2]) * 3600 + int(time[3:5]) * 60 + int(time[6:])) * 1000
    return Anchor(begin + offset, end + offset, found[0], AnchorForm.TAG, time, ms, time, ms)


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether a place is in one of the spans, which are in order and apart."""
    before = bisect_right(spans, place, key=itemgetter(0)) - 1
    return before >= 0 and place < spans[before][1]


def _overlaps(spans: list[tuple[int, int]], begin: int, end: int) -> bool:
    after = bisect_right(spans, begin, key=itemgetter(0))
    return _within(spans, begin) or (after < len(spans) and spans[after][0] < end)


def _tags(text: str, offset: int) -> Iterator[Anchor]:
    for found in _TAG.finditer(text):
        body = found[0][: found[0].rindex("</")]
        # The last `>` ends the tag, even where another one broke into an attribute.
        attributes, _, label = body.rpartition(">")
        if attributes and _IS_ANCHOR.search(attributes):
            yield _tag(offset + found.start(), found[0], attributes, label, ())


def _unclosed(text: str, offset: int) -> Iterator[Anchor]:
    for found in _UNCLOSED.finditer(text):
        attributes, _, label = found[0].rpartition(">")
        if _IS_ANCHOR.search(attributes) and not text.startswith("</a", found.end()):
            yield _tag(
                offset + found.start(),
                found[0],
                attributes,
                label,
                (_NOT_CLOSED,),
            )


def _tag(
    begin: int, source: str, attributes: str, label: str, faults: tuple[str, ...]
) -> Anchor:  # fmt: skip
    data = _DATA_T.search(attributes)
    broken = _BROKEN_DATA.search(attributes) if data is None else None
    time = next((part for part in data.groups() if part is not None), "") if data else ""
    if broken is not None:
        time = broken[1]
    ms = read_clock(time)
    shown = label.strip().removeprefix("[").removesuffix("]").strip()
    complaints = [*faults]
    if data is None:
        complaints.append(phrase("it has no data-t"))
    elif ms is None:
        complaints.append(phrase("its data-t, “{0}”, is no time", time))
    if not _CLASS.search(attributes):
        complaints.append(phrase("its class is not yt-timestamp"))
    return Anchor(
        begin,
        begin + len(source),
        source,
        AnchorForm.TAG,
        time,
        ms,
        shown,
        read_clock(shown),
        faults=tuple(complaints),
    )


def _addresses(text: str, offset: int) -> Iterator[Anchor]:
    if "](" not in text:
        return
    for found in _ADDRESS.finditer(text):
        ms = read_query_time(found["t"])
        label = found["label"].strip()
        yield Anchor(
            offset + found.start(),
            offset + found.end(),
            found[0],
            AnchorForm.ADDRESS,
            found["t"],
            ms,
            label,
            read_clock(label) if ":" in label else None,
            address=found["url"],
            faults=()
            if ms is not None
            else (phrase("its address has no time (“t={0}”)", found["t"]),),
        )


def _media(text: str, offset: int) -> Iterator[Anchor]:
    for found in _MEDIA.finditer(text) if "#t=" in text else ():
        label = (found["label"] or "").strip()
        until = found["until"] or ""
        yield Anchor(
            offset + found.start(),
            offset + found.end(),
            found[0],
            AnchorForm.MEDIA,
            found["t"],
            read_query_time(found["t"]),
            label,
            read_clock(label) if ":" in label else None,
            until,
            read_query_time(until) if until else None,
            address=found["file"].strip(),
        )


def _macros(text: str, offset: int) -> Iterator[Anchor]:
    for found in _MACRO.finditer(text) if "{{" in text else ():
        yield Anchor(
            offset + found.start(),
            offset + found.end(),
            found[0],
            AnchorForm.MACRO,
            found["t"],
            read_query_time(found["t"]),
        )


def _bare(text: str, offset: int) -> Iterator[Anchor]:
    for found in _BARE.finditer(text):
        until = found["until"] or ""
        ms = read_clock(found["from"])
        yield Anchor(
            offset + found.start(),
            offset + found.end(),
            found[0],
            AnchorForm.BARE,
            found["from"],
            ms,
            until=until,
            until_ms=read_clock(until) if until else None,
            faults=() if ms is not None else (phrase("“{0}” is no time", found["from"]),),
        )
