"""Google Speech-to-Text: ``results[].alternatives[0].words[]``, in the dress of each version.

Times are ``"1.200s"`` or ``{"seconds": "1", "nanos": 200000000}``, named ``startTime``,
``startOffset`` or in snake case; speakers are ``speakerTag`` or ``speakerLabel``;
https://cloud.google.com/speech-to-text/docs/reference/rest/v1/speech/recognize.
"""

from __future__ import annotations

from typing import Any

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.text_clean import one_line

_STARTS = ("startTime", "startOffset", "start_time", "start_offset")
_ENDS = ("endTime", "endOffset", "end_time", "end_offset")
_RESULT_END = ("resultEndTime", "resultEndOffset", "result_end_time", "result_end_offset")
_SPEAKERS = ("speakerTag", "speakerLabel", "speaker_tag", "speaker_label")


def sniff(head: str) -> bool:
    found = keys(head)
    return (
        {"results", "alternatives", "transcript"} <= found
        and bool(found & {*_STARTS, *_RESULT_END})
        and not found & {"channels", "jobName", "items", "timestamps", "transcripts"}
    )


def parse(text: str) -> Draft:
    whole = load(text)
    results = list(objects(whole, "results") or objects(whole, "response", "results"))
    results = results or list(objects(whole, "response", "results"))
    cues: list[RawCue] = []
    for result in _diarised(results):
        cues += _result(result)
    language = text_at(results[0], "languageCode") if results else ""
    return Draft(cues, language)


def _diarised(results: list[Object]) -> list[Object]:
    """With speakers told apart, the last result has all the words again, and their speakers."""
    if len(results) < 2:
        return results
    last, rest = _words_of(results[-1]), [word for r in results[:-1] for word in _words_of(r)]
    named = sum(1 for word in last if _speaker(word))
    if named and len(last) >= len(rest) and not any(_speaker(word) for word in rest):
        return results[-1:]
    return results


def _words_of(result: Object) -> list[Object]:
    return list(objects(at(result, "alternatives", 0), "words"))


def _result(result: Object) -> list[RawCue]:
    words = [
        SpokenWord(
            text_at(word, "word").replace("▁", " "),
            _time(word, _STARTS),
            _time(word, _ENDS),
            _speaker(word),
        )
        for word in _words_of(result)
    ]
    if any(word.start_ms is not None for word in words):
        return sentences(words)
    said = one_line(text_at(result, "alternatives", 0, "transcript"))
    return [RawCue(None, _time(result, _RESULT_END), said)] if said else []


def _speaker(word: Object) -> str:
    name = next((text_at(word, key) for key in _SPEAKERS if word.get(key)), "")
    return f"Speaker {name}" if name.isdigit() else name


def _time(owner: Object, names: tuple[str, ...]) -> int | None:
    value: Any = next((owner[name] for name in names if name in owner), None)
    if isinstance(value, dict):
        seconds = seconds_ms(value.get("seconds") or 0)
        nanos = value.get("nanos")
        thousandths = nanos // 1_000_000 if isinstance(nanos, int) else 0
        return None if seconds is None else seconds + min(thousandths, 999)
    return seconds_ms(value)
