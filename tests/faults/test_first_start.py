"""The first start, cut short: what is there afterwards opens, with all that was shown."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.domain.errors import LibraryNewerError
from annotator.store import open_library

_MARK = """
import os, signal, sys
from annotator.domain.notes import Topic
from annotator.store import open_library
library = open_library({path!r})
with library.changing("New topic", None) as change:
    change.writes.add_topic(Topic(0, "u1", "Craft", "#7A5AE0"))
os.kill(os.getpid(), signal.SIGKILL)
"""

_DIE_WHILE_MAKING = """
import os, signal, sqlite3
from annotator.store import open_library
count = 0
class Doomed(sqlite3.Connection):
    def execute(self, *given):
        global count
        count += 1
        if count == {moment}:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().execute(*given)
connect = sqlite3.connect
sqlite3.connect = lambda *given, **named: connect(*given, **named, factory=Doomed)
open_library({path!r})
"""


def _run(script: str, path: Path, **facts: object) -> int:
    text = script.format(path=path, **facts).replace("PosixPath(", "__import__('pathlib').Path(")
    return subprocess.run([sys.executable, "-c", text], check=False).returncode


def test_a_library_killed_before_its_first_checkpoint_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    assert _run(_MARK, path) == -signal.SIGKILL
    library = open_library(path)
    assert [topic.name for topic in library.notebook.topics()] == ["Craft"]
    library.close()


@pytest.mark.parametrize("moment", [1, 3, 5, 8, 20, 40, 55])
def test_a_kill_while_the_library_is_made_leaves_nothing_in_the_way(
    tmp_path: Path, moment: int
) -> None:
    path = tmp_path / "library.sqlite"
    assert _run(_DIE_WHILE_MAKING, path, moment=moment) in (-signal.SIGKILL, 0)
    library = open_library(path)
    assert library.notebook.topics() == ()
    library.close()


def test_a_newer_schema_that_is_still_in_the_log_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    open_library(path).close()
    newer = sqlite3.connect(path, isolation_level=None)
    newer.execute("PRAGMA user_version = 999")
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    before = path.read_bytes(), log.read_bytes()
    with pytest.raises(LibraryNewerError, match="newer Annotator"):
        open_library(path)
    assert (path.read_bytes(), log.read_bytes()) == before
    newer.close()


def test_nothing_is_left_beside_a_new_library(tmp_path: Path) -> None:
    open_library(tmp_path / "library.sqlite").close()
    assert [path.name for path in tmp_path.iterdir()] == ["library.sqlite"]
