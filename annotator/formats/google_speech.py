"""Google Speech-to-Text: ``results[].alternatives[0].words[]``, in the dress of each version.

Times are ``"1.200s"`` or ``{"seconds": "1", "nanos": 200000000}``, named ``startTime``,
``startOffset`` or in snake case; speakers are ``speakerTag`` or ``speakerLabel``, or the
channels. The ``results`` may be wrapped in an operation, a batch or a list;
https://cloud.google.com/speech-to-text/docs/reference/rest/v1/speech/recognize.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

import msgspec

from annotator.formats.clocks import all_seconds_ms, seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at, typed
from annotator.formats.receipt import Change
from annotator.formats.sentences import SpokenWord, sentences
from annotator.formats.spoken_columns import SpokenColumns, column_sentences, edges_of
from annotator.formats.text_clean import one_line
from annotator.formats.words import percent, percents

_STARTS = ("startTime", "startOffset", "start_time", "start_offset")
_ENDS = ("endTime", "endOffset", "end_time", "end_offset")
_RESULT_END = ("resultEndTime", "resultEndOffset", "result_end_time", "result_end_offset")
_SPEAKERS = ("speakerTag", "speakerLabel", "speaker_tag", "speaker_label")


class _Word(msgspec.Struct, gc=False):
    word: str
    startTime: str = ""  # noqa: N815  (as the file spells it)
    endTime: str = ""  # noqa: N815
    startOffset: str = ""  # noqa: N815
    endOffset: str = ""  # noqa: N815
    speakerTag: int | str = ""  # noqa: N815
    speakerLabel: str = ""  # noqa: N815
    speaker_tag: None = None
    speaker_label: None = None
    confidence: float | None = None


class _Best(msgspec.Struct):
    words: list[_Word]

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Result(msgspec.Struct):
    """A result of a recording of one channel, as it is told once it is final."""

    alternatives: list[_Best]
    languageCode: str = ""  # noqa: N815
    channelTag: None = None  # noqa: N815
    channel_tag: None = None
    isFinal: None = None  # noqa: N815
    is_final: None = None


class _Whole(msgspec.Struct):
    results: list[_Result]


_WHOLE = msgspec.json.Decoder(_Whole)


def sniff(head: str) -> bool:
    found = keys(head)
    return (
        {"results", "alternatives", "transcript"} <= found
        and bool(found & {*_STARTS, *_RESULT_END})
        and not found & {"channels", "jobName", "items", "timestamps", "transcripts"}
    )


def parse(text: str) -> Draft:
    whole = typed(_WHOLE, text)
    return (whole and _typed(whole.results)) or _parse(text)


def _typed(results: list[_Result]) -> Draft | None:
    """The cues of results that all have words with times; None if there are others."""
    turns = [result.alternatives[0].words for result in results if result.alternatives]
    if not turns or len(turns) < len(results) or not all(turns):
        return None
    words = list(chain.from_iterable(turns))
    told = [word.speakerTag or word.speakerLabel for word in words]
    if any(told):
        last, rest = len(turns[-1]), len(words) - len(turns[-1])
        if rest and last >= rest and any(told[rest:]) and not any(told[:rest]):
            # With speakers told apart, the last result has all the words again.
            turns, words, told = turns[-1:], words[rest:], told[rest:]
    names = {name: _named(str(name)) if name else "" for name in set(told)}
    columns = SpokenColumns(
        [word.word.replace("▁", " ") for word in words],
        all_seconds_ms([word.startTime or word.startOffset for word in words]),
        all_seconds_ms([word.endTime or word.endOffset for word in words]),
        [names[name] for name in told],
        percents([word.confidence or None for word in words]),
    )
    if None in columns.starts:
        return None
    return Draft(column_sentences(columns, edges_of(turns)), results[0].languageCode)


def _parse(text: str) -> Draft:
    recordings = _recordings(load(text))
    results = recordings[0] if recordings else []
    channels = {_channel(result) for result in results}
    cues: list[RawCue] = []
    before_ms: int | None = 0
    for result in _diarised(results):
        cues += _result(result, before_ms, _channel(result) if len(channels) > 1 else "")
        before_ms = _time(result, _RESULT_END)
    language = text_at(results[0], "languageCode") if results else ""
    draft = Draft(cues, language)
    draft.changes[Change.OTHER_RECORDING] += len(recordings) - 1
    return draft


def _recordings(whole: Any) -> list[list[Object]]:
    """Every list of results with alternatives, however it is wrapped: a batch may have several,
    each of a recording of its own."""
    recordings: list[list[Object]] = []
    waiting = [whole]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, dict):
            found = [result for result in objects(value, "results") if "alternatives" in result]
            if found:
                recordings.append(found)
            else:
                waiting += value.values()
        elif isinstance(value, list):
            waiting += [item for item in value if isinstance(item, dict)]
    # Live audio is told again and again until it is final, in one message after the other.
    final = [result for results in recordings for result in results if _is_final(result)]
    return [final] if final else recordings


def _is_final(result: Object) -> bool:
    return bool(result.get("isFinal") or result.get("is_final"))


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


def _result(result: Object, before_ms: int | None, channel: str) -> list[RawCue]:
    words = [
        SpokenWord(
            text_at(word, "word").replace("▁", " "),
            _time(word, _STARTS),
            _time(word, _ENDS),
            _speaker(word) or channel,
            percent(word.get("confidence") or None),  # 0 is Google's word for "not told"
        )
        for word in _words_of(result)
    ]
    if any(word.start_ms is not None for word in words):
        return sentences(words)
    said = one_line(text_at(result, "alternatives", 0, "transcript"))
    end_ms = _time(result, _RESULT_END)
    # Without words only ends are told: a result begins where the one before it ended.
    return [RawCue(None if end_ms is None else before_ms, end_ms, said, channel)] if said else []


def _speaker(word: Object) -> str:
    return _named(next((text_at(word, key) for key in _SPEAKERS if word.get(key)), ""))


def _named(name: str) -> str:
    return f"Speaker {name}" if name.isdigit() else name


def _channel(result: Object) -> str:
    number = text_at(result, "channelTag") or text_at(result, "channel_tag")
    return f"Speaker {number}" if number else ""


def _time(owner: Object, names: tuple[str, ...]) -> int | None:
    value: Any = next((owner[name] for name in names if name in owner), None)
    if isinstance(value, dict):
        seconds = seconds_ms(value.get("seconds") or 0)
        nanos = value.get("nanos")
        thousandths = nanos // 1_000_000 if isinstance(nanos, int) else 0
        return None if seconds is None else seconds + min(thousandths, 999)
    return seconds_ms(value)
