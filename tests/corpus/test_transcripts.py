"""What a reader finds in every transcript of the corpus, checked by eye against the files.

Counts were also taken from the files by other means: timing lines of SRT and WebVTT, stamps and
turns of the texts, words of the recognisers' JSON, paragraphs of the XML.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from annotator.formats import FORMATS, Change, decode, head_of, read_transcript


class Row(NamedTuple):
    """A line of ``transcripts.tsv``."""

    path: str
    format: str
    cues: str
    words: str
    speakers: str
    first_ms: str
    last_ms: str
    first_word: str
    last_word: str
    word_times: str


_LINES = Path(__file__).with_name("transcripts.tsv").read_text(encoding="utf-8").splitlines()
TABLE = [Row(*line.split("\t")) for line in _LINES[1:]]
FALLBACKS = frozenset(known.name for known in FORMATS if known.fallback)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.path)
def test_a_file_is_read_as_the_eye_reads_it(row: Row, corpus: Path) -> None:
    read = read_transcript((corpus / row.path).read_bytes())
    transcript = read.transcript
    first, last = transcript.cues[0], transcript.cues[-1]
    found = Row(
        row.path,
        read.format,
        str(len(transcript.cues)),
        str(transcript.word_count),
        str(len(transcript.speakers)),
        str(first.start_ms),
        str(last.end_ms),
        first.text.split()[0],
        last.text.split()[-1],
        "yes" if any(cue.words for cue in transcript.cues) else "no",
    )
    assert found == row


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.path)
def test_exactly_one_format_claims_a_file(row: Row, corpus: Path) -> None:
    head = head_of(decode((corpus / row.path).read_bytes()).replace("\r\n", "\n"))
    claims = [known.name for known in FORMATS if not known.fallback and known.sniff(head)]
    assert claims == ([] if row.format in FALLBACKS else [row.format])


def test_every_transcript_of_the_corpus_is_read(corpus: Path) -> None:
    for path in sorted((corpus / "transcripts").iterdir()):
        transcript = read_transcript(path.read_bytes()).transcript
        free_ms = 0
        for cue in transcript.cues:
            assert free_ms <= cue.start_ms < cue.end_ms, path.name
            assert cue.text.strip(), path.name
            free_ms = cue.end_ms


def test_the_doubled_lines_of_automatic_captions_are_gone(corpus: Path) -> None:
    path = corpus / "transcripts" / "youtube_auto_old_colors.en.vtt"
    read = read_transcript(path.read_bytes())
    texts = [cue.text for cue in read.transcript.cues]
    assert read.receipt.count(Change.ROLLING) > 100
    assert not [after for before, after in pairwise(texts) if after.startswith(before)]


def test_legacy_encodings_are_told_apart(corpus: Path) -> None:
    folder = corpus / "transcripts"
    serbian = read_transcript((folder / "srt_windows-1251.srt").read_bytes()).text
    assert "\N{CYRILLIC SMALL LETTER TSHE}" in serbian
    danish = (folder / "srt_danish_latin1.srt").read_bytes().decode("utf-8-sig")
    for encoding in ("latin-1", "utf-16-le", "utf-16-be", "utf-16"):
        # A UTF-8 reading of what is really Latin-1 would not bring the letters back.
        assert read_transcript(danish.encode(encoding)).text == danish


def test_one_recording_in_two_formats_has_the_same_words(corpus: Path) -> None:
    for name in ("sonnets_1-3_en_PD", "librivox_en-de-es_PD_5min"):
        srt = read_transcript((corpus / "audio" / f"{name}.srt").read_bytes()).transcript
        vtt = read_transcript((corpus / "audio" / f"{name}.vtt").read_bytes()).transcript
        assert srt.cues == vtt.cues
