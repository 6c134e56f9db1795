"""Transcripts in brief, and generated ones that keep what the rest of the program relies on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from annotator.domain.transcript import Cue, Transcript, Word

_TOKENS = ("a", "so", "yes,", "learn", "model—open", "naïve", "учиться", "“quoted”", "don't", "42")


@st.composite
def _cues(draw: st.DrawFn) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    at_ms = draw(st.integers(0, 5_000))
    for _ in range(draw(st.integers(1, 6))):
        tokens = draw(st.lists(st.sampled_from(_TOKENS), min_size=1, max_size=6))
        speaker = draw(st.sampled_from(["", "Ida", "Ben"]))
        text = " ".join(tokens)
        start_ms = at_ms + draw(st.sampled_from([0, 0, 1, 700]))
        if draw(st.booleans()):
            end_ms = start_ms + len(text) * draw(st.integers(1, 80))
            cues.append(Cue(start_ms, end_ms, text, speaker))
        else:
            cues.append(_timed(draw, start_ms, tokens, speaker))
        at_ms = cues[-1].end_ms
    return tuple(cues)


def _timed(draw: st.DrawFn, start_ms: int, tokens: list[str], speaker: str) -> Cue:
    words, text, at_ms = [], "", start_ms + draw(st.sampled_from([0, 0, 5]))
    for token in tokens:
        begin_ms = at_ms + draw(st.sampled_from([0, 0, 1, 90]))
        at_ms = begin_ms + draw(st.sampled_from([1, 1, 2, 250]))
        text = f"{text} {token}" if text else token
        words.append(Word(begin_ms, at_ms, len(text) - len(token), len(text)))
    return Cue(start_ms, at_ms + draw(st.sampled_from([0, 0, 400])), text, speaker, tuple(words))


@pytest.fixture(scope="session")
def transcripts() -> st.SearchStrategy[Transcript]:
    """Ordered cues, with and without word times, with gaps, one-word cues and 1 ms words."""
    return st.builds(Transcript, _cues())


@pytest.fixture(scope="session")
def spoken() -> Callable[..., Transcript]:
    """`spoken("one two", "three")`: cues of one second a word, one after the other."""

    def make(*texts: str, start_ms: int = 0, speaker: str = "") -> Transcript:
        cues, at_ms = [], start_ms
        for text in texts:
            words, place = [], 0
            for number, token in enumerate(text.split(" ")):
                begin_ms = at_ms + 1000 * number
                words.append(Word(begin_ms, begin_ms + 1000, place, place + len(token)))
                place += len(token) + 1
            cues.append(Cue(at_ms, words[-1].end_ms, text, speaker, tuple(words)))
            at_ms = words[-1].end_ms
        return Transcript(tuple(cues))

    return make
