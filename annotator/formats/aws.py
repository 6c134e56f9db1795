"""Amazon Transcribe: ``results.items[]`` of pronunciations and punctuation, times as text.

Speakers are in ``speaker_labels.segments``, or on the items in newer output; several channels
have their items under ``channel_labels`` again, with the punctuation where it belongs;
https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from annotator.formats.clocks import all_seconds_ms, seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at, typed
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.spoken_columns import SpokenColumns, column_sentences
from annotator.formats.words import percent, percents


class _Said(msgspec.Struct, gc=False):
    content: str
    confidence: str | float | None = None


class _Item(msgspec.Struct, gc=False):
    type: str
    alternatives: list[_Said]
    start_time: str | float = ""
    end_time: str | float = ""
    speaker_label: str = ""

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Results(msgspec.Struct):
    items: list[_Item]
    language_code: str = ""
    channel_labels: msgspec.Raw = msgspec.Raw()
    speaker_labels: msgspec.Raw = msgspec.Raw()


class _Whole(msgspec.Struct):
    results: _Results


_WHOLE = msgspec.json.Decoder(_Whole)


def sniff(head: str) -> bool:
    found = keys(head)
    if found & {"jobName", "accountId", "speaker_labels", "channel_labels"}:
        return {"results", "transcripts"} <= found or {"items", "alternatives", "content"} <= found
    return {"results", "transcripts", "items", "alternatives", "content"} <= found


def parse(text: str) -> Draft:
    whole = typed(_WHOLE, text)
    return (whole and _typed(whole.results)) or _parse(text)


def _typed(results: _Results) -> Draft | None:
    """The cues of items; None if they are told by channels, or not all named by themselves."""
    texts: list[str] = []
    words: list[_Item] = []
    for item in results.items:
        if not item.alternatives:
            return None
        content = item.alternatives[0].content
        if item.type != "punctuation":
            words.append(item)
            texts.append(content)
        elif texts:
            texts[-1] += content
    speakers = [word.speaker_label for word in words]
    if bytes(results.channel_labels) or (bytes(results.speaker_labels) and "" in speakers):
        return None
    columns = SpokenColumns(
        texts,
        all_seconds_ms([word.start_time for word in words]),
        all_seconds_ms([word.end_time for word in words]),
        speakers,
        percents([word.alternatives[0].confidence for word in words]),
    )
    return Draft(column_sentences(columns), results.language_code)


def _parse(text: str) -> Draft:
    whole = load(text)
    language = text_at(whole, "results", "language_code")
    channels = list(objects(whole, "results", "channel_labels", "channels"))
    if not any(channel.get("items") for channel in channels):
        items = objects(whole, "results", "items")
        return Draft(sentences(_words(items, _speakers(whole))), language)
    cues: list[RawCue] = []
    for channel in channels:
        # A channel is a microphone, and so a speaker of its own.
        label = text_at(channel, "channel_label")
        words = _words(objects(channel, "items"), _no_one)
        cues += sentences(word._replace(speaker=label) for word in words)
    return Draft(cues, language)


def _no_one(_time_ms: int | None) -> str:
    return ""


def _words(
    items: Iterable[Object], speaker_at: Callable[[int | None], str]
) -> Iterator[SpokenWord]:
    held: SpokenWord | None = None
    for item in items:
        content = text_at(item, "alternatives", 0, "content")
        if item.get("type") == "punctuation":
            if held is not None:
                held = held._replace(text=held.text + content)
            continue
        if held is not None:
            yield held
        start_ms, end_ms = seconds_ms(item.get("start_time")), seconds_ms(item.get("end_time"))
        speaker = text_at(item, "speaker_label") or speaker_at(start_ms)
        sure = percent(at(item, "alternatives", 0, "confidence"))
        held = SpokenWord(content, start_ms, end_ms, speaker, sure)
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
