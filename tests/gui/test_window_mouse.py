"""The transcript with a mouse, in the whole window."""

from __future__ import annotations

from hands import Hands
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

LEFT = Qt.MouseButton.LeftButton


def middle(hands: Hands, cue: int, word: int) -> QPoint:
    """Where a word stands in the transcript's viewport."""
    rect = hands.view.page.word_rects(cue, word)[0]
    return hands.view.viewport_rect(rect).center()


def menu_at(hands: Hands, cue: int, word: int) -> QMenu:
    """The menu that a right click on a word opens."""
    at = middle(hands, cue, word)
    where = hands.view.viewport().mapToGlobal(at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where)
    QApplication.sendEvent(hands.view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    action = next(a for a in menu.actions() if a.text().rstrip("…") == text)
    menu.close()
    action.trigger()


def test_a_click_on_a_word_plays_from_it(hands: Hands) -> None:
    QTest.mouseClick(hands.view.viewport(), LEFT, pos=middle(hands, 3, 2))
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    word = hands.session.transcript.cues[3].timed_words[2]
    assert abs(hands.desktop.playback.position_ms - word.start_ms) < 50
    assert hands.view.page.spoken == (3, 2)


def test_words_dragged_over_are_what_the_next_key_marks(hands: Hands) -> None:
    viewport = hands.view.viewport()
    QTest.mousePress(viewport, LEFT, pos=middle(hands, 2, 2))
    QTest.mouseMove(viewport, middle(hands, 2, 3))
    QTest.mouseMove(viewport, middle(hands, 2, 4))
    QTest.mouseRelease(viewport, LEFT, pos=middle(hands, 2, 4))
    hands.press("2")
    assert hands.marks()["is Tom Okafor,"] == ("topic", "Open models", "")
    assert not hands.desktop.playback.playing


def test_the_menu_of_a_line_acts_on_that_line_even_while_another_is_heard(hands: Hands) -> None:
    hands.play_at(100)
    choose(menu_at(hands, 4, 1), "Quote")
    assert hands.marks()[hands.cue(4)] == ("quote", "", "")


def test_the_menu_on_a_selection_acts_on_the_selection(hands: Hands) -> None:
    viewport = hands.view.viewport()
    QTest.mousePress(viewport, LEFT, pos=middle(hands, 2, 2))
    QTest.mouseMove(viewport, middle(hands, 2, 4))
    QTest.mouseRelease(viewport, LEFT, pos=middle(hands, 2, 4))
    choose(menu_at(hands, 2, 3), "Quote")
    assert hands.marks()["is Tom Okafor,"] == ("quote", "", "")


def test_the_menu_of_a_mark_is_about_the_mark(hands: Hands) -> None:
    choose(menu_at(hands, 6, 3), "Delete")
    assert hands.cue(6) not in hands.marks()


def test_scrolling_by_hand_lets_go_of_the_voice_and_the_pill_brings_it_back(hands: Hands) -> None:
    hands.play_at(1_000)
    hands.listen(0.2)
    bar = hands.view.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderToMaximum)
    QApplication.processEvents()
    assert not hands.view.following
    hands.listen(2)
    assert 0 not in hands.view.rows_shown
    hands.view.backToVoice.emit()
    assert hands.view.following
    assert hands.session.transcript.cue_at(3_200) in hands.view.rows_shown
