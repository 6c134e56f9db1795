"""Spacelog's mission transcripts: ``[DD:HH:MM:SS]``, then ``CDR: words``, metadata ``_page : 3``.

Days come first, and a time before launch is negative; https://github.com/Spacelog/Spacelog.
"""

from __future__ import annotations

import re

from annotator.formats.draft import Draft, RawCue
from annotator.formats.text_clean import one_line

_STAMP = re.compile(r"^\[(-?)(\d{1,4}):(\d\d):(\d\d):(\d\d)\][ \t]*$", re.MULTILINE)
_TURN = re.compile(r"^([A-Z][\w./ -]{0,20}(?:\([\w ]{1,20}\))?):[ \t]*", re.MULTILINE)
_LINK = re.compile(r"\[(?:[a-z]+:)?[^\[\]|\n]*\|([^\[\]\n]*)\]")
_ASIDE = re.compile(r"^(?:_\w+[ \t]*:|#|-).*$", re.MULTILINE)


def sniff(head: str) -> bool:
    return _STAMP.search(head) is not None


def parse(text: str) -> Draft:
    parts = _STAMP.split(text)
    cues: list[RawCue] = []
    for at in range(1, len(parts), 6):
        sign, *fields, body = parts[at : at + 6]
        days, hours, minutes, seconds = map(int, fields)
        start_ms = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
        cues += _turns(-start_ms if sign else start_ms, _LINK.sub(r"\1", _ASIDE.sub("", body)))
    return Draft(cues)


def _turns(start_ms: int, body: str) -> list[RawCue]:
    parts = _TURN.split(body)
    turns = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    cues: list[RawCue] = []
    for speaker, said in turns:
        if words := one_line(said):
            # Only the first turn after a stamp begins at it.
            cues.append(RawCue(None if cues else start_ms, None, words, one_line(speaker)))
    return cues
