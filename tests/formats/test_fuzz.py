"""Spoiled input of every format ends in a transcript or in one clear sentence.

A few thousand inputs in the suite; `ANNOTATOR_FUZZ` sets their number. A million of them are
read by ``tests/benchmarks/bench_fuzz.py``.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import TranscriptError
from annotator.formats import FORMATS, ReadTranscript, read_transcript

SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parent / "samples").glob("*.txt"))]
ROUNDS = int(os.environ.get("ANNOTATOR_FUZZ", "3000"))

_TOKENS = [
    b"-->", b"\n\n", b"\r", b"\0", b"<v ", b"<00:00:01.000>", b"</c>", b"&", b"&#0;", b"&lt;",
    b"{", b"}", b"[", b"]", b'"', b"\\", b"\\u0000", b"\\ud800", b":", b"99999999999999999999",
    b"-1", b"NaN", b"1e999", b"Infinity", b"null", b"\xff", b"\xe2\x80\xae", b"\xef\xbb\xbf",
    b"00:00:00,000", b"99:99:99,999", b"1:1:1:1:1:1", b"\t", b"  ", b"Name: ", b"<p>", b"<cite>",
    b"]]>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\xc2\xa0", b"\xe3\x80\x80", b"#", b"**", b"](",
]  # fmt: skip
_VALUES: list[Any] = [
    None, True, "", "x", " ", "1.5", "1.5s", "NaN", -1, 0, 1e308, 10**30, -(10**30), [], {},
    [[]], [None], {"a": 1}, "\0", "\ud800", "<b>&amp;", 0.1, [1, 2, 3], "00:00:01.5", "word " * 900,
]  # fmt: skip


def spoiled(rng: random.Random) -> tuple[bytes, str | None]:
    """(input, format to force or None): a sample, changed in one to six places."""
    data = rng.choice(SAMPLES)
    if rng.random() < 0.4:
        data = _with_other_values(data, rng)
    for _ in range(rng.randint(0, 6)):
        data = rng.choice(_CHANGES)(data, rng)
    forced = rng.choice(FORMATS).name if rng.random() < 0.2 else None
    return data, forced


def _with_other_values(data: bytes, rng: random.Random) -> bytes:
    try:
        whole = json.loads(data)
    except ValueError:
        return data
    for _ in range(rng.randint(1, 4)):
        whole = _changed_somewhere(whole, rng)
    return json.dumps(whole).encode()


def _changed_somewhere(value: Any, rng: random.Random) -> Any:
    if rng.random() < 0.15 or not value or not isinstance(value, dict | list):
        return rng.choice(_VALUES)
    if isinstance(value, list):
        place = rng.randrange(len(value))
        return [*value[:place], _changed_somewhere(value[place], rng), *value[place + 1 :]]
    name = rng.choice(list(value))
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


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut, _without_part, _with_token, _with_token, _with_flipped_byte, _with_other_digits,
    _with_repeated_part, _spliced,
)  # fmt: skip


def read_or_sentence(data: bytes, forced: str | None) -> ReadTranscript | str:
    """The transcript, or the sentence a user would see. Anything else is a failure."""
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
