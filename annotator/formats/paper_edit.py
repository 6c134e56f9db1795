"""Digital Paper Edit and slate: ``{"words": [{"start", "end", "text"}], "paragraphs": […]}``.

A paragraph is ``{"start", "end", "speaker"}``; all times in seconds;
https://github.com/bbc/digital-paper-edit-client, https://github.com/pietrop/slate-transcript-editor.
"""

from __future__ import annotations

from itertools import groupby

from annotator.formats.clocks import all_seconds_ms, seconds_ms
from annotator.formats.draft import Draft
from annotator.formats.json_scan import at, keys, load, objects, text_at, texts_of
from annotator.formats.spoken_columns import SpokenColumns, begun, column_sentences, edges_of

_OTHERS = {
    "segments", "utterances", "audio_url", "punct", "retval", "paragraph", "alternatives",
    "confidence", "score", "probability", "no_speech_prob", "avg_logprob", "word", "logprob",
}  # fmt: skip


def sniff(head: str) -> bool:
    found = keys(head)
    return {"words", "start", "end", "text"} <= found and not found & _OTHERS


def parse(text: str) -> Draft:
    whole = load(text)
    inner = at(whole, "transcript") if isinstance(at(whole, "transcript"), dict) else whole
    paragraphs = [
        (start_ms, text_at(paragraph, "speaker"))
        for paragraph in objects(inner, "paragraphs")
        if (start_ms := seconds_ms(paragraph.get("start"))) is not None
    ]
    paragraphs.sort(key=lambda paragraph: paragraph[0])
    names = ["", *(name for _, name in paragraphs)]
    words = objects(inner, "words")
    starts = all_seconds_ms([word.get("start") for word in words])
    places = begun(paragraphs, starts)
    columns = SpokenColumns(
        texts_of(words, "text"),
        starts,
        all_seconds_ms([word.get("end") for word in words]),
        [names[place] for place in places],
    )
    edges = edges_of([list(same) for _, same in groupby(places)])
    return Draft(column_sentences(columns, edges))
