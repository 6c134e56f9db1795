"""Notes written from the command line: to the terminal, a file, a folder, and never over work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typed import Terminal

NOTE = """\
---
title: a talk
---

From: [[unknown_show | Unknown show]] <br/>\N{SPACE}

## [[craft | Craft]]
*   "you learn it by getting wet" <a class="yt-timestamp" data-t="00:00:04">[00:00:04]</a>."""


@pytest.fixture
def tagged(with_talk: Terminal) -> Terminal:
    with_talk.ok("tag", 1, "0:04", "0:08", "--topic", "Craft")
    return with_talk


def test_a_note_is_printed(tagged: Terminal) -> None:
    assert tagged.ok("export", 1, "--format", "wiki") == NOTE + "\n"
    assert tagged.ok("export", 1, "--format", "wiki", "--out", "-") == NOTE + "\n"
    assert tagged.json("export", 1, "--format", "wiki") == [{"text": NOTE}]


def test_a_note_is_written_to_a_file_byte_for_byte(tagged: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "note.md"

    said = tagged.types("export", 1, "--format", "wiki", "--out", target)

    assert (said.status, said.out, said.err) == (0, "", f"Wrote {target}\n")
    assert target.read_text(encoding="utf-8") == NOTE


@pytest.mark.parametrize(
    ("note_format", "name"), [("wiki", "a talk.md"), ("csv", "a talk.csv"), ("srt", "a talk.srt")]
)
def test_a_note_finds_its_own_name_in_a_folder(
    tagged: Terminal, tmp_path: Path, note_format: str, name: str
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()

    tagged.ok("export", "a talk", "--format", note_format, "--out", folder)

    assert [item.name for item in folder.iterdir()] == [name]


def test_a_note_as_it_was_written_is_brought_up_to_date(tagged: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "note.md"
    tagged.ok("export", 1, "--format", "wiki", "--out", target)
    tagged.ok("tag", 1, "0:00", "0:04", "--topic", "Craft")

    tagged.ok("export", 1, "--format", "wiki", "--out", target)

    assert "nobody learns" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("where", ["file", "folder"])
def test_a_note_edited_since_is_not_overwritten_unless_asked(
    tagged: Terminal, tmp_path: Path, where: str
) -> None:
    target = tmp_path / "a talk.md"
    out = target if where == "file" else tmp_path
    tagged.ok("export", 1, "--format", "wiki", "--out", out)
    target.write_text("my own words\n")

    said = tagged.types("export", 1, "--format", "wiki", "--out", out)
    assert said.status == 1
    assert said.complaint == (
        f"“{target}” exists and is not as Annotator wrote it; choose another name or pass --force."
    )
    assert target.read_text() == "my own words\n"

    tagged.ok("export", 1, "--format", "wiki", "--out", out, "--force")
    assert target.read_text(encoding="utf-8") == NOTE


def test_a_file_that_was_never_ours_is_not_overwritten(tagged: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "diary.md"
    target.write_text("dear diary\n")

    assert tagged.types("export", 1, "--format", "wiki", "--out", target).status == 1
    assert target.read_text() == "dear diary\n"


def test_notes_of_two_episodes_of_one_title_lie_side_by_side(
    tagged: Terminal, talk: Path, tmp_path: Path
) -> None:
    other = talk.with_name("other.wav")
    other.write_bytes(talk.read_bytes() + b"\0\0")
    tagged.ok("import", other, "--title", "A talk")
    folder = tmp_path / "notes"
    folder.mkdir()

    for episode in (1, 2, 1, 2):
        tagged.ok("export", episode, "--format", "wiki", "--out", folder)

    first, second = folder / "a talk.md", folder / "A talk 2.md"
    assert sorted(folder.iterdir()) == [second, first]
    assert "getting wet" in first.read_text(encoding="utf-8")
    assert "getting wet" not in second.read_text(encoding="utf-8")


def test_marks_may_be_ordered_by_time(tagged: Terminal) -> None:
    tagged.ok("tag", 1, "0:00", "0:04", "--topic", "Sea")

    note = tagged.ok("export", 1, "--format", "wiki", "--by-time")

    assert "## " not in note
    assert note.index("nobody learns") < note.index("getting wet")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: folder / "gone" / "note.md", "No such file or directory"),
        (lambda folder: _file(folder) / "note.md", "Not a directory"),
        (lambda folder: folder / ("n" * 300 + ".md"), "File name too long"),
    ],
    ids=["no folder", "no folder but a file", "name too long"],
)
def test_a_place_that_cannot_be_written_is_told(
    tagged: Terminal, tmp_path: Path, make: object, reason: str
) -> None:
    target = make(tmp_path)  # type: ignore[operator]

    said = tagged.types("export", 1, "--format", "wiki", "--out", target)

    assert said.status == 1
    assert said.complaint == f"The note could not be written to “{target}”: {reason}."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_not_ours_is_told(tagged: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir(mode=0o500)

    said = tagged.types("export", 1, "--out", folder)

    assert said.status == 1
    assert "Permission denied" in said.complaint


def _file(folder: Path) -> Path:
    path = folder / "a file"
    path.write_text("not a folder")
    return path


def test_the_whole_transcript_is_written_as_subtitles(with_talk: Terminal) -> None:
    written = with_talk.ok("export", 1, "--format", "transcript-srt")
    assert written.startswith("1\n00:00:00,000 --> ")
    assert "you learn it by getting wet" in written


def test_an_episode_without_words_has_no_subtitles(terminal: Terminal, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("---\ntitle: Silent\nvideoId: abcDEF12_-9\n---\n\nSaid [00:01:00]\n")
    terminal.ok("notes", "import", note)
    said = terminal.types("export", 1, "--format", "transcript-vtt")
    assert said.status == 1
    assert "“Silent” has no transcript to write" in said.err
