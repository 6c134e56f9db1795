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
_HEAD = r"([A-Z][\w./ -]{0,20}(?:\([\w ]{1,20}\))?):[ \t]*"
_TURN = re.compile(rf"^{_HEAD}", re.MULTILINE)
_LINE = re.compile(rf"^(?:{_HEAD})?(.*)$", re.MULTILINE)
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
    starts: list[int | None] = [
        (-1 if sign else 1) * (int(days) * _DAY_MS + (clock or 0))
        for sign, days, clock in zip(parts[1::4], parts[2::4], clocks_ms(parts[3::4]), strict=True)
    ]
    bodies = parts[4::4]
    if "|" in text:
        bodies = [_LINK.sub(r"\1", body) if "|" in body else body for body in bodies]
    if "\n_" in text or "\n#" in text or "\n-" in text:
        bodies = [_ASIDE.sub("", body) for body in bodies]
    bodies = [body.strip() for body in bodies]
    columns = _columns(starts, bodies)
    return Draft(raw_cues(columns.starts, repeat(None), one_lines(columns.texts), columns.speakers))


def _columns(starts: list[int | None], bodies: list[str]) -> _Columns:
    joined = "\n".join(bodies)
    if joined.count("\n") < len(bodies):
        turns = _LINE.findall(joined)
        if all(said for _, said in turns):
            return _Columns(starts, [who.strip() for who, _ in turns], [said for _, said in turns])
    columns = _Columns([], [], [])
    for start_ms, body in zip(starts, bodies, strict=True):
        _add_turns(start_ms, body, columns)
    return columns


def _add_turns(start_ms: int | None, body: str, columns: _Columns) -> None:
    parts = _TURN.split(body)
    # Only the first turn after a stamp begins at it.
    for speaker, said in zip(["", *parts[1::2]], parts[::2], strict=True):
        if said and not said.isspace():
            columns.starts.append(start_ms)
            columns.speakers.append(speaker.strip())
            columns.texts.append(said)
            start_ms = None
