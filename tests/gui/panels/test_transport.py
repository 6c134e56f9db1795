"""The player's buttons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.panels.transport import Transport, speed_text
from annotator.gui.theme import Theme

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


def test_the_timeline_is_zoomed_by_buttons_and_only_from_a_part_back(
    transport: Transport, qtbot: QtBot
) -> None:
    transport.set_zoomed(False)
    assert not button(transport, "Zoom the timeline out").isEnabled()
    transport.set_zoomed(True)
    for name, steps in (
        ("Zoom the timeline in", 1),
        ("Zoom the timeline out", -1),
        ("Show the whole timeline", 0),
    ):
        with qtbot.waitSignal(transport.zoomRequested) as asked:
            qtbot.mouseClick(button(transport, name), LEFT)
        assert asked.args == [steps]
