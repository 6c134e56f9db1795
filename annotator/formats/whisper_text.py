"""What Whisper programs print: ``[00:00.000 --> 00:07.000]  text``, ``[0.00 → 10.38] text``.

Also ``[0.00s -> 1.52s] text`` and, before or after the bracket, a speaker.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import clocks_ms
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
    parts = _LINE.split(text)
    starts, ends = clocks_ms(parts[2::5]), clocks_ms(parts[3::5])
    cues: list[RawCue] = []
    rows = zip(starts, ends, parts[1::5], parts[4::5], parts[5::5], strict=True)
    for start_ms, end_ms, who, tag, said in rows:
        speaker = one_line(who).rstrip(": ") or one_line(tag or "")
        cues.append(RawCue(_stated(start_ms), _stated(end_ms), one_line(said), speaker))
    return Draft(name_speakers(cues))


def _stated(time_ms: int | None) -> int:
    return BAD_MS if time_ms is None else time_ms
