"""Notes outlast a power failure: bytes reach the disk before their file has its name, the name
before the library says that the note was written.

What is watched are the program's own calls to the system, each of which is done as well.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from keeper import Keeper

from annotator.commands import REGISTRY
from annotator.files import write_atomically
from annotator.store import Library, open_library
from annotator.store.backup import back_up
from annotator.store.vaults import Vaults

_File = tuple[int, int]


class Calls:
    """What was done to files and folders, in order; each known by its device and its number."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.done: list[tuple[str, _File, _File]] = []
        self._watch(patch, os, "fsync", self._synced)
        self._watch(patch, os, "replace", self._moved)
        self._watch(patch, os, "unlink", self._removed)

    def say(self, what: str) -> None:
        self.done.append((what, (0, 0), (0, 0)))

    @staticmethod
    def _watch(
        patch: pytest.MonkeyPatch, place: Any, name: str, told: Callable[..., Callable[[], None]]
    ) -> None:
        real = getattr(place, name)

        def watched(*given: Any, **named: Any) -> Any:
            when_done = told(*given)
            made = real(*given, **named)
            when_done()
            return made

        patch.setattr(place, name, watched)

    def _synced(self, handle: int) -> Callable[[], None]:
        return lambda: self.done.append(("sync", _numbers(os.fstat(handle)), (0, 0)))

    def _moved(self, source: Any, target: Any) -> Callable[[], None]:
        file, folder = _known(Path(source)), _known(Path(target).parent)
        return lambda: self.done.append(("name", file, folder))

    def _removed(self, path: Any) -> Callable[[], None]:
        if not os.path.lexists(path):
            return lambda: None
        folder = _known(Path(path).parent)
        return lambda: self.done.append(("remove", (0, 0), folder))

    @property
    def named(self) -> int:
        """How many files were given their names."""
        return sum(what == "name" for what, _, _ in self.done)

    def at_risk(self, *, until: str = "") -> list[str]:
        """What a power failure can take: of files named before their bytes were synced, and of
        names and removals that were not when `until` was said, or at the end."""
        synced: set[_File] = set()
        loose: set[_File] = set()
        found = []
        for what, file, folder in self.done:
            if what == "sync":
                synced.add(file)
                loose.discard(file)
            elif what in ("name", "remove"):
                loose.add(folder)
                found += ["bytes"] if what == "name" and file not in synced else []
            elif what == until and loose:
                found.append(f"names in {len(loose)} folders")
        return found + ([f"names in {len(loose)} folders"] if loose else [])


def _known(path: Path) -> _File:
    return _numbers(path.stat())


def _numbers(stat: os.stat_result) -> _File:
    return stat.st_dev, stat.st_ino


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(open_library(tmp_path / "library.sqlite")) as library:
        yield library


@pytest.fixture
def keeper(library: Library, tmp_path: Path) -> Keeper:
    keeper = Keeper(library, tmp_path / "vault", "wiki")
    keeper.fill()
    return keeper


@pytest.fixture
def calls(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What is done from when somebody has a library."""
    return Calls(monkeypatch)


def test_what_can_be_lost_is_seen(tmp_path: Path, calls: Calls) -> None:
    (tmp_path / "part").write_text("new")
    (tmp_path / "part").replace(tmp_path / "note.md")
    assert calls.at_risk() == ["bytes", "names in 1 folders"]


def test_a_file_and_its_name_reach_the_disk(tmp_path: Path, calls: Calls) -> None:
    write_atomically(tmp_path / "note.md", b"new")
    assert calls.named == 1
    assert calls.at_risk() == []


@pytest.mark.parametrize("way", ["wiki", "obsidian", "csv"])
def test_exported_notes_reach_the_disk(
    keeper: Keeper, calls: Calls, tmp_path: Path, way: str
) -> None:
    (tmp_path / "notes").mkdir()
    for title in ("On bread: a talk", "Salt"):
        REGISTRY["export.note"].run(
            keeper.context, episode=title, note_format=way, out=str(tmp_path / "notes")
        )
    assert calls.named == len(list((tmp_path / "notes").iterdir())) == 2
    assert calls.at_risk() == []


def test_a_vaults_notes_reach_the_disk_before_the_library_says_so(
    keeper: Keeper, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Vaults.keep_notes

    def kept(*given: Any) -> None:
        calls.say("kept")
        real(*given)

    monkeypatch.setattr(Vaults, "keep_notes", kept)
    for change in (
        lambda: None,
        lambda: keeper.rename("Craft", "Handwork"),
        lambda: keeper.mark(1, 200, "Late.", "Another"),
        lambda: keeper.trash(2),
    ):
        change()
        before = calls.named
        assert keeper.export().ok
        assert calls.named > before
    assert keeper.undo().ok
    assert calls.at_risk(until="kept") == []


def test_a_backup_reaches_the_disk(keeper: Keeper, calls: Calls) -> None:
    back_up(keeper.library.path, reason="test")
    assert calls.named == 1
    assert calls.at_risk() == []
