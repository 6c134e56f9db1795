"""Audacity label tracks: ``start⇥end⇥label`` in seconds; ``\\⇥low⇥high`` lines are frequencies.

https://manual.audacityteam.org/man/importing_and_exporting_labels.html
"""

from __future__ import annotations

import re

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line

_LINE = re.compile(
    r"^(-?\d+[.,]\d+|nan)\t(-?\d+[.,]\d+|nan)(?:\t(.*))?$", re.MULTILINE | re.IGNORECASE
)


def sniff(head: str) -> bool:
    return _LINE.match(head.lstrip("\n")) is not None


def parse(text: str) -> Draft:
    cues: list[RawCue] = []
    for start, end, label in _LINE.findall(text):
        start_ms, end_ms = seconds_ms(start.replace(",", ".")), seconds_ms(end.replace(",", "."))
        # A point label has no length; it lasts until the next one.
        cues.append(RawCue(start_ms, None if end_ms == start_ms else end_ms, one_line(label)))
    return Draft(name_speakers(cues))
