"""Spacelog's mission transcripts: ``[DD:HH:MM:SS]``, then ``CDR: words``, metadata ``_page : 3``.

Days come first, and a time before launch is negative; https://github.com/Spacelog/Spacelog.
"""

from __future__ import annotations

import re
from itertools import repeat
from typing import NamedTuple

from annotator.formats.clocks import clocks_ms
from annotator.formats.draft import Draft, raw_cues
from annotator.formats.text_clean import one_lines

_STAMP = re.compile(r"^\[(-?)(\d{1,4}):(\d\d:\d\d:\d\d)\][ \t]*$", re.MULTILINE)
_DAY_MS = 86_400_000
_TURN = re.compile(r"^([A-Z][\w./ -]{0,20}(?:\([\w ]{1,20}\))?):[ \t]*", re.MULTILINE)
_LINK = re.compile(r"\[(?:[a-z]+:)?[^\[\]|\n]*\|([^\[\]\n]*)\]")
_ASIDE = re.compile(r"^(?:_\w+[ \t]*:|#|-).*$", re.MULTILINE)


class _Columns(NamedTuple):
    """Of all cues so far."""

    starts: list[int | None]
    speakers: list[str]
    texts: list[str]


def sniff(head: str) -> bool:
    return _STAMP.search(head) is not None


def parse(text: str) -> Draft:
    parts = _STAMP.split(text)
    clocks = clocks_ms(parts[3::4])
    columns = _Columns([], [], [])
    for sign, days, clock, body in zip(parts[1::4], parts[2::4], clocks, parts[4::4], strict=True):
        start_ms = int(days) * _DAY_MS + (clock or 0)
        if "|" in body:
            body = _LINK.sub(r"\1", body)
        if "\n_" in body or "\n#" in body or "\n-" in body:
            body = _ASIDE.sub("", body)
        _add_turns(-start_ms if sign else start_ms, body.strip(), columns)
    return Draft(raw_cues(columns.starts, repeat(None), one_lines(columns.texts), columns.speakers))


def _add_turns(start_ms: int, body: str, columns: _Columns) -> None:
    first = _TURN.match(body) if "\n" not in body else None
    if first:
        turns = [(first[1], body[first.end() :])]
    else:
        parts = _TURN.split(body)
        turns = list(zip(["", *parts[1::2]], parts[::2], strict=True))
    # Only the first turn after a stamp begins at it.
    stated_ms: int | None = start_ms
    for speaker, said in turns:
        if said and not said.isspace():
            columns.starts.append(stated_ms)
            columns.speakers.append(speaker.strip())
            columns.texts.append(said)
            stated_ms = None
