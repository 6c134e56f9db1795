"""Podcasting 2.0 transcript HTML: ``<cite>Name:</cite> <time>0:15</time> <p>text</p>``.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md.
Times are missing in some feeds.
"""

from __future__ import annotations

import re
from itertools import repeat

from annotator.formats.clocks import stated_clocks_ms
from annotator.formats.draft import Draft, RawCue, raw_cues
from annotator.formats.html_scan import without_hidden
from annotator.formats.text_clean import has_markup, one_lines, strip_markup

_ELEMENT = re.compile(
    r"<(cite|time|p)(?:\s[^<>]*)?>((?:[^<]++|<(?!/?(?:cite|time|p|body|html)[\s>]))*+)",
    re.IGNORECASE,
)
_TURN = re.compile(r"<cite>([^<]*+)</cite>\s*+<time>([^<]*+)</time>\s*+<p>([^<]*+)</p>\s*+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BETWEEN = r"(?:\s++|</?(?:p|div|span|b|strong|br)\b[^<>]{0,100}>){0,12}?"
"""Writers wrap the names and times in paragraphs or more."""
_SHAPE = re.compile(
    rf"<cite[\s>][^<]{{0,200}}</cite>{_BETWEEN}(?:<time[\s>][^<]{{0,60}}</time>{_BETWEEN})?<p[\s>]",
    re.IGNORECASE,
)
_TIMED = re.compile(rf"<time[\s>][^<]{{0,40}}</time>{_BETWEEN}<p[\s>]", re.IGNORECASE)


def sniff(head: str) -> bool:
    return _SHAPE.search(head) is not None or _TIMED.search(head) is not None


def parse(text: str) -> Draft:
    text = without_hidden(text)
    return Draft(_regular(text) or _one_by_one(text))


def _regular(text: str) -> list[RawCue] | None:
    """The cues, if each is a name, a time and a paragraph of words, as most writers have it."""
    parts = _TURN.split(text)
    around = parts[0] + parts[-1]
    if len(parts) < 2 or any(parts[4:-1:4]) or has_markup("".join(parts[1:-1])):
        return None
    if _ELEMENT.search(around) or strip_markup(around).strip():
        return None
    names, words = one_lines(parts[1::4]), one_lines(parts[3::4])
    if "" in words:
        return None
    bare = {name: name.rstrip(":").rstrip() for name in set(names)}
    speakers = [bare[name] for name in names]
    return raw_cues(stated_clocks_ms(one_lines(parts[2::4])), repeat(None), words, speakers)


def _one_by_one(text: str) -> list[RawCue]:
    elements = _ELEMENT.findall(text)
    kinds = [name.lower() for name, _ in elements]
    words = one_lines([_bare(inner) if has_markup(inner) else inner for _, inner in elements])
    times = iter(
        stated_clocks_ms([said for kind, said in zip(kinds, words, strict=True) if kind == "time"])
    )
    cues: list[RawCue] = []
    speaker, start_ms = "", None
    for kind, said in zip(kinds, words, strict=True):
        if kind == "cite":
            speaker = said.rstrip(":").rstrip()
        elif kind == "time":
            start_ms = next(times)
        elif said:
            cues.append(RawCue(start_ms, None, said, speaker))
            # A second paragraph of a turn has no time of its own.
            start_ms = None
    return cues


def _bare(inner: str) -> str:
    return strip_markup(_BREAK.sub(" ", inner))
