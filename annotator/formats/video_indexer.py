"""Azure Video Indexer: ``videos[].insights.transcript[]{"text", "speakerId"?, "instances"}``.

An instance is ``{"start": "0:00:00.51", "end": …}``, its hours, minutes and seconds in clock
digits, up to seven after the point; the names of the speakers are in ``insights.speakers``. The
insights of one video may stand alone;
https://learn.microsoft.com/azure/azure-video-indexer/video-indexer-output-json-v2.
"""

from __future__ import annotations

from typing import Any

import msgspec

from annotator.formats.clocks import all_clock_seconds_ms, seconds_ms
from annotator.formats.draft import Draft, RawCue, raw_cues
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at, typed
from annotator.formats.text_clean import one_line, tidied


class _Times(msgspec.Struct, gc=False):
    start: str
    end: str
    adjustedStart: str = ""  # noqa: N815
    adjustedEnd: str = ""  # noqa: N815


class _Line(msgspec.Struct):
    text: str
    instances: list[_Times]
    speakerId: int | str = ""  # noqa: N815

    def __post_init__(self) -> None:
        """As `json_scan.typed` asks for."""


class _Person(msgspec.Struct):
    id: int | str
    name: str


class _Insights(msgspec.Struct):
    transcript: list[_Line]
    speakers: list[_Person] = []
    language: str | None = ""
    sourceLanguage: str | None = ""  # noqa: N815


class _Video(msgspec.Struct):
    insights: _Insights


class _Whole(msgspec.Struct):
    videos: list[_Video]


_WHOLE = msgspec.json.Decoder(_Whole)


def sniff(head: str) -> bool:
    found = keys(head)
    # Thumbnails and faces come first: the transcript of a long video is far behind the head.
    return {"accountId", "privacyMode", "videos"} <= found or (
        {"accountId", "privacyMode", "summarizedInsights"} <= found
        or (
            {"transcript", "instances", "text"} <= found
            and bool(found & {"speakerId", "sourceLanguage"})
        )
    )


def parse(text: str) -> Draft:
    whole = typed(_WHOLE, text)
    return (whole and _typed([video.insights for video in whole.videos])) or _parse(text)


def _typed(insights: list[_Insights]) -> Draft | None:
    """The cues of all videos; None if there are none, or a line has no time."""
    lines: list[_Line] = []
    speakers: list[str] = []
    language = ""
    for one in insights:
        names = {str(person.id): person.name for person in one.speakers}
        told = {line.speakerId: _named(str(line.speakerId), names) for line in one.transcript}
        speakers += [told[line.speakerId] for line in one.transcript]
        lines += one.transcript
        language = language or one.language or one.sourceLanguage or ""
    if not lines or not all(line.instances for line in lines):
        return None
    times = [line.instances[0] for line in lines]
    starts = all_clock_seconds_ms([time.adjustedStart or time.start for time in times])
    ends = all_clock_seconds_ms([time.adjustedEnd or time.end for time in times])
    texts, are_tidy = tidied([line.text for line in lines])
    cues = raw_cues(starts, ends, texts, speakers)
    if "" in texts:  # a speaker was heard, but no words
        cues = [cue for cue in cues if cue.text]
    return Draft(cues, language, has_tidy_texts=are_tidy)


def _named(number: str, names: dict[str, str]) -> str:
    return names.get(number) or (f"Speaker {number}" if number else "")


def _parse(text: str) -> Draft:
    whole = load(text)
    insights = [at(video, "insights") for video in objects(whole, "videos")]
    cues: list[RawCue] = []
    language = ""
    for one in insights or [at(whole, "insights") or whole]:
        names = {text_at(p, "id"): text_at(p, "name") for p in objects(one, "speakers")}
        cues += [cue for line in objects(one, "transcript") for cue in _cues(line, names)]
        language = language or text_at(one, "language") or text_at(one, "sourceLanguage")
    return Draft(cues, language)


def _cues(line: Object, names: dict[str, str]) -> list[RawCue]:
    said = one_line(text_at(line, "text"))
    if not said:
        return []  # a speaker was heard, but no words
    times: Any = at(line, "instances", 0)
    speaker = _named(text_at(line, "speakerId"), names)
    return [RawCue(_time(times, "start"), _time(times, "end"), said, speaker)]


def _time(times: object, name: str) -> int | None:
    # A derived video has its own clock in the adjusted times; without them both are the same.
    return seconds_ms(text_at(times, "adjusted" + name.title()) or text_at(times, name))
