"""Azure speech to text: batch results, fast transcription, and the detailed live results.

Batch: ``recognizedPhrases[]{"offsetInTicks", "durationInTicks", "speaker"?, "nBest"}``, ticks
of 100 ns. Fast: ``phrases[]{"offsetMilliseconds", …, "text", "words"}``. Live: ``Offset``,
``Duration`` and ``NBest``, which the first batch version has under ``AudioFileResults[]``;
https://learn.microsoft.com/azure/ai-services/speech-service/.
"""

from __future__ import annotations

from typing import Any

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at
from annotator.formats.words import TimedPiece, place_words, with_sureness

_TICKS_PER_MS = 10_000
_Fields = tuple[str, str, float]
"""Names of the start and the duration, and how many of their units make a millisecond."""
_TIMES: tuple[_Fields, ...] = (
    ("offsetInTicks", "durationInTicks", _TICKS_PER_MS),
    ("offsetMilliseconds", "durationMilliseconds", 1),
    ("Offset", "Duration", _TICKS_PER_MS),
    ("offset", "duration", _TICKS_PER_MS),
)


def sniff(head: str) -> bool:
    found = keys(head)
    return (
        "recognizedPhrases" in found
        or {"phrases", "offsetMilliseconds"} <= found
        or {"Offset", "Duration", "NBest"} <= found
        or {"Offset", "Duration", "DisplayText"} <= found
    )


def parse(text: str) -> Draft:
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
