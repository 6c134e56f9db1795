"""Reduct: ``segments[]{"start", "end", "speaker_name", "wdlist": [{"word", "start", "end"}]}``.

Times in seconds, words with a trailing blank. A segment is a turn, so it is cut at sentences.
"""

from __future__ import annotations

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences


def sniff(head: str) -> bool:
    return {"segments", "wdlist", "word"} <= keys(head)


def parse(text: str) -> Draft:
    cues: list[RawCue] = []
    language = ""
    for segment in objects(load(text), "segments"):
        language = language or text_at(segment, "lang")
        speaker = text_at(segment, "speaker_name")
        cues += sentences(
            SpokenWord(
                text_at(word, "word"),
                seconds_ms(word.get("start")),
                seconds_ms(word.get("end")),
                speaker,
            )
            for word in objects(segment, "wdlist")
        )
    return Draft(cues, language)
