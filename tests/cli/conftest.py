"""A terminal on a library of the test's own, and an episode to import."""

from __future__ import annotations

import sys
import wave
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `typed`

from typed import SRT, Terminal


@pytest.fixture
def tmp_path(in_memory: Path) -> Path:
    """What is tested is what is written, not how long this disk takes to sync it."""
    return in_memory


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, capsys)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """Twelve seconds of sound with an SRT of three lines beside it."""
    path = tmp_path / "files" / "a talk.wav"
    path.parent.mkdir()
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 1_000, 0, "NONE", ""))
        file.writeframes(bytes(24_000))
    path.with_suffix(".srt").write_text(SRT, encoding="utf-8")
    return path


@pytest.fixture
def with_talk(terminal: Terminal, talk: Path) -> Terminal:
    """A terminal on a library that has the talk as episode 1."""
    assert terminal.ok("import", talk) == "1\n"
    return terminal
