"""Whisper's TSV: a header ``start⇥end⇥text``, then lines with times in milliseconds.

Other tools write the same columns with commas or semicolons and quotes (CSV, as whisper.cpp and
Premiere do), with seconds, clock times or frames, under longer names, or with a speaker column.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence

from annotator.domain.errors import TranscriptError
from annotator.formats.clocks import all_clock_seconds_ms, milliseconds, seconds_ms
from annotator.formats.draft import Draft, raw_cues
from annotator.formats.receipt import Change
from annotator.formats.speaker_labels import name_speakers
from annotator.formats.text_clean import one_lines
from annotator.formats.turns_plain import in_milliseconds

_DELIMITERS = "\t,;"
_NAMES: Mapping[str, str] = {
    name: meaning
    for meaning, names in {
        "start": "start start_time starttime start_ms begin begin_time from in timestamp time",
        "end": "end end_time endtime end_ms to out stop",
        "text": "text transcript content caption words sentence subtitle",
        "speaker": "speaker speaker_name speaker_label who name",
    }.items()
    for name in names.split()
}
"""What the columns are called, blanks and hyphens written as ``_``."""


def sniff(head: str) -> bool:
    first = head[:400].lstrip("\n").partition("\n")[0]
    return _delimiter(first) != "" and {"start", "text"} <= set(_columns(first))


def _delimiter(first: str) -> str:
    """What stands between the columns of the first line, "" if nothing does."""
    return max(_DELIMITERS, key=first.count) if any(map(first.count, _DELIMITERS)) else ""


def _columns(first: str) -> list[str]:
    """What each column means, "" where nothing is known of it."""
    stated = [name.strip(' "').lower() for name in first.split(_delimiter(first) or "\t")]
    meant = [_NAMES.get(name.replace(" ", "_").replace("-", "_"), "") for name in stated]
    return [name if meant.index(name) == place else "" for place, name in enumerate(meant)]


def parse(text: str) -> Draft:
    if not sniff(text):
        text = f"start\tend\ttext\n{text}"
    first, _, rest = text.lstrip("\n").partition("\n")
    names = _columns(first)
    rows, unread = _rows(rest, _delimiter(first), len(names) - 1)
    starts = _times(_column(rows, names, "start") or [])
    stated = _column(rows, names, "end")
    ends = [None] * len(rows) if stated is None else _times(stated)
    texts = one_lines(_column(rows, names, "text") or [])
    speakers = _column(rows, names, "speaker")
    cues = raw_cues(starts, ends, texts, None if speakers is None else one_lines(speakers))
    return Draft(name_speakers(cues), changes=Counter({Change.UNREADABLE: unread}))


def _rows(rest: str, delimiter: str, last: int) -> tuple[list[list[str]], int]:
    """The fields of each line, and how many lines have too few of them."""
    if delimiter == "\t":
        # No quotes there, and a text in the last column may hold tabs itself.
        found = [line.split("\t", last) for line in rest.split("\n") if line.strip()]
    else:
        told = (f"{line}\n" for line in rest.split("\n"))
        lines = csv.reader(told, delimiter=delimiter, skipinitialspace=True)
        try:
            found = [fields for fields in lines if any(map(str.strip, fields))]
        except csv.Error as error:
            raise TranscriptError("A field of this table has no end.") from error
    rows = [fields for fields in found if len(fields) > last]
    return rows, len(found) - len(rows)


def _column(rows: list[list[str]], names: list[str], name: str) -> list[str] | None:
    place = names.index(name) if name in names else -1
    return [fields[place] for fields in rows] if place >= 0 else None


def _times(fields: list[str]) -> Sequence[int | None]:
    """Whole numbers are milliseconds, numbers with a point seconds, clocks may count frames."""
    joined = "".join(fields)
    if joined.isdecimal() and joined.isascii() and "" not in fields and max(map(len, fields)) < 12:
        return list(map(int, fields))
    if ":" in joined or ";" in joined:
        fields = in_milliseconds("\n".join(fields)).split("\n")
    fields = list(map(str.strip, fields))
    if not any(map(str.isdecimal, fields)):
        return all_clock_seconds_ms(fields)
    return [milliseconds(field) if field.isdecimal() else seconds_ms(field) for field in fields]
