"""MicroDVD (``.sub``): ``{230}{307}line|line``, frames; ``{1}{1}23.976`` states the rate.

Files that state none are read at 25 frames a second, the rate of most of them.
"""

from __future__ import annotations

import re
from collections import Counter

from annotator.domain.timecode import MAX_MS
from annotator.formats.draft import BAD_MS, Draft, RawCue
from annotator.formats.receipt import Change
from annotator.formats.rolling import collapse
from annotator.formats.speaker_labels import name_speakers

_LINE = re.compile(r"^[ \t]*\{(-?\d{1,12})\}[ \t]*\{(-?\d{0,12})\}(.*)$", re.MULTILINE)
_CODE = re.compile(r"\{[A-Za-z]:[^{}]{0,80}\}|</?[biuBIU]>")
_FRAMES_PER_SECOND = 25.0


def sniff(head: str) -> bool:
    return _LINE.match(head.lstrip()) is not None


def parse(text: str) -> Draft:
    lines = _LINE.findall(text)
    rate = _FRAMES_PER_SECOND
    if lines and lines[0][:2] in {("1", "1"), ("0", "0")} and (stated := _rate(lines[0][2])):
        rate = stated
        del lines[0]
    changes: Counter[Change] = Counter()
    cues: list[RawCue] = []
    for first, last, raw in lines:
        said = raw
        if "{" in raw or "<" in raw:
            said = _CODE.sub("", raw)
            changes[Change.MARKUP] += said != raw
        # A slash at the start of a line, or around it, is MicroDVD's italics.
        rows = [row.strip().strip("/") for row in said.split("|")]
        cues.append(RawCue(_time(first, rate), _time(last, rate), "\n".join(filter(None, rows))))
    return Draft(name_speakers(collapse(cues, changes)), changes=changes)


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
