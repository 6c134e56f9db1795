"""How sure a recogniser was of each word is kept, however its format says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.notes import Episode
from annotator.domain.transcript import Transcript, Word
from annotator.formats import read_text
from annotator.store import Library, open_library
from annotator.store.changes import TranscriptSource
from tests.made_cues import cue_from_words


def _said(
    key: str, *, word: str = "word", wide: float = 1, **more: object
) -> list[dict[str, object]]:
    """Two words, the second unsure; the times in units of which `wide` make a second."""
    return [
        {word: "bread", "start": 1 * wide, "end": 2 * wide, key: 0.97, **more},
        {word: "rises", "start": 2 * wide, "end": 3 * wide, key: 0.418, **more},
    ]


def _segment(**more: object) -> dict[str, object]:
    return {"start": 1, "end": 3, "text": " bread rises", **more}


def _timed(at: int, **more: object) -> dict[str, object]:
    return {"startTime": f"{at}s", "endTime": f"{at + 1}s", **more}


def _placed(at: int, **more: object) -> dict[str, object]:
    return {"offsetMilliseconds": 1000 * at, "durationMilliseconds": 1000, **more}


_FILES: dict[str, object] = {
    "whisper": {"segments": [_segment(words=_said("probability"))], "language": "en"},
    "whisper timestamped": {
        "segments": [_segment(words=_said("confidence", word="text"), avg_logprob=-0.2)]
    },
    "whisper service": {
        "text": "bread rises", "words": _said("probability"), "segments": [_segment()]
    },
    "whisperx": {"segments": [_segment(words=_said("score"))], "word_segments": []},
    "whisper.cpp": {
        "transcription": [
            {
                "offsets": {"from": 1000, "to": 3000},
                "text": " bread rises.",
                "tokens": [
                    {"text": "[_BEG_]", "offsets": {"from": 0, "to": 0}, "p": 0.1},
                    {"text": " bread", "offsets": {"from": 1000, "to": 2000}, "p": 0.97},
                    {"text": " ri", "offsets": {"from": 2000, "to": 2500}, "p": 0.9},
                    {"text": "ses", "offsets": {"from": 2500, "to": 3000}, "p": 0.418},
                    {"text": ".", "offsets": {"from": 3000, "to": 3000}, "p": 0.2},
                ],
            }
        ]
    },
    "assemblyai": {
        "audio_url": "x", "text": "bread rises", "utterances": None,
        "words": _said("confidence", word="text", wide=1000, speaker="A"),
    },
    "deepgram": {"results": {"channels": [{"alternatives": [{"words": _said("confidence")}]}]}},
    "rev": {
        "monologues": [
            {
                "speaker": 0,
                "elements": [
                    {"type": "text", "value": "bread", "ts": 1, "end_ts": 2, "confidence": 0.97},
                    {"type": "punct", "value": " "},
                    {"type": "text", "value": "rises", "ts": 2, "end_ts": 3, "confidence": 0.418},
                    {"type": "punct", "value": "."},
                ],
            }
        ]
    },
    "aws": {
        "jobName": "x",
        "results": {
            "transcripts": [],
            "items": [
                {
                    "type": "pronunciation", "start_time": f"{at}.0", "end_time": f"{at + 1}.0",
                    "alternatives": [{"confidence": sure, "content": word}],
                }
                for at, word, sure in ((1, "bread", "0.9700"), (2, "rises", "0.4180"))
            ],
        },
    },
    "google": {
        "results": [
            {
                "alternatives": [
                    {
                        "transcript": "bread rises",
                        "words": [
                            _timed(at, word=word, confidence=sure)
                            for at, word, sure in ((1, "bread", 0.97), (2, "rises", 0.418))
                        ],
                    }
                ]
            }
        ]
    },
    "azure": {
        "phrases": [
            {
                "offsetMilliseconds": 1000, "durationMilliseconds": 2000, "text": "bread rises",
                "words": [
                    _placed(at, text=word, confidence=sure)
                    for at, word, sure in ((1, "bread", 0.97), (2, "rises", 0.418))
                ],
            }
        ]
    },
    "speechmatics": {
        "metadata": {},
        "results": [
            {
                "type": "word", "start_time": at, "end_time": at + 1,
                "alternatives": [{"content": word, "confidence": sure}],
            }
            for at, word, sure in ((1, "bread", 0.97), (2, "rises", 0.418))
        ],
    },
    "speechmatics, version 1": {
        "job": {"lang": "en"},
        "speakers": [],
        "words": [
            {"name": word, "time": f"{at}.0", "duration": "1.0", "confidence": sure}
            for at, word, sure in ((1, "bread", "0.970"), (2, "rises", "0.418"))
        ],
    },
    "ibm": {
        "results": [
            {
                "alternatives": [
                    {
                        "timestamps": [["bread", 1, 2], ["rises", 2, 3]],
                        "word_confidence": [["bread", 0.97], ["rises", 0.418]],
                    }
                ]
            }
        ]
    },
    "kaldi": {"punct": "bread rises", "words": _said("confidence")},
    "json3": {
        "events": [
            {
                "tStartMs": 1000, "dDurationMs": 2000,
                "segs": [
                    {"utf8": "bread", "acAsrConf": 247},
                    {"utf8": " rises", "tOffsetMs": 1000, "acAsrConf": 107},
                ],
            }
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize("name", _FILES)
def test_the_recognisers_sureness_is_read(name: str) -> None:
    (cue,) = read_text(json.dumps(_FILES[name])).transcript.cues
    told = [(cue.text[word.begin : word.end].rstrip("."), word.sure) for word in cue.words]
    assert told == [("bread", 97), ("rises", 42)]
    assert [word.is_unsure for word in cue.words] == [False, True]


@pytest.mark.parametrize("told", [None, "high", -3, 7, float("nan"), [], True])
def test_what_is_no_share_says_nothing(told: object) -> None:
    words = [
        {"word": " bread", "start": 1, "end": 2, "probability": told},
        {"word": " rises", "start": 2, "end": 3},
    ]
    whole = {"segments": [_segment(words=words)], "language": "en"}
    (cue,) = read_text(json.dumps(whole)).transcript.cues
    assert [word.sure for word in cue.words] == [None, None]


def test_it_stays_with_its_word_through_overlaps_invisible_signs_and_long_cues() -> None:
    def segment(text: str, start: float, end: float) -> dict[str, object]:
        words = text.split()
        step = (end - start) / len(words)
        return {
            "start": start, "end": end, "text": f" {text}",
            "words": [
                {
                    "word": f" {word}", "start": start + n * step, "end": start + (n + 1) * step,
                    "probability": 0.3 if "unsure" in word else 0.9,
                }
                for n, word in enumerate(words)
            ],
        }  # fmt: skip

    long = " ".join(["sure", "unsure,", "certain."] * 120)
    segments = [
        segment("All sure but unsure here.", 0, 4),
        segment("An\u200bother unsure word.", 3, 6),
        segment(long, 6, 200),
        segment("Done unsure so.", 200, 204),
    ]
    cues = read_text(json.dumps({"segments": segments, "language": "en"})).transcript.cues
    assert len(cues) > 4
    for cue in cues:
        for word in cue.words:
            text = cue.text[word.begin : word.end]
            assert word.sure == (30 if "unsure" in text else 90), text


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(open_library(tmp_path / "library.sqlite")) as opened:
        yield opened


def test_the_library_keeps_it_and_reads_words_that_were_stored_without(library: Library) -> None:
    cue = cue_from_words([("bread", 0, 500), ("rises", 500, 900)])
    told = [Word(0, 500, 0, 5, 97), Word(500, 900, 6, 11)]
    stored = Transcript((replace(cue, words=told),))
    with library.changing("Make", None) as change:
        episode = change.writes.add_episode(Episode(0, "e", "Talk", created_at=library.now()))
        source = TranscriptSource("srt", "", "x", read_at=library.now())
        change.writes.use_transcript(episode.id, stored, source=source)
    read = library.episodes.transcript(episode.id)
    assert read is not None
    assert list(read.cues[0].words) == told
