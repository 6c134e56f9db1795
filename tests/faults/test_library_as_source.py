"""The open library named as a file to import or to export to: refused before it is opened.

A process that opens a file of its own database and closes it loses all its locks on it, and the
next program to close the library takes the log away.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError, TranscriptError
from annotator.domain.notes import Episode
from annotator.files import write_atomically
from annotator.sources.local_file import describe_media, fetch_local, fetch_transcript
from annotator.sources.note_files import read_note_file
from annotator.store import Library, open_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(open_library(tmp_path / "library.sqlite")) as library:
        with library.changing("Import", None) as change:
            change.writes.add_episode(Episode(0, "e", "Bread", created_at=library.now()))
        yield library


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
@pytest.mark.parametrize("name", ["itself", "another name", "a link"])
def test_a_library_that_is_open_is_no_file_to_read_or_write_as_any_other(
    library: Library, tmp_path: Path, ending: str, name: str
) -> None:
    path = library.path
    own = path.with_name(path.name + ending)
    given = own if name == "itself" else tmp_path / "talk.txt"
    if name == "another name":
        os.link(own, given)
    elif name == "a link":
        given.symlink_to(own)
    ways: tuple[Callable[[Path], object], ...] = (
        lambda given: fetch_local(given, None, lambda _done: None),
        fetch_transcript,
        lambda given: describe_media(given, lambda _done: None),
        read_note_file,
    )

    for way in ways:
        with pytest.raises(AnnotatorError, match="it belongs to the library that is open"):
            way(given)
    with pytest.raises(OSError, match="it belongs to the library that is open"):
        write_atomically(given, b"note")

    # SQLite takes the log away with the last who closes a library; a lock of ours says we stay.
    look = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT * FROM episode')"
    subprocess.run([sys.executable, "-c", look, str(path)], check=True)
    assert path.with_name(path.name + "-wal").exists()
    assert library.rescue() == ""


def test_the_library_given_as_a_source_is_refused_in_one_sentence(library: Library) -> None:
    with pytest.raises(AnnotatorError) as refused:
        fetch_local(library.path, None, lambda _done: None)
    sentence = f"“{library.path}” cannot be read: it belongs to the library that is open."
    assert str(refused.value) == sentence


def test_a_library_that_was_closed_is_a_file_like_any_other(library: Library) -> None:
    path = library.path
    again = open_library(path)
    library.close()
    with pytest.raises(TranscriptError, match="belongs to the library"):
        fetch_transcript(path)
    again.close()
    (read,) = fetch_transcript(path).transcripts
    assert read.data.startswith(b"SQLite format 3")
