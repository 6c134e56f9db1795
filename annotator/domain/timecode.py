"""Integer milliseconds to text and back. The only place where a time becomes text."""

from __future__ import annotations

import math
import re

from annotator.domain.errors import UsageError

MAX_MS = 10_000 * 3_600_000
"""Times past 10,000 hours are taken for damage, not for a very long episode."""

_CLOCK = re.compile(r"(?:(?P<h>\d{1,9}):)?(?P<m>\d{1,9}):(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,9}))?$")
_SECONDS = re.compile(r"(?P<s>\d{1,12})(?:[.,](?P<f>\d{1,9}))?\s*s?$")
_MILLISECONDS = re.compile(r"(\d{1,12})\s*ms$")
_SIXTY = tuple([f"{number:02}" for number in range(60)])
"""Minutes and seconds as they are written: a note has ten thousand times."""


def _fraction_ms(digits: str | None) -> int:
    """``"5"`` is half a second, ``"500"`` too: digits after the point, rounded down."""
    return int((digits or "0").ljust(3, "0")[:3])


def parse_clock(text: str) -> int | None:
    """``[[H…:]M…:]S[.,]fff`` as milliseconds, or None if `text` is no such time.

    At least minutes and seconds are needed; a bare number is no clock time. Minutes may pass
    59 when no hours are given.
    """
    found = _CLOCK.match(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = (int(found[name] or 0) for name in ("h", "m", "s"))
    if seconds > 59 or (found["h"] is not None and minutes > 59):
        return None
    total = ((hours * 60 + minutes) * 60 + seconds) * 1000 + _fraction_ms(found["f"])
    return total if total <= MAX_MS else None


def parse_time(text: str) -> int:
    """A time as a person types it: ``1:02``, ``00:01:02.500``, ``62``, ``62.5s`` or ``62500ms``.

    Returns milliseconds. Raises UsageError with one sentence for anything else.
    """
    stripped = text.strip()
    milliseconds = _MILLISECONDS.match(stripped)
    if milliseconds:
        value: int | None = int(milliseconds[1])
    elif seconds := _SECONDS.match(stripped):
        value = int(seconds["s"]) * 1000 + _fraction_ms(seconds["f"])
    else:
        value = parse_clock(stripped)
    if value is None or value > MAX_MS:
        raise UsageError("“{0}” is not a time; write 1:02, 00:01:02.500 or 62500ms.", text)
    return value


def seconds_to_ms(seconds: float) -> int | None:
    """Seconds as milliseconds, rounded; None for NaN, infinities and times past MAX_MS."""
    if not math.isfinite(seconds) or abs(seconds) * 1000 > MAX_MS:
        return None
    return round(seconds * 1000)


def format_clock(ms: int) -> str:
    """``1:02`` or ``1:01:02``: the short form shown in the window. Rounded down."""
    total = ms // 1000 if ms > 0 else 0
    if total >= 3600:
        return f"{total // 3600}:{total // 60 % 60:02}:{total % 60:02}"
    return f"{total // 60}:{total % 60:02}"


def format_tenths(ms: int) -> str:
    """``1:02.5``: the short form with tenths of a second, rounded down."""
    return f"{format_clock(ms)}.{max(0, ms) // 100 % 10}"


def format_hms(ms: int) -> str:
    """``00:01:02``: two-digit hours, minutes, seconds, as in the anchors of a note."""
    total = ms // 1000 if ms > 0 else 0
    return f"{total // 3600:02}:{_SIXTY[total // 60 % 60]}:{_SIXTY[total % 60]}"


def format_precise(ms: int) -> str:
    """``00:01:02.500``: as WebVTT writes a time; `parse_time` reads it back exactly."""
    return f"{format_hms(ms)}.{max(0, ms) % 1000:03}"


def format_seconds(ms: int) -> str:
    """``62.5``: seconds with no needless zeros, as media fragments want them."""
    whole, rest = divmod(max(0, ms), 1000)
    return f"{whole}.{rest:03}".rstrip("0").rstrip(".") if rest else str(whole)
