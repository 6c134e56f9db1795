"""The whole program in a real window, on a clock of the test's own."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from annotator.app import window as composition
from annotator.app.window import Desktop, make_application
from annotator.gui.instance import Instance
from annotator.gui.panels.topics_model import COUNT_ROLE
from annotator.gui.widgets.banner import Banner
from annotator.player.null_player import NullPlayer
from annotator.settings import default_paths

SAMPLE_TITLE = "What is still worth learning"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform says this of every window with a least size.
    quiet = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
    for item in items:
        if "/tests/gui/" in item.path.as_posix():
            item.add_marker(quiet)


class Ear(NullPlayer):
    """A player that keeps the test's time. `now` is the clock, in seconds."""

    def __init__(self) -> None:
        self.now = 5_000.0
        super().__init__(lambda: self.now, tick_s=None)

    def _begin(self, duration_ms: int, start_ms: int, message: str) -> None:
        """As a player that can be heard: without the warning that there is none."""
        super()._begin(duration_ms, start_ms, "")


class Hands:
    """What a person does with the window, and what they see in it."""

    def __init__(self, desktop: Desktop, ear: Ear, bot: QtBot) -> None:
        self.desktop, self.ear, self.bot = desktop, ear, bot
        self.window, self.session = desktop.window, desktop.session
        self.view = desktop.window.transcript

    # Hands

    def press(self, key: str, on: QWidget | None = None) -> None:
        """Press a key as it is written in a menu, on the transcript or on `on`."""
        combination = QKeySequence(key)[0]
        QTest.keyClick(on or self.view, combination.key(), combination.keyboardModifiers())
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        QTest.keyClicks(focus, text)

    def press_in(self, key: str) -> None:
        """Press a key in whatever has the focus."""
        self.press(key, QApplication.focusWidget())

    def play_at(self, ms: int) -> None:
        """Play, with `ms` being heard now."""
        self.desktop.playback.play_from(ms)
        self.bot.waitUntil(lambda: self.desktop.playback.playing)

    def listen(self, seconds: float) -> None:
        """Let time pass; the window learns of it as from a real player."""
        for _ in range(max(round(seconds / 0.1), 1)):
            self.ear.now += 0.1
            self.ear.tick()
            QApplication.processEvents()
        self.desktop._listening._tick()

    def cursor_to(self, cue: int) -> None:
        self.session.desk.cursor = cue
        self.session.desk_changed.tell(None)

    # Eyes

    def cue(self, index: int) -> str:
        assert self.session.transcript is not None
        return self.session.transcript.cues[index].text

    def toasts(self) -> list[str]:
        return self.window.toasts.messages()

    def banners(self) -> list[str]:
        """The texts of the banners that are shown."""
        banners = self.window.banners.findChildren(Banner)
        return [
            label.text()
            for banner in banners
            if banner.isVisible()
            for label in banner.findChildren(QLabel)
            if label.text()
        ]

    def status(self) -> str:
        """All that the status line says."""
        labels = self.window.status.findChildren(QLabel)
        return " · ".join(label.text() for label in labels if label.isVisible() and label.text())

    def listed(self) -> list[str]:
        """The words of the marks in the list, from top to bottom."""
        marks = {mark.id: mark.text for mark in self.session.marks}
        return [marks[ident] for ident in self.window.marks.shown_marks()]

    def counts(self) -> dict[str, int]:
        """The topics in the panel and the numbers beside them."""
        model = self.window.topics.findChildren(QTreeView)[0].model()
        return {
            topic.name: model.data(model.index_of(topic.id), COUNT_ROLE) for topic in model.topics()
        }

    def bars(self, text: str) -> tuple[str, ...]:
        """The colours beside the words of a mark, as the transcript shows them."""
        mark = next(mark for mark in self.session.marks if mark.text == text)
        shown = self.view.page.marks.get(mark.id)
        return shown.bars if shown else ()

    def stored(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What another program reads from the library file."""
        with closing(sqlite3.connect(self.desktop.library.path)) as connection:
            return connection.execute(query, values).fetchall()

    def marks(self) -> dict[str, tuple[str, str, str]]:
        """On the disk: the words of each mark with its kind, topics and note."""
        rows = self.stored("SELECT text, kind, topics, note FROM annotation_flat ORDER BY start_ms")
        return {text: (kind, topics, note) for text, kind, topics, note in rows}


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the sample episode, made once and copied for each test."""
    from annotator.app.terminal import make_context
    from annotator.commands.sample import add_sample

    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        context = make_context(default_paths(folder / "library.sqlite"))
    add_sample(context)
    context.session.library.close()
    return folder / "library.sqlite"


OpenWindow = Callable[..., Hands]


@pytest.fixture
def open_window(
    qtbot: QtBot,
    qapp: QApplication,
    sample_library: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[OpenWindow]:
    """Starts the program; `sample=False` with an empty library. Closing is the test's or ours."""
    started: list[Hands] = []

    def start(
        files: tuple[Path, ...] = (), *, sample: bool = True, with_instance: bool = False
    ) -> Hands:
        paths = default_paths()
        if sample and not paths.library.exists():
            paths.library.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(sample_library, paths.library)
        ear = Ear()
        monkeypatch.setattr(composition, "time", SimpleNamespace(monotonic=lambda: ear.now))
        instance = Instance(paths.library) if with_instance else None
        desktop = Desktop(make_application(), paths, instance, player=ear)
        hands = Hands(desktop, ear, qtbot)
        started.append(hands)
        with qtbot.waitActive(desktop.window):
            desktop.start(files)
            desktop.window.activateWindow()
        qtbot.waitUntil(lambda: not desktop.jobs.running)
        return hands

    yield start
    for hands in started:
        shut(hands)
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == []


def shut(hands: Hands) -> None:
    """Close the window as its user does, and end the program."""
    hands.window.close()
    hands.desktop.close()
    hands.window.deleteLater()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, 0)


@pytest.fixture
def hands(open_window: OpenWindow) -> Hands:
    """The program on its sample episode."""
    return open_window()
