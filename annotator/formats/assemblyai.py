"""AssemblyAI: ``{"text", "words": [{"text", "start", "end", "speaker"}], "utterances": […]|null}``.

Times in milliseconds; https://www.assemblyai.com/docs. Its exports of sentences and paragraphs
have the same entries under those names.
"""

from __future__ import annotations

from itertools import chain

import msgspec

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Milliseconds, Object, keys, load, objects, text_at, typed
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.spoken_columns import SpokenColumns, column_sentences, edges_of, spread
from annotator.formats.text_clean import one_line
from annotator.formats.words import percent, percents

_MARKS = {"acoustic_model", "audio_url", "speech_model", "utterances", "audio_duration"}


class _Word(msgspec.Struct, gc=False):
    text: str
    start: Milliseconds
    end: Milliseconds
    confidence: float | None = None
    speaker: str | None = None

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Entry(msgspec.Struct):
    words: list[_Word]
    speaker: str | None = None


class _Whole(msgspec.Struct):
    words: msgspec.Raw = msgspec.Raw(b"[]")
    utterances: list[_Entry] | None = None
    sentences: list[_Entry] | None = None
    paragraphs: list[_Entry] | None = None
    language_code: str | None = None


_WHOLE = msgspec.json.Decoder(_Whole)
_WORDS = msgspec.json.Decoder(list[_Word])


def sniff(head: str) -> bool:
    found = keys(head)
    return (
        {"text", "start", "end", "words"} <= found
        and bool(found & _MARKS)
        and not found & {"alternatives", "full_transcript"}
    )


def parse(text: str) -> Draft:
    whole = typed(_WHOLE, text)
    return (whole and _typed(whole)) or _parse(text)


def _typed(whole: _Whole) -> Draft | None:
    """The cues of words that all have times; None if there are others."""
    entries = whole.utterances or whole.sentences or whole.paragraphs
    entries = entries or [_Entry(typed(_WORDS, whole.words) or [])]
    turns = [entry.words for entry in entries]
    if not all(turns):
        return None
    words = list(chain.from_iterable(turns))
    told = spread([entry.speaker for entry in entries], turns)
    named = [word.speaker or name or "" for word, name in zip(words, told, strict=True)]
    names = {name: _named(name) for name in set(named)}
    columns = SpokenColumns(
        [word.text for word in words],
        [word.start for word in words],
        [word.end for word in words],
        [names[name] for name in named],
        percents([word.confidence for word in words]),
    )
    return Draft(column_sentences(columns, edges_of(turns)), whole.language_code or "")


def _parse(text: str) -> Draft:
    whole = load(text)
    cues: list[RawCue] = []
    for part in ("utterances", "sentences", "paragraphs"):
        for entry in objects(whole, part):
            cues += _entry(entry)
        if cues:
            break
    if not cues:
        cues = sentences(_word(word, "") for word in objects(whole, "words"))
    return Draft(cues, text_at(whole, "language_code"))


def _entry(entry: Object) -> list[RawCue]:
    speaker = _speaker(entry)
    words = [_word(word, speaker) for word in objects(entry, "words")]
    if words:
        return sentences(words)
    start_ms, end_ms = milliseconds(entry.get("start")), milliseconds(entry.get("end"))
    return [RawCue(start_ms, end_ms, one_line(text_at(entry, "text")), speaker)]


def _word(word: Object, speaker: str) -> SpokenWord:
    return SpokenWord(
        text_at(word, "text"),
        milliseconds(word.get("start")),
        milliseconds(word.get("end")),
        _speaker(word) or speaker,
        percent(word.get("confidence")),
    )


def _speaker(entry: Object) -> str:
    return _named(text_at(entry, "speaker"))


def _named(name: str) -> str:
    return f"Speaker {name}" if len(name) < 3 and name else name
