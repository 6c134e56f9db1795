"""Podcasting 2.0 transcript HTML: ``<cite>Name:</cite> <time>0:15</time> <p>text</p>``.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md.
Times are missing in some feeds.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import clock_ms
from annotator.formats.draft import BAD_MS, Draft, RawCue
from annotator.formats.html_scan import tokens
from annotator.formats.text_clean import one_line

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
    inside = ""
    said: list[str] = []
    for token in tokens(text):
        if not token.name:
            said.append(token.text)
        elif token.name in {"cite", "time", "p"}:
            inside = token.name
            said.clear()
        elif token.name == "br":
            said.append(" ")
        elif token.name == f"/{inside}":
            words = one_line("".join(said))
            if inside == "cite":
                speaker = words.rstrip(":").rstrip()
            elif inside == "time":
                found = clock_ms(words)
                start_ms = BAD_MS if found is None else found
            elif words:
                cues.append(RawCue(start_ms, None, words, speaker))
                # A second paragraph of a turn has no time of its own.
                start_ms = None
            inside = ""
    return Draft(cues)
