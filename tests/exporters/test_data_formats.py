"""CSV, JSON, JSON Lines, SRT and WebVTT: whole, harmless, and read back by other programs."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pysubs2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.notes import Anchor, Annotation, Episode, Kind, Topic
from annotator.domain.transcript import Cue, Transcript
from annotator.exporters import exporter
from annotator.exporters.csv_table import disarmed
from annotator.exporters.escaping import clean
from annotator.exporters.note import EpisodeNote
from annotator.formats import read_transcript

FRAGMENTS = [
    *["\n", "\n\n", "\r", "\r\n", "\0", "\u2028", "\x85", "-->", "1\n", "{\\an8}", "<i>", "&"],
    *["=1+1", "+", "-", "@", "\t", '"', ",", ";", "WEBVTT", "NOTE ", "\ud800", "word", "é🎧"],
]
text = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=6).map("".join)


def noted(words: str, thought: str, speaker: str) -> EpisodeNote:
    mark = Annotation(
        id=7,
        uid="u7",
        episode_id=1,
        kind=Kind.NOTE,
        anchor=Anchor(62_500, 65_000, words),
        topics=(1,),
        note=thought,
        speaker=speaker,
    )
    later = Annotation(8, "u8", 1, Kind.BOOKMARK, Anchor(70_000, 70_000))
    return EpisodeNote(Episode(1, "e", "T"), (mark, later), (Topic(1, "t", "Bees", "#000000"),))


def rows(note: EpisodeNote) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exporter("csv").render(note), newline="")))


def whole(value: str) -> str:
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in value)


@given(text, text, text)
def test_json_holds_every_text_as_it_was(words: str, thought: str, speaker: str) -> None:
    note = noted(words, thought, speaker)
    marks: list[dict[str, Any]] = json.loads(exporter("json").render(note))["marks"]
    lines = exporter("jsonl").render(note).splitlines()
    for mark in (marks[0], json.loads(lines[0])):
        assert mark["text"] == whole(words)
        assert mark["note"] == whole(thought)
        assert mark["speaker"] == whole(speaker)
        assert (mark["start_ms"], mark["start"]) == (62_500, "00:01:02.500")
        assert mark["topics"] == ["Bees"]
    assert len(lines) == len(marks) == 2


@given(text, text, text)
def test_no_cell_of_the_table_is_a_formula(words: str, thought: str, speaker: str) -> None:
    found = rows(noted(words, thought, speaker))
    assert len(found) == 2
    for row in found:
        assert None not in row
        for cell in row.values():
            assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
    assert found[0]["start_ms"] == "62500"


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM", "'@SUM"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("\0=1", "'=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_formulas_are_disarmed_and_all_else_kept(cell: str, kept: str) -> None:
    assert disarmed(cell) == kept


def test_quotes_commas_and_line_breaks_come_back_from_the_table() -> None:
    (row, _) = rows(noted('She said "no", twice', "one\r\ntwo\n\nthree", "Ida, again"))
    assert row["text"] == 'She said "no", twice'
    assert row["note"] == "one\ntwo\n\nthree"
    assert row["speaker"] == "Ida, again"


@pytest.mark.parametrize("name", ["srt", "vtt"])
@given(words=text, thought=text, speaker=text)
@example(words="a", thought="", speaker="--")
def test_subtitles_are_one_per_mark_at_its_time(
    name: str, words: str, thought: str, speaker: str
) -> None:
    rendered = exporter(name).render(noted(words, thought, speaker))
    assert rendered.count("-->") == 2
    blocks = rendered.removeprefix("WEBVTT\n\n").rstrip("\n").split("\n\n")
    assert len(blocks) == 2
    found = pysubs2.SSAFile.from_string(rendered, format_=name)
    assert [(event.start, event.end) for event in found] == [(62_500, 65_000), (70_000, 71_000)]


def test_subtitles_name_the_speaker_of_the_words() -> None:
    note = noted("I <said> so & more", "mine", "Ida")
    assert "Ida: I ‹said› so & more\nmine\n" in exporter("srt").render(note)
    assert "<v Ida>I &lt;said&gt; so &amp; more\nmine\n" in exporter("vtt").render(note)


def test_mark_without_words_or_note_shows_its_topics() -> None:
    note = noted("", "", "Ida")
    assert "\nBees\n" in exporter("vtt").render(note)
    assert "\nBookmark\n" in exporter("vtt").render(note)


@given(st.lists(st.tuples(text, st.sampled_from(["Ida", "", "Ben <b>"])), max_size=4))
def test_a_transcript_of_any_words_has_one_subtitle_a_cue(said: list[tuple[str, str]]) -> None:
    cues = tuple(
        Cue(number * 2_000, number * 2_000 + 1_500, words, speaker)
        for number, (words, speaker) in enumerate(said)
    )
    note = EpisodeNote(Episode(1, "e", "T"), (), (), Transcript(cues))
    shown = [cue for cue in cues if clean(cue.text)]
    for name in ("srt", "vtt"):
        rendered = exporter(f"transcript-{name}").render(note)
        blocks = rendered.removeprefix("WEBVTT\n\n").rstrip("\n").split("\n\n") if shown else []
        assert rendered.count("-->") == len(blocks) == len(shown)


@pytest.mark.parametrize("name", ["transcript-srt", "transcript-vtt"])
def test_a_transcript_written_out_is_read_back_the_same(name: str) -> None:
    cues = (
        Cue(1_000, 3_250, "Is <this> all & --> nothing?", "Ida Lark"),
        Cue(3_250, 5_000, "It is, she said.", "Ben Ode"),
        Cue(65_000, 3_700_001, "And so to bed.", "Ida Lark"),
    )
    note = EpisodeNote(Episode(1, "e", "T"), (), (), Transcript(cues))
    read = read_transcript(exporter(name).render(note).encode()).transcript
    words = str.maketrans("‹›", "<>")
    assert [
        (cue.start_ms, cue.end_ms, cue.text.translate(words), cue.speaker) for cue in read.cues
    ] == [(cue.start_ms, cue.end_ms, cue.text, cue.speaker) for cue in cues]
