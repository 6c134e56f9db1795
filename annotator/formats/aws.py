"""Amazon Transcribe: ``results.items[]`` of pronunciations and punctuation, times as text.

Speakers are in ``speaker_labels.segments``, or on the items in newer output;
https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft
from annotator.formats.json_scan import keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences


def sniff(head: str) -> bool:
    found = keys(head)
    return bool(found & {"jobName", "accountId", "speaker_labels"}) and (
        {"results", "transcripts"} <= found or {"items", "alternatives", "content"} <= found
    )


def parse(text: str) -> Draft:
    whole = load(text)
    language = text_at(whole, "results", "language_code")
    return Draft(sentences(_words(whole)), language)


def _words(whole: Any) -> Iterator[SpokenWord]:
    speaker_at = _speakers(whole)
    held: SpokenWord | None = None
    for item in objects(whole, "results", "items"):
        content = text_at(item, "alternatives", 0, "content")
        if item.get("type") == "punctuation":
            if held is not None:
                held = held._replace(text=held.text + content)
            continue
        if held is not None:
            yield held
        start_ms, end_ms = seconds_ms(item.get("start_time")), seconds_ms(item.get("end_time"))
        speaker = text_at(item, "speaker_label") or speaker_at(start_ms)
        held = SpokenWord(content, start_ms, end_ms, speaker)
    if held is not None:
        yield held


def _speakers(whole: Any) -> Callable[[int | None], str]:
    """Who speaks at a time, by the segments; a time between two belongs to the earlier one."""
    turns: list[tuple[int, str]] = []
    for segment in objects(whole, "results", "speaker_labels", "segments"):
        for part in (segment, *objects(segment, "items")):
            start_ms = seconds_ms(part.get("start_time"))
            name = text_at(part, "speaker_label")
            if start_ms is not None and name:
                turns.append((start_ms, name))
    turns.sort()

    def speaker_at(time_ms: int | None) -> str:
        place = bisect_right(turns, time_ms or 0, key=lambda turn: turn[0]) - 1
        return turns[place][1] if place >= 0 else ""

    return speaker_at
