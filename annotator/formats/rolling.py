"""Rolling captions: each cue shows the line before it again, then a new one.

Automatic captions come like this (with 10 ms cues between that only hold the lines), and so do
broadcast captions. A cue's text has its lines separated by ``\\n`` here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from annotator.formats.as_written import is_as_written
from annotator.formats.draft import RawCue, cue_of_row, raw_cues
from annotator.formats.receipt import Change
from annotator.formats.text_clean import one_line
from annotator.formats.word_rows import begin_of, moved

SAMPLE = 400
"""So many first cues show whether all roll."""


def collapse(cues: list[RawCue], changes: Counter[Change]) -> list[RawCue]:
    """The cues on one line each; where they roll, without the lines they repeat."""
    if not is_as_written() and rolls([cue.text for cue in cues[:SAMPLE]]):
        cues = _without_repeats(cues, changes)
    return [
        cue_of_row((cue[0], cue[1], cue[2].replace("\n", " "), cue[3], cue[4]))
        if "\n" in cue[2]
        else cue
        for cue in cues
    ]


def captions(
    starts: Sequence[int | None],
    ends: Sequence[int | None],
    texts: list[str],
    changes: Counter[Change],
    speakers: Sequence[str] | None = None,
) -> list[RawCue]:
    """`collapse` of the cues of three columns, or four."""
    if rolls(texts[:SAMPLE]):
        return collapse(raw_cues(starts, ends, texts, speakers), changes)
    return raw_cues(starts, ends, [text.replace("\n", " ") for text in texts], speakers)


def rolls(texts: list[str]) -> bool:
    """Whether a third of the first texts begin as the one before ended, some adding to it."""
    sample = [lines for text in texts[:SAMPLE] if (lines := _lines(text))]
    repeats = [lines for before, lines in pairwise(sample) if before[-1] == lines[0]]
    grows = any(len(lines) > 1 for lines in repeats)
    return grows and len(repeats) * 3 >= len(sample) - 1


def _without_repeats(cues: list[RawCue], changes: Counter[Change]) -> list[RawCue]:
    kept: list[RawCue] = []
    shown: list[str] = []
    rolled = 0
    for cue in cues:
        text, words = cue[2], cue[4]
        # Automatic captions in turns repeat a line over a new one, and a line alone.
        above, line_end, below = text.partition("\n")
        if shown and above == shown[-1]:
            if not line_end and not words:
                shown = [text]
                rolled += 1
                continue
            if words and "\n" not in below and begin_of(words) > len(above) and below.strip():
                shown = [above, below.strip()]
                rolled += 1
                kept.append(_without_first(cue, below))
                continue
        lines = _lines(text)
        repeated = _repeated(shown, lines, _untimed_lines(cue) if words else len(lines))
        shown = lines or shown
        if lines and not repeated:
            kept.append(cue)
            continue
        rolled += 1
        if len(lines) > repeated:
            kept.append(_without_first(cue, "\n".join(lines[repeated:])))
    changes[Change.ROLLING] += rolled
    return kept


def _lines(text: str) -> list[str]:
    if "  " in text or "\t" in text or "\u00a0" in text:
        return [line for part in text.split("\n") if (line := one_line(part))]
    return [line for part in text.split("\n") if (line := part.strip())]


def _untimed_lines(cue: RawCue) -> int:
    """How many first lines hold no timed word: only those can be repeats."""
    return cue.text.count("\n", 0, begin_of(cue.words))


def _repeated(shown: list[str], lines: list[str], at_most: int) -> int:
    """How many of the first lines are the last ones shown before."""
    for count in range(min(len(shown), at_most), 0, -1):
        if shown[-count:] == lines[:count]:
            return count
    return 0


def _without_first(cue: RawCue, rest: str) -> RawCue:
    """The cue with the lines that are left of it."""
    start_ms, end_ms, text, speaker, words = cue
    shift = len(text) - len(rest)
    return cue_of_row((start_ms, end_ms, rest, speaker, moved(words, shift) if words else ()))
