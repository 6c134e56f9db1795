"""Whisper through Hugging Face: ``{"text", "chunks": [{"timestamp": [0.0, 4.2], "text"}]}``.

Seconds, the last end may be null; with word timestamps every chunk is a word;
https://huggingface.co/docs/transformers/main_classes/pipelines.
"""

from __future__ import annotations

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.text_clean import one_line


def sniff(head: str) -> bool:
    found = keys(head)
    return {"timestamp", "text"} <= found and bool(found & {"chunks", "speakers"})


def parse(text: str) -> Draft:
    whole = load(text)
    chunks = list(objects(whole, "speakers")) or list(objects(whole, "chunks"))
    words = [
        SpokenWord(
            text_at(chunk, "text"), _time(chunk, 0), _time(chunk, 1), text_at(chunk, "speaker")
        )
        for chunk in chunks
    ]
    # Words have no blank inside them; a phrase now and then may have none either.
    if sum(1 for word in words if " " in word.text.strip()) * 4 < len(words):
        return Draft(sentences(words))
    return Draft([RawCue(w.start_ms, w.end_ms, one_line(w.text), w.speaker) for w in words])


def _time(chunk: Object, place: int) -> int | None:
    return seconds_ms(at(chunk, "timestamp", place))
