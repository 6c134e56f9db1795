"""A talk to work on, and what can happen to it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `mishaps`, which the tests use too

from mishaps import Disk, Holder, add_talk

from annotator.store import open_library


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A library with the talk in it, closed."""
    path = tmp_path / "library.sqlite"
    library = open_library(path)
    add_talk(library)
    library.close()
    return path


@pytest.fixture
def make_disk(tmp_path: Path) -> Iterator[Callable[[str], Disk]]:
    """Mounts a disk of a size such as ``2m``; needs root, since root's files ignore chmod."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or sys.platform != "linux":
        pytest.skip("mounting a small disk needs root on Linux")
    made: list[Disk] = []

    def make(size: str) -> Disk:
        path = tmp_path / f"disk{len(made)}"
        path.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)]
        if subprocess.run(words, check=False, capture_output=True).returncode:
            pytest.skip("this machine does not let us mount a small disk")
        made.append(Disk(path))
        return made[-1]

    yield make
    for disk in made:
        subprocess.run(["umount", "--lazy", str(disk.path)], check=True)


@pytest.fixture
def hold() -> Iterator[Callable[[Path], Holder]]:
    """Locks a library from another process."""
    holders: list[Holder] = []

    def make(path: Path) -> Holder:
        holders.append(Holder(path))
        return holders[-1]

    yield make
    for holder in holders:
        holder.release()
