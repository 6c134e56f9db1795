"""Podcasting 2.0 transcript JSON.

``{"version", "segments": [{"speaker", "startTime", "endTime"?, "body"}]}``, times in seconds;
https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md.
Often a segment is one word; the hygiene joins those into sentences.
"""

from __future__ import annotations

from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import Draft, raw_cues
from annotator.formats.json_scan import keys, load, objects, text_at, texts_of
from annotator.formats.speaker_labels import carried
from annotator.formats.text_clean import one_lines


def sniff(head: str) -> bool:
    return {"segments", "startTime", "body"} <= keys(head)


def parse(text: str) -> Draft:
    whole = load(text)
    segments = objects(whole, "segments")
    starts = all_seconds_ms([segment.get("startTime") for segment in segments])
    ends = all_seconds_ms([segment.get("endTime") for segment in segments])
    texts = one_lines(texts_of(segments, "body"))
    speakers = one_lines(texts_of(segments, "speaker"))
    cues = raw_cues(starts, ends, texts, speakers)
    return Draft(carried(cues) if "" in speakers else cues, text_at(whole, "language"))
