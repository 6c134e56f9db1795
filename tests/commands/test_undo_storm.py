"""Undo under a storm of edits: any changes, taken back and done again in any order."""

from __future__ import annotations

import contextlib
import itertools
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.cli.jobs import JobsInPlace
from annotator.commands import Context, topics
from annotator.commands.transcript import change_cue_text, change_speaker
from annotator.domain.anchoring import anchor_at
from annotator.domain.errors import UsageError
from annotator.domain.notes import Annotation, Episode, EpisodeState, Kind, Topic
from annotator.domain.transcript import Cue, Transcript
from annotator.session.edits import AddMark, ChangeEpisode, ChangeMark, RemoveMarks
from annotator.session.session import Session
from annotator.settings import Settings, default_paths
from annotator.store import open_library
from annotator.store.changes import TranscriptSource

Rows = dict[tuple[str, str], tuple[Any, ...]]

NAMES = ("Craft", "Tools", "Learning")
KEYS = {
    "annotation": ("id",),
    "annotation_topic": ("annotation_id", "topic_id"),
    "topic": ("id",),
    "episode": ("id",),
    "cue": ("id",),
}
"""The tables of the user's work, with what names a row."""


def work(path: Path) -> Rows:
    """Every row of the user's work, by table and key."""
    found: Rows = {}
    with closing(sqlite3.connect(path)) as connection:
        for table, key in KEYS.items():
            cursor = connection.execute(f"SELECT {', '.join(key)}, * FROM {table}")  # noqa: S608
            for row in cursor:
                names = dict(zip(key, row, strict=False))
                found[table, json.dumps(names)] = row
    return found


def mentioned(path: Path, entry: int) -> set[tuple[str, str]]:
    """The rows that a change in the journal is about."""
    with closing(sqlite3.connect(path)) as connection:
        (text,) = connection.execute("SELECT changes FROM journal WHERE id = ?", [entry]).fetchone()
    return {(change["table"], json.dumps(change["key"])) for change in json.loads(text)}


_FIRST_MARKS = (0, 1)


class Desk:
    """A library of two episodes, and the edits a user makes in them; `begun` is that library,
    closed, where it was made before."""

    def __init__(self, begun: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="storm", dir=shm()))
        self.path = self.folder / "library.sqlite"
        if begun is not None:
            shutil.copyfile(begun, self.path)
        self.uids = itertools.count(0 if begun is None else len(_FIRST_MARKS))
        self.session = self._opened()
        if begun is None:
            for title in ("First", "Second"):
                self._import(title)
        for number in _FIRST_MARKS:
            self.session.open(2 - number)
            if begun is None:
                topics.create(self.context, NAMES[number])
                new_mark(self, number)

    def _opened(self) -> Session:
        return Session(open_library(self.path))

    def _import(self, title: str) -> None:
        library = self.session.library
        cues = tuple(Cue(at * 1000, at * 1000 + 1000, f"cue number {at}") for at in range(6))
        with library.changing(f"Import “{title}”", None) as change:
            stored = change.writes.add_episode(Episode(0, title, title, created_at=library.now()))
            source = TranscriptSource("srt", "", f"sha of {title}")
            change.writes.use_transcript(stored.id, Transcript(cues), source=source)

    @property
    def context(self) -> Context:
        return Context(
            session=self.session,
            settings=Settings,
            paths=default_paths(self.path),
            jobs=JobsInPlace(),
            change_settings=lambda _settings: None,
            facts=lambda: (),
        )

    def reopen(self) -> None:
        episode = self.session.episode
        self.session.library.close()
        self.session = self._opened()
        self.session.open(episode.id if episode else 1)

    def close(self) -> None:
        self.session.library.close()
        shutil.rmtree(self.folder)

    def topic(self, number: int) -> Topic | None:
        known = self.session.topics
        return known[number % len(known)] if known else None

    def mark(self, number: int) -> Annotation | None:
        marks = self.session.marks
        return marks[number % len(marks)] if marks else None


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that every desk begins with: to copy it is quicker than to make it."""
    path = tmp_path_factory.mktemp("begun") / "library.sqlite"
    with closing(Desk()) as desk:
        desk.session.library.close()
        shutil.copyfile(desk.path, path)
    return path


def shm() -> str | None:
    """Memory where there is some: what is tested is the journal, not the disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def new_mark(desk: Desk, number: int) -> str:
    topic, start_ms = desk.topic(number), 1000 * (number % 5)
    uid = f"m{next(desk.uids)}"
    assert desk.session.episode is not None
    mark = Annotation(
        0,
        uid,
        desk.session.episode.id,
        Kind.TOPIC,
        anchor_at(desk.session.transcript, start_ms, start_ms + 1000),
        (topic.id,) if topic else (),
    )
    desk.session.do(AddMark(mark, "Tag"))
    return uid


def tag_with_new_topic(desk: Desk, number: int) -> None:
    name = NAMES[number % len(NAMES)]
    mark = desk.mark(number)
    if mark is not None and topics.find_topic(desk.context, name) is None:
        desk.session.do(ChangeMark(mark, "Tag", topics.fresh_topic(desk.context, name)))


def toggle_topic(desk: Desk, number: int) -> None:
    mark, topic = desk.mark(number), desk.topic(number // 3)
    if mark is None or topic is None:
        return
    on = topic.id in mark.topics
    rest = tuple(other for other in mark.topics if other != topic.id)
    desk.session.do(ChangeMark(replace(mark, topics=rest if on else (*rest, topic.id)), "Tag"))


def change_mark(desk: Desk, number: int) -> None:
    mark = desk.mark(number)
    if mark is not None:
        kinds = list(Kind)
        changed = replace(mark, note=f"note {number}", kind=kinds[number % len(kinds)])
        desk.session.do(ChangeMark(changed, "Note"))


def move_mark(desk: Desk, number: int) -> None:
    mark = desk.mark(number)
    if mark is not None:
        anchor = anchor_at(desk.session.transcript, 500 * (number % 7), 500 * (number % 7) + 2000)
        desk.session.do(ChangeMark(replace(mark, anchor=anchor), "Grow mark"))


def remove_mark(desk: Desk, number: int) -> None:
    mark = desk.mark(number)
    if mark is not None:
        desk.session.do(RemoveMarks((mark,)))


def create_topic(desk: Desk, number: int) -> None:
    topics.create(desk.context, NAMES[number % len(NAMES)], desk.topic(number // 5))


def rename_topic(desk: Desk, number: int) -> None:
    if topic := desk.topic(number):
        topics.rename(desk.context, topic, NAMES[number // 2 % len(NAMES)])


def give_digit(desk: Desk, number: int) -> None:
    if topic := desk.topic(number):
        topics.give_digit(desk.context, topic, number // 2 % 4 or None)


def nest_topic(desk: Desk, number: int) -> None:
    topic, parent = desk.topic(number), desk.topic(number // 4)
    if topic and parent:
        topics.move_under(desk.context, topic, None if topic == parent else parent)


def merge_topics(desk: Desk, number: int) -> None:
    source, target = desk.topic(number), desk.topic(number // 4)
    if source and target:
        topics.merge(desk.context, source, target)


def delete_topic(desk: Desk, number: int) -> None:
    if topic := desk.topic(number):
        topics.delete_now(desk.context, topic, remove_marks=number % 2 == 0)


def correct_cue(desk: Desk, number: int) -> None:
    change_cue_text(desk.context, number % 6, f"corrected {number}")


def name_speaker(desk: Desk, number: int) -> None:
    change_speaker(desk.context, number % 6, ("Ida", "Ben", "")[number % 3])


def set_state(desk: Desk, number: int) -> None:
    episode = desk.session.episode
    if episode is not None:
        states = list(EpisodeState)
        changed = replace(episode, state=states[number % 3], show=("", "S", "T")[number // 3 % 3])
        desk.session.do(ChangeEpisode(changed, "Change episode"))


EDITS: Mapping[str, Callable[[Desk, int], object]] = {
    edit.__name__: edit
    for edit in (
        new_mark, tag_with_new_topic, toggle_topic, change_mark, move_mark, remove_mark,
        create_topic, rename_topic, give_digit, nest_topic, merge_topics, delete_topic,
        correct_cue, name_speaker, set_state,
    )
}  # fmt: skip

TOPIC_EDITS = ("tag_with_new_topic", "create_topic", "rename_topic", "give_digit", "nest_topic",
               "delete_topic", "merge_topics", "toggle_topic")  # fmt: skip
numbers = st.integers(0, 17)
edits = st.tuples(st.sampled_from(sorted(EDITS)), numbers)
topic_edits = st.tuples(st.sampled_from(TOPIC_EDITS), numbers)
turns = st.sampled_from(["undo", "undo", "redo", "other episode", "restart"])


def make(desk: Desk, name: str, number: int) -> None:
    """Do an edit; one that makes no sense now is refused in a sentence and changes nothing."""
    with contextlib.suppress(UsageError):
        EDITS[name](desk, number)


def turn(desk: Desk, back: bool) -> None:
    """Undo or redo, and see that no row changed that the change in the journal is not about."""
    session = desk.session
    episode = session.episode.id if session.episode else None
    if back and session.library.undo_labels(episode)[0].startswith("Import"):
        return
    before = work(desk.path)
    entry = session.undo() if back else session.redo()
    after = work(desk.path)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    if entry is None:
        assert changed == set()
        return
    about = mentioned(desk.path, entry.id)
    own = {json.loads(key)["id"] for table, key in about if table == "annotation"}
    beyond = {
        (table, key)
        for table, key in changed - about
        if not (table == "annotation_topic" and json.loads(key)["annotation_id"] in own)
    }
    assert beyond == set(), f"{entry.label} touched rows it is not about"


def switch(desk: Desk) -> None:
    episode = desk.session.episode
    desk.session.open(2 if episode and episode.id == 1 else 1)


TURNS: Mapping[str, Callable[[Desk], object]] = {
    "undo": lambda desk: turn(desk, back=True),
    "redo": lambda desk: turn(desk, back=False),
    "other episode": switch,
    "restart": Desk.reopen,
}


def check_sound(desk: Desk) -> None:
    """Every row stands on rows that are there, and the session shows what is stored."""
    with closing(sqlite3.connect(desk.path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    session, library = desk.session, desk.session.library
    assert session.episode is not None
    assert session.marks == library.notebook.annotations(session.episode.id)
    assert session.topics == library.notebook.topics()
    assert session.transcript == library.episodes.transcript(session.episode.id)
    assert session.episode == library.episodes.get(session.episode.id)


# Half of the storms are of topics alone: there the edits of two episodes meet.
@given(
    st.lists(edits | turns, min_size=10, max_size=30)
    | st.lists(topic_edits | turns, min_size=10, max_size=30)
)
@settings(max_examples=50, deadline=None)
def test_undo_and_redo_in_any_order_and_episode_lose_nothing_and_never_fail(
    begun: Path, storm: list[tuple[str, int] | str]
) -> None:
    desk = Desk(begun)
    with closing(desk):
        for step in storm:
            if isinstance(step, str):
                TURNS[step](desk)
            else:
                make(desk, *step)
            check_sound(desk)


def take_back_and_do_again(desk: Desk, states: list[Rows], before_each: Callable[[], None]) -> None:
    """Undo until every state was seen again, the first last; then redo likewise."""
    for expected in reversed(states[:-1]):
        before_each()
        while work(desk.path) != expected:
            assert desk.session.undo(anywhere=True) is not None
    for expected in states[1:]:
        before_each()
        while work(desk.path) != expected:
            assert desk.session.redo(anywhere=True) is not None
    assert desk.session.redo(anywhere=True) is None


def states_of(desk: Desk, storm: list[tuple[str, int] | str]) -> list[Rows]:
    """Make the edits, and keep what the work was after each that changed it."""
    states = [work(desk.path)]
    for step in storm:
        if isinstance(step, str):
            switch(desk)
        else:
            make(desk, *step)
        if (now := work(desk.path)) != states[-1]:
            states.append(now)
    return states


@given(st.lists(edits | st.just("other episode"), min_size=1, max_size=25))
@settings(max_examples=50, deadline=None)
def test_undo_of_everything_gives_back_the_start_and_redo_the_end(
    begun: Path, storm: list[tuple[str, int] | str]
) -> None:
    desk = Desk(begun)
    with closing(desk):
        take_back_and_do_again(desk, states_of(desk, storm), lambda: None)


@given(st.lists(edits | st.just("other episode"), min_size=1, max_size=15))
@settings(max_examples=15, deadline=None)
def test_undo_and_redo_survive_a_restart_before_every_step(
    begun: Path, storm: list[tuple[str, int] | str]
) -> None:
    desk = Desk(begun)
    with closing(desk):
        take_back_and_do_again(desk, states_of(desk, storm), desk.reopen)
