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
3. Write two small samples by hand, a plain one and a spoiled one, as
   ``tests/formats/samples/<name>.<what>.txt``, and beside each the ``.expected`` lines that a
   reader should see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.collector import collector_at_rest
from annotator.domain.errors import TranscriptError, UsageError
from annotator.domain.transcript import Transcript
from annotator.formats import (
    ass,
    assemblyai,
    audacity,
    autoedit,
    aws,
    azure_speech,
    bbc_kaldi,
    deepgram,
    dialogue,
    elan,
    f4,
    google_speech,
    html_page,
    ibm_watson,
    json_cues,
    lrc,
    microdvd,
    noscribe,
    otranscribe,
    paper_edit,
    plain_text,
    podcast_html,
    podcast_json,
    podlove,
    reduct,
    rev,
    sami,
    sbv,
    spacelog,
    speechmatics,
    srt,
    textgrid,
    trint,
    ttml,
    video_indexer,
    webvtt,
    whisper_chunks,
    whisper_cpp,
    whisper_json,
    whisper_text,
    whisper_tsv,
    whisperx,
    youtube_json3,
    youtube_srv1,
    youtube_srv3,
)
from annotator.formats.as_written import as_written as reading_as_written
from annotator.formats.decoding import MAX_BYTES, decode
from annotator.formats.draft import Draft
from annotator.formats.hygiene import MAX_CHARACTERS, tidy
from annotator.formats.receipt import Change, Receipt
from annotator.formats.text_clean import plain_lines
from annotator.formats.timeline import spread_over
from annotator.phrases import phrase

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
    "head_of",
    "read_text",
    "read_transcript",
    "spread_over",
]

_HEAD = 64 * 1024
_DAMAGED = "\N{REPLACEMENT CHARACTER}"
_LONG_STRING = re.compile(r'"(?:[^"\\]|\\.){1000}', re.DOTALL)
_STRING_END = re.compile(r'(?:[^"\\]++|\\.)*+"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Format:
    """A transcript format. `name` is stable (stored, typed by users); `title` is for people.

    A `fallback` claims what it can make something of; every other format knows its own.
    """

    name: str
    title: str
    sniff: Callable[[str], bool]
    parse: Callable[[str], Draft]
    fallback: bool = False


FORMATS: tuple[Format, ...] = (
    Format("vtt", "WebVTT", webvtt.sniff, webvtt.parse),
    Format("podcast-json", "Podcasting 2.0 JSON", podcast_json.sniff, podcast_json.parse),
    Format("whisper", "Whisper JSON", whisper_json.sniff, whisper_json.parse),
    Format("whisperx", "WhisperX JSON", whisperx.sniff, whisperx.parse),
    Format("whisper-cpp", "whisper.cpp JSON", whisper_cpp.sniff, whisper_cpp.parse),
    Format(
        "whisper-chunks", "Whisper JSON (Hugging Face)", whisper_chunks.sniff, whisper_chunks.parse
    ),
    Format("whisper-tsv", phrase("Table of cues (TSV, CSV)"), whisper_tsv.sniff, whisper_tsv.parse),
    Format("whisper-text", phrase("Whisper text"), whisper_text.sniff, whisper_text.parse),
    Format("youtube-json3", "YouTube json3", youtube_json3.sniff, youtube_json3.parse),
    Format("youtube-srv1", "YouTube srv1", youtube_srv1.sniff, youtube_srv1.parse),
    Format("youtube-srv3", "YouTube srv3", youtube_srv3.sniff, youtube_srv3.parse),
    Format("podcast-html", "Podcasting 2.0 HTML", podcast_html.sniff, podcast_html.parse),
    Format("podlove", "Podlove JSON", podlove.sniff, podlove.parse),
    Format("assemblyai", "AssemblyAI JSON", assemblyai.sniff, assemblyai.parse),
    Format("deepgram", "Deepgram JSON", deepgram.sniff, deepgram.parse),
    Format("rev", "Rev JSON", rev.sniff, rev.parse),
    Format("aws", "Amazon Transcribe JSON", aws.sniff, aws.parse),
    Format("google", "Google Speech JSON", google_speech.sniff, google_speech.parse),
    Format("azure", "Azure Speech JSON", azure_speech.sniff, azure_speech.parse),
    Format("video-indexer", "Azure Video Indexer JSON", video_indexer.sniff, video_indexer.parse),
    Format("speechmatics", "Speechmatics JSON", speechmatics.sniff, speechmatics.parse),
    Format("ibm", "IBM Watson JSON", ibm_watson.sniff, ibm_watson.parse),
    Format("bbc-kaldi", "BBC Kaldi JSON", bbc_kaldi.sniff, bbc_kaldi.parse),
    Format("paper-edit", "Digital Paper Edit JSON", paper_edit.sniff, paper_edit.parse),
    Format("autoedit", "autoEdit JSON", autoedit.sniff, autoedit.parse),
    Format("reduct", "Reduct JSON", reduct.sniff, reduct.parse),
    Format("trint", "Trint JSON", trint.sniff, trint.parse),
    Format("otranscribe", "oTranscribe", otranscribe.sniff, otranscribe.parse),
    Format("noscribe", "noScribe HTML", noscribe.sniff, noscribe.parse),
    Format("ttml", "TTML", ttml.sniff, ttml.parse),
    Format("elan", "ELAN", elan.sniff, elan.parse),
    Format("textgrid", "Praat TextGrid", textgrid.sniff, textgrid.parse),
    Format("sami", "SAMI", sami.sniff, sami.parse),
    Format("ass", "SubStation Alpha", ass.sniff, ass.parse),
    Format("lrc", phrase("LRC lyrics"), lrc.sniff, lrc.parse),
    Format("sbv", "SBV", sbv.sniff, sbv.parse),
    Format("microdvd", "MicroDVD", microdvd.sniff, microdvd.parse),
    Format("audacity", phrase("Audacity labels"), audacity.sniff, audacity.parse),
    Format("spacelog", "Spacelog", spacelog.sniff, spacelog.parse),
    Format("f4", phrase("f4 and MAXQDA text"), f4.sniff, f4.parse),
    Format("srt", "SubRip (SRT)", srt.sniff, srt.parse),
    Format("dialogue", phrase("Dialogue text"), dialogue.sniff, dialogue.parse),
    Format("html", phrase("HTML page"), html_page.sniff, html_page.parse),
    Format("json", phrase("JSON cue list"), json_cues.sniff, json_cues.parse, fallback=True),
    Format("text", phrase("Plain text"), plain_text.sniff, plain_text.parse, fallback=True),
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


def read_text(
    text: str, *, format_name: str | None = None, as_written: bool = False
) -> ReadTranscript:
    """As `read_transcript`, for text that is decoded already (pasted, or kept in the library).

    With `as_written` nothing is left out for being said twice and nothing is joined.
    """
    lines, removed = plain_lines(text)
    likely = _candidates(lines) if format_name is None else iter([_named(format_name)])
    tried: list[Format] = []
    with collector_at_rest(), reading_as_written(as_written):
        for chosen in likely:
            tried.append(chosen)
            draft = chosen.parse(lines)
            draft.changes[Change.CONTROL] += removed
            if _DAMAGED in lines:
                draft.changes[Change.REPLACED] += sum(c.text.count(_DAMAGED) for c in draft.cues)
            transcript, receipt = tidy(draft)
            if transcript.cues:
                return ReadTranscript(transcript, chosen.name, receipt, text)
    raise TranscriptError("This {0} transcript holds no words.", tried[0].title)


def _candidates(text: str) -> Iterator[Format]:
    """The format that `text` is in; of JSON, whose keys are few, all that it may be in."""
    head = head_of(text)
    first = _detected(text, head)
    yield first
    if text.lstrip()[:1] in {"{", "["}:
        yield from (other for other in FORMATS if other is not first and other.sniff(head))


def detect(text: str) -> Format:
    """The format `text` is in. Raises TranscriptError if no format claims it."""
    return _detected(text, head_of(text))


def _detected(text: str, head: str) -> Format:
    if head.lstrip().startswith("Scenarist_SCC"):
        raise TranscriptError(
            "These captions are broadcast codes (SCC), no words; save them as SRT or WebVTT first."
        )
    for candidate in FORMATS:
        if candidate.sniff(head):
            return candidate
    raise TranscriptError(_unknown(text))


def head_of(text: str) -> str:
    """What formats sniff at: the first part of the text, long JSON strings cut short.

    Some recognisers put all that was said in one string before anything that tells them apart.
    """
    head = text[:_HEAD]
    if head.lstrip()[:1] not in {"{", "["} or len(text) <= _HEAD:
        return head
    if '\\"' not in head and max(map(len, head.split('"'))) < 1000:
        return head  # nothing long between any two quotes
    parts: list[str] = []
    at, room = 0, _HEAD
    while found := _LONG_STRING.search(text, at, at + room):
        cut = found.start() + 60
        parts += [text[at:cut], '"']
        room -= cut - at
        end = _STRING_END.match(text, found.end())
        if end is None or room <= 0:
            return "".join(parts)
        at = end.end()
    return "".join([*parts, text[at : at + room]])


def _unknown(text: str) -> str:
    start = text.lstrip()[:1]
    if start in {"{", "["}:
        return "This JSON holds no transcript of a known shape."
    if start == "<":
        return "This page or XML holds no transcript; save the transcript itself and open that."
    return "No transcript was recognised in this text."


def _named(name: str) -> Format:
    for candidate in FORMATS:
        if candidate.name == name:
            return candidate
    known = ", ".join(candidate.name for candidate in FORMATS)
    raise UsageError("“{0}” is no transcript format; known are {1}.", name, known)
