"""What Whisper programs print: ``[00:00.000 --> 00:07.000]  text``, ``[0.00 → 10.38] text``.

Also ``[0.00s -> 1.52s] text`` and, before or after the bracket, a speaker.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import stated_clocks_ms
from annotator.formats.draft import Draft, raw_cues
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line, one_lines

_TIME = r"-?[\d:]{1,20}(?:[.,]\d{1,9})?|nan"
_LINE = re.compile(
    r"^(?P<who>[^\n\[\]]{0,60})"
    rf"\[[ \t]*(?P<start>{_TIME})s?[ \t]*(?:-+>|→|–>|-|–)[ \t]*"
    rf"(?P<end>{_TIME})s?[ \t]*\][ \t]*:?(?:\[(?P<tag>[^\]\n]{{1,40}})\]:?)?",
    re.MULTILINE | re.IGNORECASE,
)


def sniff(head: str) -> bool:
    return _LINE.search(head) is not None and head.lstrip()[:6].upper() != "WEBVTT"


def parse(text: str) -> Draft:
    parts = _LINE.split(text)
    starts, ends = stated_clocks_ms(parts[2::5]), stated_clocks_ms(parts[3::5])
    speakers = [
        one_line(who).rstrip(": ") or one_line(tag or "") if who or tag else ""
        for who, tag in zip(parts[1::5], parts[4::5], strict=True)
    ]
    return Draft(name_speakers(raw_cues(starts, ends, one_lines(parts[5::5]), speakers)))
