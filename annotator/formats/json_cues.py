"""Any JSON with a list of timed texts: ``[{"start", "end", "text", "speaker"?}, …]``.

The last resort for JSON: the longest list whose objects have a text and a start is taken.
Times are clock texts, or seconds, or milliseconds where the names or the numbers say so.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import Any

from annotator.formats.clocks import milliseconds, seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, keys, load, text_at
from annotator.formats.text_clean import one_line, strip_markup

_TEXTS = ("text", "body", "content", "transcript", "sentence", "caption", "line", "word", "value")
_STARTS = (
    "start", "starttime", "startms", "starttimems", "startoffset", "startseconds", "begin",
    "beginoffsetmillis", "from", "offset", "timestamp", "time", "ts",
)  # fmt: skip
_ENDS = (
    "end", "endtime", "endms", "endtimems", "endoffset", "endseconds", "endoffsetmillis", "to",
    "stop", "endts",
)  # fmt: skip
_LENGTHS = ("duration", "durationms", "dur", "length")
_SPEAKERS = ("speaker", "speakername", "speakerlabel", "participantrole", "voice", "name")


def sniff(head: str) -> bool:
    found = {_plain(key) for key in keys(head)}
    return not found.isdisjoint(_TEXTS) and not found.isdisjoint(_STARTS)


def parse(text: str) -> Draft:
    entries = _longest_list(load(text))
    if not entries:
        return Draft([])
    said, start, end, length, speaker = (
        _named(entries[0], names) for names in (_TEXTS, _STARTS, _ENDS, _LENGTHS, _SPEAKERS)
    )
    in_ms = _is_milliseconds(entries, start, end or length)

    def time(entry: Object, name: str) -> int | None:
        value = entry.get(name)
        return milliseconds(value) if in_ms and not isinstance(value, str) else seconds_ms(value)

    cues: list[RawCue] = []
    for entry in entries:
        start_ms, end_ms = time(entry, start), time(entry, end)
        if not end and start_ms is not None and (length_ms := time(entry, length)) is not None:
            end_ms = start_ms + length_ms
        words = one_line(strip_markup(text_at(entry, said)))
        cues.append(RawCue(start_ms, end_ms, words, one_line(text_at(entry, speaker))))
    return Draft(cues)


def _plain(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")


def _named(entry: Object, names: tuple[str, ...]) -> str:
    """The key of `entry` that is one of `names`, however it is cased; "" if none is."""
    keys_by_name = {_plain(key): key for key in entry}
    return next((keys_by_name[name] for name in names if name in keys_by_name), "")


def _longest_list(whole: Any) -> list[Object]:
    best: list[Object] = []
    waiting = [whole]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            entries = [item for item in value if isinstance(item, dict)]
            timed = [e for e in entries if _named(e, _TEXTS) and _named(e, _STARTS)]
            if len(timed) > len(best):
                best = timed
            waiting += [item for item in value if isinstance(item, dict | list)]
    return best


def _is_milliseconds(entries: list[Object], start: str, end: str) -> bool:
    if _plain(start).endswith(("ms", "millis")):
        return True
    numbers = [e.get(name) for e in entries[:500] for name in (start, end) if name in e]
    if not numbers or not all(isinstance(number, int) for number in numbers):
        return False
    starts = sorted(e[start] for e in entries[:500] if isinstance(e.get(start), int))
    steps = [after - before for before, after in pairwise(starts)]
    return bool(steps) and median(steps) >= 100
