"""What is shown later is shown in turns: one thing in each, and never what is out of date."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hands import Hands
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from annotator.domain.anchoring import anchor_of
from annotator.domain.notes import Annotation, Episode, Kind
from annotator.gui.later import Later
from annotator.gui.presenters.episode import MANY_MARKS
from annotator.gui.timeline.lanes import NO_TOPIC
from annotator.session.edits import RemoveMarks
from annotator.store.changes import TranscriptSource


def test_no_two_things_are_shown_before_the_loop_looks_for_a_key(qtbot: QtBot) -> None:
    parent, done = QObject(), list[str]()
    later = Later(parent)
    for name in ("words", "list", "lanes"):
        later.do(name, lambda name=name: done.append(name))
    seen = [0]
    while seen[-1] < 3:
        QApplication.processEvents()
        seen.append(len(done))
    assert done == ["words", "list", "lanes"]
    assert max(after - before for before, after in pairwise(seen)) == 1


def test_what_is_asked_for_again_is_shown_once_as_it_is_by_then(qtbot: QtBot) -> None:
    parent, done = QObject(), list[str]()
    later = Later(parent)
    later.do("list", lambda: done.append("old"))
    later.do("words", lambda: done.append("words"))
    later.do("list", lambda: done.append("new"))
    qtbot.waitUntil(lambda: "words" in done)
    assert done == ["new", "words"]


def test_what_is_done_in_turns_lets_others_have_theirs_and_is_given_up_for_what_is_newer(
    qtbot: QtBot,
) -> None:
    parent, done = QObject(), list[str]()
    later = Later(parent)

    def steps(name: str) -> Iterator[None]:
        for step in range(3):
            done.append(f"{name} {step}")
            yield

    later.do_in_turns("bars", lambda: steps("old"))

    def change() -> None:
        done.append("other marks")
        later.do_in_turns("bars", lambda: steps("new"))

    later.do("change", change)
    qtbot.waitUntil(lambda: later.is_resting)
    assert done == ["old 0", "other marks", "new 0", "new 1", "new 2"]


def test_what_is_forgotten_is_not_done(qtbot: QtBot) -> None:
    parent, done = QObject(), list[str]()
    later = Later(parent)
    later.do("bars", lambda: done.append("bars"))
    later.forget("bars")
    assert later.is_resting
    later.do("list", lambda: done.append("list"))
    qtbot.waitUntil(lambda: later.is_resting)
    assert done == ["list"]


def test_what_is_large_is_let_go_of_a_part_at_a_time(qtbot: QtBot) -> None:
    later, gone = Later(parent := QObject()), list[int]()

    class Kept:
        def __del__(self) -> None:
            gone.append(1)

    later.let_go([Kept() for _ in range(5_000)])
    seen = [0]
    while not later.is_resting:
        QApplication.processEvents()
        seen.append(len(gone))
    assert seen[-1] == 5_000
    assert max(after - before for before, after in pairwise(seen)) == 2_000
    assert parent.children()


def test_a_mark_made_while_the_many_are_drawn_is_drawn_with_them(hands: Hands) -> None:
    hands.session.open(_with_many_marks(hands))
    later, lanes = hands.window.later, hands.window.timeline.picture.lanes
    hands.bot.waitUntil(lambda: not later.is_to_do("list"))
    assert later.is_to_do("bars")
    hands.session.do(RemoveMarks(hands.session.marks[:1]))
    hands.bot.waitUntil(lambda: later.is_resting)
    assert len(lanes.lane(NO_TOPIC).marks) == MANY_MARKS


def test_many_marks_follow_the_words_and_none_of_another_episode_is_left(hands: Hands) -> None:
    hands.bot.waitUntil(lambda: _listed(hands) > 0)
    other = _with_many_marks(hands)
    hands.session.open(other)
    assert _listed(hands) == 0
    assert hands.window.marks.findChildren(QListView)[0].isVisible()
    assert not hands.window.timeline.picture.lanes.shown
    assert len(hands.view.page.marks) == MANY_MARKS + 1
    hands.bot.waitUntil(lambda: _listed(hands) == MANY_MARKS + 1)
    hands.bot.waitUntil(lambda: bool(hands.window.timeline.picture.lanes.shown))


def test_a_mark_gone_to_before_the_many_are_listed_comes_into_view(hands: Hands) -> None:
    hands.session.open(_with_many_marks(hands))
    last = hands.session.marks[-1].id
    hands.session.desk.current_mark = last
    hands.session.desk_changed.tell(None)
    hands.bot.waitUntil(lambda: _listed(hands) == MANY_MARKS + 1)
    view = hands.window.marks.findChildren(QListView)[0]
    bottom = view.visualRect(view.model().index(MANY_MARKS, 0)).bottom()
    assert 0 < bottom <= view.viewport().height()


def _listed(hands: Hands) -> int:
    return hands.window.marks.findChildren(QListView)[0].model().rowCount()


def _with_many_marks(hands: Hands) -> int:
    """Another episode with the same words, and more marks than are listed at once."""
    library, words = hands.session.library, hands.session.transcript
    assert words is not None
    with library.changing("Make", None) as change:
        episode = change.writes.add_episode(
            Episode(0, "manymarks", "Many marks", created_at=library.now())
        )
        source = TranscriptSource("srt", "", "test", read_at=library.now())
        change.writes.use_transcript(episode.id, words, source=source)
        anchor = anchor_of(words, words.cue_span(1))
        for number in range(MANY_MARKS + 1):
            change.writes.add_annotation(
                Annotation(
                    0,
                    f"mark{number}",
                    episode.id,
                    Kind.QUOTE,
                    anchor,
                    created_at=library.now(),
                    changed_at=library.now(),
                )
            )
    return episode.id
