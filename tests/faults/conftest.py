"""A talk to work on, and what can happen to it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `mishaps`, which the tests use too
sys.path.insert(0, str(Path(__file__).parent.parent / "vault"))  # for `keeper`

from mishaps import add_talk, hold, make_disk

from annotator.domain.notes import Episode
from annotator.domain.transcript import Cue, Transcript
from annotator.store import open_library
from annotator.store.changes import TranscriptSource

__all__ = ["hold", "make_disk", "talk"]


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A library with the talk in it, closed."""
    path = tmp_path / "library.sqlite"
    library = open_library(path)
    add_talk(library)
    library.close()
    return path


@pytest.fixture
def long_talk(tmp_path: Path) -> Path:
    """A library with one episode of 200 lines, each of 14 words: 18,200 stretches to mark."""
    path = tmp_path / "library.sqlite"
    line = "the dough tells you when it has had enough of being kneaded by hand"
    cues = tuple(Cue(n * 5_000, n * 5_000 + 5_000, line, "Ben") for n in range(200))
    library = open_library(path)
    with library.changing("Import", None) as change:
        episode = change.writes.add_episode(Episode(0, "e", "Bread", created_at=library.now()))
        source = TranscriptSource("srt", "", "0")
        change.writes.use_transcript(episode.id, Transcript(cues), source=source)
    library.close()
    return path
