"""The picture beside the words: there where the file has one, hidden and shown, remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from hands import Hands, button, shut
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.panels.video_pane import VideoPane
from annotator.player.qt_player import QtPlayer
from annotator.session.ports import PlayerState

OpenWindow = Callable[..., Hands]
_RATE = 48_000


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds of red, with a hum."""
    path = tmp_path_factory.mktemp("film") / "red talk.mp4"
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 128, 96, "yuv420p"
        sound = container.add_stream("aac", rate=_RATE, layout="mono")
        red = np.zeros((96, 128, 3), np.uint8)
        red[:, :, 0] = 230
        for _ in range(40):
            container.mux(pictures.encode(av.VideoFrame.from_ndarray(red, format="rgb24")))
        hum = np.sin(np.arange(4 * _RATE) / 20).astype(np.float32)[None, :] / 3
        frame = av.AudioFrame.from_ndarray(hum, format="fltp", layout="mono")
        frame.sample_rate, frame.pts = _RATE, 0
        container.mux(sound.encode(frame))
        container.mux(pictures.encode(None))
        container.mux(sound.encode(None))
    return path


def test_a_video_has_its_picture_beside_the_words(open_window: OpenWindow, film: Path) -> None:
    hands = open_window(files=(film,))
    pane = hands.window.video
    hands.bot.waitUntil(pane.isVisible)
    assert pane.width() >= pane.minimumWidth()
    assert hands.view.isVisible()
    assert hands.desktop.actions["view.video"].isChecked()

    hands.press("F9")
    assert not pane.isVisible(), "the reading view shows words alone"
    hands.press("F9")
    assert pane.isVisible()

    hands.press("Ctrl+4")
    assert not pane.isVisible()
    shut(hands)
    again = open_window()
    assert again.session.episode is not None
    assert again.session.episode.title == "red talk"
    assert not again.window.video.isVisible(), "it stays hidden after a restart"
    again.press("Ctrl+4")
    assert again.window.video.isVisible()


def test_the_pane_is_as_high_as_the_picture_is(open_window: OpenWindow, film: Path) -> None:
    hands = open_window(files=(film,))
    pane = hands.window.video
    hands.bot.waitUntil(pane.isVisible)
    hands.bot.waitUntil(lambda: pane.picture().height() < pane.height())
    picture = pane.picture()
    assert (picture.left(), picture.top(), picture.width()) == (0, 0, pane.width())
    assert picture.height() == round(pane.width() * 96 / 128)
    below = (
        hands.window.grab()
        .toImage()
        .pixelColor(pane.mapTo(hands.window, QPoint(pane.width() // 2, pane.height() - 10)))
    )
    assert below == QColor(hands.window._theme.panel), "ground like any other, no black bar"

    pane.resize(600, 300)
    assert (pane.picture().height(), pane.picture().width()) == (300, 400)
    assert pane.picture().left() == 100


def test_after_the_end_the_picture_gives_way_to_a_calm_word_that_plays_again(
    open_window: OpenWindow, film: Path
) -> None:
    hands = open_window(files=(film,))
    pane, playback = hands.window.video, hands.desktop.playback
    hands.bot.waitUntil(pane.isVisible)
    hands.bot.waitUntil(lambda: pane.picture().height() < pane.height())
    assert words_in(pane) == []

    hands.ear.end_at(4_000)
    hands.play_at(3_500)
    hands.listen(1)
    assert playback.state is PlayerState.ENDED
    assert words_in(pane) == ["The end"]
    middle = pane.mapTo(hands.window, pane.picture().topLeft() + QPoint(10, 10))
    seen = hands.window.grab().toImage().pixelColor(middle)
    assert seen == QColor(hands.window._theme.panel), "ground like any other, not black"

    button(pane, "Play again").click()
    hands.bot.waitUntil(lambda: playback.playing)
    assert words_in(pane) == []
    assert playback.position_ms < 1_000
    assert hands.view.hasFocus(), "so that the next key marks"

    hands.play_at(3_500)
    hands.listen(1)
    assert words_in(pane) == ["The end"]
    playback.seek(1_000)
    hands.bot.waitUntil(lambda: words_in(pane) == [])


def test_what_loops_to_its_end_keeps_its_picture(open_window: OpenWindow, film: Path) -> None:
    hands = open_window(files=(film,))
    hands.bot.waitUntil(hands.window.video.isVisible)
    hands.ear.end_at(4_000)
    hands.desktop.playback.loop(3_000, 4_000)
    hands.play_at(3_500)
    for _ in range(4):
        hands.listen(0.3)
        assert words_in(hands.window.video) == []
    assert hands.desktop.playback.playing


def words_in(pane: VideoPane) -> list[str]:
    return [
        label.text() for label in pane.findChildren(QLabel) if label.isVisible() and label.text()
    ]


def test_a_recording_without_a_picture_says_so(hands: Hands) -> None:
    assert not hands.window.video.isVisible()
    hands.press("Ctrl+4")
    assert hands.toasts()[-1] == "This recording has no picture."
    assert not hands.window.video.isVisible()


@pytest.mark.qt_log_ignore("No RHI backend")  # there is no graphics card to convert the colours
def test_qt_multimedia_paints_into_the_window_it_is_given(qtbot: QtBot, film: Path) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(320, 240)
    host.show()
    player = QtPlayer()
    player.set_video_output(int(host.winId()))
    player.load(film)
    player.play()

    def middle() -> QColor:
        return host.grab().toImage().pixelColor(160, 120)

    qtbot.waitUntil(lambda: middle().red() > 180 and middle().green() < 60, timeout=15_000)
    player.set_video_output(None)
    player.close()
