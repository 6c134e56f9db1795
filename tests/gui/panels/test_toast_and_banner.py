"""Messages that go by themselves, messages that stay."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.theme import Theme
from annotator.gui.values import Notice, NoticeLevel
from annotator.gui.widgets.banner import Banner, BannerStack
from annotator.gui.widgets.toast import Toast, ToastStack


def button(owner: QWidget, text: str) -> QAbstractButton:
    return next(each for each in owner.findChildren(QAbstractButton) if each.text() == text)


def toast_of(stack: ToastStack, text: str) -> Toast:
    return next(each for each in stack.findChildren(Toast) if each.text() == text)


def test_a_toast_stands_at_the_bottom_centre(theme: Theme, window: QWidget) -> None:
    stack = ToastStack(theme, window)
    stack.show_message("Mark deleted")
    middle = stack.mapToParent(stack.rect().center()).x()
    assert stack.isVisible()
    assert abs(middle - window.width() // 2) <= 1
    assert stack.geometry().bottom() > window.height() - 40


def test_undo_says_which_action_and_sends_the_toast_away(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    stack = ToastStack(theme, window)
    stack.show_message("Mark deleted", action_id="edit.undo", keys="Ctrl+Z")
    with qtbot.waitSignal(stack.actionRequested) as asked:
        qtbot.mouseClick(button(stack, "Undo"), Qt.MouseButton.LeftButton)
    assert asked.args == ["edit.undo"]
    assert stack.messages() == []
    assert not stack.isVisible()


def test_a_toast_goes_by_itself(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    stack = ToastStack(theme, window)
    stack.show_message("Saved", shown_ms=10)
    qtbot.waitUntil(lambda: stack.messages() == [])


def test_a_toast_under_the_pointer_stays(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    stack = ToastStack(theme, window)
    stack.show_message("Read me", shown_ms=30)
    stack.show_message("Go", shown_ms=60)
    here = QPointF(5, 5)
    QApplication.sendEvent(toast_of(stack, "Read me"), QEnterEvent(here, here, here))
    qtbot.waitUntil(lambda: "Go" not in stack.messages())
    assert stack.messages() == ["Read me"]
    QApplication.sendEvent(toast_of(stack, "Read me"), QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: stack.messages() == [])


def test_no_more_than_three_stand_and_the_oldest_gives_way(theme: Theme, window: QWidget) -> None:
    stack = ToastStack(theme, window)
    for number in range(5):
        stack.show_message(f"message {number}")
    assert stack.messages() == ["message 2", "message 3", "message 4"]


def test_a_second_toast_leaves_the_first_its_height(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    stack = ToastStack(theme, window)
    for text in ("One thing", "Another thing"):
        stack.show_message(text, action_id="edit.undo", keys="Ctrl+Z")
        QApplication.processEvents()
    heights = [toast.height() for toast in stack.findChildren(Toast)]
    assert heights == [toast.sizeHint().height() for toast in stack.findChildren(Toast)]


def test_a_long_message_is_read_whole_in_a_narrow_window(theme: Theme, window: QWidget) -> None:
    text = "There is nothing to change: the words stand there as they were spoken."
    stack = ToastStack(theme, window)
    stack.show_message(text, action_id="edit.undo")
    window.resize(320, window.height())
    QApplication.processEvents()
    toast, (label,) = toast_of(stack, text), toast_of(stack, text).findChildren(QLabel)
    assert stack.rect().contains(toast.geometry())
    assert label.wordWrap()
    assert label.height() >= label.heightForWidth(label.width())
    window.resize(1_280, window.height())
    QApplication.processEvents()
    assert not label.wordWrap()


def test_the_same_message_again_does_not_pile_up(theme: Theme, window: QWidget) -> None:
    stack = ToastStack(theme, window)
    for _ in range(3):
        stack.show_message("Nothing to undo")
    assert stack.messages() == ["Nothing to undo"]


def test_clicks_beside_a_toast_reach_what_lies_below(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    below = QPushButton("below", window)
    below.setGeometry(window.rect())
    below.show()
    stack = ToastStack(theme, window)
    stack.show_message("a much longer message than the other one, so that the stack is wide")
    stack.show_message("short")
    beside = stack.geometry().bottomLeft()
    with qtbot.waitSignal(below.clicked):
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=beside)


def test_markup_in_a_message_is_shown_as_it_stands(theme: Theme, window: QWidget) -> None:
    stack = ToastStack(theme, window)
    stack.show_message("Topic “<b>x</b>” deleted")
    assert stack.messages() == ["Topic “<b>x</b>” deleted"]


READ_ONLY = Notice(
    "read-only",
    "This library can only be read.",
    NoticeLevel.WARNING,
    (("library.retry", "Try again"), ("library.copy", "Open a copy")),
)
SILENT = Notice("audio", "No sound device was found.")


def test_a_banner_button_names_the_notice_and_itself(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    stack = BannerStack(theme, window)
    stack.set_notices([READ_ONLY, SILENT])
    with qtbot.waitSignal(stack.actionRequested) as asked:
        button(stack, "Open a copy").click()
    assert asked.args == ["read-only", "library.copy"]


def test_a_dismissed_banner_stays_away_until_its_cause_comes_back(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    stack = BannerStack(theme, window)
    stack.set_notices([READ_ONLY, SILENT])
    first = stack.findChildren(Banner)[0]
    with qtbot.waitSignal(stack.dismissed) as gone:
        next(
            each for each in first.findChildren(QAbstractButton)
            if each.accessibleName() == "Dismiss"
        ).click()  # fmt: skip
    assert gone.args == ["read-only"]
    stack.set_notices([READ_ONLY, SILENT])
    assert stack.shown() == ["audio"]
    stack.set_notices([SILENT])
    stack.set_notices([READ_ONLY, SILENT])
    assert stack.shown() == ["read-only", "audio"]


def test_no_notice_takes_no_room(theme: Theme, window: QWidget) -> None:
    stack = BannerStack(theme, window)
    stack.set_notices([SILENT])
    stack.set_notices([])
    assert stack.isHidden()
