"""Scrolling, following the voice, and yielding to the reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.transcript import Cue, Transcript
from annotator.gui.transcript import MarkSpan, TranscriptView
from tests.gui.transcript.conftest import Eyes, conversation


def _pill(view: TranscriptView) -> QPushButton:
    found = view.viewport().findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def _wheel(
    view: TranscriptView, notches: int, modifiers: Qt.KeyboardModifier | None = None
) -> None:
    at = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        at,
        view.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers or Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def _height_share(view: TranscriptView, cue: int) -> float:
    """Where a cue's first line stands, as a share of the height."""
    area = Eyes(view).block(cue)
    return area.top() / view.viewport().height()


def test_the_spoken_cue_comes_to_stand_at_two_fifths(long_view: TranscriptView) -> None:
    long_view.set_spoken(600, 0)
    assert _height_share(long_view, 600) == pytest.approx(0.4, abs=0.02)
    assert long_view.following


def test_following_glides_on_while_the_voice_moves_on(
    long_view: TranscriptView, qtbot: QtBot
) -> None:
    long_view.set_spoken(600, 0)
    for cue in range(601, 606):
        long_view.set_spoken(cue, 0)
    qtbot.waitUntil(lambda: abs(_height_share(long_view, 605) - 0.4) < 0.25)
    assert 605 in long_view.rows_shown


@pytest.mark.parametrize(
    "scroll",
    [
        lambda view: _wheel(view, -2),
        lambda view: view.verticalScrollBar().triggerAction(
            QAbstractSlider.SliderAction.SliderPageStepAdd
        ),
        lambda view: QTest.keyClick(view, Qt.Key.Key_PageUp),
        lambda view: view.ensure_visible(3),
    ],
    ids=["wheel", "bar", "PageUp", "elsewhere"],
)
def test_scrolling_by_hand_pauses_following(
    long_view: TranscriptView, scroll: Callable[[TranscriptView], None]
) -> None:
    told: list[bool] = []
    long_view.followingChanged.connect(told.append)
    long_view.set_spoken(600, 0)
    assert not _pill(long_view).isVisible()
    scroll(long_view)
    assert told == [False]
    assert _pill(long_view).isVisible()
    place = long_view.verticalScrollBar().value()
    long_view.set_spoken(640, 0)
    assert long_view.verticalScrollBar().value() == place


def test_the_pill_leads_back_to_the_voice(long_view: TranscriptView, qtbot: QtBot) -> None:
    long_view.backToVoice.connect(lambda: long_view.set_following(True))
    long_view.set_spoken(600, 0)
    long_view.ensure_visible(0)
    with qtbot.waitSignal(long_view.backToVoice):
        QTest.mouseClick(_pill(long_view), Qt.MouseButton.LeftButton)
    assert long_view.following
    assert not _pill(long_view).isVisible()
    assert _height_share(long_view, 600) == pytest.approx(0.4, abs=0.02)


def test_the_pill_gives_way_to_what_the_next_key_marks(long_view: TranscriptView) -> None:
    long_view.set_spoken(600, 0)
    _wheel(long_view, 2)
    pill, eyes = _pill(long_view), Eyes(long_view)
    place = pill.geometry()
    under = next(cue for cue in range(560, 640) if eyes.block(cue).intersects(place))
    long_view.set_target(long_view.page.transcript.cue_span(under))
    assert pill.isVisible()
    assert long_view.viewport().rect().contains(pill.geometry())
    assert not pill.geometry().intersects(eyes.block(under))
    _wheel(long_view, 4)  # and comes back when the target is scrolled away from there
    assert pill.geometry() == place


def test_following_never_takes_the_focus(with_field: tuple[TranscriptView, QLineEdit]) -> None:
    view, field = with_field
    view.set_spoken(600, 0)
    _wheel(view, 2)
    view.set_following(True)
    view.set_spoken(700, 1)
    assert field.hasFocus()


def test_scrolling_without_a_voice_leaves_following_on(long_view: TranscriptView) -> None:
    _wheel(long_view, -8)
    assert long_view.following
    assert not _pill(long_view).isVisible()
    long_view.set_spoken(900, 0)
    assert 900 in long_view.rows_shown


def test_a_drag_is_not_disturbed_by_following(long_view: TranscriptView) -> None:
    eyes = Eyes(long_view)
    long_view.set_spoken(3, 0)
    viewport = long_view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=eyes.middle(1, 0))
    QTest.mouseMove(viewport, eyes.middle(1, 4))
    place = long_view.verticalScrollBar().value()
    long_view.set_spoken(800, 0)
    assert long_view.verticalScrollBar().value() == place
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=eyes.middle(1, 4))


def test_scrolling_up_into_unseen_rows_moves_the_text_by_exactly_that_much(
    make_view: Callable[..., TranscriptView],
) -> None:
    view = make_view(width=380)
    # Far narrower and far wider letters than the average that heights are estimated by.
    texts = ("ill " * 40, "WOMEN " * 30, "a", "extraordinarily " * 9)
    cues = tuple(Cue(n * 10, n * 10 + 9, texts[n % 4]) for n in range(1200))
    view.set_transcript(Transcript(cues), "Hands and machines", "")
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    eyes = Eyes(view)
    for _ in range(80):
        cue = view.rows_shown.start
        before = eyes.block(cue).top()
        bar.setValue(bar.value() - 53)
        assert eyes.block(cue).top() == before + 53


def test_resizing_keeps_what_is_being_read(long_view: TranscriptView) -> None:
    long_view.ensure_visible(700)
    cue = long_view.rows_shown.start
    for width in (700, 420, 330, 520, 893, 1200):
        long_view.resize(width, 640)
        QApplication.processEvents()
        assert abs(long_view.rows_shown.start - cue) <= 1


def test_zooming_keeps_what_is_being_read(long_view: TranscriptView) -> None:
    long_view.ensure_visible(700)
    cue = long_view.rows_shown.start
    for zoom in (1.5, 2.5, 0.8, 1.0):
        long_view.set_zoom(zoom)
        assert abs(long_view.rows_shown.start - cue) <= 1


def test_ctrl_and_the_wheel_ask_for_zoom_and_do_not_scroll(
    long_view: TranscriptView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(long_view.zoomRequested) as asked:
        _wheel(long_view, 1, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [1]
    assert long_view.verticalScrollBar().value() == 0


def test_the_last_cue_can_be_read_in_full(long_view: TranscriptView) -> None:
    long_view.ensure_visible(len(long_view.page.column) - 1)
    bar = long_view.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = Eyes(long_view).block(len(long_view.page.column) - 1)
    assert last.bottom() < long_view.viewport().height() - 40


def test_the_cursor_stays_in_view_as_it_moves(long_view: TranscriptView, qtbot: QtBot) -> None:
    told: list[int] = []
    long_view.cursorChanged.connect(told.append)
    for _ in range(40):
        long_view.set_cursor(long_view.cursor_cue() + 1)
        long_view.ensure_visible(long_view.cursor_cue())
    area = Eyes(long_view).block(40)
    assert 0 <= area.top() < area.bottom() <= long_view.viewport().height()
    long_view.set_cursor(-60)
    assert long_view.cursor_cue() == 0
    assert told == [*range(1, 41), 0]


def test_find_shows_the_hit_and_counts(long_view: TranscriptView, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    long_view.findChanged.connect(lambda current, count: told.append((current, count)))
    assert long_view.find_text("laughs. Does anybody") == 199
    assert told == [(1, 199)]
    long_view.find_previous()
    assert told[-1] == (199, 199)
    assert 1193 in long_view.rows_shown
    long_view.find_next()
    assert told[-1] == (1, 199)
    assert 5 in long_view.rows_shown
    assert long_view.find_text("no such words") == 0
    assert told[-1] == (0, 0)


def test_a_corrected_transcript_keeps_place_marks_and_voice(long_view: TranscriptView) -> None:
    long_view.set_marks([MarkSpan(1, long_view.page.transcript.cue_span(600), ("#2E9E6B",))])
    long_view.set_spoken(600, 1)
    place = long_view.verticalScrollBar().value()
    long_view.replace_transcript(conversation(200))
    eyes = Eyes(long_view)
    assert long_view.verticalScrollBar().value() == place
    assert eyes.share(eyes.bar(600), eyes.mark("#2E9E6B")) > 0.9
    assert eyes.share(eyes.word(600, 1), long_view.page.theme.spoken) > 0.4


def test_another_transcript_starts_at_its_top_without_old_marks(long_view: TranscriptView) -> None:
    long_view.set_marks([MarkSpan(1, long_view.page.transcript.cue_span(0), ("#2E9E6B",))])
    long_view.set_spoken(600, 1)
    long_view.find_text("hand")
    long_view.set_transcript(conversation(3), "Other", "")
    eyes = Eyes(long_view)
    assert long_view.verticalScrollBar().value() == 0
    assert eyes.share(eyes.bar(0), eyes.mark("#2E9E6B")) == 0
    assert long_view.cursor_cue() == 0
    assert not _pill(long_view).isVisible()
