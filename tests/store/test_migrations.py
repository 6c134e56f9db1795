"""The schema: what the migrations make is what is written down, and changes are all or none."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import LibraryNewerError
from annotator.resources import migrations
from annotator.store import open_library
from annotator.store.backup import back_up, backups
from annotator.store.database import check_integrity, newest_schema, read_header

ROOT = Path(__file__).parents[2]


def schema(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 2").fetchall()


def set_schema_number(path: Path, number: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {number}")
        connection.commit()


@pytest.fixture
def more_migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`more_migrations(sql)`: the program from here on knows one migration more."""

    def know(script: str) -> None:
        folder = tmp_path / "migrations"
        if not folder.exists():
            shutil.copytree(migrations(), folder)
        number = len(list(folder.glob("*.sql"))) + 1
        (folder / f"{number:04}_more.sql").write_text(script, encoding="utf-8")
        monkeypatch.setattr("annotator.store.database.migrations", lambda: folder)

    return know


def test_the_written_schema_is_what_the_migrations_make() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "scripts" / "write_schema.py", "--print"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    written = (ROOT / "db" / "schema.sql").read_text(encoding="utf-8")
    assert written == made, "run scripts/write_schema.py"


def test_the_written_schema_makes_the_same_database(tmp_path: Path, path: Path) -> None:
    open_library(path).close()
    by_hand = tmp_path / "by-hand.sqlite"
    with closing(sqlite3.connect(by_hand)) as connection:
        connection.executescript((ROOT / "db" / "schema.sql").read_text(encoding="utf-8"))

    ours = [entry for entry in schema(path) if "sqlite_migrations" not in entry[1]]

    assert schema(by_hand) == ours


def test_every_table_and_view_is_explained_to_people(path: Path) -> None:
    open_library(path).close()
    about = (ROOT / "db" / "README.md").read_text(encoding="utf-8")
    names = [name for kind, name, _ in schema(path) if kind in ("table", "view")]

    unexplained = [
        name
        for name in names
        if not name.startswith(("sqlite_", "passage_text_", "mark_text_"))
        and f"`{name}`" not in about
    ]

    assert unexplained == []


def test_a_new_library_says_what_it_is(path: Path) -> None:
    open_library(path).close()

    header = read_header(path)

    assert header is not None
    assert header.application_id.to_bytes(4, "big") == b"ANNO"
    assert header.schema == newest_schema()
    assert check_integrity(path) == ""


def test_a_newer_library_is_refused_and_left_as_it_is(path: Path) -> None:
    open_library(path).close()
    set_schema_number(path, newest_schema() + 1)
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    with pytest.raises(LibraryNewerError, match=r"newer Annotator .* update the program"):
        open_library(path)

    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_migration_comes_after_a_backup_and_keeps_the_work(
    path: Path, more_migrations: Callable[[str], None], add_topic: Callable[..., object]
) -> None:
    add_topic("Kept")
    before = newest_schema()
    more_migrations("ALTER TABLE topic ADD COLUMN symbol TEXT NOT NULL DEFAULT '';\n")

    with closing(open_library(path)) as migrated:
        assert [topic.name for topic in migrated.notebook.topics()] == ["Kept"]

    [saved] = backups(path)
    assert saved.name.endswith("-migration.sqlite")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (before + 1,)
    with closing(sqlite3.connect(saved)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (before,)
        assert connection.execute("SELECT name FROM topic").fetchall() == [("Kept",)]


def test_a_migration_that_fails_half_way_changes_nothing(
    path: Path, more_migrations: Callable[[str], None], add_topic: Callable[..., object]
) -> None:
    add_topic("Kept")
    before, number = schema(path), newest_schema()
    more_migrations(
        "CREATE TABLE halfway (id INTEGER PRIMARY KEY);\n"
        "UPDATE topic SET name = 'Spoiled';\n"
        "INSERT INTO no_such_table VALUES (1);\n"
    )

    with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        open_library(path)

    assert schema(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM topic").fetchall() == [("Kept",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (number,)
    assert len(backups(path)) == 1


def test_a_migration_killed_half_way_changes_nothing(
    path: Path, more_migrations: Callable[[str], None], add_topic: Callable[..., object]
) -> None:
    add_topic("Kept")
    before = schema(path)
    more_migrations(
        "CREATE TABLE halfway (id INTEGER PRIMARY KEY);\n"
        "UPDATE topic SET name = 'Spoiled';\n"
        "SELECT die();\n"
    )
    # The process ends inside the transaction, at the third statement.
    dying = """
import os, sqlite3, sys
from pathlib import Path
import annotator.store.database as database
database.migrations = lambda: Path(sys.argv[2])
connect = sqlite3.connect
def deadly(*given, **named):
    connection = connect(*given, **named)
    connection.create_function("die", 0, lambda: os._exit(9))
    return connection
sqlite3.connect = deadly
database.open_database(Path(sys.argv[1]))
"""
    ended = subprocess.run(
        [sys.executable, "-c", dying, path, path.parent / "migrations"], check=False
    )

    assert ended.returncode == 9
    assert schema(path) == before
    assert check_integrity(path) == ""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM topic").fetchall() == [("Kept",)]
    assert len(backups(path)) == 1


def test_two_programs_that_start_at_once_migrate_once(
    path: Path,
    more_migrations: Callable[[str], None],
    add_topic: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_topic("Kept")
    more_migrations("ALTER TABLE topic ADD COLUMN symbol TEXT NOT NULL DEFAULT '';\n")
    both = threading.Barrier(2)

    def slowly(path: Path, reason: str) -> Path:
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(0.3)  # where both have found it old, they meet here
        return back_up(path, reason=reason)

    monkeypatch.setattr("annotator.store.database.back_up", slowly)

    def topic_names() -> list[str]:
        with closing(open_library(path)) as library:
            return [topic.name for topic in library.notebook.topics()]

    with ThreadPoolExecutor(2) as programs:
        starts = [programs.submit(topic_names) for _ in range(2)]

    assert [start.result() for start in starts] == [["Kept"], ["Kept"]]


def test_an_older_library_in_a_read_only_place_says_what_it_needs(
    path: Path, more_migrations: Callable[[str], None]
) -> None:
    from annotator.domain.errors import LibraryReadOnlyError

    open_library(path).close()
    more_migrations("ALTER TABLE topic ADD COLUMN symbol TEXT NOT NULL DEFAULT '';\n")

    with pytest.raises(LibraryReadOnlyError, match="make its folder writable"):
        open_library(path, read_only=True)
