"""A day of talk as editors and publishers write it in JSON."""

from __future__ import annotations

from functools import partial

from day_texts import DayText, Line, as_json, otranscribed, sentence, speaker
from day_words import spoken

from annotator.domain.timecode import format_precise


def _podcast(day: list[Line], *, by_word: bool) -> object:
    rows = [
        (speaker(number), *said)
        for number, line in enumerate(day)
        for said in (spoken(line) if by_word else [(" ".join(line[2]), *line[:2])])
    ]
    segments = [
        {"speaker": who, "startTime": start / 1000, "endTime": end / 1000, "body": said}
        for who, said, start, end in rows
    ]
    return {"version": "1.0.0", "segments": segments}


def _podlove(day: list[Line]) -> object:
    return [
        {
            "start": format_precise(start), "start_ms": start, "end": format_precise(end),
            "end_ms": end, "speaker": str(number % 2), "voice": speaker(number),
            "text": " ".join(words),
        }
        for number, (start, end, words) in enumerate(day)
    ]  # fmt: skip


def _video_indexer(day: list[Line]) -> object:
    def clock(time_ms: int) -> str:
        return format_precise(time_ms).removeprefix("0") + "0000"

    entries = [
        {
            "id": number + 1, "text": " ".join(words), "confidence": 0.9,
            "speakerId": number % 2 + 1, "language": "en-US",
            "instances": [
                {
                    "adjustedStart": clock(start), "adjustedEnd": clock(end),
                    "start": clock(start), "end": clock(end),
                }
            ],
        }
        for number, (start, end, words) in enumerate(day)
    ]  # fmt: skip
    people = [{"id": 1, "name": "Ann"}, {"id": 2, "name": "Ben"}]
    insights = {"sourceLanguage": "en-US", "transcript": entries, "speakers": people}
    return {
        "accountId": "x", "privacyMode": "Private", "summarizedInsights": {},
        "videos": [{"insights": insights}],
    }  # fmt: skip


def _paper_edit(day: list[Line]) -> object:
    said = [word for line in day for word in spoken(line)]
    words = [
        {"id": number, "start": start / 1000, "end": end / 1000, "text": word}
        for number, (word, start, end) in enumerate(said)
    ]
    paragraphs = [
        {"id": number, "start": start / 1000, "end": end / 1000, "speaker": speaker(number)}
        for number, (start, end, _) in enumerate(day)
    ]
    return {"words": words, "paragraphs": paragraphs}


def _autoedit(day: list[Line]) -> object:
    turns = []
    for number, line in enumerate(day):
        words = [
            {"id": place, "text": word, "startTime": start / 1000, "endTime": end / 1000}
            for place, (word, start, end) in enumerate(spoken(line))
        ]
        turns.append({"id": number, "speaker": speaker(number), "paragraph": [{"line": words}]})
    return {"languageModel": "British English", "status": True, "text": turns, "sttEngine": "BBC"}


def _reduct(day: list[Line]) -> object:
    segments = [
        {
            "start": line[0] / 1000, "end": line[1] / 1000,
            "wdlist": [
                {"start": start / 1000, "end": end / 1000, "word": f"{word} "}
                for word, start, end in spoken(line)
            ],
            "speaker_name": speaker(number), "lang": "en",
        }
        for number, line in enumerate(day)
    ]  # fmt: skip
    return {"segments": segments}


def _trint(day: list[Line]) -> object:
    words = [
        {
            "value": word, "time": start, "duration": end - start, "confidence": 0.97,
            "speaker": speaker(number), "paragraphId": f"p{number}", "strikethroughs": [],
            "highlights": [],
        }
        for number, line in enumerate(day)
        for word, start, end in spoken(line)
    ]  # fmt: skip
    return {"id": "t1", "title": "Talk", "language": "en-GB", "words": words}


def _otranscribe(day: list[Line]) -> object:
    return {"text": otranscribed(day), "media": "talk.mp3", "media-time": 5.1}


def _cue_list(day: list[Line]) -> object:
    return [
        {
            "start": start / 1000, "end": end / 1000, "speaker": speaker(number),
            "sentence": " ".join(words),
        }
        for number, (start, end, words) in enumerate(day)
    ]  # fmt: skip


def _word_lists(day: list[Line]) -> object:
    return [
        {
            "offset": line[0], "duration": 3_900, "sentence": " ".join(sentence(line[2])),
            "tokens": [
                {"value": word, "offset": start, "duration": end - start}
                for word, start, end in spoken(line)
            ],
        }
        for line in day
    ]  # fmt: skip


EDITS: dict[str, DayText] = {
    "Podcasting 2.0 JSON": DayText("podcast-json", as_json(partial(_podcast, by_word=False))),
    "Podcasting 2.0 JSON, word by word": DayText(
        "podcast-json", as_json(partial(_podcast, by_word=True)), timed=True
    ),
    "Podlove": DayText("podlove", as_json(_podlove)),
    "Video Indexer": DayText("video-indexer", as_json(_video_indexer)),
    "Digital Paper Edit": DayText("paper-edit", as_json(_paper_edit), timed=True),
    "autoEdit": DayText("autoedit", as_json(_autoedit), timed=True),
    "Reduct": DayText("reduct", as_json(_reduct), timed=True),
    "Trint": DayText("trint", as_json(_trint), timed=True),
    "oTranscribe": DayText("otranscribe", as_json(_otranscribe)),
    "JSON cue list": DayText("json", as_json(_cue_list)),
    "JSON cue list, word lists": DayText("json", as_json(_word_lists), timed=True),
}
