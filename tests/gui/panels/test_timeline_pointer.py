"""The timeline under a pointer, a wheel, two fingers and the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.notes import Annotation, Chapter, Topic
from annotator.domain.transcript import Cue, Transcript
from annotator.gui.theme import Theme
from annotator.gui.timeline import Timeline
from annotator.gui.timeline.rows import LANE, MARGIN

Make = Callable[..., Annotation]
LEFT = Qt.MouseButton.LeftButton
WORDS = Transcript(
    tuple(
        Cue(start_ms, start_ms + 4_000, "so what should a child still")
        for start_ms in range(0, 100_000, 4_000)
    )
)


@pytest.fixture
def timeline(theme: Theme, window: QWidget, topics: tuple[Topic, ...]) -> Timeline:
    """A hundred seconds on eight hundred pixels; a mark of the first topic from 0:20 to 0:25."""
    made = Timeline(theme, window)
    made.resize(800 + 2 * MARGIN, 150)
    made.show()
    made.set_duration(100_000)
    made.set_topics(topics)
    return made


def sound(timeline: Timeline, ms: int) -> QPoint:
    """The place on the sound at `ms`."""
    return QPoint(round(timeline.x_of(ms)), timeline.picture.rows.wave_top + 4)


def lane(timeline: Timeline, ms: int, place: int = 0) -> QPoint:
    return QPoint(round(timeline.x_of(ms)), timeline.picture.rows.lane_top(place) + LANE // 2)


def drag(timeline: Timeline, begin: QPoint, end: QPoint) -> None:
    QTest.mousePress(timeline, LEFT, pos=begin)
    QTest.mouseMove(timeline, (begin + end) / 2)
    QTest.mouseMove(timeline, end)
    QTest.mouseRelease(timeline, LEFT, pos=end)


def wheel(timeline: Timeline, at: QPoint, turned: QPoint, *, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(at), timeline.mapToGlobal(QPointF(at)), QPoint(), turned,
        Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(timeline, event)


def test_a_click_on_the_sound_plays_from_there(timeline: Timeline, qtbot: QtBot) -> None:
    with qtbot.waitSignal(timeline.playRequested) as asked:
        qtbot.mouseClick(timeline, LEFT, pos=sound(timeline, 25_000))
    assert asked.args == [25_000]


def test_a_click_beyond_an_end_stays_inside(timeline: Timeline, qtbot: QtBot) -> None:
    with qtbot.waitSignal(timeline.playRequested) as asked:
        qtbot.mouseClick(timeline, LEFT, pos=QPoint(timeline.width() - 1, 8))
    assert asked.args == [100_000]


def test_a_click_on_a_mark_plays_the_mark(
    timeline: Timeline, make_mark: Make, qtbot: QtBot
) -> None:
    timeline.set_marks([make_mark(20_000, mark_id=7), make_mark(22_000, topics=(2,), mark_id=8)])
    with qtbot.waitSignal(timeline.markActivated) as asked:
        qtbot.mouseClick(timeline, LEFT, pos=lane(timeline, 23_000))
    assert asked.args == [7]
    with qtbot.waitSignal(timeline.markActivated) as asked:
        qtbot.mouseClick(timeline, LEFT, pos=lane(timeline, 24_000, 1))
    assert asked.args == [8]


def test_of_marks_over_each_other_the_shorter_one_is_meant(
    timeline: Timeline, make_mark: Make, qtbot: QtBot
) -> None:
    timeline.set_marks([make_mark(20_000, mark_id=7)])
    wide = make_mark(10_000, mark_id=9)
    long = type(wide.anchor)(10_000, 60_000, "much")
    timeline.update_marks([Annotation(9, "m9", 1, wide.kind, long, (1,))])
    with qtbot.waitSignal(timeline.markActivated) as asked:
        qtbot.mouseClick(timeline, LEFT, pos=lane(timeline, 22_500))
    assert asked.args == [7]
    with qtbot.waitSignal(timeline.markActivated) as asked:
        qtbot.mouseClick(timeline, LEFT, pos=lane(timeline, 40_000))
    assert asked.args == [9]


def test_a_click_on_a_chapters_name_plays_the_chapter_and_two_rename_it(
    timeline: Timeline, qtbot: QtBot
) -> None:
    end = Chapter(50_000, "End")
    timeline.set_chapters([Chapter(0, "Beginning"), end])
    at = QPoint(round(timeline.x_of(70_000)), 4)
    with qtbot.waitSignal(timeline.playRequested) as asked:
        qtbot.mouseClick(timeline, LEFT, pos=at)
    assert asked.args == [50_000]
    with qtbot.waitSignal(timeline.chapterActivated) as renamed:
        qtbot.mouseDClick(timeline, LEFT, pos=at)
    assert renamed.args == [end]


def test_dragging_over_the_sound_makes_a_loop(timeline: Timeline, qtbot: QtBot) -> None:
    with (
        qtbot.waitSignal(timeline.loopRequested) as asked,
        qtbot.assertNotEmitted(timeline.playRequested),
    ):
        drag(timeline, sound(timeline, 60_000), sound(timeline, 40_000))
    assert asked.args == [40_000, 60_000]


def test_a_loops_ends_are_pulled_to_the_edges_of_words(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.set_transcript(WORDS)
    with qtbot.waitSignal(timeline.loopRequested) as asked:
        drag(timeline, sound(timeline, 40_100), sound(timeline, 55_900))
    assert asked.args == [40_000, 56_000]


def test_dragging_the_edge_of_a_mark_moves_it_to_a_words_edge(
    timeline: Timeline, make_mark: Make, qtbot: QtBot
) -> None:
    timeline.set_transcript(WORDS)
    timeline.set_marks([make_mark(20_000, mark_id=7)])
    with qtbot.waitSignal(timeline.edgeMoved) as asked:
        drag(timeline, lane(timeline, 25_000), lane(timeline, 31_900))
    assert asked.args == [7, "end", 32_000]
    assert "0:20–0:32" in QToolTip.text()
    QTest.mouseMove(timeline, sound(timeline, 60_000))
    assert "1:00" in QToolTip.text()
    with qtbot.waitSignal(timeline.edgeMoved) as asked:
        drag(timeline, lane(timeline, 20_000), lane(timeline, 12_150))
    assert asked.args == [7, "start", 12_000]


def test_a_mark_cannot_be_dragged_to_nothing(
    timeline: Timeline, make_mark: Make, qtbot: QtBot
) -> None:
    timeline.set_transcript(WORDS)
    timeline.set_marks([make_mark(20_000, mark_id=7)])
    with qtbot.waitSignal(timeline.edgeMoved) as asked:
        QTest.mousePress(timeline, LEFT, pos=lane(timeline, 20_000))
        QTest.mouseMove(timeline, lane(timeline, 22_000))
        QTest.mouseMove(timeline, lane(timeline, 60_000))
        QTest.mouseRelease(timeline, LEFT, pos=lane(timeline, 60_000))
    mark, edge, ms = asked.args
    assert (mark, edge) == (7, "start")
    assert 21_000 < ms < 25_000


def test_a_mark_too_narrow_to_have_edges_is_played(
    timeline: Timeline, make_mark: Make, qtbot: QtBot
) -> None:
    timeline.set_duration(24 * 3_600_000)
    timeline.set_marks([make_mark(3_600_000, mark_id=7)])
    with qtbot.waitSignal(timeline.markActivated) as asked:
        qtbot.mouseClick(timeline, LEFT, pos=lane(timeline, 3_600_000))
    assert asked.args == [7]


def test_the_playhead_is_dragged_and_playback_does_not_pull_it_back(
    timeline: Timeline, qtbot: QtBot
) -> None:
    timeline.set_position(10_000)
    QTest.mousePress(timeline, LEFT, pos=sound(timeline, 10_000))
    with qtbot.waitSignal(timeline.seekRequested) as asked:
        QTest.mouseMove(timeline, sound(timeline, 50_000))
    assert asked.args == [50_000]
    timeline.set_position(11_000)
    assert timeline.value() == 50_000
    QTest.mouseRelease(timeline, LEFT, pos=sound(timeline, 50_000))
    timeline.set_position(51_000)
    assert timeline.value() == 51_000


def test_the_middle_button_pushes_the_view(timeline: Timeline) -> None:
    middle = Qt.MouseButton.MiddleButton
    timeline.zoom_to(40_000, 50_000)
    before = timeline.shown.first_px
    at = QPoint(400, 30)
    QTest.mousePress(timeline, middle, pos=at)
    QTest.mouseMove(timeline, at - QPoint(120, 0))
    QTest.mouseRelease(timeline, middle, pos=at - QPoint(120, 0))
    assert timeline.shown.first_px == before + 120


def test_ctrl_and_the_wheel_zoom_about_the_pointer(timeline: Timeline) -> None:
    at = sound(timeline, 30_000)
    for _ in range(4):
        wheel(timeline, at, QPoint(0, 120), ctrl=True)
    assert abs(timeline.x_of(30_000) - at.x()) <= 1
    assert timeline.shown.scale < 60
    for _ in range(4):
        wheel(timeline, at, QPoint(0, -120), ctrl=True)
    assert timeline.shown.is_whole


def test_the_wheel_goes_along_the_episode(timeline: Timeline) -> None:
    timeline.zoom_to(40_000, 50_000)
    before = timeline.shown.first_px
    wheel(timeline, QPoint(400, 20), QPoint(0, -120))
    assert timeline.shown.first_px == before + 90
    wheel(timeline, QPoint(400, 20), QPoint(120, 0))
    assert timeline.shown.first_px == before


def test_over_more_lanes_than_have_room_the_wheel_goes_through_them(
    timeline: Timeline, make_mark: Make
) -> None:
    timeline.set_topics([Topic(n, f"t{n}", f"T {n}", f"#10{n:02X}80") for n in range(1, 21)])
    timeline.set_marks([make_mark(20_000, topics=(n,)) for n in range(1, 21)])
    wheel(timeline, lane(timeline, 50_000), QPoint(0, -120))
    assert timeline.picture.rows.first_lane == 1
    wheel(timeline, lane(timeline, 50_000, 1), QPoint(0, 120))
    assert timeline.picture.rows.first_lane == 0


def test_two_fingers_zoom(timeline: Timeline) -> None:
    at = QPointF(416, 30)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
        at, at, timeline.mapToGlobal(at), 0.5, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(timeline, event)
    assert abs(timeline.shown.scale - 125 / 1.5) < 0.1


@pytest.mark.parametrize(
    ("key", "lands_on"),
    [
        (Qt.Key.Key_Right, 55_000),
        (Qt.Key.Key_Left, 45_000),
        (Qt.Key.Key_PageUp, 80_000),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 100_000),
    ],
)
def test_the_keyboard_seeks(timeline: Timeline, qtbot: QtBot, key: Qt.Key, lands_on: int) -> None:
    timeline.set_position(50_000)
    with qtbot.waitSignal(timeline.seekRequested) as asked:
        qtbot.keyClick(timeline, key)
    assert asked.args == [lands_on]


def test_hovering_tells_the_mark_with_its_topics_words_and_note(
    timeline: Timeline, make_mark: Make
) -> None:
    timeline.set_marks(
        [
            make_mark(
                20_000, "he <b>asked</b> for bread", topics=(1, 2), note="\u05e9\u05dc\u05d5\u05dd"
            )
        ]
    )
    QTest.mouseMove(timeline, lane(timeline, 22_500))
    told = QToolTip.text()
    assert "0:20–0:25 · Learning, Open models" in told
    assert "“he &lt;b&gt;asked&lt;/b&gt; for bread”" in told
    assert "\u05e9\u05dc\u05d5\u05dd" in told


def test_hovering_over_the_sound_tells_time_chapter_and_words(timeline: Timeline) -> None:
    timeline.set_transcript(WORDS)
    timeline.set_chapters([Chapter(0, "Beginning")])
    QTest.mouseMove(timeline, sound(timeline, 42_000))
    assert "0:42 · Beginning" in QToolTip.text()
    assert "should a child" in QToolTip.text()


def test_the_menu_is_asked_for_by_pointer_and_by_key(
    timeline: Timeline, make_mark: Make, qtbot: QtBot
) -> None:
    timeline.set_marks([make_mark(20_000, mark_id=7)])
    at = lane(timeline, 22_000)
    with qtbot.waitSignal(timeline.menuRequested) as asked:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, timeline.mapToGlobal(at))
        QApplication.sendEvent(timeline, event)
    assert asked.args[1].mark.id == 7
    timeline.set_position(60_000)
    with qtbot.waitSignal(timeline.menuRequested) as asked:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QApplication.sendEvent(timeline, event)
    assert asked.args[1].ms == 60_000


def test_without_an_episode_nothing_can_be_done(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.set_duration(0)
    with qtbot.assertNotEmitted(timeline.playRequested):
        qtbot.mouseClick(timeline, LEFT, pos=QPoint(100, 10))
    timeline.zoom(3)
    assert timeline.shown.is_whole
