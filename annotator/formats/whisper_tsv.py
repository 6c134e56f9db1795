"""Whisper's TSV: a header ``start⇥end⇥text``, then lines with times in milliseconds.

Other tools write the same columns with seconds, clock times, or a speaker column.
"""

from __future__ import annotations

from collections import Counter

from annotator.formats.clocks import milliseconds, seconds_ms
from annotator.formats.draft import Draft, raw_cues
from annotator.formats.receipt import Change
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_lines


def sniff(head: str) -> bool:
    return "\t" in head[:400] and {"start", "text"} <= set(_columns(head[:400]))


def _columns(text: str) -> list[str]:
    return [name.strip().lower() for name in text.lstrip("\n").partition("\n")[0].split("\t")]


def parse(text: str) -> Draft:
    if not sniff(text):
        text = f"start\tend\ttext\n{text}"
    names = _columns(text)
    rest = text.lstrip("\n").partition("\n")[2]
    start, said = names.index("start"), names.index("text")
    end = names.index("end") if "end" in names else -1
    who = names.index("speaker") if "speaker" in names else -1
    last = len(names) - 1
    # A text in the last column may hold tabs itself.
    lines = [line for line in rest.split("\n") if line.strip()]
    rows = [fields for line in lines if len(fields := line.split("\t", last)) > last]
    starts = _times([fields[start] for fields in rows])
    ends = _times([fields[end] for fields in rows]) if end >= 0 else [None] * len(rows)
    texts = one_lines([fields[said] for fields in rows])
    speakers = one_lines([fields[who] for fields in rows]) if who >= 0 else None
    cues = raw_cues(starts, ends, texts, speakers)
    changes = Counter({Change.UNREADABLE: len(lines) - len(rows)})
    return Draft(name_speakers(cues), changes=changes)


def _times(fields: list[str]) -> list[int | None]:
    """Whole numbers are milliseconds, numbers with a point seconds."""
    joined = "".join(fields)
    if joined.isdecimal() and joined.isascii() and "" not in fields and max(map(len, fields)) < 12:
        return list(map(int, fields))
    return [
        milliseconds(field) if field.strip().isdecimal() else seconds_ms(field.strip())
        for field in fields
    ]
