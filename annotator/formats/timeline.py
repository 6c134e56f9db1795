"""Times that make a timeline: stated or mended, in order, not overlapping."""

from __future__ import annotations

from collections import Counter

from annotator.domain.timecode import MAX_MS
from annotator.domain.transcript import Cue
from annotator.formats.draft import RawCue, RawWord
from annotator.formats.receipt import Change
from annotator.formats.word_fit import even_words, fit_words

_MS_PER_CHARACTER = 70
_LEAST_MS = 1_000


def spoken_ms(text: str) -> int:
    """How long `text` takes to say, roughly: 14 characters a second."""
    return max(_LEAST_MS, len(text) * _MS_PER_CHARACTER)


def mended(cues: list[RawCue], changes: Counter[Change]) -> list[RawCue]:
    """Every start a time, every end a later time or None; cues in order of their starts."""
    out: list[RawCue] = []
    before_ms = 0
    sorted_so_far = True
    for cue in cues:
        start_ms, end_ms = cue.start_ms, cue.end_ms
        if start_ms is None or end_ms is None or not 0 <= start_ms < end_ms <= MAX_MS:
            cue = _mended(cue, before_ms, changes)
            start_ms = cue.start_ms or 0
        sorted_so_far = sorted_so_far and (not out or start_ms >= (out[-1].start_ms or 0))
        before_ms = cue.end_ms or start_ms
        out.append(cue)
    if not sorted_so_far:
        latest = -1
        for cue in out:
            changes[Change.REORDERED] += (cue.start_ms or 0) < latest
            latest = max(latest, cue.start_ms or 0)
        out.sort(key=lambda cue: cue.start_ms or 0)
    return out


def _mended(cue: RawCue, before_ms: int, changes: Counter[Change]) -> RawCue:
    start_ms, end_ms = cue.start_ms, cue.end_ms
    if start_ms is None:
        start_ms = before_ms
    elif not 0 <= start_ms <= MAX_MS:
        changes[Change.BAD_TIME] += 1
        # A little before zero is a count-down; anything else tells nothing of where it belongs.
        start_ms = 0 if -MAX_MS <= start_ms < 0 else before_ms
    if end_ms is not None and not 0 <= end_ms <= MAX_MS:
        changes[Change.BAD_TIME] += end_ms < -MAX_MS or end_ms > MAX_MS or cue.start_ms == start_ms
        end_ms = None
    elif end_ms is not None and end_ms <= start_ms:
        changes[Change.REVERSED] += 1
        end_ms = None
    return cue._replace(start_ms=start_ms, end_ms=end_ms)


def without_duplicates(cues: list[RawCue], changes: Counter[Change]) -> list[RawCue]:
    """One of each set of cues that agree in times, text and speaker. Cues are in order."""
    kept: list[RawCue] = []
    here: set[tuple[int | None, str, str]] = set()
    last_ms: int | None = -1
    for cue in cues:
        if cue.start_ms != last_ms:
            last_ms = cue.start_ms
            here = {(cue.end_ms, cue.text, cue.speaker)}
        else:
            key = (cue.end_ms, cue.text, cue.speaker)
            if key in here:
                changes[Change.DUPLICATE] += 1
                continue
            here.add(key)
        kept.append(cue)
    return kept


def closed(cues: list[RawCue]) -> list[RawCue]:
    """Open ends set to the next start, or sooner where a long silence follows the words."""
    if all(cue.end_ms is not None for cue in cues):
        return cues
    out: list[RawCue] = []
    following: int | None = None
    next_start: int | None = None
    for cue in reversed(cues):
        start_ms = cue.start_ms or 0
        if start_ms != following:
            next_start, following = following, start_ms
        if cue.end_ms is None:
            longest = start_ms + max(5_000, 2 * spoken_ms(cue.text))
            end_ms = start_ms + spoken_ms(cue.text) if next_start is None else next_start
            last_word = max((word[1] for word in cue.words), default=0)
            cue = cue._replace(end_ms=max(min(end_ms, longest), min(last_word, end_ms)))
        out.append(cue)
    out.reverse()
    return out


def laid_out(cues: list[RawCue], changes: Counter[Change]) -> list[Cue]:
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
        next_ms = cues[after].start_ms if after < count else None
        if next_ms == start_ms:
            group, after, stop_ms = _together(cues, index)
            changes[Change.OVERLAP] += len(group) - 1
            for cue in _shared(group, stop_ms):
                out.append(_placed(cue, free_ms))
                free_ms = out[-1].end_ms
            index = after
            continue
        assert start_ms is not None
        assert end_ms is not None
        if next_ms is not None and end_ms > next_ms:
            changes[Change.OVERLAP] += 1
            end_ms = next_ms
        if words or start_ms < free_ms or end_ms - start_ms < len(text):
            out.append(_placed(RawCue(start_ms, end_ms, text, speaker, words), free_ms))
            free_ms = out[-1].end_ms
        else:
            out.append(Cue(start_ms, end_ms, text, speaker))
            free_ms = end_ms
        index = after
    return out


def _together(cues: list[RawCue], index: int) -> tuple[list[RawCue], int, int]:
    """(the cues that start with the one at `index`, where the next one is, when they end)."""
    start_ms = cues[index].start_ms
    after = index
    while after < len(cues) and cues[after].start_ms == start_ms:
        after += 1
    group = cues[index:after]
    stop_ms = max(cue.end_ms or 0 for cue in group)
    if after < len(cues):
        stop_ms = min(stop_ms, cues[after].start_ms or 0)
    return group, after, stop_ms


def _shared(group: list[RawCue], stop_ms: int) -> list[RawCue]:
    start_ms = group[0].start_ms or 0
    room, total = stop_ms - start_ms, sum(len(cue.text) for cue in group)
    out: list[RawCue] = []
    said = 0
    for cue in group:
        begin_ms = start_ms + room * said // total
        said += len(cue.text)
        end_ms = start_ms + room * said // total
        words = _moved(cue, begin_ms, end_ms) if cue.words else ()
        out.append(cue._replace(start_ms=begin_ms, end_ms=end_ms, words=words))
    return out


def _moved(cue: RawCue, start_ms: int, end_ms: int) -> list[RawWord]:
    """The words of a cue whose time has been changed to another, in proportion."""
    old_ms = cue.start_ms or 0
    scale = (end_ms - start_ms) / max((cue.end_ms or 0) - old_ms, 1)

    def moved(time_ms: int) -> int:
        return start_ms + round((time_ms - old_ms) * scale) if time_ms >= 0 else time_ms

    return [(moved(start), moved(end), begin, stop) for start, end, begin, stop in cue.words]


def _placed(cue: RawCue, free_ms: int) -> Cue:
    start_ms = max(cue.start_ms or 0, free_ms)
    end_ms = max(cue.end_ms or 0, start_ms)
    if cue.words:
        end_ms = max(end_ms, start_ms + len(cue.words))
        words = fit_words(cue.words, start_ms, end_ms)
    elif end_ms - start_ms < len(cue.text):
        # Spreading by letters could leave a word no time at all.
        end_ms = max(end_ms, start_ms + len(cue.text.split()))
        words = even_words(cue.text, start_ms, end_ms)
    else:
        words = ()
    return Cue(start_ms, end_ms, cue.text, cue.speaker, words)
