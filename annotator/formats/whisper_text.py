"""What Whisper programs print: ``[00:00.000 --> 00:07.000]  text``, ``[0.00 → 10.38] text``.

Also ``[0.00s -> 1.52s] text``, frames for milliseconds as video editors write them, and,
before or after the bracket or on the line below it, a speaker. What whisper.cpp prints of its own
work is left out.
"""

from __future__ import annotations

import re
from collections import Counter

from annotator.formats.clocks import stated_clocks_ms
from annotator.formats.draft import Draft, raw_cues
from annotator.formats.receipt import Change
from annotator.formats.speaker_labels import name_speakers, named_above
from annotator.formats.text_clean import one_line, one_lines
from annotator.formats.turns_plain import in_milliseconds

_TIME = r"-?[\d:]{1,20}(?:[.,]\d{1,9})?|nan"
_LOGGED = re.compile(
    r"^(?:(?:whisper|ggml)_\w+|main|system_info)[ \t]*:.*\n?|^Detected language:.*\n?", re.MULTILINE
)
_LINE = re.compile(
    r"^(?P<who>(?:\[[^\n\[\]]{1,40}\]:?[ \t]*|[^\n\[\]]{0,60}))"
    rf"\[[ \t]*(?P<start>{_TIME})s?[ \t]*(?:-+>|→|–>|-|–)[ \t]*"
    rf"(?P<end>{_TIME})s?[ \t]*\][ \t]*:?(?:\[(?P<tag>[^\]\n]{{1,40}})\]:?)?",
    re.MULTILINE | re.IGNORECASE,
)


def sniff(head: str) -> bool:
    return _LINE.search(head) is not None and head.lstrip()[:6].upper() != "WEBVTT"


def parse(text: str) -> Draft:
    logged = 0
    if any(name in text for name in ("whisper_", "ggml_", "main:", "_info:", "language:")):
        text, logged = _LOGGED.subn("", text)
    parts = _LINE.split(in_milliseconds(text))
    changes = Counter({Change.UNREADABLE: logged})
    starts, ends = stated_clocks_ms(parts[2::5]), stated_clocks_ms(parts[3::5])
    speakers = [
        one_line(who).strip("[]: ") or one_line(tag or "") if who or tag else ""
        for who, tag in zip(parts[1::5], parts[4::5], strict=True)
    ]
    if (named := named_above(parts[5::5])) is not None and not any(speakers):
        return Draft(raw_cues(starts, ends, *named), changes=changes)
    cues = raw_cues(starts, ends, one_lines(parts[5::5]), speakers)
    return Draft(name_speakers(cues), changes=changes)
