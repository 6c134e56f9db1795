"""autoEdit 2: ``text[]{"speaker", "paragraph": [{"line": [{"text", "startTime", "endTime"}]}]}``.

Times in seconds; https://github.com/OpenNewsLabs/autoEdit_2.
"""

from __future__ import annotations

from itertools import chain

from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import Draft
from annotator.formats.json_scan import keys, load, objects, text_at, texts_of
from annotator.formats.spoken_columns import SpokenColumns, column_sentences, edges_of, spread


def sniff(head: str) -> bool:
    return {"paragraph", "line", "startTime"} <= keys(head)


def parse(text: str) -> Draft:
    whole = load(text)
    parts = objects(whole) if isinstance(whole, list) else objects(whole, "text")
    paragraphs = [
        (objects(paragraph, "line"), text_at(part, "speaker"))
        for part in parts
        for paragraph in objects(part, "paragraph")
    ]
    turns = [line for line, _ in paragraphs]
    words = list(chain.from_iterable(turns))
    speakers = ["" if name == "Unnamed Speaker" else name for _, name in paragraphs]
    columns = SpokenColumns(
        texts_of(words, "text"),
        all_seconds_ms([word.get("startTime") for word in words]),
        all_seconds_ms([word.get("endTime") for word in words]),
        spread(speakers, turns),
    )
    return Draft(column_sentences(columns, edges_of(turns)))
