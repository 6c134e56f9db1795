"""When what is stored moves from the log into the library's file."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.app.settling import Settling
from annotator.domain.notes import Topic
from annotator.store import Library


def topics(library: Library, count: int) -> None:
    for number in range(count):
        uid = f"topic{library.written}"
        with library.changing("New topic", None) as change:
            change.writes.add_topic(Topic(0, uid, f"{uid} {number}", "#2E9E6B"))


def in_the_file_alone(path: Path) -> int:
    """How many topics are in the library's file without its log."""
    alone = path.with_name("alone.sqlite")
    shutil.copyfile(path, alone)
    with closing(sqlite3.connect(alone)) as connection:
        return int(connection.execute("SELECT count(*) FROM topic").fetchone()[0])


def test_the_log_is_settled_once_nothing_was_stored_for_a_while(
    library: Library, path: Path
) -> None:
    now = 100.0
    settling = Settling(library, lambda: now)
    topics(library, 200)  # so many that SQLite by itself would have settled them by now
    assert in_the_file_alone(path) == 0
    settling.look()
    now += 1.0
    settling.look()
    assert in_the_file_alone(path) == 0
    now += 1.5
    settling.look()
    assert in_the_file_alone(path) == 200


def test_a_few_changes_stay_in_the_log_and_are_there_for_every_reader(
    library: Library, path: Path
) -> None:
    now = 100.0
    settling = Settling(library, lambda: now)
    topics(library, 3)
    for _ in range(3):
        now += 60.0
        settling.look()
    assert in_the_file_alone(path) == 0
    assert len(library.notebook.topics()) == 3
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM topic").fetchone()[0] == 3
