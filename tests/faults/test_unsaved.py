"""A lock or a full disk while marks are made: the work waits, is said to wait, and is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mishaps import Disk, Holder, add_talk

from annotator.domain.errors import LibraryFullError
from annotator.domain.notes import Kind, Topic
from annotator.session.edits import AddTopic
from annotator.session.session import Session
from annotator.session.tagging import Habits, Tagger
from annotator.session.targets import Listening
from annotator.store import open_library

Hold = Callable[[Path], Holder]


class Work:
    """A session that keeps what cannot be stored, as the window's does."""

    def __init__(self, path: Path) -> None:
        self.session = Session(open_library(path, busy_ms=20))
        self.session.keeps_unsaved = True
        self.said: list[str] = []
        self.listening = Listening(0, False)
        self.session.message.connect(lambda message: self.said.append(message.text))
        self.tagger = Tagger(self.session, lambda: 0.0, lambda: self.listening, Habits)
        self.session.open(1)

    def bookmark(self, line: int) -> None:
        self.session.desk.cursor = line
        self.tagger.toggle_kind(Kind.BOOKMARK)

    def tag(self, line: int, name: str) -> None:
        """T and a new name."""
        self.session.desk.cursor = line
        target = self.tagger.target()
        assert target is not None
        self.tagger.tag_with_new_topic(Topic(0, f"{name}{line}", name, "#D9822B", digit=1), target)

    def starts(self) -> list[int]:
        return [mark.start_ms for mark in self.session.library.notebook.annotations(1)]


@pytest.fixture
def work(talk: Path) -> Iterator[Work]:
    work = Work(talk)
    yield work
    work.session.library.close()


def test_marks_made_during_a_lock_wait_and_are_stored_in_order(
    work: Work, hold: Hold, talk: Path
) -> None:
    other = hold(talk)
    for line in (2, 0, 1):
        work.bookmark(line)
    count, why = work.session.unsaved
    assert count == 3
    assert why == f"Another program is writing to the library “{talk}”; try again in a moment."
    assert work.starts() == []
    assert not work.session.save_waiting()
    other.release()
    assert work.session.save_waiting()
    assert work.session.unsaved == (0, "")
    assert work.starts() == [0, 4_000, 8_000]
    assert [mark.start_ms for mark in work.session.marks] == [0, 4_000, 8_000]


def test_a_key_pressed_twice_during_a_lock_makes_one_mark(
    work: Work, hold: Hold, talk: Path
) -> None:
    other = hold(talk)
    for _ in range(2):
        work.bookmark(2)
    work.session.desk.cursor = 2
    work.tagger.toggle_kind(Kind.QUOTE)
    other.release()
    assert work.session.save_waiting()
    assert work.starts() == [8_000]


def test_a_key_pressed_again_while_listening_during_a_lock_reaches_back(
    work: Work, hold: Hold, talk: Path
) -> None:
    other = hold(talk)
    work.listening = Listening(9_500, True)
    for _ in range(2):
        work.tagger.toggle_kind(Kind.QUOTE)
    other.release()
    assert work.session.save_waiting()
    assert work.starts() == [4_000]
    assert [mark.end_ms for mark in work.session.marks] == [12_000]


def test_a_mark_made_after_the_lock_waits_its_turn(work: Work, hold: Hold, talk: Path) -> None:
    other = hold(talk)
    work.bookmark(2)
    other.release()
    work.bookmark(1)
    assert work.session.unsaved[0] == 2
    assert work.session.save_waiting()
    assert work.starts() == [4_000, 8_000]


def test_undo_takes_back_what_waits(work: Work, hold: Hold, talk: Path) -> None:
    hold(talk)
    work.bookmark(2)
    entry = work.session.undo()
    assert entry is not None
    assert entry.label == "Bookmark"
    assert work.session.unsaved == (0, "")


def test_a_new_topic_named_twice_while_waiting_becomes_one(
    work: Work, hold: Hold, talk: Path
) -> None:
    other = hold(talk)
    work.tag(1, "Craft")
    work.tag(2, "Craft")
    work.tag(3, "Bread")
    other.release()
    assert work.session.save_waiting()
    assert [topic.name for topic in work.session.topics] == ["Craft", "Bread"]
    (craft, bread) = work.session.topics
    assert [mark.topics for mark in work.session.marks] == [(craft.id,), (craft.id,), (bread.id,)]
    assert (craft.digit, bread.digit) == (1, None)


def test_what_can_no_longer_be_stored_is_told_and_holds_nothing_up(
    work: Work, hold: Hold, talk: Path
) -> None:
    work.bookmark(0)
    (mark,) = work.session.marks
    other = hold(talk)
    work.session.desk.cursor = 0
    work.tagger.toggle_kind(Kind.QUOTE)  # a change of the bookmark
    work.session.do(AddTopic(Topic(0, "one", "Craft", "#D9822B")))
    work.session.do(AddTopic(Topic(0, "two", "Craft", "#D9822B")))
    work.bookmark(3)
    other.release()
    outside = open_library(talk)
    with outside.changing("Remove", 1) as change:
        change.writes.remove_annotation(mark)
    outside.close()
    assert work.session.save_waiting()
    assert work.session.unsaved == (0, "")
    assert work.starts() == [12_000]
    assert [topic.name for topic in work.session.topics] == ["Craft"]
    assert len(work.said) == 2
    assert all(said.startswith("Not saved: ") for said in work.said)


def test_without_a_window_a_full_disk_is_an_error_and_nothing_waits(
    make_disk: Callable[[str], Disk],
) -> None:
    disk = make_disk("2m")
    library = open_library(disk.path / "library.sqlite")
    add_talk(library)
    disk.fill()
    session = Session(library)
    with pytest.raises(LibraryFullError, match="is full; free some space and try again"):
        _add_topics(session, 500)
    stored = len(session.topics)
    disk.free()
    session.do(AddTopic(Topic(0, "last", "Last", "#D9822B")))
    assert len(library.notebook.topics()) == stored + 1
    library.close()


def test_marks_made_on_a_full_disk_wait_until_there_is_room(
    make_disk: Callable[[str], Disk],
) -> None:
    disk = make_disk("16m")
    path = disk.path / "library.sqlite"
    library = open_library(path)
    add_talk(library)
    library.close()
    work = Work(path)
    disk.fill()
    _add_topics(work.session, 300)
    count, why = work.session.unsaved
    assert count > 0
    assert why == f"Not saved: the disk that holds “{path}” is full; free some space and try again."
    assert len(work.session.topics) == 300 - count
    disk.free()
    assert work.session.save_waiting()
    assert len(work.session.topics) == 300
    work.session.library.close()
    again = open_library(path)
    assert len(again.notebook.topics()) == 300
    again.close()


def _add_topics(session: Session, count: int) -> None:
    for n in range(count):
        session.do(AddTopic(Topic(0, f"u{n}", f"Topic {n} " + "x" * 2_000, "#D9822B")))
