"""MicroDVD (``.sub``): ``{230}{307}line|line``, frames; ``{1}{1}23.976`` states the rate.

Files that state none are read at 25 frames a second, the rate of most of them. MPL2 writes
``[230][307]line|line``, in tenths of a second.
"""

from __future__ import annotations

import re
from collections import Counter

from annotator.domain.timecode import MAX_MS
from annotator.formats.draft import BAD_MS, Draft
from annotator.formats.receipt import Change
from annotator.formats.rolling import captions
from annotator.formats.speaker_labels import name_speakers

_LINE = re.compile(r"^[ \t]*\{(-?\d{1,12})\}[ \t]*\{(-?\d{0,12})\}(.*)$", re.MULTILINE)
_TENTHS = re.compile(r"^[ \t]*\[(-?\d{1,12})\][ \t]*\[(-?\d{0,12})\](.*)$", re.MULTILINE)
_DEFAULTS = re.compile(r"\s*(?:\{DEFAULT\}.*\n\s*)?", re.IGNORECASE)
_CODE = re.compile(r"\{[A-Za-z]:[^{}]{0,80}\}|</?[biuBIU]>")
_FRAMES_PER_SECOND = 25.0


def sniff(head: str) -> bool:
    first = _DEFAULTS.sub("", head, count=1)
    return _LINE.match(first) is not None or _TENTHS.match(first) is not None


def parse(text: str) -> Draft:
    lines = _LINE.findall(text)
    rate = _FRAMES_PER_SECOND
    if not lines:
        lines, rate = _TENTHS.findall(text), 10
    if lines and lines[0][:2] in {("1", "1"), ("0", "0")} and (stated := _rate(lines[0][2])):
        rate = stated
        del lines[0]
    changes: Counter[Change] = Counter()
    starts = [_time(line[0], rate) for line in lines]
    ends = [_time(line[1], rate) for line in lines]
    texts = [_said(line[2], changes) for line in lines]
    return Draft(name_speakers(captions(starts, ends, texts, changes)), changes=changes)


def _said(raw: str, changes: Counter[Change]) -> str:
    said = raw
    if "{" in raw or "<" in raw:
        said = _CODE.sub("", raw)
        changes[Change.MARKUP] += said != raw
    # A slash at the start of a line, or around it, is MicroDVD's italics.
    return "\n".join([row for part in said.split("|") if (row := part.strip().strip("/"))])


def _rate(text: str) -> float | None:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if 1 <= value <= 300 else None


def _time(frame: str, rate: float) -> int | None:
    if not frame or frame == "-":
        return None
    time_ms = round(int(frame) * 1000 / rate)
    return time_ms if abs(time_ms) <= MAX_MS else BAD_MS
