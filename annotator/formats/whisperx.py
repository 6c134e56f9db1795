"""WhisperX: Whisper's segments with aligned ``words`` (``score``), ``speaker`` on both.

Words that could not be aligned (numbers, mostly) have no times: they get their neighbours';
https://github.com/m-bain/whisperX.
"""

from __future__ import annotations

from itertools import chain, pairwise

import msgspec

from annotator.formats.clocks import all_seconds_ms, seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, keys, load, objects, text_at, typed
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.spoken_columns import SpokenColumns, edges_of, placed_columns
from annotator.formats.words import percent, percents, place_words


class _Word(msgspec.Struct, gc=False):
    word: str
    start: float | None = None
    end: float | None = None
    score: float | None = None
    speaker: str | None = None


class _Segment(msgspec.Struct, gc=False):
    text: str
    words: list[_Word]
    start: float | None = None
    end: float | None = None
    speaker: str | None = None

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Whole(msgspec.Struct):
    segments: list[_Segment]
    language: str | None = None


_WHOLE = msgspec.json.Decoder(_Whole)


def sniff(head: str) -> bool:
    found = keys(head)
    return (
        {"start", "end", "text"} <= found
        and (
            "word_segments" in found or ("segments" in found and bool(found & {"score", "speaker"}))
        )
        and not found & {"wdlist", "version", "body", "startTime", "monologues"}
    )


def parse(text: str) -> Draft:
    whole = typed(_WHOLE, text)
    return (whole and _typed(whole)) or _parse(text)


def _typed(whole: _Whole) -> Draft | None:
    """The cues of segments with words; None if there is one without."""
    segments = whole.segments
    turns = [segment.words for segment in segments]
    words = list(chain.from_iterable(turns))
    if not all(turns) or not all(word.word for word in words):
        return None
    columns = SpokenColumns(
        [word.word for word in words],
        all_seconds_ms([word.start for word in words]),
        all_seconds_ms([word.end for word in words]),
        [word.speaker or segment.speaker or "" for segment in segments for word in segment.words],
        percents([word.score for word in words]),
    )
    edges = edges_of(turns)
    placed = placed_columns([segment.text for segment in segments], columns, edges)
    starts = all_seconds_ms([segment.start for segment in segments])
    ends = all_seconds_ms([segment.end for segment in segments])
    cues: list[RawCue] = []
    for (first, last), start_ms, end_ms, segment, (said, timed) in zip(
        pairwise(edges), starts, ends, segments, placed, strict=True
    ):
        voices = columns.speakers[first:last]
        if voices.count(voices[0]) < len(voices):
            cues += sentences(columns.part(first, last).words())
        else:
            cues.append(RawCue(start_ms, end_ms, said, segment.speaker or voices[0], timed))
    return Draft(cues, whole.language or "")


def _parse(text: str) -> Draft:
    whole = load(text)
    cues: list[RawCue] = []
    for segment in objects(whole) if isinstance(whole, list) else objects(whole, "segments"):
        cues += _cues(segment)
    return Draft(cues, text_at(whole, "language"))


def _cues(segment: Object) -> list[RawCue]:
    speaker = text_at(segment, "speaker")
    words = [
        SpokenWord(
            text_at(word, "word") or text_at(word, "text"),
            seconds_ms(word.get("start")),
            seconds_ms(word.get("end")),
            text_at(word, "speaker") or speaker,
            percent(word.get("score")),
        )
        for word in objects(segment, "words")
    ]
    if len({word.speaker for word in words}) > 1:
        return sentences(words)
    said, placed = place_words(text_at(segment, "text"), [word.piece for word in words])
    start_ms, end_ms = seconds_ms(segment.get("start")), seconds_ms(segment.get("end"))
    return [RawCue(start_ms, end_ms, said, speaker or (words[0].speaker if words else ""), placed)]
