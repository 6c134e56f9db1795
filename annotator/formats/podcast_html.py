"""Podcasting 2.0 transcript HTML: ``<cite>Name:</cite> <time>0:15</time> <p>text</p>``.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md.
Times are missing in some feeds.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import stated_clocks_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.html_scan import without_hidden
from annotator.formats.text_clean import has_markup, one_lines, strip_markup

_ELEMENT = re.compile(
    r"<(cite|time|p)(?:\s[^<>]*)?>((?:[^<]++|<(?!/?(?:cite|time|p|body|html)[\s>]))*+)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SHAPE = re.compile(
    r"<cite[\s>][^<]{0,200}</cite>\s{0,99}(?:<time[\s>][^<]{0,60}</time>\s{0,99})?<p[\s>]",
    re.IGNORECASE,
)
_TIMED = re.compile(r"<time[\s>][^<]{0,40}</time>\s{0,99}<p[\s>]", re.IGNORECASE)


def sniff(head: str) -> bool:
    return _SHAPE.search(head) is not None or _TIMED.search(head) is not None


def parse(text: str) -> Draft:
    elements = _ELEMENT.findall(without_hidden(text))
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
    return Draft(cues)


def _bare(inner: str) -> str:
    return strip_markup(_BREAK.sub(" ", inner))
