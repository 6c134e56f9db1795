"""Many notes at once: each is a change of its own, and all processors may read."""

from __future__ import annotations

import os
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


def note(number: int, said: str = "Said") -> bytes:
    head = f"---\ntitle: T{number}\nvideoId: video{number}\n---\n\n"
    return f"{head}## H\n{said} {TAG}.\n".encode()


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


def notes_of(library: Library) -> list[tuple[str, tuple[int, ...]]]:
    return [(mark.note, mark.topics) for mark in library.notebook.annotations(1)]


def test_a_note_of_a_known_video_is_taken_back_and_done_again(library: Library) -> None:
    importing = NoteImport(library)
    with library.together():
        importing.add(read_for_library("/1.md", note(1)))
        importing.add(read_for_library("/more.md", note(1, "Rye rises slowly")))
    both = notes_of(library)
    assert [text for text, _ in both] == ["Said", "Rye rises slowly"]

    for _ in range(2):
        library.undo(1)
        assert notes_of(library) == both[:1]
        assert library.search.find("rye") == ()

        library.redo(1)
        assert notes_of(library) == both
        assert len(library.search.find("rye")) == 1


def test_a_mark_that_was_removed_since_does_not_come_back_with_its_note(library: Library) -> None:
    importing = NoteImport(library)
    importing.add(read_for_library("/1.md", note(1)))
    importing.add(read_for_library("/more.md", note(1, "Rye rises slowly")))
    library.undo(1)
    library.redo(1)
    [_, rye] = library.notebook.annotations(1)
    with library.changing("Remove", None) as change:
        change.writes.remove_annotation(rye)
    library.undo(1)  # the removal; then the import, then both again
    library.undo(1)
    library.redo(1)
    library.redo(1)

    assert [text for text, _ in notes_of(library)] == ["Said"]


def test_what_a_batch_brings_and_takes_is_what_search_finds(library: Library) -> None:
    importing = NoteImport(library)
    with library.together():
        importing.add(read_for_library("/1.md", note(1, "Rye rises slowly")))
        importing.add(read_for_library("/1.md", note(1, "Salt is slow")))
        importing.add(read_for_library("/2.md", note(2, "Wait for the salt")))

    assert library.search.find("rye") == ()
    assert len(library.search.find("salt")) == 2


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


def _end(_group: object) -> None:
    os._exit(9)


def test_where_a_worker_is_killed_the_rest_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.session.note_pool._MANY", 2)
    monkeypatch.setattr("annotator.session.note_pool._finish_group", _end)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    files = [tmp_path / f"{number}.md" for number in range(4)]
    for number, file in enumerate(files):
        file.write_bytes(note(number))

    read = list(read_notes(files, lambda _source: None))

    assert [r.title for _, r in read if isinstance(r, ReadNote)] == ["T0", "T1", "T2", "T3"]
