"""AssemblyAI: ``{"text", "words": [{"text", "start", "end", "speaker"}], "utterances": […]|null}``.

Times in milliseconds; https://www.assemblyai.com/docs. Its exports of sentences and paragraphs
have the same entries under those names.
"""

from __future__ import annotations

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.text_clean import one_line
from annotator.formats.words import percent

_MARKS = {"acoustic_model", "audio_url", "speech_model", "utterances", "audio_duration"}


def sniff(head: str) -> bool:
    found = keys(head)
    return (
        {"text", "start", "end", "words"} <= found
        and bool(found & _MARKS)
        and not found & {"alternatives", "full_transcript"}
    )


def parse(text: str) -> Draft:
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
    name = text_at(entry, "speaker")
    return f"Speaker {name}" if len(name) < 3 and name else name
