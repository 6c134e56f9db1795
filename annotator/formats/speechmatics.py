"""Speechmatics: version 1 (``words``, ``speakers``, times as text) and 2 (``results``).

Version 2 has ``{"type": "word"|"punctuation", "start_time", "end_time", "attaches_to"?,
"alternatives": [{"content", "speaker"?}]}``, ``channel`` where channels were told apart;
https://docs.speechmatics.com/.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from annotator.formats.clocks import all_seconds_ms, seconds_ms
from annotator.formats.draft import Draft
from annotator.formats.json_scan import at, keys, load, objects, text_at, typed
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.spoken_columns import SpokenColumns, column_sentences
from annotator.formats.words import percent, percents


class _Said(msgspec.Struct, gc=False):
    content: str
    speaker: str = ""
    confidence: float | None = None


class _Result(msgspec.Struct, gc=False):
    type: str
    start_time: float
    end_time: float
    alternatives: list[_Said]
    attaches_to: str = ""
    channel: str = ""

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Config(msgspec.Struct):
    language: str


class _Metadata(msgspec.Struct):
    transcription_config: _Config


class _Second(msgspec.Struct):
    results: list[_Result]
    metadata: _Metadata


_SECOND = msgspec.json.Decoder(_Second)


def sniff(head: str) -> bool:
    found = keys(head)
    # Of a long recording the speakers alone fill the head.
    first = {"name", "time", "duration"} <= found and len(found & {"words", "job", "speakers"}) > 1
    second = {"results", "alternatives", "content", "start_time"} <= found and bool(
        found & {"is_eos", "attaches_to", "metadata", "job"}
    )
    return first or (second and not found & {"jobName", "items"})


def parse(text: str) -> Draft:
    whole = typed(_SECOND, text)
    return (whole and _typed(whole)) or _parse(text)


def _typed(whole: _Second) -> Draft | None:
    """The cues of words that each have an alternative; None if there are others."""
    texts: list[str] = []
    words: list[tuple[_Result, _Said]] = []
    for result in whole.results:
        if not result.alternatives:
            return None
        best = result.alternatives[0]
        if words and (result.type == "punctuation" or result.attaches_to == "previous"):
            texts[-1] += best.content
        else:
            words.append((result, best))
            texts.append(best.content)
    language = whole.metadata.transcription_config.language
    if not words or not language:
        return None
    speakers = [best.speaker or result.channel for result, best in words]
    columns = SpokenColumns(
        texts,
        all_seconds_ms([result.start_time for result, _ in words]),
        all_seconds_ms([result.end_time for result, _ in words]),
        ["" if speaker == "UU" else speaker for speaker in speakers],
        percents([best.confidence for _, best in words]),
    )
    return Draft(column_sentences(columns), language)


def _parse(text: str) -> Draft:
    whole = load(text)
    results = list(objects(whole, "results"))
    words = _second(results) if results else _first(whole)
    language = (
        text_at(whole, "metadata", "transcription_config", "language")
        or text_at(whole, "metadata", "language_pack_info", "language_code")
        or text_at(whole, "job", "lang")
    )
    return Draft(sentences(_attached(words)), language)


def _second(results: Iterable[Any]) -> Iterator[tuple[bool, SpokenWord]]:
    for result in results:
        best = at(result, "alternatives", 0)
        speaker = text_at(best, "speaker") or text_at(result, "channel")
        yield (
            result.get("type") == "punctuation" or result.get("attaches_to") == "previous",
            SpokenWord(
                text_at(best, "content"),
                seconds_ms(result.get("start_time")),
                seconds_ms(result.get("end_time")),
                "" if speaker == "UU" else speaker,
                percent(at(best, "confidence")),
            ),
        )


def _first(whole: Any) -> Iterator[tuple[bool, SpokenWord]]:
    turns = [
        (start_ms, text_at(turn, "name"))
        for turn in objects(whole, "speakers")
        if (start_ms := seconds_ms(turn.get("time"))) is not None
    ]
    turns.sort()
    for word in objects(whole, "words"):
        start_ms, length_ms = seconds_ms(word.get("time")), seconds_ms(word.get("duration"))
        name = text_at(word, "name")
        place = bisect_right(turns, start_ms or 0, key=lambda turn: turn[0]) - 1
        speaker = turns[place][1] if place >= 0 else ""
        end_ms = None if start_ms is None or length_ms is None else start_ms + length_ms
        sure = percent(word.get("confidence"))
        yield name in ".,?!;:", SpokenWord(name, start_ms, end_ms, speaker, sure)


def _attached(words: Iterable[tuple[bool, SpokenWord]]) -> Iterator[SpokenWord]:
    """Punctuation set right behind the word before it."""
    held: SpokenWord | None = None
    for attaches, word in words:
        if attaches and held is not None:
            held = held._replace(text=held.text + word.text)
            continue
        if held is not None:
            yield held
        held = word
    if held is not None:
        yield held
