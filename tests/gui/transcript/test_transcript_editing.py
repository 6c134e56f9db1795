"""Correcting a cue where it stands, and the message where there is no transcript."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from annotator.gui.transcript import TranscriptView
from annotator.gui.transcript.empty import EmptyMessage
from tests.gui.transcript.conftest import Eyes, conversation


def _editor(view: TranscriptView) -> QTextEdit:
    found = [widget for widget in view.findChildren(QTextEdit) if widget.isVisible()]
    assert len(found) == 1
    return found[0]


def _edits(view: TranscriptView) -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    view.cueEdited.connect(lambda cue, text: told.append((cue, text)))
    return told


def test_enter_keeps_the_corrected_text_and_gives_the_focus_back(view: TranscriptView) -> None:
    told = _edits(view)
    view.activateWindow()
    view.begin_edit(3)
    editor = _editor(view)
    assert view.focusWidget() is editor
    QTest.keyClicks(editor, " Mostly")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told == [(3, "So it is about judgement. Mostly")]
    assert not view.editing
    assert view.focusWidget() is not editor


def test_escape_leaves_the_text_as_it_was(view: TranscriptView, qtbot: QtBot) -> None:
    told = _edits(view)
    view.begin_edit(3)
    QTest.keyClicks(_editor(view), " Mostly")
    with qtbot.waitSignal(view.editingEnded):
        QTest.keyClick(_editor(view), Qt.Key.Key_Escape)
    assert told == []
    assert not view.editing


def test_an_unchanged_text_is_no_edit(view: TranscriptView) -> None:
    told = _edits(view)
    view.begin_edit(3)
    QTest.keyClick(_editor(view), Qt.Key.Key_Enter)
    assert told == []


def test_a_click_elsewhere_keeps_the_text(with_field: tuple[TranscriptView, QLineEdit]) -> None:
    view, field = with_field
    told = _edits(view)
    view.begin_edit(0)
    editor = _editor(view)
    editor.selectAll()
    QTest.keyClicks(editor, "Shorter  now")
    field.setFocus()
    assert told == [(0, "Shorter now")]
    assert field.hasFocus()


def test_pasted_lines_become_one(view: TranscriptView) -> None:
    told = _edits(view)
    QApplication.clipboard().setText("first\nsecond")
    view.begin_edit(3)
    editor = _editor(view)
    editor.selectAll()
    editor.paste()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told == [(3, "first second")]


def test_the_editor_lies_over_its_cue_also_after_scrolling(long_view: TranscriptView) -> None:
    long_view.begin_edit(7)
    eyes, editor = Eyes(long_view), _editor(long_view)
    assert editor.geometry().contains(eyes.block(7))
    long_view.verticalScrollBar().setValue(60)
    assert editor.geometry().contains(eyes.block(7))


def test_a_second_edit_keeps_the_first(view: TranscriptView) -> None:
    told = _edits(view)
    view.begin_edit(3)
    QTest.keyClicks(_editor(view), "!")
    view.begin_edit(4)
    assert told == [(3, "So it is about judgement.!")]
    assert _editor(view).toPlainText() == view.page.transcript.cues[4].text


def test_without_a_transcript_the_message_and_its_button_are_shown(
    make_view: Callable[..., TranscriptView], qtbot: QtBot
) -> None:
    view = make_view()
    button = QPushButton("Choose a file…")
    view.set_empty("No transcript yet", "Drop one here, or choose a file.", button)
    message = view.findChild(EmptyMessage)
    assert message.isVisible()
    assert message.accessibleName() == "No transcript yet"
    assert button.isVisible()
    centre = message.geometry().center()
    assert abs(centre.x() - view.viewport().width() // 2) <= 1
    assert message.geometry().bottom() < view.viewport().height()

    view.set_transcript(conversation())
    assert not message.isVisible()
    view.set_transcript(None, "Only sound", "24 s")
    assert message.isVisible()
