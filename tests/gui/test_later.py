"""What is shown later is shown in turns: one thing in each, and never what is out of date."""

from __future__ import annotations

from itertools import pairwise

from hands import Hands
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from annotator.domain.anchoring import anchor_of
from annotator.domain.notes import Annotation, Episode, Kind
from annotator.gui.later import Later
from annotator.gui.presenters.episode import MANY_MARKS
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
