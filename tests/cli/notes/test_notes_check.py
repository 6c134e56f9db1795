"""`annotator notes check`: what is wrong with notes is told, and what is sure is mended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from vault_notes import Run, note, put, tag

SLIPPED = note(times=("02:19:00", "03:48:00", "04:31:00"))
MENDED = note(times=("00:02:19", "00:03:48", "00:04:31"))


def test_a_sound_note_is_clean(run: Run, vault: Path) -> None:
    assert run("notes", "check", put(vault, "a.md", note()))[:2] == (
        0, "Notes: 1 checked, nothing found.\n",
    )  # fmt: skip


def test_check_names_what_is_wrong_and_touches_nothing(run: Run, vault: Path) -> None:
    path = put(vault, "a.md", SLIPPED)

    status, out, _ = run("notes", "check", path)

    assert status == 1
    lines = out.splitlines()
    assert lines[0] == (
        f"{path}:8:46: shifted-time: 02:19:00 is likely 2:19: the note writes minutes and seconds"
        " as hours and minutes."
    )
    assert lines[1] == f"    high: {tag('00:02:19')}"
    assert lines[-1] == "Notes: 1 checked, 3 found, 3 of them would be mended with --fix."
    assert path.read_text() == SLIPPED


def test_fix_mends_the_sure_ones_and_shows_the_difference(run: Run, vault: Path) -> None:
    path = put(vault, "a.md", SLIPPED)

    status, out, _ = run("notes", "check", path, "--fix")

    assert status == 0
    assert path.read_text() == MENDED
    assert f"--- {path}\n+++ {path}\n@@ " in out
    assert "\n-*   **Weight:** the stones push each other " + tag("03:48:00") in out
    assert "\n+*   **Weight:** the stones push each other " + tag("00:03:48") in out
    assert out.endswith("Notes: 1 checked, nothing left, 3 mended.\n")
    assert run("notes", "check", path, "--fix")[:2] == (0, "Notes: 1 checked, nothing found.\n")


def test_fix_keeps_line_breaks_and_bytes_that_are_no_text(run: Run, vault: Path) -> None:
    data = SLIPPED.replace("\n", "\r\n").encode().replace(b"stand", b"st\xffnd")
    path = put(vault, "a.md", data)

    run("notes", "check", path, "--fix")

    assert path.read_bytes() == MENDED.replace("\n", "\r\n").encode().replace(b"stand", b"st\xffnd")


def test_json_has_every_finding_with_its_repair(run: Run, vault: Path) -> None:
    path = put(vault, "a.md", SLIPPED)

    status, out, _ = run("notes", "check", path, "--json")

    [found] = json.loads(out)
    assert status == 1
    assert found["path"] == str(path)
    assert found["findings"][0] == {
        "line": 8,
        "column": 46,
        "kind": "shifted-time",
        "told": "02:19:00 is likely 2:19: the note writes minutes and seconds as hours and"
        " minutes.",
        "found": tag("02:19:00"),
        "repair": tag("00:02:19"),
        "sure": "high",
        "fixed": False,
    }


def test_the_length_of_the_episode_is_taken_from_the_library(run: Run, vault: Path) -> None:
    talk = put(vault, "talk.srt", "1\n00:00:10,000 --> 00:09:00,000\nan arch never sleeps at all\n")
    run("import", talk, "--video-id", "abcDEF12345")
    path = put(vault, "a.md", note(times=("00:00:12", "03:48:00", "00:05:00")))

    _, out, _ = run("notes", "check", path)

    assert "it is past the end of the episode, and minutes and seconds fit" in out


def test_links_are_checked_in_a_folder(run: Run, vault: Path) -> None:
    put(vault, "load_paths.md", "Words.\n")
    (vault / "quiet_builders").mkdir()
    path = put(vault / "quiet_builders", "a.md", note())

    status, out, _ = run("notes", "check", vault)

    assert status == 1
    assert out == (
        f"{path}:11:5: missing-note: There is no note “stone_arches”.\nNotes: 2 checked, 1 found.\n"
    )
    assert run("notes", "check", path)[0] == 0


def test_a_note_that_cannot_be_written_is_left_as_it_is(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(vault, "a.md", SLIPPED)

    def refuse(_path: Path, _content: bytes) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("annotator.commands.note_check.write_atomically", refuse)

    status, out, _ = run("notes", "check", path, "--fix")

    assert status == 1
    assert f"“{path}” could not be mended: Read-only file system; it is as it was." in out
    assert path.read_text() == SLIPPED
    assert [item.name for item in vault.iterdir()] == ["a.md"]
