"""Times as the formats write them, as milliseconds; damage becomes BAD_MS, never an exception."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import floor
from typing import Any, cast

from annotator.domain.timecode import MAX_MS
from annotator.formats.clock_columns import alike_ms
from annotator.formats.draft import BAD_MS

_NUMBERS = (float, int)
_PLAIN = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d\d)(?:[.,](\d{1,3}))?", re.ASCII)
_BARE = re.compile(r"(\d{1,7})(?:[.,](\d{0,9}))?", re.ASCII)
_PRECISE = re.compile(r"(?:(?:\d{1,3}:)?+\d{1,4}:\d\d(?:\.\d{1,9})?+\n)++", re.ASCII)
_LOOKS_TIMED = re.compile(r"[-\u2212+]?(?:[\d:.,;]*\d[\d:.,;]*|nan|inf(?:inity)?)$", re.IGNORECASE)
_SECONDS = re.compile(r"(\d+)(?:[.,](\d*))?")

_MIXED = tuple(
    (re.compile(rf"(?:(?:(?:\d{{1,3}}:)?\d{{1,4}}+:\d\d|\d\d?){fraction}\n)++", re.ASCII), digits)
    for fraction, digits in ((r"[.,]\d\d\d", 3), (r"[.,]\d\d", 2), ("", 0))
)
"""Times some of which have more digits, or minutes, or hours, and the digits of their fraction."""


def clock_ms(token: str) -> int | None:
    """``[[H…:]M…:]S[.,]fff`` as milliseconds; BAD_MS for a nonsense time, None for no time.

    ``:`` may stand before the fraction too. A field past 59 is taken as it stands.
    """
    token = token.strip()
    if plain := _PLAIN.fullmatch(token):
        hours, minutes, seconds, fraction = plain.groups("0")
        whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
        return whole * 1000 + int(fraction.ljust(3, "0"))
    if bare := _BARE.fullmatch(token):
        return int(bare[1]) * 1000 + int((bare[2] or "")[:3].ljust(3, "0"))
    if len(token) > 60 or not _LOOKS_TIMED.match(token):
        return None
    parts = re.split(r"[:;]", token.lstrip("-\u2212+"))
    fraction = ""
    last = _SECONDS.fullmatch(parts[-1])
    if len(parts) == 4 and parts[-1].isdigit():  # 00:00:01:500, colons throughout
        fraction, parts = parts[-1], parts[:-1]
    elif last is not None:
        parts[-1], fraction = last[1], last[2] or ""
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return BAD_MS
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    total = total * 1000 + int(fraction[:3].ljust(3, "0"))
    if total > MAX_MS:
        return BAD_MS
    return -total if token[0] in "-\u2212" else total


def clocks_ms(tokens: Sequence[str]) -> Sequence[int | None]:
    """`clock_ms` of many; ten times faster where all are written alike, as they mostly are."""
    alike = alike_clocks_ms(tokens)
    return [clock_ms(token) for token in tokens] if alike is None else alike


def alike_clocks_ms(tokens: Sequence[str]) -> Sequence[int | None] | None:
    """`clock_ms` of many, if all are written alike."""
    alike = alike_ms(tokens)
    if alike is not None:
        return alike
    joined = "\n".join(tokens) + "\n"
    digits = next((digits for shape, digits in _MIXED if shape.fullmatch(joined)), None)
    return None if digits is None else _from_fields(joined, digits)


def _from_fields(joined: str, digits: int) -> list[int | None]:
    """Times some of which have no hours, or no minutes."""
    scale, cut = 10 ** (3 - digits), -2 - digits
    times: list[int | None] = []
    for token in joined.replace(",", "").replace(".", "").split():
        hours, _, minutes = token[: cut - 1].rpartition(":")
        whole = int(hours or 0) * 60 + int(minutes or 0)
        times.append(whole * 60_000 + int(token[cut:]) * scale)
    return times


def stated_clocks_ms(tokens: Sequence[str]) -> list[int]:
    """`clocks_ms` of what can only be times: what is none is damaged."""
    times = clocks_ms(tokens)
    stated = [BAD_MS if time is None else time for time in times] if None in times else times
    return cast("list[int]", stated)


def seconds_ms(value: object) -> int | None:
    """A JSON value in seconds, number or text; None where there is none, BAD_MS for damage."""
    if isinstance(value, _NUMBERS):
        scaled = value * 1000
        # NaN fails the comparison, as it should. Halves go up, here as in columns of times.
        return floor(scaled + 0.5) if -MAX_MS <= scaled <= MAX_MS else BAD_MS
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return BAD_MS
    try:
        return seconds_ms(float(value.strip().rstrip("s")))
    except (ValueError, OverflowError):
        found = clock_ms(value)
        return BAD_MS if found is None else found


def all_seconds_ms(values: list[Any]) -> list[int | None]:
    """`seconds_ms` of many; four times faster where all are plain numbers from zero up."""
    numbers = values
    try:
        try:
            whole = _whole_ms(numbers)
        except TypeError:  # None, "1.2", "1.2s"
            numbers = _numbers(values)
            whole = _whole_ms(numbers)
    except (TypeError, ValueError, AttributeError, OverflowError):  # None, "0:01", NaN, infinity
        return [seconds_ms(value) for value in values]
    if numbers and (min(numbers) < 0 or max(numbers) * 1000 > MAX_MS):
        return [seconds_ms(value) for value in values]
    return whole


def all_clock_seconds_ms(tokens: Sequence[str]) -> Sequence[int | None]:
    """`seconds_ms` of many texts; ten times faster where all are clock times, with any fraction."""
    if (alike := alike_ms(tokens)) is not None:
        return alike
    if _PRECISE.fullmatch("\n".join([*tokens, ""])):
        # What is behind the thousandths tells nothing.
        cut = [f"{whole}.{part:0<3.3}" for whole, _, part in [t.partition(".") for t in tokens]]
        if (alike := alike_ms(cut)) is not None and max(alike) <= MAX_MS:
            return alike
    return [seconds_ms(token) for token in tokens]


def _numbers(values: list[Any]) -> list[float]:
    try:
        return list(map(float, values))
    except ValueError:
        return [float(value.rstrip("s")) for value in values]


def _whole_ms(numbers: list[Any]) -> list[int | None]:
    return [int(number * 1000.0 + 0.5) for number in numbers]


def all_milliseconds(values: list[Any], scale: float = 1) -> list[int | None]:
    """`milliseconds` of many; at no cost where all are plain milliseconds."""
    if scale == 1 and set(map(type, values)) == {int} and 0 <= min(values) <= max(values) <= MAX_MS:
        return values
    if set(map(type, values)) == {float} and 0 <= min(values) <= max(values) <= MAX_MS * scale:
        try:
            return [round(value / scale) for value in values]
        except ValueError:  # NaN, which is neither less nor more than anything
            pass
    return [milliseconds(value, scale) for value in values]


def milliseconds(value: object, scale: float = 1) -> int | None:
    """A JSON value in milliseconds, or in units of which `scale` make one millisecond."""
    if isinstance(value, _NUMBERS):
        limit = MAX_MS * scale
        return round(value / scale) if -limit <= value <= limit else BAD_MS
    if value is None or value == "":
        return None
    try:
        return milliseconds(float(str(value)), scale)
    except (ValueError, OverflowError):
        return BAD_MS
