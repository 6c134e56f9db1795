"""Mending in the real window: the looping cue, cutting while typing, speakers, find and replace."""

from __future__ import annotations

from hands import Hands
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QTableView

from annotator.domain.timecode import format_tenths
from annotator.gui.dialogs.replace_dialog import ReplaceDialog
from annotator.gui.transcript.editor import CueEditor


def editor(hands: Hands) -> CueEditor:
    (found,) = [one for one in hands.view.findChildren(CueEditor) if one.isVisible()]
    return found


def open_replace(hands: Hands) -> ReplaceDialog:
    hands.press("Ctrl+H")
    (dialog,) = hands.window.findChildren(ReplaceDialog)
    return dialog


def type_in(dialog: ReplaceDialog, name: str, text: str) -> None:
    (field,) = [f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == name]
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, text)


def rows(dialog: ReplaceDialog) -> list[list[str]]:
    model = dialog.findChildren(QTableView)[0].model()
    return [
        [model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())
    ]


def test_the_status_line_names_the_words_as_they_are_after_undo(hands: Hands) -> None:
    hands.cursor_to(12)
    before = hands.status()
    hands.press("E")
    hands.type(" indeed")
    hands.press_in("Return")
    assert "indeed" in hands.status()
    hands.press("Ctrl+Z")
    assert hands.status() == before


def test_paused_it_stays_paused_and_where_it_was(hands: Hands) -> None:
    hands.desktop.playback.seek(60_000)
    hands.cursor_to(2)
    hands.press("E")
    assert abs(hands.desktop.playback.position_ms - hands.session.transcript.cues[2].start_ms) < 50
    assert not hands.desktop.playback.playing
    hands.press_in("Escape")
    assert abs(hands.desktop.playback.position_ms - 60_000) < 50


def test_a_line_is_cut_where_the_text_cursor_stands(hands: Hands) -> None:
    before = hands.cue(3)
    hands.cursor_to(3)
    hands.press("Q")
    hands.press("E")
    at = before.index(" ", len(before) // 2)
    cursor = editor(hands).textCursor()
    cursor.setPosition(at + 1)
    editor(hands).setTextCursor(cursor)
    hands.press_in("Ctrl+Return")
    assert (hands.cue(3), hands.cue(4)) == (before[:at], before[at + 1 :])
    assert not hands.view.editing
    assert before in hands.marks()
    spans = hands.view.page.marks.touching(3, 4)
    assert before in [hands.view.page.transcript.text_of(mark.span) for mark in spans]
    hands.press("Up")
    hands.press("Ctrl+M")
    assert hands.cue(3) == before
    hands.press("Ctrl+Z")
    hands.press("Ctrl+Z")
    assert hands.cue(3) == before


def test_marks_behind_a_cut_are_shown_on_their_own_words(hands: Hands) -> None:
    shown = {mark.id: mark.text for mark in hands.session.marks}
    hands.cursor_to(0)
    hands.press("E")
    editor(hands).moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(3):
        editor(hands).moveCursor(QTextCursor.MoveOperation.NextWord)
    hands.press_in("Ctrl+Return")
    page = hands.view.page
    for ident, text in shown.items():
        mark = page.marks.get(ident)
        assert mark is not None
        assert page.transcript.text_of(mark.span) == text


def test_a_digit_with_alt_sets_who_speaks(hands: Hands) -> None:
    transcript = hands.session.transcript
    cue = next(
        at for at, line in enumerate(transcript.cues) if line.speaker == transcript.speakers[1]
    )
    hands.cursor_to(cue)
    hands.press("Alt+1")
    assert hands.session.transcript.cues[cue].speaker == transcript.speakers[0]
    assert hands.menu_text("speaker.digit_1") == f"Speaker 1 · {transcript.speakers[0]}"
    hands.press("Ctrl+Z")
    assert hands.session.transcript == transcript


def test_words_are_seen_ticked_and_replaced_in_one_step(hands: Hands) -> None:
    before = hands.session.transcript
    dialog = open_replace(hands)
    type_in(dialog, "Find", "machine")
    type_in(dialog, "Replace with", "engine")
    hands.bot.waitUntil(lambda: len(rows(dialog)) > 2)
    found = rows(dialog)
    hands.bot.waitUntil(lambda: all("engine" in then for _, _, then in rows(dialog)))
    assert all("machine" in now.lower() for _, now, _ in found)
    table = dialog.findChildren(QTableView)[0]
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert dialog.chosen() == tuple(range(1, len(found)))
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    hands.bot.waitUntil(lambda: all(button.isEnabled() for button in buttons.buttons()))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    hands.bot.waitUntil(lambda: hands.session.transcript != before)
    text = " ".join(cue.text for cue in hands.session.transcript.cues).lower()
    assert (text.count("engine"), text.count("machine")) == (len(found) - 1, 1)
    assert f"{len(found) - 1} replaced" in hands.toasts()
    hands.come_back()
    hands.press("Ctrl+Z")
    assert hands.session.transcript == before


def test_a_pattern_that_could_run_away_is_refused_in_the_dialog(hands: Hands) -> None:
    dialog = open_replace(hands)
    dialog._is_pattern.setChecked(True)
    type_in(dialog, "Find", "(a+)+b")
    hands.bot.waitUntil(lambda: "take forever" in dialog._count.text())
    assert rows(dialog) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()
    hands.come_back()
    assert hands.view.hasFocus()


def drag_time(hands: Hands, cue: int, by: int, modifier: Qt.KeyboardModifier) -> str:
    """Drag the time of a cue by so many pixels; what stood in its place meanwhile."""
    view, page = hands.view, hands.view.page
    top = page.column.top_of(cue) + page.column.row(cue).text_top + 8
    at = QPoint(page.frame.time_right - 10, top - view.verticalScrollBar().value())
    left, viewport = Qt.MouseButton.LeftButton, view.viewport()
    QTest.mousePress(viewport, left, modifier, at)
    for step in (by // 2, by):
        QTest.mouseMove(viewport, at + QPoint(step, 0))
    assert page.moving_edge is not None
    shown = page.moving_edge
    QTest.mouseRelease(viewport, left, modifier, at + QPoint(by, 0))
    assert page.moving_edge is None
    assert shown[0] == cue
    return shown[1]


def test_a_time_is_dragged_to_move_the_beginning_and_with_shift_the_end(hands: Hands) -> None:
    before = hands.session.transcript
    cue = before.cues[3]
    shown = drag_time(hands, 3, 20, Qt.KeyboardModifier.NoModifier)
    now = hands.session.transcript.cues[3]
    assert now.start_ms == cue.start_ms + 400
    assert shown == format_tenths(now.start_ms)
    assert hands.session.desk.selection is None
    shown = drag_time(hands, 3, -30, Qt.KeyboardModifier.ShiftModifier)
    assert hands.session.transcript.cues[3].end_ms == cue.end_ms - 600
    assert shown == f"→ {format_tenths(cue.end_ms - 600)}"
    hands.press("Ctrl+Z")
    hands.press("Ctrl+Z")
    assert hands.session.transcript == before


def test_a_time_is_not_dragged_past_what_the_words_need(hands: Hands) -> None:
    cues = hands.session.transcript.cues
    drag_time(hands, 3, -3_000, Qt.KeyboardModifier.NoModifier)
    now = hands.session.transcript.cues
    assert now[2].start_ms < now[2].end_ms <= now[3].start_ms < cues[3].start_ms
