"""Disks that fill up or refuse, and other programs that hold the library."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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


@pytest.fixture
def make_disk(tmp_path: Path) -> Iterator[Callable[[str], Disk]]:
    """Mounts a disk of a size such as ``2m``; needs root, since root's files ignore chmod."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or sys.platform != "linux":
        pytest.skip("mounting a small disk needs root on Linux")
    made: list[Disk] = []

    def make(size: str) -> Disk:
        path = tmp_path / f"disk{len(made)}"
        path.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)]
        if subprocess.run(words, check=False, capture_output=True).returncode:
            pytest.skip("this machine does not let us mount a small disk")
        made.append(Disk(path))
        return made[-1]

    yield make
    for disk in made:
        subprocess.run(["umount", "--lazy", str(disk.path)], check=True)


@pytest.fixture
def hold() -> Iterator[Callable[[Path], Holder]]:
    """Locks a library from another process."""
    holders: list[Holder] = []

    def make(path: Path) -> Holder:
        holders.append(Holder(path))
        return holders[-1]

    yield make
    for holder in holders:
        holder.release()
