"""Podcasting 2.0 transcript JSON.

``{"version", "segments": [{"speaker", "startTime", "endTime"?, "body"}]}``, times in seconds;
https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md.
Often a segment is one word; the hygiene joins those into sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from annotator.formats.clocks import all_seconds_ms
from annotator.formats.draft import Draft, raw_cues
from annotator.formats.json_scan import keys, load, objects, text_at, texts_of, typed
from annotator.formats.speaker_labels import carried
from annotator.formats.text_clean import one_line, tidied


class _Segment(msgspec.Struct, gc=False):
    body: str
    startTime: float  # noqa: N815
    endTime: float | None = None  # noqa: N815
    speaker: str = ""

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Whole(msgspec.Struct):
    segments: list[_Segment]
    language: str = ""


_WHOLE = msgspec.json.Decoder(_Whole)


def sniff(head: str) -> bool:
    return {"segments", "startTime", "body"} <= keys(head)


def parse(text: str) -> Draft:
    whole = typed(_WHOLE, text)
    if whole is None:
        return _parse(text)
    return _draft(
        [segment.startTime for segment in whole.segments],
        [segment.endTime for segment in whole.segments],
        [segment.body for segment in whole.segments],
        [segment.speaker for segment in whole.segments],
        whole.language,
    )


def _parse(text: str) -> Draft:
    whole = load(text)
    segments = objects(whole, "segments")
    return _draft(
        [segment.get("startTime") for segment in segments],
        [segment.get("endTime") for segment in segments],
        texts_of(segments, "body"),
        texts_of(segments, "speaker"),
        text_at(whole, "language"),
    )


def _draft(
    starts: list[Any], ends: list[Any], bodies: list[str], speakers: Sequence[str], language: str
) -> Draft:
    names = {speaker: one_line(speaker) for speaker in set(speakers)}
    texts, are_tidy = tidied(bodies)
    stated = all_seconds_ms(starts), all_seconds_ms(ends)
    cues = raw_cues(*stated, texts, [names[speaker] for speaker in speakers])
    is_carried = "" in names.values()
    return Draft(carried(cues) if is_carried else cues, language, has_tidy_texts=are_tidy)
