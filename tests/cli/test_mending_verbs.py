"""Speakers, replacing and paragraphs from the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from typed import Terminal

VTT = """WEBVTT

00:00.000 --> 00:04.000
<v Speaker 1>Hello from the modal village.

00:04.000 --> 00:08.000
<v Speaker 1>The modal is small.

00:08.000 --> 00:12.000
<v Speaker 2>Is it a model?
"""


@pytest.fixture
def village(terminal: Terminal, tmp_path: Path) -> Terminal:
    """Three lines of two speakers, “modal is small” marked."""
    path = tmp_path / "village.vtt"
    path.write_text(VTT, encoding="utf-8")
    terminal.ok("import", path)
    terminal.ok("tag", 1, "4.5s", "8s", "--quote")
    return terminal


def lines(terminal: Terminal) -> list[tuple[str, str]]:
    return [(cue["speaker"], cue["text"]) for cue in terminal.json("transcript", 1)]


def test_speakers_are_listed_with_how_much_they_say(village: Terminal) -> None:
    assert village.json("speakers", 1) == [
        {"digit": 1, "name": "Speaker 1", "cues": 2, "word_count": 9, "spoken_ms": 8_000},
        {"digit": 2, "name": "Speaker 2", "cues": 1, "word_count": 4, "spoken_ms": 4_000},
    ]


def test_a_speaker_is_renamed_everywhere_and_two_made_one(village: Terminal) -> None:
    assert village.ok("rename-speaker", 1, "Speaker 1", "Ada") == "2 cues changed\n"
    assert [name for name, _ in lines(village)] == ["Ada", "Ada", "Speaker 2"]
    assert village.json("marks", 1)[0]["speaker"] == "Ada"

    village.ok("rename-speaker", 1, "Speaker 2", "Ada")
    assert [row["name"] for row in village.json("speakers", 1)] == ["Ada"]

    village.ok("undo")
    village.ok("undo")
    assert [name for name, _ in lines(village)] == ["Speaker 1", "Speaker 1", "Speaker 2"]
    assert village.json("marks", 1)[0]["speaker"] == "Speaker 1"


def test_words_are_replaced_marks_follow_and_one_undo_takes_it_back(village: Terminal) -> None:
    shown = village.json("replace", 1, "modal", "model", "--dry-run")
    assert [(row["start_ms"], row["before"], row["after"]) for row in shown] == [
        (0, "Hello from the modal village.", "Hello from the model village."),
        (4_000, "The modal is small.", "The model is small."),
    ]
    assert lines(village)[0][1] == "Hello from the modal village."

    assert village.json("replace", 1, "modal", "model") == shown
    assert [text for _, text in lines(village)][:2] == [
        "Hello from the model village.", "The model is small.",
    ]  # fmt: skip
    assert village.json("marks", 1)[0]["text"] == "model is small."

    village.ok("undo")
    assert lines(village)[1][1] == "The modal is small."
    assert village.json("marks", 1)[0]["text"] == "modal is small."


def test_a_pattern_may_move_words_about(village: Terminal) -> None:
    village.ok("replace", 1, r"(\w+) village", r"village of \1s", "--pattern")
    assert lines(village)[0][1] == "Hello from the village of modals."


def test_case_and_whole_words_can_matter(village: Terminal) -> None:
    assert len(village.json("replace", 1, "the", "a", "--dry-run")) == 2
    assert len(village.json("replace", 1, "the", "a", "--dry-run", "--match-case")) == 1
    assert len(village.json("replace", 1, "mod", "x", "--dry-run")) == 3
    assert village.json("replace", 1, "mod", "x", "--dry-run", "--whole-words") == []


def test_cues_become_paragraphs(village: Terminal) -> None:
    assert village.ok("paragraphs", 1) == "1 paragraphs made\n"
    assert lines(village) == [
        ("Speaker 1", "Hello from the modal village. The modal is small."),
        ("Speaker 2", "Is it a model?"),
    ]
    assert village.json("marks", 1)[0]["text"] == "modal is small."
    village.ok("undo")
    assert village.ok("paragraphs", 1, "--longest", "6s") == "0 paragraphs made\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("rename-speaker", 1, "Cleo", "Ada"), "Nobody called “Cleo” speaks"),
        (("rename-speaker", 1, "Speaker 1", "  "), "A speaker needs a name."),
        (("replace", 1, "", "x"), "There is nothing to look for"),
        (("replace", 1, "(a+)+b", "x", "--pattern"), "repeats what is itself a repeat"),
        (("replace", 1, "(", "x", "--pattern"), "is no pattern that can be read"),
        (("replace", 1, "modal", r"\3", "--pattern"), "cannot stand in for the pattern"),
        (("replace", 1, "Is it a model?", " "), "A line would have no words left"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    village: Terminal, words: tuple[str | int, ...], sentence: str
) -> None:
    before = lines(village)
    said = village.types(*words)
    assert said.status != 0
    assert sentence in said.complaint
    assert lines(village) == before
