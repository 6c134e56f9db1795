"""Speechmatics: version 1 (``words``, ``speakers``, times as text) and 2 (``results``).

Version 2 has ``{"type": "word"|"punctuation", "start_time", "end_time", "attaches_to"?,
"alternatives": [{"content", "speaker"?}]}``, ``channel`` where channels were told apart;
https://docs.speechmatics.com/.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft
from annotator.formats.json_scan import at, keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.words import percent


def sniff(head: str) -> bool:
    found = keys(head)
    # Of a long recording the speakers alone fill the head.
    first = {"name", "time", "duration"} <= found and len(found & {"words", "job", "speakers"}) > 1
    second = {"results", "alternatives", "content", "start_time"} <= found and bool(
        found & {"is_eos", "attaches_to", "metadata", "job"}
    )
    return first or (second and not found & {"jobName", "items"})


def parse(text: str) -> Draft:
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
