"""The trash at a terminal."""

from __future__ import annotations

from pathlib import Path

from typed import Terminal


def test_an_episode_goes_into_the_trash_and_comes_back(terminal: Terminal, talk: Path) -> None:
    terminal.ok("import", talk, "--title", "Sailing")
    terminal.ok("trash", "add", "Sailing")
    assert terminal.json("episodes") == []
    [row] = terminal.json("trash", "list")
    assert (row["id"], row["title"]) == (1, "Sailing")

    terminal.ok("trash", "restore", "sailing")
    assert [row["id"] for row in terminal.json("episodes")] == [1]
    assert "There is no “Sailing” in the trash" in terminal.types("trash", "restore", "Sailing").err


def test_emptying_the_trash_has_to_be_meant(terminal: Terminal, talk: Path) -> None:
    terminal.ok("import", talk)
    terminal.ok("trash", "add", "1")

    said = terminal.types("trash", "empty")
    assert said.status != 0
    assert "would delete 1 episode for good" in said.err
    assert len(terminal.json("trash", "list")) == 1

    terminal.ok("trash", "empty", "--for-good")
    assert terminal.json("trash", "list") == []
    assert talk.exists()
