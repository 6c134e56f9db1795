"""Spoiled input of every format ends in a transcript or in one clear sentence.

A few thousand inputs in the suite; `ANNOTATOR_FUZZ` sets their number. A million of them are
read by ``tests/benchmarks/bench_fuzz.py``.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import TranscriptError
from annotator.formats import FORMATS, ReadTranscript, read_transcript, typed_segments, webvtt

SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parent / "samples").glob("*.txt"))]
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
ROUNDS = int(os.environ.get("ANNOTATOR_FUZZ", "3000"))

_TOKENS = [
    b"-->", b"\n\n", b"\r", b"\0", b"<v ", b"<00:00:01.000>", b"</c>", b"&", b"&#0;", b"&lt;",
    b"{", b"}", b"[", b"]", b'"', b"\\", b"\\u0000", b"\\ud800", b":", b"99999999999999999999",
    b"-1", b"NaN", b"1e999", b"Infinity", b"null", b"\xff", b"\xe2\x80\xae", b"\xef\xbb\xbf",
    b"00:00:00,000", b"99:99:99,999", b"1:1:1:1:1:1", b"\t", b"  ", b"Name: ", b"<p>", b"<cite>",
    b"]]>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\xc2\xa0", b"\xe3\x80\x80", b"#", b"**", b"](",
    b"\xed\xa0\x80", b"\\udfff\\ud800", b"&#xd800;", b"&#99999999999;", b"<!--", b"<![CDATA[",
    b"\xe2\x80\xa8", b"\xc2\x85", b"\x0b", b"\x1a", b"{1}{1}23.976", b"NOTE ", b"STYLE\n", b"\\N",
    b"<SYNC Start=", b"$", b"%", b"(", b")", b"\xd9\xa3:\xd9\xa4\xd9\xa5", b"\xc2\xb2\xc2\xb3",
]  # fmt: skip
_NUMBERS = [
    b"0", b"-0", b"00000000000000000000001", b"9" * 30, b"1" + b"0" * 400, b"9" * 5000, b"1e400",
    b"1e-400", b"1E+308", b"-1e308", b"0.1e1", b"1.", b".5", b"1_000", b"0x1F", b"1,5", b"1.2.3",
    b"2147483648", b"9223372036854775808", b"18446744073709551617", b"4.9e-324",
    "\uff11\uff12".encode(), "\u0663".encode(), "\u00b2".encode(), "\u00bd".encode(), b"",
]  # fmt: skip
_NESTS = [
    (b"[", b"]"), (b'{"a":', b"}"), (b"<p>", b"</p>"), (b"<div><span>", b""), (b"(", b")"),
    (b"{\\b1", b"}"), (b"<i>", b"</i>"), (b"**", b""), (b"> ", b""), (b"- ", b""), (b"&amp", b";"),
]  # fmt: skip
_ENCODINGS = [
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "latin-1",
    "cp1252",
    "shift-jis",
    "utf-7",
]
_VALUES: list[Any] = [
    None, True, "", "x", " ", "1.5", "1.5s", "NaN", -1, 0, 1e308, 10**30, -(10**30), [], {},
    [[]], [None], {"a": 1}, "\0", "\ud800", "<b>&amp;", 0.1, [1, 2, 3], "00:00:01.5", "word " * 900,
    10**400, -(10**400), 5e-324, -0.0, 2**63, 2**53 + 1, "1e400", "9" * 400, False, "\udfff\ud800",
    "\u2028", "-00:00:01", "PT1.5S", "1:2:3:4:5", float("inf"), float("-inf"), float("nan"),
    {"text": "x", "start": 1}, ["x"] * 300, "\u0663", "\u00b2",
]  # fmt: skip


def spoiled(rng: random.Random) -> tuple[bytes, str | None]:
    """(input, format to force or None): a sample, changed in one to six places."""
    data = rng.choice(SAMPLES)
    if rng.random() < 0.4:
        data = _with_other_values(data, rng)
    for _ in range(rng.randint(0, 6)):
        data = rng.choice(_CHANGES)(data, rng)
    if rng.random() < 0.001:
        data = _grown(data, rng)
    forced = rng.choice(FORMATS).name if rng.random() < 0.2 else None
    return data, forced


def _with_other_values(data: bytes, rng: random.Random) -> bytes:
    try:
        whole = json.loads(data)
    except ValueError:
        return data
    for _ in range(rng.randint(1, 4)):
        whole = _changed_somewhere(whole, rng)
    plain = json.dumps(whole, ensure_ascii=rng.random() < 0.5)
    return plain.encode("utf-8", "surrogatepass")


def _changed_somewhere(value: Any, rng: random.Random) -> Any:
    if rng.random() < 0.15 or not value or not isinstance(value, dict | list):
        return rng.choice(_VALUES)
    if isinstance(value, list):
        place = rng.randrange(len(value))
        if rng.random() < 0.2:
            return rng.choice((value[::-1], value[:place], value * 2, [value], value[place]))
        return [*value[:place], _changed_somewhere(value[place], rng), *value[place + 1 :]]
    name = rng.choice(list(value))
    if rng.random() < 0.2:
        other = rng.choice(list(value))
        without = {known: value[known] for known in value if known != name}
        return rng.choice((without, value | {name: value[other], other: value[name]}, [value]))
    return value | {name: _changed_somewhere(value[name], rng)}


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _without_part(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at + rng.randint(1, 40) :]


def _with_token(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(_TOKENS) * rng.choice((1, 1, 1, 2, 50)) + data[at:]


def _with_flipped_byte(data: bytes, rng: random.Random) -> bytes:
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


def _with_other_digits(data: bytes, rng: random.Random) -> bytes:
    return bytes(
        rng.choice(b"0123456789") if 48 <= byte < 58 and rng.random() < 0.2 else byte
        for byte in data
    )


def _with_repeated_part(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    part = data[at : at + rng.randint(1, 200)]
    return data[:at] + part * rng.choice((2, 2, 3, 30)) + data[at:]


def _spliced(data: bytes, rng: random.Random) -> bytes:
    other = rng.choice(SAMPLES)
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other)) :]


def _with_other_lines(data: bytes, rng: random.Random) -> bytes:
    """A line doubled, gone, at the place of another, broken in two or without its end."""
    lines = data.split(b"\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    half = len(lines[at]) // 2
    instead = rng.choice((
        [lines[at]] * 2, [], [lines[other]], [lines[at][:half], lines[at][half:]],
        [lines[at] + lines[other]], [lines[at], b"", lines[other]],
    ))  # fmt: skip
    return b"\n".join([*lines[:at], *instead, *lines[at + 1 :]])


def _with_lines_in_disorder(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    part = lines[at : at + rng.randint(2, 30)]
    rng.shuffle(part)
    return b"\n".join([*lines[:at], *part, *lines[at + len(part) :]])


def _with_other_number(data: bytes, rng: random.Random) -> bytes:
    """One number, or every one, is another, or written as no one expects."""
    numbers = list(_NUMBER.finditer(data))
    if not numbers:
        return data
    if len(numbers) < 200 and rng.random() < 0.1:
        return _NUMBER.sub(lambda _found: rng.choice(_NUMBERS[:4]), data)
    found = rng.choice(numbers)
    return data[: found.start()] + rng.choice(_NUMBERS) + data[found.end() :]


def _nested(data: bytes, rng: random.Random) -> bytes:
    """Something opened many times over, and closed or not, at some place or around all."""
    opened, closed = rng.choice(_NESTS)
    depth = rng.choice((3, 30, 300, 3000))
    at, until = sorted(rng.randrange(len(data) + 1) for _ in "12")
    if rng.random() < 0.2:
        at, until = 0, len(data)
    inner = data[at:until] + closed * rng.choice((depth, depth - 1, 0))
    return data[:at] + opened * depth + inner + data[until:]


def _otherwise_encoded(data: bytes, rng: random.Random) -> bytes:
    """All of it, or what follows some place, in another encoding than it says."""
    at = rng.choice((0, rng.randrange(len(data) + 1)))
    rest = data[at:].decode("utf-8", "replace")
    return data[:at] + rest.encode(rng.choice(_ENCODINGS), "replace")


def _with_nul_bytes(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    part = data[at : at + rng.choice((5, 500))]
    return data[:at] + b"\0".join(bytes([byte]) for byte in part) + data[at + len(part) :]


def _with_other_line_ends(data: bytes, rng: random.Random) -> bytes:
    """All on one line, or lines as another system ends them."""
    return data.replace(b"\n", rng.choice((b"", b" ", b"\r", b"\r\n", b"\n\n", b"\r\r\n")))


def _with_long_line(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    part = data[at : at + rng.randint(1, 12)].replace(b"\n", b" ")
    return data[:at] + part * rng.choice((100, 1000)) + data[at:]


def _grown(data: bytes, rng: random.Random) -> bytes:
    """So long that whatever costs more than twice as much for twice the length shows."""
    part = rng.choice((data, data[:1], data[:30], b" ", b"\n", b"a", b"\xe3\x80\x80", *_TOKENS))
    at = rng.randrange(len(data) + 1)
    return data[:at] + part * (300_000 // max(len(part), 1)) + data[at:]


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut, _without_part, _with_token, _with_token, _with_flipped_byte, _with_other_digits,
    _with_repeated_part, _spliced, _with_other_lines, _with_other_lines, _with_lines_in_disorder,
    _with_other_number, _with_other_number, _nested, _otherwise_encoded, _with_nul_bytes,
    _with_other_line_ends, _with_long_line,
)  # fmt: skip


def read_or_sentence(data: bytes, forced: str | None) -> ReadTranscript | str:
    """The transcript, or the sentence a user would see. Anything else is a failure."""
    read = _read_or_sentence(data, forced)
    if isinstance(read, ReadTranscript) and read.format in {"vtt", "whisper"}:
        # What is read all at once where it is long must be what is read piece by piece.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(webvtt, "LARGE", 0)
            patch.setattr(typed_segments, "LARGE", 0)
            assert _read_or_sentence(data, forced) == read
    return read


def _read_or_sentence(data: bytes, forced: str | None) -> ReadTranscript | str:
    try:
        return read_transcript(data, format_name=forced)
    except TranscriptError as error:
        return str(error)


@pytest.mark.parametrize("part", range(10))
def test_spoiled_input_ends_in_a_transcript_or_a_sentence(
    part: int, assert_promises: Callable[[ReadTranscript], None]
) -> None:
    rng = random.Random(part)
    for _ in range(ROUNDS // 10):
        outcome = read_or_sentence(*spoiled(rng))
        if isinstance(outcome, str):
            assert outcome.endswith(".")
            assert "\n" not in outcome
        else:
            assert_promises(outcome)
