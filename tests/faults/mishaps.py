"""Disks that fill up or refuse, and other programs that hold the library."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from annotator.domain.notes import Episode
from annotator.domain.transcript import Cue, Transcript
from annotator.store import Library
from annotator.store.changes import TranscriptSource

_LINES = (
    "Who taught you to bake bread?",
    "My aunt did, and she never used a scale.",
    "She said the dough tells you when it has had enough.",
    "Could a machine learn that?",
)


def add_talk(library: Library) -> int:
    """An episode of four lines, four seconds each; its id."""
    cues = tuple(Cue(n * 4_000, n * 4_000 + 4_000, text) for n, text in enumerate(_LINES))
    with library.changing("Import", None) as change:
        episode = change.writes.add_episode(Episode(0, "e", "Bread", created_at=library.now()))
        source = TranscriptSource("srt", "", "0")
        change.writes.use_transcript(episode.id, Transcript(cues), source=source)
    return episode.id


class Disk:
    """A small disk of its own at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self) -> None:
        """Leave no room at all."""
        filler = os.open(self.path / "filler", os.O_WRONLY | os.O_CREAT)
        size = 65_536
        while size:
            try:
                os.write(filler, bytes(size))
            except OSError:
                size //= 2
        os.close(filler)

    def free(self) -> None:
        """Give the room back."""
        (self.path / "filler").unlink()

    def refuse_writes(self) -> None:
        subprocess.run(["mount", "-o", "remount,ro", str(self.path)], check=True)


_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
print("released", flush=True)
"""


class Holder:
    """Another program that has begun to write to a library and does not come to an end."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _HOLD, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == "held"

    def release(self) -> None:
        """Let go, and be gone."""
        if self._process.poll() is None:
            assert self._process.stdin is not None
            self._process.stdin.write("\n")
            self._process.stdin.close()
            assert self._line() == "released"
            self._process.wait(timeout=30)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()
