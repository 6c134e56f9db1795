"""Azure speech to text: batch results, fast transcription, and the detailed live results.

Batch: ``recognizedPhrases[]{"offsetInTicks", "durationInTicks", "speaker"?, "nBest"}``, ticks
of 100 ns. Fast: ``phrases[]{"offsetMilliseconds", …, "text", "words"}``. Live: ``Offset``,
``Duration`` and ``NBest``, which the first batch version has under ``AudioFileResults[]``;
https://learn.microsoft.com/azure/ai-services/speech-service/.
"""

from __future__ import annotations

from itertools import chain, islice
from operator import add
from typing import Any, cast

import msgspec

from annotator.formats.clocks import all_milliseconds, milliseconds
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at, typed
from annotator.formats.words import TimedPiece, percents, place_words, with_sureness

_TICKS_PER_MS = 10_000
_Fields = tuple[str, str, float]
"""Names of the start and the duration, and how many of their units make a millisecond."""
_TIMES: tuple[_Fields, ...] = (
    ("offsetInTicks", "durationInTicks", _TICKS_PER_MS),
    ("offsetMilliseconds", "durationMilliseconds", 1),
    ("Offset", "Duration", _TICKS_PER_MS),
    ("offset", "duration", _TICKS_PER_MS),
)


class _Word(msgspec.Struct, gc=False):
    word: str
    offsetInTicks: float  # noqa: N815
    durationInTicks: float  # noqa: N815
    displayText: str = ""  # noqa: N815
    confidence: float | None = None
    Confidence: float | None = None

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Best(msgspec.Struct):
    display: str
    words: list[_Word]
    displayWords: list[msgspec.Raw] = []  # noqa: N815


_Number = int | str | None


class _Phrase(msgspec.Struct):
    offsetInTicks: float  # noqa: N815
    durationInTicks: float  # noqa: N815
    nBest: list[_Best]  # noqa: N815
    channel: _Number = ""
    ChannelNumber: _Number = ""
    speaker: _Number = ""
    SpeakerId: _Number = ""
    locale: str = ""


class _Whole(msgspec.Struct):
    recognizedPhrases: list[_Phrase]  # noqa: N815


_WHOLE = msgspec.json.Decoder(_Whole)


def sniff(head: str) -> bool:
    found = keys(head)
    return (
        "recognizedPhrases" in found
        or {"phrases", "offsetMilliseconds"} <= found
        or {"Offset", "Duration", "NBest"} <= found
        or {"Offset", "Duration", "DisplayText"} <= found
    )


def parse(text: str) -> Draft:
    whole = typed(_WHOLE, text)
    return (whole and _typed(whole.recognizedPhrases)) or _parse(text)


def _typed(phrases: list[_Phrase]) -> Draft | None:
    """The cues of a batch result; None if a phrase has no words, or they are told otherwise."""
    found = [phrase.nBest[0] for phrase in phrases if phrase.nBest]
    words = list(chain.from_iterable([best.words for best in found]))
    are_whole = all(best.display and best.words and not best.displayWords for best in found)
    if len(found) < len(phrases) or not words or not are_whole:
        return None
    texts = [word.displayText or word.word for word in words]
    if "" in texts or any(word.Confidence is not None for word in words):
        return None
    starts, ends = _typed_times(words)
    sures = percents([word.confidence for word in words])
    told = [sures] if sures and None not in sures else []
    if sures and not told:
        return None
    pieces = iter(zip(texts, starts, ends, *told, strict=True))
    fields = [
        {
            "channel": phrase.channel, "ChannelNumber": phrase.ChannelNumber,
            "speaker": phrase.speaker, "SpeakerId": phrase.SpeakerId,
        }
        for phrase in phrases
    ]  # fmt: skip
    by_channel = len(set(map(_channel, fields))) > 1
    cues = [
        RawCue(start, end, said, _speaker(own, by_channel), placed)
        for start, end, own, best in zip(*_typed_times(phrases), fields, found, strict=True)
        for said, placed in [place_words(best.display, list(islice(pieces, len(best.words))))]
    ]
    return Draft(cues, phrases[0].locale)


def _typed_times(entries: list[_Word] | list[_Phrase]) -> tuple[list[int], list[int]]:
    starts = all_milliseconds([each.offsetInTicks for each in entries], _TICKS_PER_MS)
    lengths = all_milliseconds([each.durationInTicks for each in entries], _TICKS_PER_MS)
    stated = cast("list[int]", starts)
    return stated, list(map(add, stated, cast("list[int]", lengths)))


def _parse(text: str) -> Draft:
    whole = load(text)
    phrases = _phrases(whole)
    channels = {_channel(phrase) for phrase in phrases}
    cues = [cue for phrase in phrases if (cue := _cue(phrase, len(channels) > 1)) is not None]
    language = text_at(phrases[0], "locale") if phrases else ""
    return Draft(cues, language)


def _phrases(whole: Any) -> list[Object]:
    for name in ("recognizedPhrases", "phrases"):
        if phrases := list(objects(whole, name)):
            return phrases
    files = objects(whole, "AudioFileResults")
    if phrases := [phrase for file in files for phrase in objects(file, "SegmentResults")]:
        return phrases
    return list(objects(whole if isinstance(whole, list) else [whole]))


def _cue(phrase: Object, by_channel: bool) -> RawCue | None:
    best = at(phrase, "nBest", 0) or at(phrase, "NBest", 0) or phrase
    said = next(
        (
            text
            for key in ("display", "Display", "text", "DisplayText")
            if (text := text_at(best, key))
        ),
        "",
    )
    words = (
        [_piece(word) for word in objects(best, "displayWords")]
        or [_piece(word) for word in objects(best, "words")]
        or [_piece(word) for word in objects(best, "Words")]
    )
    start_ms, end_ms = _times(phrase)
    text, placed = place_words(said, words)
    if not text and start_ms is None:
        return None
    return RawCue(start_ms, end_ms, text, _speaker(phrase, by_channel), placed)


def _piece(word: Object) -> TimedPiece:
    names = ("displayText", "word", "Word", "text")
    said = next((text for name in names if (text := text_at(word, name))), "")
    return with_sureness((said, *_times(word)), word.get("confidence", word.get("Confidence")))


def _times(entry: Object) -> tuple[int | None, int | None]:
    for start_key, length_key, scale in _TIMES:
        start: Any = entry.get(start_key)
        if isinstance(start, int | float):
            start_ms = milliseconds(start, scale)
            length_ms = milliseconds(entry.get(length_key), scale)
            if start_ms is None or length_ms is None:
                return start_ms, None
            return start_ms, start_ms + length_ms
    return None, None


def _speaker(phrase: Object, by_channel: bool) -> str:
    name = text_at(phrase, "speaker") or text_at(phrase, "SpeakerId")
    # Several channels are several microphones: each a speaker of its own.
    name = name or (_channel(phrase) if by_channel else "")
    return f"Speaker {name}" if name.isdigit() else name


def _channel(phrase: Object) -> str:
    return text_at(phrase, "channel") or text_at(phrase, "ChannelNumber")
