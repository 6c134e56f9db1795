"""Whisper through Hugging Face: ``{"text", "chunks": [{"timestamp": [0.0, 4.2], "text"}]}``.

Seconds, the last end may be null; with word timestamps every chunk is a word;
https://huggingface.co/docs/transformers/main_classes/pipelines.
"""

from __future__ import annotations

from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import Draft, raw_cues
from annotator.formats.json_scan import at, keys, load, objects, texts_of
from annotator.formats.spoken_columns import SpokenColumns, column_sentences
from annotator.formats.text_clean import one_lines


def sniff(head: str) -> bool:
    found = keys(head)
    return {"timestamp", "text"} <= found and bool(found & {"chunks", "speakers"})


def parse(text: str) -> Draft:
    whole = load(text)
    chunks = objects(whole, "speakers") or objects(whole, "chunks")
    texts = texts_of(chunks, "text")
    starts, ends = (
        all_seconds_ms([at(chunk, "timestamp", place) for chunk in chunks]) for place in (0, 1)
    )
    speakers = texts_of(chunks, "speaker")
    # Words have no blank inside them; a phrase now and then may have none either.
    if sum(" " in text.strip() for text in texts) * 4 < len(texts):
        return Draft(column_sentences(SpokenColumns(texts, starts, ends, speakers)))
    return Draft(raw_cues(starts, ends, one_lines(texts), speakers))
