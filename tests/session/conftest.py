"""A session over a real library with a talk of ten cues in it, and an ear that tests own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.notes import Episode
from annotator.domain.transcript import Cue, Transcript, spread_words
from annotator.session.session import Session
from annotator.session.tagging import Habits, Tagger
from annotator.session.told import Message
from annotator.store import Library, open_library
from annotator.store.changes import TranscriptSource

sys.path.insert(0, str(Path(__file__).parent))  # for `listener`

from listener import CUE_MS, TALK, Listener, Now


@pytest.fixture
def tmp_path(in_memory: Path) -> Path:
    """What is tested is what is written, not how long this disk takes to sync it."""
    return in_memory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def library(path: Path, new_library: Path) -> Iterator[Library]:
    shutil.copyfile(new_library, path)
    with closing(open_library(path, busy_ms=20)) as opened:
        yield opened


@pytest.fixture
def add_talk(library: Library) -> Callable[..., int]:
    """`add_talk("title", cue…)`: the id of an episode with these cues of four seconds."""

    def add(title: str, *texts: str, speaker: str = "Ida") -> int:
        cues = []
        for number, text in enumerate(texts):
            start_ms = number * CUE_MS
            words = spread_words(text, start_ms + 100, start_ms + CUE_MS - 400)
            cues.append(Cue(start_ms, start_ms + CUE_MS, text, speaker, words))
        with library.changing(f"Import “{title}”", None) as change:
            stored = change.writes.add_episode(Episode(0, title, title, created_at=library.now()))
            if cues:
                source = TranscriptSource("srt", "", f"sha of {title}")
                change.writes.use_transcript(stored.id, Transcript(tuple(cues)), source=source)
        return stored.id

    return add


@pytest.fixture
def listener(library: Library, add_talk: Callable[..., int]) -> Listener:
    """Somebody with the talk open, paused at its beginning."""
    episode = add_talk("The long table", *TALK)
    session, now, habits = Session(library), Now(), Habits(author="Ida")
    said: list[Message] = []
    session.message.connect(said.append)
    tagger = Tagger(session, lambda: now.clock_s, now.listening, lambda: habits)
    session.open(episode)
    return Listener(session, tagger, now, habits, said)
