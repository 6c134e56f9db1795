"""The sample episode fits together: sound, transcript, marks and topics."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import av
import pytest

from annotator.resources import resource

CUE = re.compile(r"(\S+) --> (\S+)\n<v ([^>]+)>(.+)")
WORD = re.compile(r"(?:<([\d:.]+)>)?([^\s<]+)")


def ms(text: str) -> int:
    hours, minutes, seconds = text.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    return json.loads(resource("sample", "marks.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def cues(facts: dict[str, Any]) -> list[tuple[int, int, str, list[tuple[int, str]]]]:
    """(start, end, speaker, [(start, word)]) of each cue, times in milliseconds."""
    text = resource("sample", facts["transcript"]).read_text(encoding="utf-8")
    found = []
    for start, end, speaker, body in CUE.findall(text):
        words = [(ms(at or start), word) for at, word in WORD.findall(body)]
        found.append((ms(start), ms(end), speaker, words))
    return found


def test_it_is_two_to_three_minutes_of_two_voices(facts, cues) -> None:
    with av.open(str(resource("sample", facts["media"]))) as container:
        assert container.streams.audio[0].codec_context.name == "opus"
        assert container.duration is not None
        duration_ms = container.duration // 1000
    assert 120_000 <= duration_ms <= 180_000
    assert {speaker for _, _, speaker, _ in cues} == {"Ada Reyes", "Tom Okafor"}
    assert cues[0][0] > 0
    assert cues[-1][1] < duration_ms


def test_cues_and_words_follow_each_other(cues) -> None:
    end_of_last_ms = 0
    for start_ms, end_ms, _, words in cues:
        times = [at for at, _ in words]
        assert end_of_last_ms <= start_ms == times[0]
        assert times == sorted(set(times))
        assert times[-1] < end_ms
        end_of_last_ms = end_ms


def test_the_sound_is_heard_where_the_words_are_and_not_between(facts, cues) -> None:
    """Every word is louder than every pause before a turn of speaker."""
    levels: list[float] = []  # one per 10 ms
    with av.open(str(resource("sample", facts["media"]))) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=48_000, frame_size=480)
        for frame in container.decode(audio=0):
            for part in resampler.resample(frame):
                samples = part.to_ndarray()[0]
                levels.append(float((samples**2).mean()) ** 0.5)
    words = [at for cue in cues for at, _ in cue[3]]
    spoken = [max(levels[at // 10 : at // 10 + 30]) for at in words]
    pauses = [
        max(levels[before[1] // 10 + 20 : after[0] // 10 - 10])
        for before, after in pairwise(cues)
        if before[2] != after[2]
    ]
    assert min(spoken) > 10 * max(pauses)


def test_the_words_of_every_mark_are_in_the_transcript_once(facts, cues) -> None:
    text = " ".join(word for cue in cues for _, word in cue[3])
    assert len(facts["marks"]) >= 6
    for mark in facts["marks"]:
        assert text.count(mark["exact"]) == 1, mark["exact"]


def test_marks_name_their_topics_and_one_carries_a_note(facts) -> None:
    names = [topic["name"] for topic in facts["topics"]]
    assert [topic["digit"] for topic in facts["topics"]] == [1, 2, 3]
    assert all(re.fullmatch("#[0-9A-F]{6}", topic["colour"]) for topic in facts["topics"])
    assert {name for mark in facts["marks"] for name in mark["topics"]} == set(names)
    assert {mark["kind"] for mark in facts["marks"]} == {"topic", "quote", "note"}
    assert [bool(mark["note"]) for mark in facts["marks"]].count(True) == 1
