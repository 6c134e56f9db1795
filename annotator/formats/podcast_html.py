"""Podcasting 2.0 transcript HTML: ``<cite>Name:</cite> <time>0:15</time> <p>text</p>``.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md.
Times are missing in some feeds.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import clock_ms
from annotator.formats.draft import BAD_MS, Draft, RawCue
from annotator.formats.html_scan import without_hidden
from annotator.formats.text_clean import one_line, strip_markup

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
    cues: list[RawCue] = []
    speaker, start_ms = "", None
    for name, inner in _ELEMENT.findall(without_hidden(text)):
        words = inner.strip() if "<" not in inner else _BREAK.sub(" ", inner)
        words = one_line(strip_markup(words))
        kind = name.lower()
        if kind == "cite":
            speaker = words.rstrip(":").rstrip()
        elif kind == "time":
            found = clock_ms(words)
            start_ms = BAD_MS if found is None else found
        elif words:
            cues.append(RawCue(start_ms, None, words, speaker))
            # A second paragraph of a turn has no time of its own.
            start_ms = None
    return Draft(cues)
