"""Trint: ``words[]{"value", "time", "duration", "speaker"?, "paragraphId"?, "confidence"?}``.

Times in milliseconds. A paragraph is a turn, so it is cut at sentences, and every paragraph
begins a cue; https://dev.trint.com/reference/jsontrint-id.
"""

from __future__ import annotations

from itertools import groupby

from annotator.formats.clocks import all_milliseconds
from annotator.formats.draft import BAD_MS, Draft
from annotator.formats.json_scan import at, keys, load, objects, text_at, texts_of
from annotator.formats.spoken_columns import SpokenColumns, column_sentences, edges_of
from annotator.formats.words import percents


def sniff(head: str) -> bool:
    return {"words", "value", "time", "duration", "paragraphId"} <= keys(head)


def parse(text: str) -> Draft:
    whole = load(text)
    words = objects(whole, "words") or objects(whole, "transcript", "words")
    paragraphs = [list(part) for _, part in groupby(texts_of(words, "paragraphId"))]
    starts = all_milliseconds([word.get("time") for word in words])
    lengths = all_milliseconds([word.get("duration") for word in words])
    columns = SpokenColumns(
        texts_of(words, "value"),
        starts,
        list(map(_end, starts, lengths)),
        texts_of(words, "speaker"),
        percents([word.get("confidence") for word in words]),
    )
    language = text_at(whole, "language") or text_at(at(whole, "transcript"), "language")
    return Draft(column_sentences(columns, edges_of(paragraphs)), language)


def _end(start_ms: int | None, length_ms: int | None) -> int | None:
    if start_ms is None or length_ms is None or BAD_MS in (start_ms, length_ms):
        return None
    return start_ms + length_ms
