"""Reduct: ``segments[]{"start", "end", "speaker_name", "wdlist": [{"word", "start", "end"}]}``.

Times in seconds, words with a trailing blank. A segment is a turn, so it is cut at sentences.
"""

from __future__ import annotations

from itertools import chain

from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import Draft
from annotator.formats.json_scan import keys, load, objects, texts_of
from annotator.formats.spoken_columns import SpokenColumns, column_sentences, edges_of, spread


def sniff(head: str) -> bool:
    return {"segments", "wdlist", "word"} <= keys(head)


def parse(text: str) -> Draft:
    segments = objects(load(text), "segments")
    turns = [objects(segment, "wdlist") for segment in segments]
    words = list(chain.from_iterable(turns))
    columns = SpokenColumns(
        texts_of(words, "word"),
        all_seconds_ms([word.get("start") for word in words]),
        all_seconds_ms([word.get("end") for word in words]),
        spread(texts_of(segments, "speaker_name"), turns),
    )
    language = next(filter(None, texts_of(segments, "lang")), "")
    return Draft(column_sentences(columns, edges_of(turns)), language)
