"""Deepgram: ``results.channels[].alternatives[0].words[]`` and, where asked for, utterances.

A word is ``{"word", "punctuated_word"?, "start", "end", "speaker"?}``, times in seconds;
https://developers.deepgram.com/docs/pre-recorded-audio.
"""

from __future__ import annotations

from typing import Any

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.words import percent


def sniff(head: str) -> bool:
    found = keys(head)
    others = {"recognizedPhrases", "channel_labels"}
    return {"results", "channels", "alternatives"} <= found and not found & others


def parse(text: str) -> Draft:
    whole = load(text)
    cues: list[RawCue] = []
    for utterance in objects(whole, "results", "utterances"):
        cues += sentences(_word(word, utterance) for word in objects(utterance, "words"))
    if not cues:
        cues = _channels(whole)
    language = text_at(whole, "results", "channels", 0, "detected_language")
    return Draft(cues, language)


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
