"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from annotator.files import take_name, write_atomically


def test_a_new_file_is_written_as_an_ordinary_one(tmp_path: Path) -> None:
    target = tmp_path / "note.md"
    before = os.umask(0o027)
    try:
        write_atomically(target, "häh\n".encode())
    finally:
        os.umask(before)

    assert target.read_text(encoding="utf-8") == "häh\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [item.name for item in tmp_path.iterdir()] == ["note.md"]


def test_a_file_that_is_there_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "note.md"
    target.write_text("old")
    target.chmod(0o604)

    write_atomically(target, b"new")

    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o604


@pytest.mark.parametrize("name", ["n" * 251 + ".md", "名" * 84 + ".md", "-", ".hidden"])
def test_the_longest_and_oddest_names_fit(tmp_path: Path, name: str) -> None:
    write_atomically(tmp_path / name, b"here")

    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [(name, b"here")]


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    real = tmp_path / "vault" / "note.md"
    real.parent.mkdir()
    real.write_text("old")
    link = tmp_path / "note.md"
    link.symlink_to(real)

    write_atomically(link, b"new")

    assert link.is_symlink()
    assert real.read_text() == "new"


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    target = tmp_path / "note.md"
    target.write_text("old")

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, failing, full)
    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(OSError, match="No space left"):
        write_atomically(target, b"new")

    assert [(item.name, item.read_text()) for item in tmp_path.iterdir()] == [("note.md", "old")]


def test_a_folder_that_is_not_there_is_an_error_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "gone" / "note.md", b"new")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_files_place_stays(tmp_path: Path) -> None:
    (tmp_path / "note.md").mkdir()

    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path / "note.md", b"new")

    assert [item.name for item in tmp_path.iterdir()] == ["note.md"]


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty_threads")
def test_of_several_who_want_a_name_at_once_one_gets_it(tmp_path: Path) -> None:
    rounds, wanting = 100, range(4)
    start = Barrier(len(wanting))

    def want(who: int) -> list[bool]:
        got = []
        for number in range(rounds):
            file = tmp_path / f"{number}.{who}"
            file.write_text(str(who))
            start.wait(30)
            got.append(take_name(file, tmp_path / f"{number}.wav"))
        return got

    with ThreadPoolExecutor(len(wanting)) as pool:
        told = [*pool.map(want, wanting)]

    for number in range(rounds):
        [winner] = [who for who in wanting if told[who][number]]
        assert (tmp_path / f"{number}.wav").read_text() == str(winner)
        others = {path.name for path in tmp_path.glob(f"{number}.?")}
        assert others == {f"{number}.{who}" for who in wanting if who != winner}


def test_a_name_is_not_taken_for_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        take_name(tmp_path / "gone", tmp_path / "talk.wav")

    assert list(tmp_path.iterdir()) == []
