"""Spacelog's mission transcripts: ``[DD:HH:MM:SS]``, then ``CDR: words``, metadata ``_page : 3``.

Days come first, and a time before launch is negative; https://github.com/Spacelog/Spacelog.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import clocks_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.text_clean import one_line

_STAMP = re.compile(r"^\[(-?)(\d{1,4}):(\d\d:\d\d:\d\d)\][ \t]*$", re.MULTILINE)
_DAY_MS = 86_400_000
_TURN = re.compile(r"^([A-Z][\w./ -]{0,20}(?:\([\w ]{1,20}\))?):[ \t]*", re.MULTILINE)
_LINK = re.compile(r"\[(?:[a-z]+:)?[^\[\]|\n]*\|([^\[\]\n]*)\]")
_ASIDE = re.compile(r"^(?:_\w+[ \t]*:|#|-).*$", re.MULTILINE)


def sniff(head: str) -> bool:
    return _STAMP.search(head) is not None


def parse(text: str) -> Draft:
    parts = _STAMP.split(text)
    clocks = clocks_ms(parts[3::4])
    cues: list[RawCue] = []
    for sign, days, clock, body in zip(parts[1::4], parts[2::4], clocks, parts[4::4], strict=True):
        start_ms = int(days) * _DAY_MS + (clock or 0)
        if "|" in body:
            body = _LINK.sub(r"\1", body)
        if "\n_" in body or "\n#" in body or "\n-" in body:
            body = _ASIDE.sub("", body)
        cues += _turns(-start_ms if sign else start_ms, body)
    return Draft(cues)


def _turns(start_ms: int, body: str) -> list[RawCue]:
    parts = _TURN.split(body)
    cues: list[RawCue] = []
    for speaker, said in zip(["", *parts[1::2]], parts[::2], strict=True):
        if words := one_line(said):
            # Only the first turn after a stamp begins at it.
            cues.append(RawCue(None if cues else start_ms, None, words, speaker.strip()))
    return cues
