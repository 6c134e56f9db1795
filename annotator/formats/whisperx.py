"""WhisperX: Whisper's segments with aligned ``words`` (``score``), ``speaker`` on both.

Words that could not be aligned (numbers, mostly) have no times: they get their neighbours';
https://github.com/m-bain/whisperX.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.words import percent, place_words


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
    whole = load(text)
    cues: list[RawCue] = []
    for segment in objects(whole) if isinstance(whole, list) else objects(whole, "segments"):
        cues += _cues(segment)
    return Draft(cues, text_at(whole, "language"))


def _cues(segment: Object) -> Iterator[RawCue] | list[RawCue]:
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
