"""Transcript formats: any file of any tool becomes one clean `Transcript` and a receipt.

Three steps, each a module: `decoding` (bytes to text), a format's `parse` (text to a `Draft`,
which is what the source says, warts and all), `hygiene` (draft to transcript and receipt).
The content decides which format it is, never a file name.

**To add a format:**

1. Write ``formats/<name>.py`` with ``sniff(head) -> bool``, a quick look at the first part of
   the text, and ``parse(text) -> Draft``. Name the source of the format in its docstring. Line
   ends are ``\\n`` by then, control characters are gone; do not sort, clamp or drop anything:
   the hygiene does, and counts it. The scanners (``*_scan``), ``clocks``, ``words``,
   ``sentences`` and ``speaker_labels`` are there to be shared; another format is never imported.
2. Add one row to `FORMATS`, the more particular formats before the more general.
3. Add two small samples by hand to ``tests/formats/samples.py``: a plain one, a spoiled one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator.domain.errors import TranscriptError, UsageError
from annotator.domain.transcript import Transcript
from annotator.formats import podcast_json, srt, webvtt, whisper_json
from annotator.formats.decoding import MAX_BYTES, decode
from annotator.formats.draft import Draft
from annotator.formats.hygiene import MAX_CHARACTERS, tidy
from annotator.formats.receipt import Change, Receipt
from annotator.formats.text_clean import plain_lines

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "Change",
    "Format",
    "ReadTranscript",
    "Receipt",
    "decode",
    "detect",
    "read_text",
    "read_transcript",
]

_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """A transcript format. `name` is stable (stored, typed by users); `title` is for people."""

    name: str
    title: str
    sniff: Callable[[str], bool]
    parse: Callable[[str], Draft]


FORMATS: tuple[Format, ...] = (
    Format("vtt", "WebVTT", webvtt.sniff, webvtt.parse),
    Format("podcast-json", "Podcasting 2.0 JSON", podcast_json.sniff, podcast_json.parse),
    Format("whisper", "Whisper JSON", whisper_json.sniff, whisper_json.parse),
    Format("srt", "SubRip (SRT)", srt.sniff, srt.parse),
)


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """A transcript as read: its format's name, what cleaning changed, the text it came from."""

    transcript: Transcript
    format: str
    receipt: Receipt
    text: str


def read_transcript(data: bytes, *, format_name: str | None = None) -> ReadTranscript:
    """The transcript in a file's bytes; `format_name` overrides what the content looks like.

    Raises TranscriptError with one sentence for whatever holds no transcript, and UsageError
    for an unknown `format_name`.
    """
    return read_text(decode(data), format_name=format_name)


def read_text(text: str, *, format_name: str | None = None) -> ReadTranscript:
    """As `read_transcript`, for text that is decoded already (pasted, or kept in the library)."""
    lines, removed = plain_lines(text)
    chosen = detect(lines) if format_name is None else _named(format_name)
    draft = chosen.parse(lines)
    draft.changes[Change.CONTROL] += removed
    draft.changes[Change.REPLACED] += lines.count("\N{REPLACEMENT CHARACTER}")
    transcript, receipt = tidy(draft)
    if not transcript.cues:
        raise TranscriptError(f"This {chosen.title} file holds no words.")
    return ReadTranscript(transcript, chosen.name, receipt, text)


def detect(text: str) -> Format:
    """The format `text` is in. Raises TranscriptError if no format claims it."""
    head = text[:_HEAD]
    for candidate in FORMATS:
        if candidate.sniff(head):
            return candidate
    raise TranscriptError("No transcript format was recognised in this text.")


def _named(name: str) -> Format:
    for candidate in FORMATS:
        if candidate.name == name:
            return candidate
    known = ", ".join(candidate.name for candidate in FORMATS)
    raise UsageError(f"“{name}” is no transcript format; known are {known}.")
