"""The time of a statement: as it is shown, as its link plays it, and what a user made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.domain.timecode import parse_clock
from annotator.phrases import phrase

_MOMENT = r"\d+:\d+(?::\d+)*(?:[.,]\d+)?"
CLOCK = rf"{_MOMENT}(?:[ \t]*[-–—][ \t]*{_MOMENT})?"
"""What is meant as a time or a stretch of time, whether it is one or not."""
TIME = rf"(?:\[(?P<shown>{CLOCK})\]\((?P<to>[^()\s]*)\)|(?<!\S)(?P<bare>{CLOCK})(?!\S))"
"""A time with the link that plays it, or without."""
VIDEO_TIME = r"\{\{youtube-timestamp (?P<video>[\d:.]+)\}\}"

_DASH = re.compile(r"[ \t]*[-–—][ \t]*")
_PLAYS = re.compile(r"[?&#]t=(?P<from>\d{1,8}(?!\d)(?:\.\d+)?)")
_DATA = re.compile(r"\bdata-t=\"(?P<time>[^\"]*)\"")
_SECONDS = re.compile(r"\d{1,8}")


@dataclass(frozen=True, slots=True)
class Times:
    """When something is said, to the second, as one statement of a note has it: `start_ms` and
    `until_ms` are shown, `plays_ms` is where its link goes to; None for what is not there.
    `strange` is what stands in place of a time, "" where all can be read."""

    start_ms: int | None = None
    until_ms: int | None = None
    plays_ms: int | None = None
    strange: str = ""

    @property
    def begins_ms(self) -> int | None:
        return self.plays_ms if self.start_ms is None else self.start_ms


NO_TIMES = Times()


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a time: where it begins and ends now, None for what nobody changed.
    `doubt` is a sentence where what was written cannot be meant."""

    start_ms: int | None = None
    until_ms: int | None = None
    doubt: str = ""


def times_of(found: re.Match[str]) -> Times:
    """The times of a match of `TIME` or `VIDEO_TIME`."""
    groups = found.groupdict()
    if video := groups.get("video"):
        plays_ms = int(video) * 1000 if _SECONDS.fullmatch(video) else _moment(video)
        return Times(plays_ms=plays_ms, strange="" if plays_ms is not None else video)
    return written_times(groups.get("shown") or groups.get("bare") or "", groups.get("to") or "")


def written_times(shown: str, address: str) -> Times:
    """The times of a text and of the address beside it."""
    plays = _PLAYS.search(address)
    return _shown(shown, int(float(plays["from"])) * 1000 if plays else None)


def times_of_tag(tag: str, label: str) -> Times:
    """The times of an anchor of the wiki: its ``data-t`` and what it shows."""
    data = _DATA.search(tag)
    plays_ms = _moment(data["time"]) if data else None
    found = _shown(label.strip().removeprefix("[").removesuffix("]"), plays_ms)
    if data is None or plays_ms is not None or found.strange:
        return found
    return Times(found.start_ms, found.until_ms, None, data["time"])


def _shown(text: str, plays_ms: int | None) -> Times:
    first, *more = _DASH.split(text.strip())
    start_ms, until_ms = _moment(first), _moment(more[0]) if more else None
    backwards = start_ms is not None and until_ms is not None and until_ms < start_ms
    if start_ms is None or (more and until_ms is None) or backwards:
        return Times(plays_ms=plays_ms, strange=text.strip() or "(nothing)")
    return Times(start_ms, until_ms, plays_ms)


def _moment(text: str) -> int | None:
    read = parse_clock(text)
    return None if read is None else read // 1000 * 1000


def moved(was: Times, now: Times) -> Moved:
    """What a user made of the times `was`. Of two places, the one that is another counts."""
    if now.strange:
        strange = "" if now.strange == was.strange else phrase("“{0}” is no time", now.strange)
        return Moved(doubt=strange)
    places = ((was.start_ms, now.start_ms), (was.plays_ms, now.plays_ms))
    starts = {
        after
        for before, after in places
        if after is not None and after != (was.begins_ms if before is None else before)
    }
    if len(starts) > 1:
        return Moved(doubt=phrase("it shows another time than its link plays"))
    until_ms = None if now.until_ms == was.until_ms else now.until_ms
    return Moved(starts.pop() if starts else None, until_ms)
