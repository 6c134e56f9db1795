"""Audacity label tracks: ``start⇥end⇥label`` in seconds; ``\\⇥low⇥high`` lines are frequencies.

https://manual.audacityteam.org/man/importing_and_exporting_labels.html
"""

from __future__ import annotations

import re

from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import Draft, raw_cues
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_lines

_LINE = re.compile(
    r"^(-?\d+[.,]\d+|nan)\t(-?\d+[.,]\d+|nan)(?:\t(.*))?$", re.MULTILINE | re.IGNORECASE
)


def sniff(head: str) -> bool:
    return _LINE.match(head.lstrip("\n")) is not None


def parse(text: str) -> Draft:
    rows = _LINE.findall(text)
    starts = all_seconds_ms([float(row[0].replace(",", ".")) for row in rows])
    ends = all_seconds_ms([float(row[1].replace(",", ".")) for row in rows])
    # A point label has no length; it lasts until the next one.
    lasting = [None if end == start else end for start, end in zip(starts, ends, strict=True)]
    return Draft(name_speakers(raw_cues(starts, lasting, one_lines([row[2] for row in rows]))))
