"""Whisper's TSV: a header ``start⇥end⇥text``, then lines with times in milliseconds.

Other tools write the same columns with seconds, clock times, or a speaker column.
"""

from __future__ import annotations

import re

from annotator.formats.clocks import milliseconds, seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_line

_HEADER = re.compile(
    r"\s*(?=[^\n]*\bstart\b)(?=[^\n]*\btext\b)[\w ]+(?:\t[\w ]+)+[ \t]*(?:\n|$)", re.IGNORECASE
)


def sniff(head: str) -> bool:
    return _HEADER.match(head[:400]) is not None


def parse(text: str) -> Draft:
    if not sniff(text):
        text = f"start\tend\ttext\n{text}"
    header, _, rest = text.lstrip("\n").partition("\n")
    names = [name.strip().lower() for name in header.split("\t")]
    start, said = names.index("start"), names.index("text")
    end = names.index("end") if "end" in names else -1
    who = names.index("speaker") if "speaker" in names else -1
    cues: list[RawCue] = []
    last = len(names) - 1
    for line in rest.split("\n"):
        # A text in the last column may hold tabs itself.
        fields = line.split("\t", last)
        if len(fields) <= max(start, said):
            continue
        cues.append(
            RawCue(
                _time(fields[start]),
                _time(fields[end]) if 0 <= end < len(fields) else None,
                one_line(fields[said]),
                one_line(fields[who]) if 0 <= who < len(fields) else "",
            )
        )
    return Draft(name_speakers(cues))


def _time(field: str) -> int | None:
    """Whole numbers are milliseconds, numbers with a point seconds."""
    field = field.strip()
    return milliseconds(field) if field.isdecimal() else seconds_ms(field)
