"""Somebody at a terminal: what they type, and what they then read."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from annotator.app import run

LINES = ("nobody learns to sail by reading", "you learn it by getting wet", "and then dry again")
SRT = "".join(
    f"{number}\n00:00:{4 * number - 4:02},000 --> 00:00:{4 * number:02},000\n{line}\n\n"
    for number, line in enumerate(LINES, 1)
)


@dataclass(frozen=True)
class Said:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What ``--json`` printed: one array of objects."""
        rows = json.loads(self.out)
        assert isinstance(rows, list)
        assert all(isinstance(row, dict) for row in rows)
        return rows

    @property
    def complaint(self) -> str:
        """The one sentence on stderr, without the program's name."""
        assert self.out == ""
        [line] = self.err.splitlines()
        assert line.startswith("annotator")
        return line.partition(": ")[2]


class Terminal:
    """Types verbs at a library, in this process or in one of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.library = folder / "library.sqlite"
        self._capsys = capsys

    def types(self, *words: str | Path | int) -> Said:
        """``annotator --library … WORDS``."""
        self._capsys.readouterr()
        given = ["--library", str(self.library), *map(str, words)]
        try:
            status = run(given)
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = self._capsys.readouterr()
        return Said(status, out, err)

    def types_in_another_process(self, *words: str | Path | int, **given: Any) -> Said:
        """The same, as a program of its own."""
        ended = subprocess.run(
            [sys.executable, "-m", "annotator", "--library", self.library, *map(str, words)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            **given,
        )
        return Said(ended.returncode, ended.stdout, ended.stderr)

    def ok(self, *words: str | Path | int) -> str:
        """What a verb that works prints."""
        said = self.types(*words)
        assert said.status == 0, said.err
        return said.out

    def json(self, *words: str | Path | int) -> list[dict[str, Any]]:
        """What a verb that works prints with ``--json``."""
        said = self.types(*words, "--json")
        assert said.status == 0, said.err
        return said.rows
