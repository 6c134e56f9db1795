"""Many notes at once: each is a change of its own, and all processors may read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.session.note_import import NoteImport
from annotator.session.note_pool import read_notes
from annotator.session.note_reading import ReadNote, read_for_library
from annotator.store import Library, open_library

TAG = '<a class="yt-timestamp" data-t="00:00:05">[00:00:05]</a>'


def note(number: int) -> bytes:
    return f"---\ntitle: T{number}\nvideoId: video{number}\n---\n\n## H\nSaid {TAG}.\n".encode()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(open_library(tmp_path / "library.sqlite")) as opened:
        yield opened


def titles(library: Library) -> list[str]:
    return [row.title for row in library.episodes.summaries()]


def trash_and_fail(library: Library) -> None:
    with library.changing("Half", 1) as change:
        change.writes.trash_episode(1, library.now())
        raise ZeroDivisionError


def test_notes_imported_together_are_undone_one_by_one(library: Library) -> None:
    importing = NoteImport(library)
    with library.together():
        for number in (1, 2):
            importing.add(read_for_library(f"/{number}.md", note(number)))
    assert titles(library) == ["T1", "T2"]

    library.undo(None, anywhere=True)

    assert titles(library) == ["T1"]


def test_a_change_that_fails_takes_only_itself_back(library: Library) -> None:
    importing = NoteImport(library)
    with library.together():
        importing.add(read_for_library("/1.md", note(1)))
        with pytest.raises(ZeroDivisionError):
            trash_and_fail(library)
        importing.add(read_for_library("/2.md", note(2)))

    assert titles(library) == ["T1", "T2"]


def test_a_batch_that_fails_leaves_nothing(library: Library) -> None:
    importing = NoteImport(library)

    def add_and_fail() -> None:
        with library.together():
            importing.add(read_for_library("/1.md", note(1)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()

    assert titles(library) == []
    assert library.notebook.topics() == ()
    with library.changing("Nothing", None):
        pass  # the library takes changes again


def test_all_processors_read_the_same_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.session.note_pool._MANY", 2)
    monkeypatch.setattr("annotator.session.note_pool._TOGETHER", 3)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    files = [tmp_path / f"{number}.md" for number in range(8)]
    for number, file in enumerate(files):
        file.write_bytes(note(number))
    files[4].unlink()

    read = list(read_notes(files, lambda _source: None))

    assert [file for file, _ in read] == files
    assert isinstance(read[4][1], AnnotatorError)
    assert [r.title for _, r in read if isinstance(r, ReadNote)] == [
        f"T{n}" for n in range(8) if n != 4
    ]
