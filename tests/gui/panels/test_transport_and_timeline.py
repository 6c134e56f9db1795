"""The player's buttons and the strip below them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.notes import Annotation, Chapter, Topic
from annotator.gui.panels.timeline import MARGIN, Timeline
from annotator.gui.panels.timeline_lanes import MOST_LANES, Bar, bars, lane_of
from annotator.gui.panels.transport import Transport, speed_text
from annotator.gui.theme import Theme, load_theme

Make = Callable[..., Annotation]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def transport(theme: Theme, window: QWidget) -> Transport:
    made = Transport(theme, window)
    made.resize(880, 46)
    made.set_duration(3_469_000)
    made.show()
    return made


def button(owner: QWidget, name: str) -> QAbstractButton:
    return next(b for b in owner.findChildren(QAbstractButton) if b.accessibleName() == name)


def labels(owner: QWidget) -> list[str]:
    return [label.text() for label in owner.findChildren(QLabel) if label.isVisible()]


def test_play_says_what_a_click_would_do(transport: Transport, qtbot: QtBot) -> None:
    with qtbot.waitSignal(transport.playToggled):
        qtbot.mouseClick(button(transport, "Play"), LEFT)
    transport.set_playing(True)
    assert button(transport, "Pause").isVisible()


def test_skips_carry_their_way(transport: Transport, qtbot: QtBot) -> None:
    with qtbot.waitSignal(transport.skipRequested) as asked:
        qtbot.mouseClick(button(transport, "Back 15 seconds"), LEFT)
    assert asked.args == [-15_000]
    with qtbot.waitSignal(transport.skipRequested) as asked:
        qtbot.mouseClick(button(transport, "Forward 15 seconds"), LEFT)
    assert asked.args == [15_000]


def test_position_and_length_are_told_as_clocks(transport: Transport) -> None:
    transport.set_position(1_666_400)
    assert labels(transport) == ["27:46", "/ 57:49"]
    transport.set_duration(12_550_000)
    transport.set_position(3_600_000)
    assert labels(transport) == ["1:00:00", "/ 3:29:10"]


def test_nothing_moves_while_the_position_runs(transport: Transport) -> None:
    transport.set_duration(12_550_000)
    follower = button(transport, "Follow")
    transport.set_position(71_000)
    QApplication.processEvents()
    before = follower.geometry()
    position = next(label for label in transport.findChildren(QLabel))
    width = position.width()
    transport.set_position(12_540_000)
    QApplication.processEvents()
    assert follower.geometry() == before
    assert position.width() == width


def test_loop_and_follow_ask_and_wait_for_the_answer(transport: Transport, qtbot: QtBot) -> None:
    with qtbot.waitSignal(transport.followToggled):
        qtbot.mouseClick(button(transport, "Follow"), LEFT)
    assert not button(transport, "Follow").isChecked()
    transport.set_following(True)
    assert button(transport, "Following").isChecked()
    with qtbot.waitSignal(transport.loopToggled):
        qtbot.mouseClick(button(transport, "Loop the mark"), LEFT)
    assert not button(transport, "Loop the mark").isChecked()


def test_the_speed_menu_ticks_the_present_speed(transport: Transport, qtbot: QtBot) -> None:
    transport.set_speed(1.25)
    menu = transport.speed_menu()
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["1.25×"]
    assert [menu.actions()[0].text(), menu.actions()[-1].text()] == ["0.5×", "3×"]
    with qtbot.waitSignal(transport.speedRequested) as asked:
        menu.actions()[-1].trigger()
    assert asked.args == [3.0]


def wheel(widget: QWidget, turned: int) -> None:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("speed", "turned", "asked_for"), [(1.0, 120, 1.05), (1.0, -120, 0.95), (3.0, 120, 3.0)]
)
def test_the_wheel_steps_the_speed(
    transport: Transport, qtbot: QtBot, speed: float, turned: int, asked_for: float
) -> None:
    transport.set_speed(speed)
    with qtbot.waitSignal(transport.speedRequested) as asked:
        wheel(button(transport, f"Speed {speed_text(speed)}"), turned)
    assert asked.args == [asked_for]


def test_the_volume_is_asked_for_and_set_without_an_echo(
    transport: Transport, qtbot: QtBot
) -> None:
    slider = transport.findChildren(QSlider)[0]
    with qtbot.assertNotEmitted(transport.volumeRequested):
        transport.set_volume(40)
    with qtbot.waitSignal(transport.volumeRequested) as asked:
        slider.setValue(55)
    assert asked.args == [55]


def test_keys_stand_in_caps_and_tooltips(transport: Transport) -> None:
    transport.set_key_hints({"play": "Space", "loop": "L", "slower": ",", "faster": "."})
    assert "Space" in button(transport, "Play").toolTip()
    assert button(transport, "Loop the mark").keys() == "L"
    assert ", slower, . faster" in button(transport, "Speed 1×").toolTip()


def test_without_media_nothing_can_be_played(transport: Transport) -> None:
    transport.set_media(False)
    assert not button(transport, "Play").isEnabled()
    assert button(transport, "Follow").isEnabled()


@pytest.fixture
def timeline(theme: Theme, window: QWidget, topics: tuple[Topic, ...]) -> Timeline:
    made = Timeline(theme, window)
    made.set_duration(100_000)
    made.set_topics(topics)
    made.resize(832, 110)
    made.show()
    return made


def x_of(timeline: Timeline, ms: int) -> int:
    return round(MARGIN + ms / 100_000 * (timeline.width() - 2 * MARGIN))


def colours_at(timeline: Timeline, ms: int) -> set[str]:
    """All colours of the column at `ms`."""
    image = timeline.grab().toImage()
    return {image.pixelColor(x_of(timeline, ms), y).name().upper() for y in range(image.height())}


def test_a_click_seeks_there(timeline: Timeline, qtbot: QtBot) -> None:
    with qtbot.waitSignal(timeline.seekRequested) as asked:
        qtbot.mouseClick(timeline, LEFT, pos=QPoint(x_of(timeline, 25_000), 40))
    assert asked.args == [25_000]


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # the tooltip, offscreen
def test_dragging_seeks_along_and_playback_does_not_pull_back(
    timeline: Timeline, qtbot: QtBot
) -> None:
    qtbot.mousePress(timeline, LEFT, pos=QPoint(x_of(timeline, 10_000), 40))
    with qtbot.waitSignal(timeline.seekRequested) as asked:
        qtbot.mouseMove(timeline, QPoint(x_of(timeline, 50_000), 40))
    assert asked.args == [50_000]
    timeline.set_position(11_000)
    assert timeline.value() == 50_000
    qtbot.mouseRelease(timeline, LEFT, pos=QPoint(x_of(timeline, 50_000), 40))
    timeline.set_position(51_000)
    assert timeline.value() == 51_000


def test_a_seek_beyond_an_end_stays_inside(timeline: Timeline, qtbot: QtBot) -> None:
    with qtbot.waitSignal(timeline.seekRequested) as asked:
        qtbot.mouseClick(timeline, LEFT, pos=QPoint(timeline.width() - 1, 40))
    assert asked.args == [100_000]


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


def test_marks_lie_on_lanes_in_their_topics_colours(timeline: Timeline, make_mark: Make) -> None:
    both = make_mark(20_000, topics=(1, 2))
    timeline.set_marks([both, make_mark(60_000, topics=(3,))])
    assert {"#D9822B", "#2E9E6B"} <= colours_at(timeline, 22_000)
    assert "#7A5AE0" in colours_at(timeline, 62_000)
    assert not {"#D9822B", "#2E9E6B", "#7A5AE0"} & colours_at(timeline, 40_000)


def test_one_mark_more_or_less_is_seen_at_once(timeline: Timeline, make_mark: Make) -> None:
    first = make_mark(20_000)
    timeline.set_marks([first])
    timeline.update_marks([make_mark(50_000)], [first.id])
    assert "#D9822B" in colours_at(timeline, 52_000)
    assert "#D9822B" not in colours_at(timeline, 22_000)


def test_a_mark_that_changes_its_topic_changes_its_lane(
    timeline: Timeline, make_mark: Make
) -> None:
    timeline.set_marks([make_mark(20_000, mark_id=5)])
    timeline.update_marks([make_mark(20_000, topics=(2,), mark_id=5)])
    assert "#2E9E6B" in colours_at(timeline, 22_000)
    assert "#D9822B" not in colours_at(timeline, 22_000)


def test_what_was_heard_and_what_was_not_differ_without_a_waveform(
    timeline: Timeline, theme: Theme
) -> None:
    timeline.set_position(50_000)
    assert theme.accent in colours_at(timeline, 25_000)
    assert theme.wave in colours_at(timeline, 75_000)


def test_only_a_strip_is_painted_when_the_playhead_moves(
    timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeline.set_position(50_000)
    timeline.grab()
    asked: list[int] = []
    monkeypatch.setattr(timeline, "update", lambda rect: asked.append(rect.width()))
    timeline.set_position(50_400)
    assert asked
    assert max(asked) < 20


def test_chapters_make_room_for_their_names(timeline: Timeline) -> None:
    bare = timeline.sizeHint().height()
    timeline.set_chapters([Chapter(0, "Beginning"), Chapter(50_000, "End")])
    named = timeline.sizeHint().height()
    timeline.set_peaks([0.5] * 500)
    assert bare < named < timeline.sizeHint().height()
    timeline.grab()


def test_a_loop_is_shaded(timeline: Timeline, theme: Theme) -> None:
    timeline.set_loop((40_000, 60_000))
    image = timeline.grab().toImage()
    inside = image.pixelColor(x_of(timeline, 50_000), 3)
    outside = image.pixelColor(x_of(timeline, 80_000), 3)
    assert inside != outside
    assert outside == QColor(theme.panel)


def test_the_dark_theme_repaints_everything(timeline: Timeline) -> None:
    dark = load_theme("dark")
    timeline.set_theme(dark)
    assert timeline.grab().toImage().pixelColor(2, 2).name().upper() == dark.panel


def test_marks_that_touch_become_one_bar(make_mark: Make) -> None:
    marks = [make_mark(0), make_mark(5_000), make_mark(20_000), make_mark(21_000)]
    assert bars(marks, 0.01, 3) == [Bar(0, 100), Bar(200, 260)]


def test_a_short_mark_can_still_be_seen(make_mark: Make) -> None:
    assert bars([make_mark(1_000)], 0.0001, 3) == [Bar(0.1, 3.1)]
    assert bars([], 0.1, 3) == []


def test_many_topics_share_lanes() -> None:
    assert [lane_of(place, 3) for place in range(3)] == [0, 1, 2]
    assert max(lane_of(place, 60) for place in range(60)) == MOST_LANES - 1
