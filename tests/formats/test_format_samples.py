"""Every format reads its samples as a person would, and no other format claims them.

A sample is ``samples/<format>.<what>.txt``; beside it ``.expected`` says what is to be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.formats import FORMATS, ReadTranscript, decode, head_of, read_transcript

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_as_a_person_reads_it(
    path: Path,
    rendered: Callable[[ReadTranscript], str],
    assert_promises: Callable[[ReadTranscript], None],
) -> None:
    read = read_transcript(path.read_bytes())
    assert rendered(read) == path.with_suffix(".expected").read_text(encoding="utf-8")
    assert_promises(read)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_exactly_one_format_claims_a_sample(path: Path) -> None:
    named = path.name.split(".")[0]
    head = head_of(decode(path.read_bytes()))
    claims = [known.name for known in FORMATS if not known.fallback and known.sniff(head)]
    fallbacks = [known.name for known in FORMATS if known.fallback]
    assert claims == ([] if named in fallbacks else [named])


def test_every_format_has_two_samples() -> None:
    names = [path.name.split(".")[0] for path in SAMPLES]
    assert {known.name for known in FORMATS if names.count(known.name) < 2} == set()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("Windows line ends", lambda text: text.replace("\n", "\r\n").encode()),
        ("old Mac line ends", lambda text: text.replace("\n", "\r").encode()),
        ("a byte order mark", lambda text: b"\xef\xbb\xbf" + text.encode()),
        ("UTF-16 with a mark", lambda text: text.encode("utf-16")),
        ("blank lines around", lambda text: b"\n\n" + text.encode() + b"\n\n\n"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_sample_reads_the_same_with(
    path: Path, what: str, change: Callable[[str], bytes]
) -> None:
    text = path.read_text(encoding="utf-8")
    plain, changed = read_transcript(text.encode()), read_transcript(change(text))
    assert changed.format == plain.format, what
    assert changed.transcript == plain.transcript, what
