"""Times that make a timeline: stated or mended, in order, not overlapping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from annotator.domain.timecode import MAX_MS
from annotator.domain.transcript import Cue, Transcript, Word
from annotator.formats.draft import RawCue, RawWord
from annotator.formats.receipt import Change
from annotator.formats.word_fit import even_words, fit_words

_OPEN = -1
_MS_PER_CHARACTER = 70
_LEAST_MS = 1_000
_LEAST_OPEN_MS = 5_000


class TimedCue(NamedTuple):
    """A cue whose times can be relied on; as `RawCue` otherwise."""

    start_ms: int
    end_ms: int
    text: str
    speaker: str
    words: Sequence[RawWord]


def cue_of(start_ms: int, end_ms: int, text: str, speaker: str, words: Sequence[Word] = ()) -> Cue:
    """``Cue(start_ms, end_ms, text, speaker, words)`` in a third of the time.

    A frozen dataclass sets each field through ``object.__setattr__``; over the 21,600 cues of a
    day that is a fifth of all the work of reading them.
    """
    cue = object.__new__(Cue)
    fields = cue.__dict__
    fields["start_ms"] = start_ms
    fields["end_ms"] = end_ms
    fields["text"] = text
    fields["speaker"] = speaker
    fields["words"] = words
    fields["id"] = 0
    return cue


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


def spread_over(transcript: Transcript, duration_ms: int) -> Transcript:
    """A transcript with estimated times, stretched to the length of its sound."""
    scale = duration_ms / max(transcript.end_ms, 1)
    cues = [
        RawCue(round(cue.start_ms * scale), round(cue.end_ms * scale), cue.text, cue.speaker)
        for cue in transcript.cues
    ]
    stretched = laid_out(_started(cues, Counter()), Counter())
    return replace(transcript, cues=tuple(stretched), times_estimated=True)


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
        last_ms = max(word[1] for word in cue.words)
        end_ms = max(end_ms, last_ms if next_start is None else min(last_ms, next_start))
    return cue._replace(end_ms=end_ms)


def open_end(start_ms: int, text: str, next_ms: int | None) -> int:
    """When a cue without an end ends: at the next start, or sooner if a long silence follows."""
    spoken = len(text) * _MS_PER_CHARACTER
    if next_ms is None:
        return start_ms + max(_LEAST_MS, spoken)
    return min(next_ms, start_ms + max(_LEAST_OPEN_MS, 2 * spoken))


def laid_out(cues: list[TimedCue], changes: Counter[Change]) -> list[Cue]:
    """The cues one after the other, with room for their words; times shift only where they must.

    An end is cut at the next start; cues that start together share their time by their text;
    a cue gets at least one millisecond a word, pushing the next one on if need be.
    """
    out: list[Cue] = []
    free_ms = index = 0
    count = len(cues)
    while index < count:
        start_ms, end_ms, text, speaker, words = cues[index]
        after = index + 1
        next_ms = cues[after].start_ms if after < count else MAX_MS
        if next_ms == start_ms:
            group, stop_ms = _together(cues, index)
            changes[Change.OVERLAP] += len(group) - 1
            for cue in _shared(group, stop_ms):
                out.append(_placed(*cue, free_ms))
                free_ms = out[-1].end_ms
            after = index + len(group)
        else:
            if end_ms > next_ms:
                changes[Change.OVERLAP] += 1
                end_ms = next_ms
            out.append(_placed(start_ms, end_ms, text, speaker, words, free_ms))
            free_ms = out[-1].end_ms
        index = after
    return out


def _together(cues: list[TimedCue], index: int) -> tuple[list[TimedCue], int]:
    """The cues that start with the one at `index`, and when the last of them may end."""
    start_ms = cues[index].start_ms
    after = index
    while after < len(cues) and cues[after].start_ms == start_ms:
        after += 1
    group = cues[index:after]
    stop_ms = max(cue.end_ms for cue in group)
    return group, min(stop_ms, cues[after].start_ms) if after < len(cues) else stop_ms


def _shared(group: list[TimedCue], stop_ms: int) -> list[TimedCue]:
    start_ms = group[0].start_ms
    room, total = stop_ms - start_ms, sum(len(cue.text) for cue in group)
    out: list[TimedCue] = []
    said = 0
    for cue in group:
        begin_ms = start_ms + room * said // total
        said += len(cue.text)
        end_ms = start_ms + room * said // total
        words = _moved(cue, begin_ms, end_ms) if cue.words else ()
        out.append(cue._replace(start_ms=begin_ms, end_ms=end_ms, words=words))
    return out


def _moved(cue: TimedCue, start_ms: int, end_ms: int) -> list[RawWord]:
    """The words of a cue whose time has been changed to another, in proportion."""
    scale = (end_ms - start_ms) / max(cue.end_ms - cue.start_ms, 1)

    def moved(time_ms: int) -> int:
        return start_ms + round((time_ms - cue.start_ms) * scale) if time_ms >= 0 else time_ms

    return [(moved(start), moved(end), begin, stop) for start, end, begin, stop in cue.words]


def _placed(
    start_ms: int,
    end_ms: int,
    text: str,
    speaker: str,
    words: Sequence[RawWord],
    free_ms: int,
) -> Cue:
    """The cue from `start_ms`, or from `free_ms` if that is later."""
    start_ms = max(start_ms, free_ms)
    if words:
        end_ms = max(end_ms, start_ms + len(words))
        return cue_of(start_ms, end_ms, text, speaker, fit_words(words, start_ms, end_ms))
    if end_ms - start_ms < len(text):
        # Spreading by letters could leave a word no time at all.
        end_ms = max(end_ms, start_ms + len(text.split()))
        return cue_of(start_ms, end_ms, text, speaker, even_words(text, start_ms, end_ms))
    return cue_of(start_ms, end_ms, text, speaker)
