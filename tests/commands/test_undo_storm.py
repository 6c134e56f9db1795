"""Undo under a storm of edits: any changes, taken back and done again in any order."""

from __future__ import annotations

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
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

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
from annotator.store import JournalEntry, open_library
from annotator.store.changes import TranscriptSource

Rows = dict[tuple[str, str], tuple[Any, ...]]

NAMES = ("Craft", "Tools", "Open models", "Learning")
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


class Desk:
    """A library of two episodes, and the edits a user makes in them."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="storm", dir=shm()))
        self.path = self.folder / "library.sqlite"
        self.uids = itertools.count()
        self.session = self._opened()
        for title in ("First", "Second"):
            self._import(title)
        self.session.open(1)

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

edits = st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 60))


def make(desk: Desk, name: str, number: int) -> None:
    """Do an edit; one that makes no sense now is refused in a sentence and changes nothing."""
    try:
        EDITS[name](desk, number)
    except UsageError as refused:
        assert str(refused).endswith(".")


class UndoInAnyOrder(RuleBasedStateMachine):
    """Edits, undo and redo per episode and for the whole library, restarts between them."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()

    def teardown(self) -> None:
        self.desk.close()

    @rule(edit=edits)
    def edit(self, edit: tuple[str, int]) -> None:
        make(self.desk, *edit)

    @rule(edit=edits, other=edits)
    def edit_twice(self, edit: tuple[str, int], other: tuple[str, int]) -> None:
        make(self.desk, *edit)
        make(self.desk, *other)

    @rule()
    def go_to_the_other_episode(self) -> None:
        episode = self.desk.session.episode
        self.desk.session.open(2 if episode and episode.id == 1 else 1)

    @precondition(lambda self: self.undoable())
    @rule()
    def undo(self) -> None:
        self.turn(self.desk.session.undo)

    @rule()
    def redo(self) -> None:
        self.turn(self.desk.session.redo)

    @rule()
    def restart(self) -> None:
        self.desk.reopen()

    def undoable(self) -> bool:
        """Whether undo would not take back an import: that closes the episode."""
        episode = self.desk.session.episode
        label = self.desk.session.library.undo_labels(episode.id if episode else None)[0]
        return not label.startswith("Import")

    def turn(self, turn: Callable[[], JournalEntry | None]) -> None:
        before = work(self.desk.path)
        entry = turn()
        after = work(self.desk.path)
        if entry is None:
            assert after == before
            return
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        about = mentioned(self.desk.path, entry.id)
        own = {json.loads(key)["id"] for table, key in about if table == "annotation"}
        beyond = {
            (table, key)
            for table, key in changed - about
            if not (table == "annotation_topic" and json.loads(key)["annotation_id"] in own)
        }
        assert beyond == set(), "an undo or redo touched rows it is not about"

    @invariant()
    def every_row_stands_on_rows_that_are_there(self) -> None:
        with closing(sqlite3.connect(self.desk.path)) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    @invariant()
    def the_session_shows_what_is_stored(self) -> None:
        session = self.desk.session
        assert session.episode is not None
        assert session.marks == session.library.notebook.annotations(session.episode.id)
        assert session.topics == session.library.notebook.topics()
        assert len(session.topics) == len({topic.id for topic in session.topics})
        assert session.transcript == session.library.episodes.transcript(session.episode.id)
        assert session.episode == session.library.episodes.get(session.episode.id)


TestUndoInAnyOrder = UndoInAnyOrder.TestCase
TestUndoInAnyOrder.settings = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("restarts", [False, True], ids=["", "restarting between all steps"])
def test_undo_of_everything_gives_back_the_start_and_redo_the_end(restarts: bool) -> None:
    from hypothesis import given

    @given(st.lists(edits | st.just(("other episode", 0)), min_size=1, max_size=25))
    @settings(max_examples=15 if restarts else 50, deadline=None)
    def check(storm: list[tuple[str, int]]) -> None:
        desk = Desk()
        states = [work(desk.path)]
        for name, number in storm:
            if name == "other episode":
                desk.session.open(3 - desk.session.episode.id if desk.session.episode else 1)
            else:
                make(desk, name, number)
            if (now := work(desk.path)) != states[-1]:
                states.append(now)
        for expected in reversed(states[:-1]):
            if restarts:
                desk.reopen()
            while work(desk.path) != expected:
                assert desk.session.undo(anywhere=True) is not None
        for expected in states[1:]:
            if restarts:
                desk.reopen()
            while work(desk.path) != expected:
                assert desk.session.redo(anywhere=True) is not None
        assert desk.session.redo(anywhere=True) is None
        desk.close()

    check()
