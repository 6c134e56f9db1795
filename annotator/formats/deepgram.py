"""Deepgram: ``results.channels[].alternatives[0].words[]`` and, where asked for, utterances.

A word is ``{"word", "punctuated_word"?, "start", "end", "speaker"?}``, times in seconds;
https://developers.deepgram.com/docs/pre-recorded-audio. Of live audio the messages may have been
kept, in a list or one a line: ``{"type": "Results", "is_final", "channel_index", "channel"}``.
What is heard is told again and again until it is final, so only final ones count.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

import msgspec

from annotator.formats.clocks import all_seconds_ms, seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load_all, objects, text_at, typed
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.spoken_columns import SpokenColumns, column_sentences, edges_of
from annotator.formats.words import percent, percents


class _Word(msgspec.Struct, gc=False):
    word: str
    start: float
    end: float
    punctuated_word: str = ""
    speaker: int | str = ""
    confidence: float | None = None

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Utterance(msgspec.Struct):
    words: list[_Word]
    speaker: int | str = ""


class _Best(msgspec.Struct):
    words: list[_Word]


class _Channel(msgspec.Struct):
    alternatives: list[_Best]
    detected_language: str = ""


class _Results(msgspec.Struct):
    channels: list[_Channel]
    utterances: list[_Utterance] = []


class _Whole(msgspec.Struct):
    results: _Results


_WHOLE = msgspec.json.Decoder(_Whole)


def sniff(head: str) -> bool:
    found = keys(head)
    others = {"recognizedPhrases", "channel_labels"}
    if {"is_final", "channel", "channel_index", "alternatives"} <= found:
        return True
    return {"results", "channels", "alternatives"} <= found and not found & others


def parse(text: str) -> Draft:
    whole = typed(_WHOLE, text)
    return (whole and _typed(whole.results)) or _parse(text)


def _typed(results: _Results) -> Draft | None:
    """The cues of one recording; None if there are none."""
    channels = results.channels
    turns = [(turn.words, turn.speaker) for turn in results.utterances if turn.words] or [
        (channel.alternatives[0].words, "" if len(channels) == 1 else number)
        for number, channel in enumerate(channels)
        if channel.alternatives
    ]
    words = list(chain.from_iterable(words for words, _ in turns))
    if not words:
        return None
    told = [said if (said := word.speaker) != "" else own for turn, own in turns for word in turn]
    names = {said: f"Speaker {said}" if str(said).isdigit() else str(said) for said in set(told)}
    columns = SpokenColumns(
        [word.punctuated_word or word.word for word in words],
        all_seconds_ms([word.start for word in words]),
        all_seconds_ms([word.end for word in words]),
        [names[said] for said in told],
        percents([word.confidence for word in words]),
    )
    edges = edges_of([turn for turn, _ in turns])
    return Draft(column_sentences(columns, edges), channels[0].detected_language)


def _parse(text: str) -> Draft:
    values = load_all(text)
    whole = values[0] if len(values) == 1 else values
    if messages := [
        one for one in objects(whole if isinstance(whole, list) else [whole]) if "is_final" in one
    ]:
        return Draft(_spoken_live(messages))
    cues: list[RawCue] = []
    for utterance in objects(whole, "results", "utterances"):
        cues += sentences(_word(word, utterance) for word in objects(utterance, "words"))
    if not cues:
        cues = _channels(whole)
    language = text_at(whole, "results", "channels", 0, "detected_language")
    return Draft(cues, language)


def _spoken_live(messages: list[Object]) -> list[RawCue]:
    """The cues of a conversation as it went on; each final message tells a stretch once."""
    final = [message for message in messages if message.get("is_final")]
    channels = {text_at(message, "channel_index", 0) for message in final}
    cues: list[RawCue] = []
    for channel in sorted(channels):
        own = {"speaker": channel} if len(channels) > 1 else {}
        cues += sentences(
            _word(word, own)
            for message in final
            if text_at(message, "channel_index", 0) == channel
            for word in objects(message, "channel", "alternatives", 0, "words")
        )
    return cues


def _channels(whole: Any) -> list[RawCue]:
    channels = list(objects(whole, "results", "channels"))
    cues: list[RawCue] = []
    for number, channel in enumerate(channels):
        # Several channels are several microphones: each a speaker of its own.
        own = {"speaker": number} if len(channels) > 1 else {}
        words = objects(at(channel, "alternatives", 0), "words")
        cues += sentences(_word(word, own) for word in words)
    return cues


def _word(word: Object, spoken_in: Object) -> SpokenWord:
    speaker = text_at(word, "speaker") or text_at(spoken_in, "speaker")
    return SpokenWord(
        text_at(word, "punctuated_word") or text_at(word, "word"),
        seconds_ms(word.get("start")),
        seconds_ms(word.get("end")),
        f"Speaker {speaker}" if speaker.isdigit() else speaker,
        percent(word.get("confidence")),
    )
