"""BBC Kaldi: ``words[]{"start", "end", "word", "punct"}``, seconds, perhaps under ``retval``.

``segmentation.segments[]{"start", "duration", "speaker": {"@id"}}`` tells the speakers;
read as https://github.com/bbc/react-transcript-editor reads it.
"""

from __future__ import annotations

from annotator.formats.clocks import all_seconds_ms, seconds_ms
from annotator.formats.draft import Draft
from annotator.formats.json_scan import at, keys, load, objects, text_at, texts_of
from annotator.formats.spoken_columns import SpokenColumns, begun, column_sentences
from annotator.formats.words import percents


def sniff(head: str) -> bool:
    found = keys(head)
    return "punct" in found and bool(found & {"retval", "words"})


def parse(text: str) -> Draft:
    whole = load(text)
    inner = at(whole, "retval") or whole
    turns = [
        (start_ms, text_at(segment, "speaker", "@id"))
        for segment in objects(inner, "segmentation", "segments")
        if (start_ms := seconds_ms(segment.get("start"))) is not None
    ]
    turns.sort()
    names = ["", *(name for _, name in turns)]
    words = objects(inner, "words")
    starts = all_seconds_ms([word.get("start") for word in words])
    columns = SpokenColumns(
        [
            spelled or heard
            for spelled, heard in zip(
                texts_of(words, "punct"), texts_of(words, "word"), strict=True
            )
        ],
        starts,
        all_seconds_ms([word.get("end") for word in words]),
        [names[count] for count in begun(turns, starts)],
        percents([word.get("confidence") for word in words]),
    )
    return Draft(column_sentences(columns))
