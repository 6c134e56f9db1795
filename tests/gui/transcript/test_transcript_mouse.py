"""Real clicks, drags and hovering on the page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui.transcript import MarkSpan, TranscriptView
from tests.gui.transcript.conftest import Eyes, words

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
GREEN = "#2E9E6B"


def _selected(view: TranscriptView) -> str:
    span = view.selection()
    return view.page.transcript.text_of(span) if span else ""


def _drag(view: TranscriptView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), LEFT, pos=end)


def test_a_click_on_a_word_tells_the_word_and_when_it_is_heard(
    view: TranscriptView, eyes: Eyes, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.wordClicked) as told:
        QTest.mouseClick(view.viewport(), LEFT, pos=eyes.middle(1, 5))
    heard = view.page.transcript.cues[1].timed_words[5].start_ms
    assert told.args == [1, 5, heard]
    assert view.cursor_cue() == 1
    assert view.selection() is None


def test_a_click_on_a_time_tells_the_cues_first_word(
    view: TranscriptView, eyes: Eyes, qtbot: QtBot
) -> None:
    at = QPoint(view.page.frame.time_right - 10, eyes.word(2, 0).center().y())
    with qtbot.waitSignal(view.wordClicked) as told:
        QTest.mouseClick(view.viewport(), LEFT, pos=at)
    assert told.args == [2, 0, view.page.transcript.cues[2].start_ms]


def test_a_click_beside_the_words_moves_the_cursor_and_nothing_else(
    view: TranscriptView, eyes: Eyes, qtbot: QtBot
) -> None:
    view.set_selection(words(view.page.transcript, 0, "need to learn"))
    with qtbot.assertNotEmitted(view.wordClicked):
        block = eyes.block(3)
        QTest.mouseClick(view.viewport(), LEFT, pos=block.center() + QPoint(block.width() // 3, 0))
    assert view.cursor_cue() == 3
    assert view.selection() is None


def test_a_drag_selects_whole_words_across_cues_and_clicks_nothing(
    view: TranscriptView, eyes: Eyes, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(view.wordClicked):
        _drag(view, eyes.middle(2, 12), eyes.middle(4, 2))
    assert _selected(view) == "have done it once with care. So it is about judgement. It is. A"


def test_a_drag_upwards_selects_the_same_words(view: TranscriptView, eyes: Eyes) -> None:
    _drag(view, eyes.middle(4, 2), eyes.middle(2, 12))
    assert _selected(view) == "have done it once with care. So it is about judgement. It is. A"


def test_a_trembling_click_selects_nothing(view: TranscriptView, eyes: Eyes) -> None:
    start = eyes.middle(1, 5)
    _drag(view, start, start + QPoint(2, 1))
    assert view.selection() is None


def test_shift_and_click_extend_the_selection(view: TranscriptView, eyes: Eyes) -> None:
    view.set_selection(words(view.page.transcript, 0, "still"))
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, eyes.middle(0, 6))
    assert _selected(view) == "still need to learn how"
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, eyes.middle(0, 0))
    assert _selected(view) == "Does anybody still"


def test_shift_and_click_without_a_selection_start_at_the_cursor(
    view: TranscriptView, eyes: Eyes
) -> None:
    view.set_cursor(3)
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, eyes.middle(3, 2))
    assert _selected(view) == "So it is"


def test_a_double_click_selects_the_word_and_a_third_click_the_cue(
    view: TranscriptView, eyes: Eyes, qtbot: QtBot
) -> None:
    at = eyes.middle(1, 6)
    QTest.mouseClick(view.viewport(), LEFT, pos=at)
    with qtbot.waitSignal(view.wordDoubleClicked) as told:
        QTest.mouseDClick(view.viewport(), LEFT, pos=at)
    assert told.args[:2] == [1, 6]
    assert _selected(view) == "hand"
    QTest.mouseClick(view.viewport(), LEFT, pos=at)
    assert _selected(view) == view.page.transcript.cues[1].text


def test_dragging_past_the_edge_scrolls_and_selects_on(
    long_view: TranscriptView, qtbot: QtBot
) -> None:
    eyes, viewport = Eyes(long_view), long_view.viewport()
    start = eyes.middle(2, 3)
    QTest.mousePress(viewport, LEFT, pos=start)
    QTest.mouseMove(viewport, start + QPoint(0, 40))
    QTest.mouseMove(viewport, QPoint(start.x(), viewport.height() + 60))

    def reached() -> bool:
        span = long_view.selection()
        return span is not None and span.end.cue > 40

    qtbot.waitUntil(reached)
    QTest.mouseRelease(viewport, LEFT, pos=QPoint(start.x(), viewport.height() + 60))
    place = long_view.verticalScrollBar().value()
    assert place > 0
    assert long_view.selection().start.cue == 2


def test_a_click_on_a_bar_or_sign_tells_the_mark(
    view: TranscriptView, eyes: Eyes, qtbot: QtBot
) -> None:
    transcript = view.page.transcript
    view.set_marks(
        [
            MarkSpan(31, transcript.cue_span(1), (GREEN, "#7A5AE0")),
            MarkSpan(32, transcript.cue_span(2), (), has_note=True),
        ]
    )
    with qtbot.waitSignal(view.markClicked) as told, qtbot.assertNotEmitted(view.wordClicked):
        QTest.mouseClick(view.viewport(), LEFT, pos=eyes.bar(1, 1).center())
    assert told.args == [31]
    sign = QPoint(view.page.frame.signs_left + 6, eyes.block(2).top() + 12)
    with qtbot.waitSignal(view.markClicked) as told:
        QTest.mouseClick(view.viewport(), LEFT, pos=sign)
    assert told.args == [32]


def test_the_pointer_over_a_bar_shows_which_words_are_marked(
    view: TranscriptView, eyes: Eyes
) -> None:
    view.set_marks([MarkSpan(5, view.page.transcript.cue_span(2), (GREEN,))])
    background = view.page.theme.background
    QTest.mouseMove(view.viewport(), eyes.bar(2).center())
    assert eyes.share(eyes.block(2), background) < 0.1
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.viewport(), eyes.middle(4, 3))
    assert eyes.share(eyes.block(2), background) > 0.5
    assert view.viewport().cursor().shape() is Qt.CursorShape.IBeamCursor


def _menu(view: TranscriptView, at: QPoint, reason: QContextMenuEvent.Reason) -> None:
    where = view.viewport().mapToGlobal(at)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, at, where))


def test_a_right_click_tells_the_shortest_mark_there(
    view: TranscriptView, eyes: Eyes, qtbot: QtBot
) -> None:
    transcript = view.page.transcript
    view.set_marks(
        [
            MarkSpan(1, transcript.cue_span(1, 3), (GREEN,)),
            MarkSpan(2, words(transcript, 2, "done it once"), (), is_quote=True),
        ]
    )
    view.set_selection(words(transcript, 2, "once"))
    told: list[tuple[QPoint, int | None]] = []
    view.contextMenuRequested.connect(lambda where, mark: told.append((where, mark)))
    for place in (eyes.middle(2, 14), eyes.middle(2, 1), eyes.middle(4, 0)):
        _menu(view, place, QContextMenuEvent.Reason.Mouse)
    view.set_cursor(1)
    _menu(view, QPoint(0, 0), QContextMenuEvent.Reason.Keyboard)
    assert [mark for _, mark in told] == [2, 1, None, 1]
    assert told[0][0] == view.viewport().mapToGlobal(eyes.middle(2, 14))
    assert _selected(view) == "once"


def test_clicks_on_an_empty_view_do_nothing(make_view, qtbot: QtBot) -> None:
    view = make_view()
    view.set_transcript(None)
    with qtbot.assertNotEmitted(view.wordClicked):
        QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(300, 300))
        QTest.mouseDClick(view.viewport(), LEFT, pos=QPoint(300, 300))
    _menu(view, QPoint(300, 300), QContextMenuEvent.Reason.Keyboard)
    view.set_cursor(3)
    view.ensure_visible(3)
    view.begin_edit(0)
    assert view.find_text("anything") == 0
    assert view.selection() is None
