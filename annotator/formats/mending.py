"""Times mended: every cue with a start and a later end, in order, none twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from operator import add
from typing import NamedTuple

from annotator.domain.timecode import MAX_MS
from annotator.formats.as_written import is_as_written
from annotator.formats.draft import RawCue, RawWord
from annotator.formats.receipt import Change

_OPEN = -1
_MS_PER_CHARACTER = 70
_LEAST_MS = 1_000
_LEAST_OPEN_MS = 5_000
_LEAST_WORD_MS = 400


class TimedCue(NamedTuple):
    """A cue whose times can be relied on; as `RawCue` otherwise."""

    start_ms: int
    end_ms: int
    text: str
    speaker: str
    words: Sequence[RawWord]


def spoken_ms(text: str) -> int:
    """How long `text` takes to say, roughly: 14 characters a second."""
    return max(_LEAST_MS, len(text) * _MS_PER_CHARACTER)


def estimated(cues: list[RawCue]) -> list[RawCue]:
    """Cues of a source without times, one after the other at the pace of speech."""
    out: list[RawCue] = []
    at_ms = 0
    for cue in cues:
        end_ms = at_ms + spoken_ms(cue.text)
        out.append(cue._replace(start_ms=at_ms, end_ms=end_ms, words=()))
        at_ms = end_ms
    return out


def timed(cues: list[RawCue], changes: Counter[Change]) -> list[TimedCue]:
    """Every cue with a start and a later end, in order of the starts, none twice."""
    return _closed(_without_duplicates(_ordered(_started(cues, changes), changes), changes))


def _started(cues: list[RawCue], changes: Counter[Change]) -> list[TimedCue]:
    """Every start a time, every end a later time or open."""
    out: list[TimedCue] = []
    before_ms = 0
    for start_ms, end_ms, text, speaker, words in _stated(cues):
        if start_ms is None or end_ms is None or not 0 <= start_ms < end_ms <= MAX_MS:
            start_ms, end_ms = _mended(start_ms, end_ms, before_ms, changes)
        out.append(TimedCue(start_ms, end_ms, text, speaker, words))
        before_ms = start_ms if end_ms == _OPEN else end_ms
    return out


def _stated(cues: list[RawCue]) -> list[RawCue]:
    """Cues that state no start share the time of the cue before them, up to the next."""
    if all(cue.start_ms is not None for cue in cues):
        return cues
    out: list[RawCue] = []
    index = 0
    while index < len(cues):
        after = index + 1
        while after < len(cues) and cues[after].start_ms is None:
            after += 1
        run = cues[index:after]
        out += run if len(run) == 1 and run[0].start_ms is not None else _spread(run, cues, after)
        index = after
    return out


def _spread(run: list[RawCue], cues: list[RawCue], after: int) -> list[RawCue]:
    """Times for a cue and the untimed ones behind it, by the length of their texts."""
    first = run[0]
    at_ms = first.start_ms if first.start_ms is not None and 0 <= first.start_ms <= MAX_MS else 0
    head: list[RawCue] = []
    if first.end_ms is not None and first.end_ms > at_ms and len(run) > 1:
        head, run, at_ms = [first], run[1:], min(first.end_ms, MAX_MS)
    spoken = [spoken_ms(cue.text) for cue in run]
    room = total = sum(spoken)
    next_ms = cues[after].start_ms if after < len(cues) else None
    if next_ms is not None and at_ms < next_ms <= at_ms + 2 * room:
        room = next_ms - at_ms
    said = 0
    for cue, length in zip(run, spoken, strict=True):
        start_ms = at_ms + room * said // total
        said += length
        end_ms = at_ms + room * said // total
        head.append(cue._replace(start_ms=start_ms, end_ms=end_ms))
    return head


def _mended(
    start_ms: int | None, end_ms: int | None, before_ms: int, changes: Counter[Change]
) -> tuple[int, int]:
    bad_start = start_ms is not None and not 0 <= start_ms <= MAX_MS
    changes[Change.BAD_TIME] += bad_start
    if start_ms is None or start_ms > MAX_MS or start_ms < -MAX_MS:
        start_ms = before_ms
    # A little before zero is a count-down; only nonsense tells nothing of where it belongs.
    start_ms = max(start_ms, 0)
    if end_ms is None:
        return start_ms, _OPEN
    if not 0 <= end_ms <= MAX_MS:
        changes[Change.BAD_TIME] += not bad_start
        return start_ms, _OPEN
    if end_ms <= start_ms:
        changes[Change.REVERSED] += not bad_start
        return start_ms, _OPEN
    return start_ms, end_ms


def _ordered(cues: list[TimedCue], changes: Counter[Change]) -> list[TimedCue]:
    latest = 0
    late = 0
    for cue in cues:
        if cue[0] < latest:
            late += 1
        else:
            latest = cue[0]
    changes[Change.REORDERED] += late
    return sorted(cues, key=lambda cue: cue.start_ms) if late else cues


def _without_duplicates(cues: list[TimedCue], changes: Counter[Change]) -> list[TimedCue]:
    """One of each set of cues that agree in times, text and speaker."""
    if is_as_written():
        return cues
    kept: list[TimedCue] = []
    here: set[tuple[int, str, str]] = set()
    last_ms = -1
    for cue in cues:
        key = cue[1:4]
        if cue[0] != last_ms:
            last_ms = cue[0]
            here = {key}
        elif key in here:
            changes[Change.DUPLICATE] += 1
            continue
        else:
            here.add(key)
        kept.append(cue)
    return kept


def _closed(cues: list[TimedCue]) -> list[TimedCue]:
    """Open ends set to the next start, or sooner where a long silence follows the words."""
    out: list[TimedCue] = []
    following: int | None = None
    next_start: int | None = None
    for cue in reversed(cues):
        if cue.start_ms != following:
            next_start, following = following, cue.start_ms
        if cue.end_ms == _OPEN:
            cue = _ended(cue, next_start)
        out.append(cue)
    out.reverse()
    return out


def _ended(cue: TimedCue, next_start: int | None) -> TimedCue:
    end_ms = open_end(cue.start_ms, cue.text, next_start)
    if cue.words and (next_start is None or end_ms < next_start):
        last_ms = max(max(word[1], word[0] + _LEAST_WORD_MS) for word in cue.words)
        end_ms = max(end_ms, last_ms if next_start is None else min(last_ms, next_start))
    return cue._replace(end_ms=end_ms)


def open_end(start_ms: int, text: str, next_ms: int | None) -> int:
    """When a cue without an end ends: at the next start, or sooner if a long silence follows."""
    spoken = len(text) * _MS_PER_CHARACTER
    if next_ms is None:
        return start_ms + max(_LEAST_MS, spoken)
    return min(next_ms, start_ms + max(_LEAST_OPEN_MS, 2 * spoken))


def open_ends(starts: Sequence[int], ends: Sequence[int | None], texts: Sequence[str]) -> list[int]:
    """`ends`, with `open_end` where there is none; `starts` in order of time."""
    last = open_end(starts[-1], texts[-1], None) if ends[-1] is None else ends[-1]
    longest = map(max, repeat(_LEAST_OPEN_MS), [2 * _MS_PER_CHARACTER * len(t) for t in texts])
    latest = map(min, starts[1:], map(add, starts, longest))
    inner = [late if end is None else end for late, end in zip(latest, ends, strict=False)]
    return [*inner, last]
