"""The library's file or its log taken away by another program while it is open."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import LibraryReadOnlyError
from annotator.domain.notes import Topic
from annotator.store import Library, open_library
from annotator.store.standing import synced_by


def add_topic(library: Library, name: str) -> None:
    with library.changing("New topic", None) as change:
        change.writes.add_topic(Topic(0, name, name, "#D9822B"))


def topics(path: Path) -> list[str]:
    """What another program finds in a file that nobody has open."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM topic ORDER BY id")]


def test_a_library_that_stands_where_it_stood_needs_no_rescue(talk: Path) -> None:
    library = open_library(talk)
    add_topic(library, "Craft")
    assert library.rescue() == ""
    library.close()


def test_when_the_log_is_removed_all_is_put_into_the_file_and_nothing_more_is_taken(
    talk: Path, tmp_path: Path
) -> None:
    library = open_library(talk)
    add_topic(library, "Craft")
    talk.with_name(talk.name + "-wal").unlink()
    sentence = library.rescue()
    assert "removed the log" in sentence
    assert "all is saved" in sentence
    copied = shutil.copy(talk, tmp_path / "copied.sqlite")
    assert topics(copied) == ["Craft"]
    with pytest.raises(LibraryReadOnlyError):
        add_topic(library, "Bread")
    assert library.rescue() == sentence
    library.close()
    again = open_library(talk)
    add_topic(again, "Bread")
    assert [topic.name for topic in again.notebook.topics()] == ["Craft", "Bread"]
    again.close()


def test_when_the_file_is_replaced_the_work_is_kept_beside_it(talk: Path) -> None:
    older = talk.with_name("older.sqlite")
    shutil.copy(talk, older)
    library = open_library(talk)
    add_topic(library, "Craft")
    older.replace(talk)  # as a program does that keeps folders the same on two machines
    sentence = library.rescue()
    (kept,) = talk.parent.glob("library.sqlite.rescued-*")
    assert str(kept) in sentence
    assert topics(kept) == ["Craft"]
    assert topics(talk) == []
    with pytest.raises(LibraryReadOnlyError):
        add_topic(library, "Bread")
    assert library.rescue() == sentence
    assert len(list(talk.parent.glob("library.sqlite.rescued-*"))) == 1
    library.close()


def test_when_the_file_is_removed_the_work_is_kept_beside_it(talk: Path) -> None:
    library = open_library(talk)
    add_topic(library, "Craft")
    talk.unlink()
    assert "replaced or removed" in library.rescue()
    (kept,) = talk.parent.glob("library.sqlite.rescued-*")
    assert topics(kept) == ["Craft"]
    library.close()


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox/notes", "Dropbox"),
        ("OneDrive - Work/x", "OneDrive"),
        ("My Drive", "Google Drive"),
        ("Library/Mobile Documents/x", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("documents", ""),
        ("my-dropboxes", ""),
    ],
)
def test_folders_that_are_kept_the_same_on_several_machines_are_known(
    tmp_path: Path, folder: str, program: str
) -> None:
    assert synced_by(tmp_path / folder / "library.sqlite") == program


def test_a_folder_of_syncthing_is_known_by_its_mark(tmp_path: Path) -> None:
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    assert synced_by(tmp_path / "shared" / "deep" / "library.sqlite") == "Syncthing"
