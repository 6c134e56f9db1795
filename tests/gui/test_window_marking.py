"""The marking keys, pressed in the real window: what is shown, and what is on the disk."""

from __future__ import annotations

from hands import Hands
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton, QWidget

from annotator.domain.transcript import Point, Span
from annotator.gui.widgets.topic_picker import TopicPicker

LEARN, OPEN, CRAFT = "#D9822B", "#2E9E6B", "#7A5AE0"


def words(hands: Hands, cue: int, text: str) -> Span:
    begin = hands.cue(cue).index(text)
    return Span(Point(cue, begin), Point(cue, begin + len(text)))


def test_a_digit_marks_what_was_heard_while_it_plays_on(hands: Hands) -> None:
    hands.play_at(17_500)
    hands.press("1")
    said = hands.cue(5)
    assert hands.marks()[said] == ("topic", "What to learn", "")
    assert hands.bars(said) == (LEARN,)
    assert said in hands.listed()
    assert hands.counts()["What to learn"] == 5
    assert "Saved" in hands.status()
    assert hands.desktop.playback.playing


def test_a_digit_again_within_two_seconds_reaches_back(hands: Hands) -> None:
    hands.play_at(17_500)
    hands.press("1")
    hands.press("1")
    both = f"{hands.cue(4)} {hands.cue(5)}"
    assert hands.marks()[both] == ("topic", "What to learn", "")
    assert both in hands.listed()
    assert hands.cue(5) not in hands.listed()


def test_each_digit_puts_its_topic_on_the_line_under_the_cursor(hands: Hands) -> None:
    rows = (("1", "What to learn", LEARN), ("2", "Open models", OPEN), ("3", "Craft", CRAFT))
    for cue, (digit, name, colour) in enumerate(rows, start=30):
        hands.cursor_to(cue)
        hands.press(digit)
        assert hands.marks()[hands.cue(cue)] == ("topic", name, "")
        assert hands.bars(hands.cue(cue)) == (colour,)


def test_a_digit_that_has_no_topic_says_so(hands: Hands) -> None:
    for digit in "456789":
        hands.press(digit)
        said = f"No topic has the digit {digit} yet; press T to make one."
        assert hands.toasts()[-1] == said


def test_t_filters_and_return_puts_a_topic_on(hands: Hands) -> None:
    hands.cursor_to(30)
    hands.press("T")
    shown = hands.picker(TopicPicker)
    assert shown.titles() == ["What to learn", "Open models", "Craft"]
    hands.type("op")
    assert shown.titles()[0] == "Open models"
    hands.press_in("Return")
    assert hands.marks()[hands.cue(30)] == ("topic", "Open models", "")
    assert QApplication.focusWidget() is hands.view


def test_t_makes_a_new_topic_while_the_audio_plays_on(hands: Hands) -> None:
    hands.play_at(17_500)
    hands.press("T")
    hands.type("Being wrong")
    hands.listen(4)
    hands.press_in("Return")
    assert hands.marks()[hands.cue(5)] == ("topic", "Being wrong", "")
    assert hands.counts()["Being wrong"] == 1
    assert hands.stored("SELECT digit FROM topic WHERE name = 'Being wrong'") == [(4,)]
    assert hands.desktop.playback.playing
    assert QApplication.focusWidget() is hands.view


def test_escape_leaves_the_picker_and_nothing_is_marked(hands: Hands) -> None:
    before = hands.marks()
    hands.press("T")
    hands.type("Never mind")
    hands.press_in("Escape")
    assert hands.marks() == before
    assert QApplication.focusWidget() is hands.view


def test_q_quotes_and_q_again_takes_it_off(hands: Hands) -> None:
    hands.cursor_to(30)
    hands.press("Q")
    assert hands.marks()[hands.cue(30)] == ("quote", "", "")
    hands.press("Q")
    assert hands.cue(30) not in hands.marks()


def test_n_opens_a_line_that_return_saves(hands: Hands) -> None:
    hands.play_at(17_500)
    hands.press("N")
    assert hands.window.note_line.isVisible()
    assert hands.cue(5) in hands.window.note_line.target_text()
    hands.type("Hard to teach 1 2 3 q.")
    hands.listen(3)
    hands.press_in("Return")
    assert hands.marks()[hands.cue(5)] == ("note", "", "Hard to teach 1 2 3 q.")
    assert not hands.window.note_line.isVisible()
    assert QApplication.focusWidget() is hands.view
    assert hands.desktop.playback.playing


def test_escape_leaves_the_note_line_and_nothing_is_marked(hands: Hands) -> None:
    before = hands.marks()
    hands.press("N")
    hands.type("Never mind")
    hands.press_in("Escape")
    assert hands.marks() == before
    assert not hands.window.note_line.isVisible()
    assert QApplication.focusWidget() is hands.view


def test_delete_removes_undo_brings_back_redo_removes(hands: Hands) -> None:
    hands.press("J")
    said = hands.cue(6)
    hands.press("Delete")
    assert said not in hands.marks()
    assert said not in hands.listed()
    assert hands.toasts() == ["Mark removed"]
    hands.press("Ctrl+Z")
    assert hands.marks()[said] == ("topic", "What to learn", "")
    assert hands.bars(said) == (LEARN,)
    hands.press("Ctrl+Shift+Z")
    assert said not in hands.marks()
    hands.press("Ctrl+Z")
    hands.press("Ctrl+Y")
    assert said not in hands.marks()


def test_the_toast_offers_undo(hands: Hands) -> None:
    hands.press("J")
    hands.press("Delete")
    (button,) = hands.window.toasts.findChildren(QPushButton)
    assert button.text() == "Undo"
    button.click()
    assert hands.cue(6) in hands.marks()


def test_f2_edits_the_note_in_the_list(hands: Hands) -> None:
    hands.press("J")
    hands.press("F2")
    hands.type("In the list.")
    hands.press_in("Return")
    assert hands.marks()[hands.cue(6)] == ("note", "What to learn", "In the list.")


def test_a_key_held_down_toggles_once(hands: Hands) -> None:
    hands.cursor_to(30)
    hands.press("Q")
    for _ in range(5):
        repeat = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Q, Qt.KeyboardModifier.NoModifier, "q", True
        )
        QApplication.sendEvent(hands.view, repeat)
    assert hands.marks()[hands.cue(30)] == ("quote", "", "")


def test_marks_chosen_in_the_list_are_copied_together(hands: Hands) -> None:
    marks = hands.session.marks[:2]
    hands.window.marks.findChild(QAbstractItemView).setFocus()
    hands.window.marks.select_mark(marks[0].id)
    hands.press("Shift+Down", QApplication.focusWidget())
    hands.press("Ctrl+Shift+C", QApplication.focusWidget())
    copied = QGuiApplication.clipboard().text()
    assert copied.count("What is still worth learning, ") == 2
    hands.view.setFocus()
    hands.press("J")  # going on to another lets go of both
    hands.press("Ctrl+Shift+H")
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasHtml()
    assert data.text().count("What is still worth learning, ") == 1


def test_a_mark_dragged_over_its_own_window_is_not_taken_for_a_link(hands: Hands) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://youtu.be/abcDEF12_-9?t=1")])

    def entering(source: QWidget | None) -> bool:
        event = QDragEnterEvent(
            QPoint(9, 9), Qt.DropAction.CopyAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        event.ignore()
        event.source = lambda: source  # a drag of ours; Qt knows of none here
        hands.window.dragEnterEvent(event)
        return event.isAccepted()

    assert entering(None)
    assert not entering(hands.window.marks)
