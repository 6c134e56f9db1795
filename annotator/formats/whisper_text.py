"""What Whisper programs print: ``[00:00.000 --> 00:07.000]  text``, ``[0.00 → 10.38] text``.

Also ``[0.00s -> 1.52s] text`` and, before or after the bracket, a speaker.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import clock_ms
from annotator.formats.draft import BAD_MS, Draft, RawCue
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line

_TIME = r"-?[\d:]{1,20}(?:[.,]\d{1,9})?|nan"
_LINE = re.compile(
    r"^(?P<who>[^\n\[\]]{0,60})"
    rf"\[[ \t]*(?P<start>{_TIME})s?[ \t]*(?:-+>|→|–>|-|–)[ \t]*"
    rf"(?P<end>{_TIME})s?[ \t]*\][ \t]*:?(?:\[(?P<tag>[^\]\n]{{1,40}})\]:?)?",
    re.MULTILINE | re.IGNORECASE,
)


def sniff(head: str) -> bool:
    return _LINE.search(head) is not None and not head.lstrip().startswith("WEBVTT")


def parse(text: str) -> Draft:
    cues: list[RawCue] = []
    found = list(_LINE.finditer(text))
    ends = [*(line.start() for line in found[1:]), len(text)]
    for line, end in zip(found, ends, strict=False):
        said = one_line(text[line.end() : end])
        speaker = one_line(line["who"]).rstrip(": ") or one_line(line["tag"] or "")
        cues.append(RawCue(_time(line["start"]), _time(line["end"]), said, speaker))
    return Draft(name_speakers(cues))


def _time(token: str) -> int:
    found = clock_ms(token)
    return BAD_MS if found is None else found
