"""The command line stays light: what a verb does not need is not imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typed import Terminal

HEAVY = ("PySide6", "vlc", "av", "yt_dlp", "rapidfuzz", "faster_whisper", "numpy", "jinja2")
LIGHT_LISTS = (*HEAVY, "annotator.formats", "annotator.exporters")


def imported(terminal: Terminal, *words: str) -> set[str]:
    """The modules a command imports, as Python itself tells them."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "annotator", "--library", terminal.library,
         *words],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines() if "|" in line}


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_imports_next_to_nothing(terminal: Terminal, words: list[str]) -> None:
    modules = imported(terminal, *words)

    assert "annotator.commands.registry" in modules
    heavy = (*LIGHT_LISTS, "sqlite_utils", "annotator.store", "tomlkit", "platformdirs")
    assert modules.isdisjoint(heavy)


@pytest.mark.parametrize("words", [["episodes"], ["tag", "1", "0:00", "0:04", "--quote"]])
def test_everyday_verbs_import_neither_window_nor_player_nor_formats(
    with_talk: Terminal, words: list[str]
) -> None:
    modules = imported(with_talk, *words)

    assert "sqlite3" in modules
    assert modules.isdisjoint((*LIGHT_LISTS, "sqlite_utils"))


def test_import_and_export_need_no_window(terminal: Terminal, talk: Path) -> None:
    assert imported(terminal, "import", str(talk)).isdisjoint({"PySide6", "vlc", "yt_dlp"})
    assert imported(terminal, "export", "1", "--format", "wiki").isdisjoint(HEAVY)
