"""whisper.cpp (``-oj``, ``-ojf``): ``transcription[]{"offsets": {"from", "to"}, "text"}``.

Offsets in milliseconds. The full form adds ``tokens``, parts of words, each with its
probability ``p``: they are merged where one begins with a blank, and a word is as sure as the
least sure part that holds a letter; ``[_BEG_]`` and its like are left out; speaker turns are marked
``(speaker 0)`` or ``[SPEAKER_TURN]``. https://github.com/ggml-org/whisper.cpp.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

import msgspec

from annotator.formats.clocks import clock_ms, milliseconds
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import (
    Milliseconds,
    Object,
    at,
    keys,
    load,
    objects,
    text_at,
    typed,
)
from annotator.formats.sentences import spoken_word
from annotator.formats.spoken_columns import SpokenColumns, edges_of, placed_columns
from annotator.formats.words import TimedPiece, percent, place_words

_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts without blanks between words: each token is one."""
_SPEAKER = re.compile(r"^\s*\((speaker [\d?]+)\)\s*", re.IGNORECASE)


class _Span(msgspec.Struct, gc=False):
    begin: Milliseconds = msgspec.field(name="from")
    end: Milliseconds = msgspec.field(name="to")


class _Token(msgspec.Struct, gc=False):
    text: str
    offsets: _Span
    p: float | None = None


class _Segment(msgspec.Struct, gc=False):
    text: str
    offsets: _Span
    tokens: list[_Token] = []
    speaker: str = ""

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Result(msgspec.Struct, frozen=True):
    language: str = ""


class _Whole(msgspec.Struct):
    transcription: list[_Segment]
    result: _Result = _Result()
    params: _Result = _Result()


_WHOLE = msgspec.json.Decoder(_Whole)
_Part = tuple[str, int | None, int | None, object]
"""A token, or more: what it says, when, and how sure that is."""


def sniff(head: str) -> bool:
    return {"transcription", "offsets", "text"} <= keys(head)


def parse(text: str) -> Draft:
    whole = typed(_WHOLE, text)
    if whole is not None:
        cues, language = _typed(whole.transcription), whole.result.language or whole.params.language
    else:
        loaded = load(text)
        cues = [_cue(segment) for segment in objects(loaded, "transcription")]
        language = text_at(loaded, "result", "language") or text_at(loaded, "params", "language")
    return Draft(cues, "" if language == "auto" else language)


def _typed(segments: list[_Segment]) -> list[RawCue]:
    pieces = [
        _words([(t.text, t.offsets.begin, t.offsets.end, t.p) for t in segment.tokens])
        for segment in segments
    ]
    words = [spoken_word(piece) for piece in chain.from_iterable(pieces)]
    labelled = [_labelled(segment.text, segment.speaker) for segment in segments]
    columns = SpokenColumns(
        [word.text for word in words],
        [word.start_ms for word in words],
        [word.end_ms for word in words],
        sures=[word.sure for word in words],
    )
    placed = placed_columns([said for _, said in labelled], columns, edges_of(pieces))
    return [
        RawCue(segment.offsets.begin, segment.offsets.end, said, speaker, words)
        for segment, (speaker, _), (said, words) in zip(segments, labelled, placed, strict=True)
    ]


def _cue(segment: Object) -> RawCue:
    speaker, said = _labelled(text_at(segment, "text"), text_at(segment, "speaker"))
    parts = (
        (text_at(t, "text"), _time(t, "from"), _time(t, "to"), t.get("p"))
        for t in objects(segment, "tokens")
    )
    said, words = place_words(said, _words(parts))
    return RawCue(_time(segment, "from"), _time(segment, "to"), said, speaker, words)


def _labelled(said: str, number: str) -> tuple[str, str]:
    """Who speaks, and what."""
    said = said.replace("[SPEAKER_TURN]", "")
    if found := _SPEAKER.match(said):
        return found[1].capitalize(), said[found.end() :]
    return f"Speaker {number}" if number.isdigit() else number, said


def _words(parts: Iterable[_Part]) -> list[TimedPiece]:
    words: list[TimedPiece] = []
    whole = True
    for piece, start_ms, end_ms, share in parts:
        if not piece or piece.startswith(("[_", "<|")):
            continue
        if "\N{REPLACEMENT CHARACTER}" in piece:
            # A letter in two tokens: neither can be read, the text has it whole.
            whole = False
            continue
        sure = percent(share) if any(map(str.isalnum, piece)) else None
        told = () if sure is None else (sure,)
        if piece[0].isspace() or _UNSPACED.match(piece):
            words.append((piece, start_ms, end_ms, *told))
            whole = True
        elif words and whole:
            text, begun_ms, _, *before = words[-1]
            words[-1] = (text + piece, begun_ms, end_ms, *sorted((*before, *told))[:1])
        elif whole:
            words.append((piece, start_ms, end_ms, *told))
    return words


def _time(owner: Object, end: str) -> int | None:
    time_ms = milliseconds(at(owner, "offsets", end))
    return clock_ms(text_at(owner, "timestamps", end)) if time_ms is None else time_ms
