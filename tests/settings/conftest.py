"""Folders in memory, and property tests without a stopwatch."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder of the test's own, in memory where there is some: what is tested is what is
    written, not how long this disk takes to sync it."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="annotator", dir=memory if memory.is_dir() else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
