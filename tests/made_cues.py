"""Cues made of timed words, as tests and benchmarks write them."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.transcript import Cue, Word


def cue_from_words(words: Iterable[tuple[str, int, int]], speaker: str = "") -> Cue:
    """A cue of words, each (text, start_ms, end_ms), with a blank between two."""
    text, timed = "", list[Word]()
    for word, start_ms, end_ms in words:
        text += f" {word}" if text else word
        timed.append(Word(start_ms, end_ms, len(text) - len(word), len(text)))
    return Cue(timed[0].start_ms, timed[-1].end_ms, text, speaker, timed)
