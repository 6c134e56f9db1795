"""Times as notes write them: three fields, two, four, seconds, and what is wrong with them."""

from __future__ import annotations

import re

from annotator.domain.timecode import MAX_MS

_FIELDS = re.compile(r"\d{1,4}(?::\d{1,3}){1,3}")
_WHOLE = re.compile(r"(?P<fields>\d{1,4}(?::\d{1,3}){1,3})(?:[.,](?P<fraction>\d{1,9}))?")
_SECONDS = re.compile(r"(\d{1,7})(?:\.\d+)?s?")
_UNITS = re.compile(r"(?:(\d{1,4})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s)?")


def fields(text: str) -> tuple[int, ...]:
    """The numbers of a written time, ``03:48:00`` as (3, 48, 0); () where it is none.

    Whatever stands around the time, as in ``31:52]``, is passed over.
    """
    found = _FIELDS.search(text)
    return tuple(map(int, found[0].split(":"))) if found else ()


def read_clock(text: str) -> int | None:
    """``HH:MM:SS``, ``MM:SS`` or seconds, as milliseconds; None for anything else."""
    stripped = text.strip()
    if whole := _WHOLE.fullmatch(stripped):
        value = as_hms(tuple(map(int, whole["fields"].split(":"))))
        return None if value is None else value + int((whole["fraction"] or "0").ljust(3, "0")[:3])
    if seconds := _SECONDS.fullmatch(stripped):
        value = int(seconds[1]) * 1000
        return value if value <= MAX_MS else None
    return None


def as_hms(numbers: tuple[int, ...]) -> int | None:
    """(h, m, s) or (m, s) as milliseconds; None where a field is past 59 or there are four."""
    if len(numbers) not in (2, 3):
        return None
    *above, minutes, seconds = numbers
    if seconds > 59 or (above and minutes > 59):
        return None
    total = ((above[0] if above else 0) * 3600 + minutes * 60 + seconds) * 1000
    return total if total <= MAX_MS else None


def as_shifted(numbers: tuple[int, ...]) -> int | None:
    """Fields that slipped one place to the left: (m, s, hundredths) or (h, m, s, hundredths).

    So 03:48:00 is read as 3:48. None where that is no time either.
    """
    return as_hms(numbers[:-1]) if len(numbers) in (3, 4) else None


def read_query_time(text: str) -> int | None:
    """The value of ``t=`` in an address: ``112``, ``112s``, ``1h2m3s``, ``112,131.5``, ``1:52``."""
    first = text.partition(",")[0]
    if (plain := read_clock(first)) is not None:
        return plain
    units = _UNITS.fullmatch(first)
    if units is None or not first:
        return None
    hours, minutes, seconds = (int(part or 0) for part in units.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000
