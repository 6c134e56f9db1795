"""Samples by hand, two and more for each format, and what a reader should see of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.timecode import format_precise
from annotator.domain.transcript import Cue
from annotator.formats import ReadTranscript

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def samples() -> Path:
    return SAMPLES


@pytest.fixture(scope="session")
def sample_bytes() -> list[bytes]:
    """The bytes of all samples, in the order of their names."""
    return [path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))]


@pytest.fixture(scope="session")
def rendered() -> Callable[[ReadTranscript], str]:
    """A transcript as lines a person can check: facts, receipt, cues, word times."""
    return _rendered


def _rendered(read: ReadTranscript) -> str:
    lines = [f"format: {read.format}", f"language: {read.transcript.language or '-'}"]
    lines += ["times: estimated"] if read.transcript.times_estimated else []
    lines += [f"* {sentence}" for sentence in read.receipt.sentences]
    for cue in read.transcript.cues:
        lines += _cue_lines(cue)
    return "\n".join(lines) + "\n"


def _cue_lines(cue: Cue) -> list[str]:
    who = f"<{cue.speaker}> " if cue.speaker else ""
    times = f"{format_precise(cue.start_ms)} --> {format_precise(cue.end_ms)}"
    words = " ".join(
        f"{cue.text[word.begin : word.end]}@{word.start_ms}-{word.end_ms}" for word in cue.words
    )
    return [f"{times} {who}{cue.text}", *([f"    {words}"] if words else [])]


@pytest.fixture(scope="session")
def assert_promises() -> Callable[[ReadTranscript], None]:
    """Fails unless a transcript keeps what `hygiene` promises the rest of the program."""
    return _assert_promises


def _assert_promises(read: ReadTranscript) -> None:
    free_ms = 0
    for cue in read.transcript.cues:
        assert free_ms <= cue.start_ms < cue.end_ms, cue
        assert cue.text == " ".join(cue.text.split()) != "", cue
        assert len(cue.text) <= 2_000
        assert cue.speaker == " ".join(cue.speaker.split())
        assert not any(_invisible(char) for char in cue.text + cue.speaker), cue
        free_ms = cue.end_ms
        at_ms, at = cue.start_ms, 0
        for word in cue.words:
            assert at_ms <= word.start_ms < word.end_ms <= cue.end_ms, (cue, word)
            assert at <= word.begin < word.end <= len(cue.text), (cue, word)
            assert cue.text[word.begin : word.end].strip() == cue.text[word.begin : word.end]
            at_ms, at = word.end_ms, word.end


def _invisible(char: str) -> bool:
    code = ord(char)
    return (
        code < 32
        or 0x7F <= code < 0xA0
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or 0xD800 <= code <= 0xDFFF
        or char in "\u200e\u200f\u061c\ufeff"
    )
