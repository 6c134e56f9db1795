"""Libraries on the disk, and short ways to put episodes and marks into them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.anchoring import anchor_at
from annotator.domain.notes import Annotation, Episode, Kind, Topic
from annotator.domain.transcript import Cue, Transcript, spread_words
from annotator.store import Library, open_library
from annotator.store.changes import TranscriptSource

CUE_MS = 4_000


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
    with closing(open_library(path, author="Ida")) as opened:
        yield opened


@pytest.fixture
def rows(path: Path) -> Callable[..., list[tuple[Any, ...]]]:
    """`rows("SELECT …", value…)`: what stands in the file, read as any other program would."""

    def read(query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(query, values).fetchall()

    return read


@pytest.fixture
def add_episode(library: Library) -> Callable[..., int]:
    """`add_episode("A talk", "first cue", "second cue", show="…")`: its id. Cues of four
    seconds, one after the other; `timed` gives them word times."""

    def add(title: str, *texts: str, show: str = "", timed: bool = False) -> int:
        episode = Episode(0, f"e-{title}", title, show, created_at=library.now())
        with library.changing(f"Import “{title}”", None) as change:
            stored = change.writes.add_episode(episode)
            if texts:
                cues = tuple(_cue(number, text, timed) for number, text in enumerate(texts))
                source = TranscriptSource("srt", "\n".join(texts), f"sha of {title}")
                change.writes.use_transcript(stored.id, Transcript(cues), source=source)
        return stored.id

    return add


def _cue(number: int, text: str, timed: bool) -> Cue:
    start_ms, end_ms = number * CUE_MS, (number + 1) * CUE_MS
    words = spread_words(text, start_ms, end_ms) if timed else ()
    return Cue(start_ms, end_ms, text, "", words)


@pytest.fixture
def add_topic(library: Library) -> Callable[..., Topic]:
    def add(name: str, **fields: Any) -> Topic:
        topic = Topic(0, f"t-{name}", name, "#112233", **fields)
        with library.changing(f"New topic “{name}”", None) as change:
            return change.writes.add_topic(topic)

    return add


@pytest.fixture
def add_mark(library: Library) -> Callable[..., Annotation]:
    """`add_mark(episode_id, start_ms, end_ms, topic…, any field of Annotation)`."""

    def add(
        episode_id: int, start_ms: int, end_ms: int, *topics: Topic, **fields: Any
    ) -> Annotation:
        transcript = library.episodes.transcript(episode_id)
        values: dict[str, Any] = {"kind": Kind.TOPIC, "created_at": library.now()} | fields
        mark = Annotation(
            id=0,
            uid=f"m-{episode_id}-{start_ms}-{end_ms}",
            episode_id=episode_id,
            anchor=anchor_at(transcript, start_ms, end_ms),
            topics=tuple(topic.id for topic in topics),
            changed_at=library.now(),
            **values,
        )
        with library.changing("Tag", episode_id) as change:
            return change.writes.add_annotation(mark)

    return add
