"""``kill -9`` at random moments while marks are made: every mark that was shown is there."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.store import open_library
from annotator.store.backup import back_up
from annotator.store.database import check_integrity

KILLS = 200
_LONGEST_S = 0.06


class Storm:
    """Children that make marks, each to be killed."""

    def __init__(self, path: Path) -> None:
        script = Path(__file__).with_name("storm.py")
        self._server = subprocess.Popen(
            [sys.executable, str(script), str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def begin(self, first: int, told: Path) -> int:
        """The process id of a child that has shown its first mark, the `first` of all."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(f"{first} {told}\n")
        self._server.stdin.flush()
        child = int(self._server.stdout.readline())
        while not (told.exists() and told.stat().st_size):
            assert self._server.poll() is None
            time.sleep(0.0005)
        return child

    def kill(self, child: int) -> None:
        assert self._server.stdout is not None
        os.kill(child, signal.SIGKILL)
        assert self._server.stdout.readline() == "ended\n"

    def close(self) -> None:
        os.killpg(self._server.pid, signal.SIGKILL)
        for pipe in (self._server.stdin, self._server.stdout):
            assert pipe is not None
            pipe.close()
        self._server.wait(timeout=30)


@pytest.fixture
def storm(long_talk: Path) -> Iterator[Storm]:
    if not hasattr(os, "fork"):
        pytest.skip("needs os.fork, to kill a process 200 times within a minute")
    storm = Storm(long_talk)
    yield storm
    storm.close()


def test_no_mark_that_was_shown_is_lost_in_200_kills(
    long_talk: Path, storm: Storm, tmp_path: Path
) -> None:
    moments = random.Random(20260731)
    shown: set[str] = set()
    stored = 0
    for number in range(KILLS):
        file = tmp_path / f"told-{number}.txt"
        child = storm.begin(stored, file)
        moment = time.perf_counter() + moments.uniform(0, _LONGEST_S)
        while time.perf_counter() < moment:
            """Spinning: a sleep ends on the scheduler's beat, and the kills would too."""
        storm.kill(child)
        told = file.read_text().split()
        assert len(told) == len(set(told)) >= 1
        shown.update(told)
        found = _uids(long_talk)
        assert shown - found == set()
        # A mark may be stored and its child killed before it could say so: at most one a kill.
        assert len(found) - len(shown) <= number + 1
        stored = len(found)
    assert check_integrity(long_talk) == ""
    library = open_library(long_talk)
    assert {mark.uid for mark in library.notebook.annotations(1)} >= shown
    # The journal has kept pace: what was shown last can be taken back, and comes again.
    newest = library.notebook.annotations(1)[-1].uid
    assert library.undo(1) is not None
    assert newest not in {mark.uid for mark in library.notebook.annotations(1)}
    assert library.redo(1) is not None
    assert newest in {mark.uid for mark in library.notebook.annotations(1)}
    library.close()


def test_a_backup_made_while_another_program_makes_marks_is_sound(
    long_talk: Path, storm: Storm, tmp_path: Path
) -> None:
    file = tmp_path / "told.txt"
    child = storm.begin(0, file)
    for number in range(5):
        shown = set(file.read_text().split())
        copy = back_up(long_talk, reason=f"try{number}")
        assert check_integrity(copy) == ""
        assert shown - _uids(copy) == set()
        until_more(file, len(shown))
    storm.kill(child)


def until_more(file: Path, count: int) -> None:
    """Wait until the storm has shown more marks than `count`."""
    while len(file.read_text().split()) <= count:
        time.sleep(0.0005)


def _uids(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {uid for (uid,) in connection.execute("SELECT uid FROM annotation")}
