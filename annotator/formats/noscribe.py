"""noScribe's HTML: ``<a name="ts_<start>_<end>_<speaker>">`` around each stretch, milliseconds.

``//S02: … //`` marks what is said over somebody; https://github.com/kaixxx/noScribe.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import Draft, RawCue
from annotator.formats.html_scan import attribute, tokens
from annotator.formats.text_clean import one_line

_ANCHOR = re.compile(r"ts_(-?\d{1,15})_(-?\d{1,15})_(.*)$")
_NAMED = re.compile(r"""<a[^<>]{0,80}name=["']ts_-?\d+_-?\d+_""")
_PREFIX = re.compile(r"^(?://\s*)?(?:[^\s:\[\]]{1,40}:)?\s*(?:\[[\d:.]{4,12}\])?\s*")


def sniff(head: str) -> bool:
    return _NAMED.search(head) is not None


def parse(text: str) -> Draft:
    cues: list[RawCue] = []
    said: list[str] | None = None
    anchor: re.Match[str] | None = None
    for token in tokens(text):
        if token.name == "a":
            anchor = _ANCHOR.match(attribute(token, "name"))
            said = [] if anchor else None
        elif token.name == "/a" and anchor is not None and said is not None:
            cues.append(_cue(anchor, "".join(said)))
            said = anchor = None
        elif not token.name and said is not None:
            said.append(token.text)
    return Draft(cues)


def _cue(anchor: re.Match[str], said: str) -> RawCue:
    speaker = anchor[3].strip(" /")
    text = one_line(said)
    # The first stretch of a turn repeats the speaker and the time in its text.
    if speaker and text.lstrip("/ ").startswith(f"{speaker}:"):
        text = text.lstrip("/ ")[len(speaker) + 1 :]
    text = _PREFIX.sub("", text) if text.startswith(("//", " [", "[0")) else text
    return RawCue(milliseconds(anchor[1]), milliseconds(anchor[2]), one_line(text), speaker)
