"""Opening recordings and transcripts, without a window."""

from __future__ import annotations

import json
import random

from front import CUE_MS, TALK, Front, clock_ms, write_vtt, write_wav
from pytest_bdd import given, parsers, scenarios, then, when

scenarios("opening.feature")


def _srt(lines: list[tuple[str, str, str]]) -> str:
    return "\n".join(
        f"{n}\n{start} --> {end}\n{text}\n" for n, (start, end, text) in enumerate(lines, 1)
    )


def _talk_as_srt() -> str:
    times = [f"00:00:{n * 4:02d},000" for n in range(len(TALK) + 1)]
    return _srt(
        [(times[n], times[n + 1], f"{name}: {text}") for n, (name, text) in enumerate(TALK)]
    )


def _talk_as_whisper() -> str:
    segments = [
        {"start": n * 4.0, "end": n * 4.0 + 4, "text": f" {text}"}
        for n, (_, text) in enumerate(TALK)
    ]
    return json.dumps({"text": "", "segments": segments, "language": "en"})


def _talk_as_podcast_json() -> str:
    segments = [
        {"speaker": name, "startTime": n * 4.0, "endTime": n * 4.0 + 4, "body": text}
        for n, (name, text) in enumerate(TALK)
    ]
    return json.dumps({"version": "1.0.0", "segments": segments})


_FORMATS = {
    "SRT": _talk_as_srt,
    "Whisper JSON": _talk_as_whisper,
    "Podcasting JSON": _talk_as_podcast_json,
}

_CONTENT = {
    "nothing": b"",
    "noise": random.Random(7).randbytes(40_000),
    "a web page": b"<!DOCTYPE html><html><body><p>404 Not found</p></body></html>",
    "half a JSON object": b'{"segments": [{"start": 0.0, "end": 4.0, "te',
}

_GOOD = [("00:00:00,000", "00:00:04,000", "Who?"), ("00:00:04,000", "00:00:08,000", "My aunt.")]
_DAMAGE = {
    "a negative time": [*_GOOD, ("-00:00:08,000", "00:00:12,000", "Why?")],
    "a time of NaN": [*_GOOD, ("NaN", "NaN", "Why?")],
    "an absurd time": [*_GOOD, ("00:00:08,000", "99999999:00:00,000", "Why?")],
    "a reversed cue": [*_GOOD, ("00:00:12,000", "00:00:08,000", "Why?")],
    "overlapping cues": [*_GOOD, ("00:00:06,000", "00:00:12,000", "Why?")],
    "cues out of order": [("00:00:08,000", "00:00:12,000", "Why?"), *_GOOD],
    "rolling captions": [
        ("00:00:00,000", "00:00:04,000", "Who?"),
        ("00:00:04,000", "00:00:08,000", "Who?\nMy aunt."),
        ("00:00:08,000", "00:00:12,000", "My aunt.\nWhy?"),
    ],
    "control characters": [*_GOOD, ("00:00:08,000", "00:00:12,000", "Wh\0y\x07?")],
}


@given(parsers.parse('a recording "{name}"'))
def recording(front: Front, name: str) -> None:
    write_wav(front.folder / name, level=len(name) + 60)


@given(parsers.parse('its words as {kind} in "{name}"'))
def words(front: Front, kind: str, name: str) -> None:
    if kind == "WebVTT":
        write_vtt(front.folder / name)
    else:
        (front.folder / name).write_text(_FORMATS[kind](), encoding="utf-8")


@given(parsers.parse('a file "{name}" of {content}'))
def bad_file(front: Front, name: str, content: str) -> None:
    (front.folder / name).write_bytes(_CONTENT[content])


@given(parsers.parse('a transcript "{name}" with {damage}'))
def damaged(front: Front, name: str, damage: str) -> None:
    (front.folder / name).write_text(_srt(_DAMAGE[damage]), encoding="utf-8")


@given(parsers.parse('a transcript "{name}" in {encoding}'))
def encoded(front: Front, name: str, encoding: str) -> None:
    lines = ("Où est passée la crème brûlée ?", "Elle était là, près de la fenêtre.")
    text = _srt([(f"00:00:0{n}", f"00:00:0{n + 4}", line) for n, line in enumerate(lines)])
    (front.folder / name).write_bytes(text.encode(encoding))


@given(parsers.parse('the words are said 2 seconds later, without line 7, in "{name}"'))
def later_words(front: Front, name: str) -> None:
    cues = [
        f"00:{n * 4 + 2:02d}.000 --> 00:{n * 4 + 6:02d}.000\n<v {speaker}>{text}"
        for n, (speaker, text) in enumerate(TALK)
        if n != 6
    ]
    (front.folder / name).write_text("WEBVTT\n\n" + "\n\n".join(cues), encoding="utf-8")


@given(parsers.parse('I press "Ctrl+O" and choose "{names}"'))
@when(parsers.parse('I press "Ctrl+O" and choose "{names}"'))
def open_files(front: Front, names: str) -> None:
    front.answers.files = tuple(front.folder / name for name in names.split(", "))
    front.press("Ctrl+O")


@when(parsers.parse('I press "Ctrl+Shift+I" and choose "{name}"'))
def open_folder(front: Front, name: str) -> None:
    front.answers.files = (front.folder / name,)
    front.press("Ctrl+Shift+I")


@when(parsers.parse('I choose the transcript "{name}"'))
def choose_transcript(front: Front, name: str) -> None:
    front.answers.files = (front.folder / name,)
    front.run("episode.choose_transcript")


@when(parsers.parse('I locate the recording "{name}"'))
def locate(front: Front, name: str) -> None:
    front.answers.files = (front.folder / name,)
    front.run("episode.locate")


@given(parsers.parse('the file "{name}" is moved to "{new}"'))
@when(parsers.parse('the file "{name}" is moved to "{new}"'))
def move(front: Front, name: str, new: str) -> None:
    target = front.folder / new
    target.parent.mkdir()
    (front.folder / name).rename(target)


@when(parsers.parse('I do "{command}"'))
def do(front: Front, command: str) -> None:
    front.run(command)


@when(parsers.parse('I do "{command}" and answer "{answer}"'))
def do_and_answer(front: Front, command: str, answer: str) -> None:
    front.answers.next = answer
    front.run(command)


@then(parsers.parse('the episode "{title}" is open with {count:d} lines'))
def episode_is_open(front: Front, title: str, count: int) -> None:
    assert front.session.episode is not None
    assert front.session.episode.title == title
    assert front.session.transcript is not None
    assert len(front.session.transcript.cues) == count


@then(parsers.parse('the episode "{title}" is open without words'))
def open_without_words(front: Front, title: str) -> None:
    assert front.session.episode is not None
    assert front.session.episode.title == title
    assert front.session.transcript is None


@then(parsers.re(r'line (?P<number>\d+) begins at (?P<at>\S+) and is spoken by "(?P<name>.*)"'))
def line_is(front: Front, number: str, at: str, name: str) -> None:
    assert front.session.transcript is not None
    cue = front.session.transcript.cues[int(number) - 1]
    assert (cue.start_ms, cue.end_ms) == (clock_ms(at), clock_ms(at) + CUE_MS)
    assert (cue.speaker, cue.text) == (name, TALK[int(number) - 1][1])


@then(parsers.parse('line {number:d} says "{text}"'))
def line_says(front: Front, number: int, text: str) -> None:
    assert front.session.transcript is not None
    assert front.session.transcript.cues[number - 1].text == text


@then(parsers.parse('the open episode has its recording "{name}"'))
def has_recording(front: Front, name: str) -> None:
    assert front.session.episode is not None
    assert front.session.episode.media is not None
    assert front.session.episode.media.path == str(front.folder / name)


@then("the open episode has no recording")
def has_no_recording(front: Front) -> None:
    assert front.session.episode is not None
    assert front.session.episode.media is None


@then(parsers.parse("the library lists {count:d} episode"))
@then(parsers.parse("the library lists {count:d} episodes"))
def library_lists(front: Front, count: int) -> None:
    assert len(front.session.library.episodes.summaries()) == count


@then(parsers.parse('the library lists "{title}", done'))
def library_lists_done(front: Front, title: str) -> None:
    (row,) = front.session.library.episodes.summaries()
    assert (row.title, row.state.value) == (title, "done")


@then(parsers.parse('the mark "{text}" begins at {at}'))
def mark_begins(front: Front, text: str, at: str) -> None:
    (mark,) = [mark for mark in front.stored() if mark.text == text]
    assert mark.start_ms == clock_ms(at)


@then(parsers.parse('the mark "{text}" waits for review'))
def mark_waits(front: Front, text: str) -> None:
    (mark,) = [mark for mark in front.stored() if mark.text == text]
    assert mark.needs_review == 1
