"""A day of talk as recognisers write it in JSON, nearly always with a time per word.

The members are those that the tools themselves write, needed or not. What editors and publishers
write is in `day_edits`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from day_texts import WORD_MS, DayText, Line, as_json, sentence

from annotator.domain.timecode import format_precise

Spoken = tuple[str, int, int]
"""A word as it is written, its start and its end."""


def spoken(line: Line) -> list[Spoken]:
    """The words of a cue, each with its times."""
    start, _, words = line
    begins = range(start, start + WORD_MS * len(words), WORD_MS)
    return [(w, begin, begin + 350) for w, begin in zip(sentence(words), begins, strict=True)]


def heard(word: str) -> str:
    """As recognisers give a word beside its spelling."""
    return word.lower().rstrip(".")


def _whisper(day: list[Line], *, timed: bool) -> object:
    segments = []
    for number, (start, end, words) in enumerate(day):
        segment: dict[str, object] = {
            "id": number, "start": start / 1000, "end": end / 1000, "text": f" {' '.join(words)}",
        }  # fmt: skip
        if timed:
            segment["words"] = [
                {
                    "word": f" {word}", "start": (start + WORD_MS * place) / 1000,
                    "end": (start + WORD_MS * place + 350) / 1000, "probability": 0.9,
                }
                for place, word in enumerate(words)
            ]  # fmt: skip
        segments.append(segment)
    return {"text": "", "segments": segments, "language": "en"}


def _whisper_timestamped(day: list[Line]) -> object:
    segments = [
        {
            "id": number, "seek": 0, "start": line[0] / 1000, "end": line[1] / 1000,
            "text": f" {' '.join(sentence(line[2]))}", "temperature": 0.0, "avg_logprob": -0.2,
            "compression_ratio": 1.5, "no_speech_prob": 0.01, "confidence": 0.89,
            "words": [
                {"text": word, "start": start / 1000, "end": end / 1000, "confidence": 0.913}
                for word, start, end in spoken(line)
            ],
        }
        for number, line in enumerate(day)
    ]  # fmt: skip
    return {"text": "", "segments": segments, "language": "en"}


def _whisper_service(day: list[Line]) -> object:
    """The web service's ``verbose_json`` with both: words stand at the top, without marks."""
    segments = [
        {
            "id": number, "seek": 0, "start": start / 1000, "end": end / 1000,
            "text": f" {' '.join(sentence(words))}", "tokens": [50364, 440], "temperature": 0.0,
            "avg_logprob": -0.2, "compression_ratio": 1.5, "no_speech_prob": 0.01,
        }
        for number, (start, end, words) in enumerate(day)
    ]  # fmt: skip
    words = [
        {"word": heard(word), "start": start / 1000, "end": end / 1000}
        for line in day
        for word, start, end in spoken(line)
    ]
    text = "".join(str(segment["text"]) for segment in segments)
    return {
        "task": "transcribe", "language": "english", "duration": 86400.0, "text": text,
        "words": words, "segments": segments,
    }  # fmt: skip


def _whisperx(day: list[Line]) -> object:
    segments, loose = [], []
    for number, line in enumerate(day):
        own = {"speaker": f"SPEAKER_{number % 2:02}"}
        words = [
            {"word": word, "start": start / 1000, "end": end / 1000, "score": 0.853, **own}
            for word, start, end in spoken(line)
        ]
        said = f" {' '.join(sentence(line[2]))}"
        start, end = line[0] / 1000, line[1] / 1000
        segments.append({"start": start, "end": end, "text": said, "words": words, **own})
        loose += words
    return {"segments": segments, "word_segments": loose, "language": "en"}


def _chunks(day: list[Line], *, timed: bool) -> object:
    if timed:
        rows = [(f" {word}", start, end) for line in day for word, start, end in spoken(line)]
    else:
        rows = [(f" {' '.join(words)}.", start, end) for start, end, words in day]
    chunks = [{"text": said, "timestamp": [start / 1000, end / 1000]} for said, start, end in rows]
    return {"text": "".join(row[0] for row in rows), "chunks": chunks}


def _whisper_cpp(day: list[Line], *, timed: bool) -> str:
    def span(start: int, end: int) -> str:
        clocks = [format_precise(time).replace(".", ",") for time in (start, end)]
        return (
            f'"timestamps": {{"from": "{clocks[0]}", "to": "{clocks[1]}"}}, '
            f'"offsets": {{"from": {start}, "to": {end}}}'
        )

    def tokens(line: Line) -> Iterator[Spoken]:
        yield "[_BEG_]", line[0], line[0]
        for word, start, end in spoken(line):
            yield f" {word.rstrip('.')}", start, end
            if word.endswith("."):
                yield ".", end, end + 40
        yield "[_TT_195]", line[1], line[1]

    segments = []
    for line in day:
        times = span(line[0], line[1]).replace(", ", ",\n\t\t\t", 1)
        fields = f'\t\t\t{times},\n\t\t\t"text": " {" ".join(sentence(line[2]))}"'
        if timed:
            inner = ",\n".join(
                f'\t\t\t\t{{"text": "{said}", {span(start, end)}, "id": 400, "p": 0.584645, '
                '"t_dtw": -1}'
                for said, start, end in tokens(line)
            )
            fields += f',\n\t\t\t"tokens": [\n{inner}\n\t\t\t]'
        segments.append(f"\t\t{{\n{fields}\n\t\t}}")
    return (
        '{\n\t"systeminfo": "AVX = 1",\n\t"params": {"model": "ggml-base.bin", "language": "en", '
        '"translate": false},\n\t"result": {"language": "en"},\n\t"transcription": [\n'
        + ",\n".join(segments)
        + "\n\t]\n}\n"
    )


def _json3(day: list[Line]) -> object:
    events: list[dict[str, Any]] = [
        {"tStartMs": 0, "dDurationMs": 86_400_000, "id": 1, "wpWinPosId": 1, "wsWinStyleId": 1}
    ]
    for start, _, words in day:
        segs: list[dict[str, Any]] = [
            {"utf8": f" {word}", "tOffsetMs": WORD_MS * place, "acAsrConf": 0}
            for place, word in enumerate(words)
        ]
        segs[0] = {"utf8": words[0], "acAsrConf": 0}
        events.append({"tStartMs": start, "dDurationMs": 6500, "wWinId": 1, "segs": segs})
        events.append(
            {
                "tStartMs": start + 3_890, "dDurationMs": 2_610, "wWinId": 1, "aAppend": 1,
                "segs": [{"utf8": "\n"}],
            }
        )  # fmt: skip
    return {"wireMagic": "pb3", "pens": [{}], "wsWinStyles": [{}], "events": events}


def _assemblyai(day: list[Line]) -> object:
    words, utterances = [], []
    for number, line in enumerate(day):
        who = "AB"[number % 2]
        own = [
            {"text": word, "start": start, "end": end, "confidence": 0.9941, "speaker": who}
            for word, start, end in spoken(line)
        ]
        words += own
        said = " ".join(sentence(line[2]))
        utterances.append(
            {
                "confidence": 0.95, "end": line[1], "speaker": who, "start": line[0],
                "text": said, "words": own,
            }
        )  # fmt: skip
    return {
        "id": "x", "language_model": "assemblyai_default", "acoustic_model": "assemblyai_default",
        "language_code": "en", "status": "completed", "audio_url": "", "text": "",
        "words": words, "utterances": utterances, "confidence": 0.9, "audio_duration": 86_400,
    }  # fmt: skip


def _deepgram(day: list[Line]) -> object:
    words = [
        {
            "word": heard(word), "start": start / 1000, "end": end / 1000,
            "confidence": 0.7863548, "speaker": number % 2, "speaker_confidence": 0.8955078,
            "punctuated_word": word,
        }
        for number, line in enumerate(day)
        for word, start, end in spoken(line)
    ]  # fmt: skip
    best = {"transcript": "", "confidence": 0.99, "words": words}
    channels = [{"alternatives": [best], "detected_language": "en"}]
    return {"metadata": {"channels": 1}, "results": {"channels": channels}}


def _rev(day: list[Line]) -> object:
    monologues = []
    for number, line in enumerate(day):
        elements: list[dict[str, Any]] = []
        for word, start, end in spoken(line):
            said = word.rstrip(".")
            elements.append(
                {
                    "type": "text", "value": said, "ts": start / 1000, "end_ts": end / 1000,
                    "confidence": 0.98,
                }
            )  # fmt: skip
            elements.append({"type": "punct", "value": "." if word != said else " "})
        monologues.append({"speaker": number % 2, "elements": elements})
    return {"monologues": monologues}


def _aws(day: list[Line]) -> object:
    items: list[dict[str, Any]] = []
    segments = []
    for number, line in enumerate(day):
        who = f"spk_{number % 2}"
        own = []
        for word, start, end in spoken(line):
            times = {"start_time": str(start / 1000), "end_time": str(end / 1000)}
            said = [{"confidence": "0.999", "content": word.rstrip(".")}]
            items.append(
                {"type": "pronunciation", "alternatives": said, **times, "speaker_label": who}
            )
            own.append({"speaker_label": who, **times})
        stop = [{"confidence": "0.0", "content": "."}]
        items.append({"type": "punctuation", "alternatives": stop, "speaker_label": who})
        start_time, end_time = str(line[0] / 1000), str(line[1] / 1000)
        segments.append(
            {"start_time": start_time, "end_time": end_time, "speaker_label": who, "items": own}
        )
    labels = {"segments": segments, "channel_label": "ch_0", "speakers": 2}
    results = {"transcripts": [{"transcript": ""}], "speaker_labels": labels, "items": items}
    return {"jobName": "x", "accountId": "1", "status": "COMPLETED", "results": results}


def _google(day: list[Line], *, diarised: bool = False) -> object:
    results: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    for number, line in enumerate(day):
        words = [
            {"startTime": f"{start / 1000:.3f}s", "endTime": f"{end / 1000:.3f}s", "word": word}
            for word, start, end in spoken(line)
        ]
        said = " ".join(sentence(line[2]))
        best = {"transcript": said, "confidence": 0.9535143, "words": words}
        end_time = f"{line[1] / 1000:.3f}s"
        results.append({"alternatives": [best], "resultEndTime": end_time, "languageCode": "en-us"})
        again += [{**word, "speakerTag": number % 2 + 1} for word in words]
    if diarised:
        results.append({"alternatives": [{"words": again}]})
    return {"results": results}


def _azure(day: list[Line]) -> object:
    phrases = []
    for number, line in enumerate(day):
        words = [
            {
                "word": heard(word), "offset": f"PT{start / 1000}S", "duration": "PT0.35S",
                "offsetInTicks": start * 10_000.0, "durationInTicks": 3_500_000.0,
                "confidence": 0.9,
            }
            for word, start, _ in spoken(line)
        ]  # fmt: skip
        said, lexical = " ".join(sentence(line[2])), " ".join(line[2])
        best = {
            "confidence": 0.94, "lexical": lexical, "itn": lexical, "maskedITN": lexical,
            "display": said, "words": words,
        }  # fmt: skip
        phrases.append(
            {
                "recognitionStatus": "Success", "channel": 0, "speaker": number % 2 + 1,
                "offset": f"PT{line[0] / 1000}S", "duration": "PT3.9S",
                "offsetInTicks": line[0] * 10_000.0, "durationInTicks": 39_000_000.0,
                "nBest": [best],
            }
        )  # fmt: skip
    return {"source": "a.wav", "durationInTicks": 1.0, "recognizedPhrases": phrases}


def _speechmatics(day: list[Line]) -> object:
    results: list[dict[str, Any]] = []
    for number, line in enumerate(day):
        own = {"language": "en", "speaker": f"S{number % 2 + 1}"}
        for word, start, end in spoken(line):
            said = [{"confidence": 0.98, "content": word.rstrip("."), **own}]
            times = {"start_time": start / 1000, "end_time": end / 1000}
            results.append({"alternatives": said, **times, "type": "word"})
        stop = [{"confidence": 1.0, "content": ".", **own}]
        times = {"start_time": line[1] / 1000, "end_time": line[1] / 1000}
        results.append(
            {
                "alternatives": stop, "attaches_to": "previous", **times, "is_eos": True,
                "type": "punctuation",
            }
        )  # fmt: skip
    config = {"language": "en", "diarization": "speaker"}
    metadata = {"created_at": "", "type": "transcription", "transcription_config": config}
    return {"format": "2.9", "job": {"id": "x"}, "metadata": metadata, "results": results}


def _speechmatics_first(day: list[Line]) -> object:
    words = [
        {"duration": "0.35", "confidence": "0.970", "name": name, "time": f"{time / 1000:.2f}"}
        for line in day
        for word, start, end in spoken(line)
        for name, time in [(word.rstrip("."), start), *[(".", end)] * word.endswith(".")]
    ]
    speakers = [
        {"duration": "3.90", "confidence": None, "name": f"F{number % 2}", "time": f"{start / 1e3}"}
        for number, (start, _, _) in enumerate(day)
    ]
    return {"job": {"lang": "en", "id": 1}, "speakers": speakers, "words": words, "format": "1.0"}


def _ibm(day: list[Line]) -> object:
    results, labels = [], []
    for number, line in enumerate(day):
        words = [(heard(word), start / 1000, end / 1000) for word, start, end in spoken(line)]
        best = {
            "transcript": f"{' '.join(word for word, _, _ in words)} ",
            "timestamps": [[word, start, end] for word, start, end in words],
            "confidence": 0.938, "word_confidence": [[word, 0.995] for word, _, _ in words],
        }  # fmt: skip
        results.append({"final": True, "alternatives": [best]})
        labels += [
            {"speaker": number % 2, "confidence": 0.36, "final": False, "from": start, "to": end}
            for _, start, end in words
        ]
    return {"result_index": 0, "speaker_labels": labels, "results": results}


def _kaldi(day: list[Line]) -> object:
    said = [word for line in day for word in spoken(line)]
    words = [
        {
            "start": start / 1000, "confidence": 0.68, "end": end / 1000, "word": heard(word),
            "punct": word, "index": number,
        }
        for number, (word, start, end) in enumerate(said)
    ]  # fmt: skip
    segments = [
        {
            "@type": "Segment", "start": start / 1000, "duration": 4.0, "bandwidth": "S",
            "speaker": {"@id": f"S{number % 2}", "gender": "F"},
        }
        for number, (start, _, _) in enumerate(day)
    ]  # fmt: skip
    inner = {"punct": "", "words": words, "segmentation": {"segments": segments}}
    return {"action": "audio-transcribe", "retval": {"status": True, **inner}}


WORDS: dict[str, DayText] = {
    "Whisper JSON": DayText("whisper", as_json(partial(_whisper, timed=False))),
    "Whisper JSON, word times": DayText(
        "whisper", as_json(partial(_whisper, timed=True)), timed=True
    ),
    "Whisper JSON, whisper-timestamped": DayText(
        "whisper", as_json(_whisper_timestamped), timed=True
    ),
    "Whisper JSON, web service": DayText("whisper", as_json(_whisper_service), timed=True),
    "WhisperX": DayText("whisperx", as_json(_whisperx), timed=True),
    "whisper.cpp": DayText("whisper-cpp", partial(_whisper_cpp, timed=False)),
    "whisper.cpp, full": DayText("whisper-cpp", partial(_whisper_cpp, timed=True), timed=True),
    "Whisper chunks": DayText("whisper-chunks", as_json(partial(_chunks, timed=False))),
    "Whisper chunks, word times": DayText(
        "whisper-chunks", as_json(partial(_chunks, timed=True)), timed=True
    ),
    "YouTube json3, word times": DayText("youtube-json3", as_json(_json3), timed=True),
    "AssemblyAI": DayText("assemblyai", as_json(_assemblyai), timed=True),
    "Deepgram": DayText("deepgram", as_json(_deepgram), timed=True),
    "Rev": DayText("rev", as_json(_rev), timed=True),
    "Amazon Transcribe": DayText("aws", as_json(_aws), timed=True),
    "Google Speech": DayText("google", as_json(_google), timed=True),
    "Google Speech with speakers": DayText(
        "google", as_json(partial(_google, diarised=True)), timed=True
    ),
    "Azure Speech": DayText("azure", as_json(_azure), timed=True),
    "Speechmatics": DayText("speechmatics", as_json(_speechmatics), timed=True),
    "Speechmatics, first version": DayText(
        "speechmatics", as_json(_speechmatics_first), timed=True
    ),
    "IBM Watson": DayText("ibm", as_json(_ibm), timed=True),
    "BBC Kaldi": DayText("bbc-kaldi", as_json(_kaldi), timed=True),
}
