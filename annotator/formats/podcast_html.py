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
    elements = _ELEMENT.findall(without_hidden(text))
    kinds = [name for name, _ in elements]
    inners = [inner for _, inner in elements]
    if has_markup("".join(inners)):
        inners = [_bare(inner) if has_markup(inner) else inner for inner in inners]
    words = one_lines(inners)
    return Draft(_regular(kinds, words) or _one_by_one([kind.lower() for kind in kinds], words))


def _regular(kinds: list[str], words: list[str]) -> list[RawCue] | None:
    """The cues, if each is a name, a time and a paragraph, as most writers have it."""
    if kinds != ["cite", "time", "p"] * (len(kinds) // 3) or "" in words:
        return None
    names = {said: said.rstrip(":").rstrip() for said in set(words[::3])}
    speakers = [names[said] for said in words[::3]]
    return raw_cues(stated_clocks_ms(words[1::3]), repeat(None), words[2::3], speakers)


def _one_by_one(kinds: list[str], words: list[str]) -> list[RawCue]:
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
