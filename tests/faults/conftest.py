"""A talk to work on, and what can happen to it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `mishaps`, which the tests use too

from mishaps import add_talk, hold, make_disk

from annotator.store import open_library

__all__ = ["hold", "make_disk", "talk"]


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A library with the talk in it, closed."""
    path = tmp_path / "library.sqlite"
    library = open_library(path)
    add_talk(library)
    library.close()
    return path
