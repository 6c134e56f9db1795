"""Bombs, traps and nonsense: one clear sentence, soon, and nothing else."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.errors import TranscriptError, UsageError
from annotator.formats import (
    FORMATS,
    MAX_BYTES,
    Change,
    Format,
    ReadTranscript,
    read_text,
    read_transcript,
)

ENTITY_BOMB = """<?xml version="1.0"?>
<!DOCTYPE tt [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<tt><body><div><p begin="1s" end="2s">&b;</p></div></body></tt>"""
EXTERNAL_ENTITY = """<!DOCTYPE tt [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<tt><body><p begin="1s" end="2s">&x;</p></body></tt>"""


@pytest.mark.parametrize("text", [ENTITY_BOMB, EXTERNAL_ENTITY])
@pytest.mark.parametrize("name", ["ttml", "elan", "youtube-srv1", "youtube-srv3"])
def test_xml_with_entities_is_refused_as_unsafe(text: str, name: str) -> None:
    with pytest.raises(TranscriptError, match="refused as unsafe"):
        read_text(text, format_name=name)


def test_an_answer_without_results_holds_no_words() -> None:
    with pytest.raises(TranscriptError, match="holds no words"):
        read_text('{"results": [], "totalBilledTime": "0s"}', format_name="google")


def test_a_document_type_is_refused_without_a_format_named() -> None:
    with pytest.raises(TranscriptError, match="refused as unsafe"):
        read_text(ENTITY_BOMB)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The transcript is empty."),
        (b" \r\n\t\n", "The transcript is empty."),
        (b"\0\0\0\0", "The transcript is empty."),
        (b"\xef\xbb\xbf", "The transcript is empty."),
        (b"ID3\x04\x00audio", "This is no transcript but a sound file."),
        (b"\0\0\0\x20ftypM4A \0\0", "This is no transcript but a sound or video file."),
        (b"%PDF-1.7", "This is no transcript but a PDF; copy its text and paste it instead."),
        (bytes(range(256)) * 8, "This is no text but binary data"),
        (b'{"segments": [{"start": 1, "text": "x"', "damaged or cut off at line 1"),
        (b'{"segments": [], "text": "", "start": 0, "end": 0}', "holds no words"),
        (b'{"a": 1}', "This JSON holds no transcript of a known shape."),
        (b"<rss><channel/></rss>", "holds no transcript; save the transcript itself"),
        (b"<html><body><h1>Not found</h1></body></html>", "holds no transcript"),
        (b"<tt><body><p begin='1s'>cut", "damaged or cut off at line 1"),
        (b"WEBVTT\n\n", "This WebVTT transcript holds no words."),
        (b"0 1 2 3 4 5", "No transcript was recognised in this text."),
    ],
)
def test_what_is_no_transcript_gets_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read_transcript(data)
    assert sentence in str(caught.value)
    assert str(caught.value).endswith(".")


def test_captions_in_broadcast_codes_are_refused_with_what_to_do() -> None:
    captions = "Scenarist_SCC V1.0\n\n00:00:00:22\t9425 9425 94ad 94ad\n\n00:00:02:23\t9425 9425\n"
    with pytest.raises(TranscriptError, match="save them as SRT or WebVTT first"):
        read_transcript(captions.encode())


def test_a_file_past_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(TranscriptError, match="files of up to 64 MB are read"):
        read_transcript(bytes(MAX_BYTES + 1))


def test_an_unknown_format_name_is_a_usage_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"“word” is no transcript format; known are vtt, .*srt"):
        read_text("Hello there.", format_name="word")


@pytest.mark.parametrize("bomb", ["[" * 200_000, '{"segments":' * 100_000, '{"a":' * 50_000 + "1"])
def test_deep_nesting_is_refused(bomb: str) -> None:
    with pytest.raises(TranscriptError):
        read_text(bomb, format_name="whisper")


def test_a_number_of_ten_thousand_digits_is_refused() -> None:
    text = '{"segments": [{"start": ' + "1" * 10_000 + ', "end": 2, "text": "x"}]}'
    with pytest.raises(TranscriptError, match="impossible number"):
        read_text(text, format_name="whisper")


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
@pytest.mark.parametrize(
    "filler", ["a", " ", "1:", "<v ", '"', "[", "0 --> ", "**a", "<cite>", "{\\k1}", "1:11\n", "\n"]
)
def test_no_format_hangs_on_a_long_line(known: object, filler: str) -> None:
    """The suite's time limit is the assertion: a trap of quadratic cost takes minutes here."""
    name = known.name  # type: ignore[attr-defined]
    for start in ("", "1\n00:00:00,000 --> 00:00:01,000\n", "[00:01.00] Ann: "):
        text = start + filler * (60_000 // len(filler))
        with contextlib.suppress(TranscriptError):
            read_text(text, format_name=name)


def test_a_line_of_many_megabytes_is_read_and_split() -> None:
    line = b"word " * 2_000_000
    read = read_transcript(b"1\n00:00:00,000 --> 10:00:00,000\n" + line)
    assert len(read.transcript.cues) > 4_000
    assert max(len(cue.text) for cue in read.transcript.cues) <= 2_000
    assert read.receipt.count(Change.SPLIT) == 1


def test_times_that_make_no_sense_lose_no_words(
    assert_promises: Callable[[ReadTranscript], None],
) -> None:
    bad = [float("nan"), float("inf"), -5, 10**400, "x", None, [], 1e18, True]
    segments = [
        {"start": start, "end": end, "text": f" Words number {place}."}
        for place, (start, end) in enumerate((a, b) for a in bad for b in bad)
    ]
    text = json.dumps({"segments": segments, "language": "en"}).replace(str(10**400), "1e400")
    read = read_text(text)
    assert len(read.transcript.cues) == 81
    assert {cue.text for cue in read.transcript.cues} == {f"Words number {i}." for i in range(81)}
    assert read.receipt.count(Change.BAD_TIME) > 30
    assert_promises(read)


def test_a_number_in_the_place_of_watsons_times_loses_no_words() -> None:
    best = {"transcript": "open models", "timestamps": 2, "word_confidence": [["open", 0.9]]}
    text = json.dumps({"result_index": 0, "results": [{"alternatives": [best]}]})
    assert [cue.text for cue in read_text(text).transcript.cues] == ["open models"]


def test_control_and_direction_characters_are_stripped_and_said() -> None:
    read = read_transcript(
        "1\n00:00:00,000 --> 00:00:01,000\nA\0n\u202en: W\x07ords \u2066here\u2069.\n".encode()
    )
    (cue,) = read.transcript.cues
    assert (cue.speaker, cue.text) == ("Ann", "Words here.")
    assert "5 invisible control characters were removed." in read.receipt.sentences
    assert "\u202e" in read.text


def test_escaped_control_characters_and_half_characters_are_stripped_too() -> None:
    text = r'{"segments": [{"start": 0, "end": 1, "text": "a\u0000b \ud800c\u202e d"}]}'
    (cue,) = read_text(text, format_name="whisper").transcript.cues
    assert cue.text == "ab c d"
    cue.text.encode("utf-8")


def test_a_transcript_of_every_kind_cut_short_ends_in_a_transcript_or_a_sentence(
    samples: Path, assert_promises: Callable[[ReadTranscript], None]
) -> None:
    for path in sorted(samples.glob("*.txt")):
        data = path.read_bytes()
        for size in range(0, len(data), max(1, len(data) // 40)):
            with contextlib.suppress(TranscriptError):
                assert_promises(read_transcript(data[:size]))


@pytest.mark.parametrize(
    ("before", "filler", "behind"),
    [
        ("<html><body><p><a name='x'>One.</a></p><p", "-", "\n<p>Two.</p>"),
        ("00:00:01 Ann Lee", "\N{IDEOGRAPHIC SPACE}", "x\nShould it be open?\n"),
        ("[ti:One]\n[00:06.47] F: One.\n[00:08.00] ", "](", "x\n[00:09.00] M: Two.\n"),
        ("| Time | Name | Text |\n|---|---|---|\n| 0:15 | Ann |", " ", "| One. |\n"),
    ],
)
def test_no_reader_hangs_on_a_long_run_of_one_character(
    before: str, filler: str, behind: str
) -> None:
    """The suite's time limit is the assertion here too: each took minutes."""
    with contextlib.suppress(TranscriptError):
        read_text(before + filler * 400_000 + behind)


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_an_entity_of_thousands_of_digits_is_no_character(known: Format, samples: Path) -> None:
    for path in sorted(samples.glob(f"{known.name}.*.txt")):
        text = path.read_text(encoding="utf-8")
        for found in list(re.finditer("[A-Za-z]{3,}", text))[::6]:
            spoiled = f"{text[: found.end()]}&#{'9' * 5_000};{text[found.end() :]}"
            with contextlib.suppress(TranscriptError):
                read_text(spoiled, format_name=known.name)


@pytest.mark.parametrize(
    "rate",
    [
        'frameRate="24" frameRateMultiplier="4.9e-324 1001"',
        'frameRate="4.9e-324"',
        'frameRate="24" frameRateMultiplier="1 1e400"',
        'tickRate="4.9e-324"',
        'frameRate="1e308" frameRateMultiplier="1e308 4.9e-324"',
    ],
)
@pytest.mark.parametrize("time", ["1s", "24f", "00:00:01:12", "10t"])
def test_a_rate_of_next_to_nothing_is_none(rate: str, time: str) -> None:
    page = f'<tt {rate}><body><div><p begin="0s" end="{time}">Words.</p></div></body></tt>'
    (cue,) = read_text(page).transcript.cues
    assert cue.text == "Words."
