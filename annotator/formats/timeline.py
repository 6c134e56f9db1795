"""Cues laid out on the timeline: one after the other, with room for their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import le, sub

from annotator.domain.timecode import MAX_MS
from annotator.domain.transcript import Cue, Transcript, Word
from annotator.formats.draft import RawWord
from annotator.formats.mending import TimedCue
from annotator.formats.receipt import Change
from annotator.formats.word_fit import even_words, fit_all
from annotator.formats.word_rows import WordRows


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


def spread_over(transcript: Transcript, duration_ms: int) -> Transcript:
    """A transcript with estimated times, stretched to the length of its sound."""
    scale = duration_ms / max(transcript.end_ms, 1)
    cues = [
        TimedCue(round(cue.start_ms * scale), round(cue.end_ms * scale), cue.text, cue.speaker, ())
        for cue in transcript.cues
    ]
    stretched = laid_out(cues, Counter())
    return replace(transcript, cues=tuple(stretched), times_estimated=True)


def laid_out(cues: list[TimedCue], changes: Counter[Change]) -> list[Cue]:
    """The cues one after the other, with room for their words; times shift only where they must.

    An end is cut at the next start; cues that start together share their time by their text;
    a cue gets at least one millisecond a word, pushing the next one on if need be.
    """
    if (apart := _apart(cues)) is not None:
        return apart
    out: list[TimedCue] = []
    free_ms = index = 0
    count = len(cues)
    while index < count:
        cue = cues[index]
        after = index + 1
        next_ms = cues[after].start_ms if after < count else MAX_MS
        if next_ms == cue[0]:
            group, stop_ms = _together(cues, index)
            changes[Change.OVERLAP] += len(group) - 1
            for part in _shared(group, stop_ms):
                out.append(_placed(part, part.end_ms, free_ms))
                free_ms = out[-1][1]
            after = index + len(group)
        else:
            changes[Change.OVERLAP] += cue[1] > next_ms
            out.append(_placed(cue, min(cue[1], next_ms), free_ms))
            free_ms = out[-1][1]
        index = after
    if not out:
        return []
    starts, ends, texts, speakers, words = zip(*out, strict=True)
    for row, end_ms in zip(words, ends, strict=True):
        _end_with(row, end_ms)
    return list(map(cue_of, starts, ends, texts, speakers, fit_all(words, starts, ends)))


def _apart(cues: list[TimedCue]) -> list[Cue] | None:
    """The cues, if none has timed words and each has time enough for its text until the next."""
    if not cues:
        return []
    starts, ends, texts, speakers, words = zip(*cues, strict=True)
    if any(words) or starts[0] < 0 or ends[-1] > MAX_MS or "" in texts:
        return None
    if not all(map(le, ends, starts[1:])) or not all(
        map(le, map(len, texts), map(sub, ends, starts))
    ):
        return None
    return list(map(cue_of, starts, ends, texts, speakers))


def _end_with(words: Sequence[RawWord], end_ms: int) -> None:
    """The last of a column's words ended with its cue, where it would go on beyond it.

    So `fit_all` would end it, but only by looking at every word: captions of YouTube stay on
    screen long after the next one has begun, one and all.
    """
    if isinstance(words, WordRows) and words:
        starts, ends, last = words.columns.starts, words.columns.ends, words.last - 1
        if isinstance(ends, list) and starts[last] < end_ms < ends[last]:
            ends[last] = end_ms


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

    return [
        (moved(start), moved(end), begin, stop, *sure)
        for start, end, begin, stop, *sure in cue.words
    ]


def _placed(cue: TimedCue, end_ms: int, free_ms: int) -> TimedCue:
    """The cue from its start, or from `free_ms` if that is later, to `end_ms` or later."""
    start_ms, _, text, speaker, words = cue
    start_ms = max(start_ms, free_ms)
    if words:
        end_ms = max(end_ms, start_ms + len(words))
    elif end_ms - start_ms < (len(text) + 1) // 2:
        # Not a millisecond for each word there may be: one for each letter does for any.
        end_ms = start_ms + len(text)
    elif end_ms - start_ms < len(text):
        # Spreading by letters could leave a word no time at all.
        words = even_words(text, start_ms, end_ms)
    return TimedCue(start_ms, end_ms, text, speaker, words)
