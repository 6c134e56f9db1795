"""A migration killed at any of its steps: the library is the old one or the new, never between."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.resources import migrations
from annotator.store import open_library
from annotator.store.backup import backups
from annotator.store.database import check_integrity, newest_schema, read_header

_WORK = """
INSERT INTO episode (id, uid, title, created_at) VALUES (1, 'e', 'Bread', '2026-01-31');
INSERT INTO transcript (id, episode_id, format, sha256, original, created_at)
    VALUES (1, 1, 'srt', '0', '', '2026-01-31');
UPDATE episode SET transcript_id = 1;
INSERT INTO cue (transcript_id, start_ms, end_ms, text) VALUES (1, 0, 4000, 'the dough tells you');
INSERT INTO topic (uid, name, colour) VALUES ('t', 'Craft', '#7A5AE0');
INSERT INTO annotation (uid, episode_id, kind, start_ms, end_ms, exact, created_at, changed_at)
    VALUES ('a', 1, 'quote', 0, 4000, 'the dough', '2026-01-31', '2026-01-31');
"""


def work(path: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT annotation.uid, exact, title, topic.name, cue.text"
            " FROM annotation, episode, topic, cue"
        ).fetchall()


@pytest.fixture
def old(in_memory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library as the first schema has it, with a mark in it."""
    path = in_memory / "library.sqlite"
    first = in_memory / "migrations"
    first.mkdir()
    shutil.copy(min(migrations().glob("*.sql")), first)
    with monkeypatch.context() as patch:
        patch.setattr("annotator.store.database.migrations", lambda: first)
        open_library(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_WORK)
    return path


def test_a_migration_killed_at_any_step_leaves_the_old_library_or_the_new(old: Path) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("needs os.fork, to kill a process at each step within seconds")
    before = work(old)
    script = Path(__file__).with_name("migrating.py")
    ran = subprocess.run([sys.executable, script, old], capture_output=True, text=True, check=True)
    steps = len(ran.stdout.split())
    assert steps > 50
    seen: list[int] = []
    for step in range(1, steps + 1):
        copy = old.with_name(f"{step}.sqlite")
        assert check_integrity(copy) == ""
        assert work(copy) == before
        with closing(sqlite3.connect(copy)) as connection:
            seen += connection.execute("PRAGMA user_version").fetchone()
        if step % 8 == 0:  # each of these migrates again, which takes its time
            for backup in backups(copy):
                assert check_integrity(backup) == ""
                assert work(backup) == before
            open_library(copy).close()
            assert read_header(copy).schema == newest_schema()
            assert work(copy) == before
    assert seen == sorted(seen)
    assert set(seen) == {1, newest_schema()}
