"""Azure Video Indexer: ``videos[].insights.transcript[]{"text", "speakerId"?, "instances"}``.

An instance is ``{"start": "0:00:00.51", "end": …}``, its hours, minutes and seconds in clock
digits, up to seven after the point; the names of the speakers are in ``insights.speakers``. The
insights of one video may stand alone;
https://learn.microsoft.com/azure/azure-video-indexer/video-indexer-output-json-v2.
"""

from __future__ import annotations

from typing import Any

from annotator.formats.clocks import seconds_ms
from annotator.formats.draft import Draft, RawCue
from annotator.formats.json_scan import Object, at, keys, load, objects, text_at
from annotator.formats.text_clean import one_line


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
    number = text_at(line, "speakerId")
    speaker = names.get(number) or (f"Speaker {number}" if number else "")
    return [RawCue(_time(times, "start"), _time(times, "end"), said, speaker)]


def _time(times: object, name: str) -> int | None:
    # A derived video has its own clock in the adjusted times; without them both are the same.
    return seconds_ms(text_at(times, "adjusted" + name.title()) or text_at(times, name))
