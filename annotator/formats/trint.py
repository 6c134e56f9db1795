"""Trint: ``words[]{"value", "time", "duration", "speaker"?, "paragraphId"?, "confidence"?}``.

Times in milliseconds. A paragraph is a turn, so it is cut at sentences, and every paragraph
begins a cue; https://dev.trint.com/reference/jsontrint-id.
"""

from __future__ import annotations

from itertools import groupby

from annotator.formats.clocks import milliseconds
from annotator.formats.draft import BAD_MS, Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.words import percent


def sniff(head: str) -> bool:
    return {"words", "value", "time", "duration", "paragraphId"} <= keys(head)


def parse(text: str) -> Draft:
    whole = load(text)
    words = objects(whole, "words") or objects(whole, "transcript", "words")
    cues: list[RawCue] = []
    for _, paragraph in groupby(words, lambda word: text_at(word, "paragraphId")):
        cues += sentences(_word(word) for word in paragraph)
    return Draft(cues, text_at(whole, "language") or text_at(at(whole, "transcript"), "language"))


def _word(word: Object) -> SpokenWord:
    start_ms, length_ms = milliseconds(word.get("time")), milliseconds(word.get("duration"))
    end_ms: int | None = None
    if start_ms is not None and length_ms is not None and BAD_MS not in (start_ms, length_ms):
        end_ms = start_ms + length_ms
    return SpokenWord(
        text_at(word, "value"),
        start_ms,
        end_ms,
        text_at(word, "speaker"),
        percent(word.get("confidence")),
    )
