"""What a person does with the whole window, and what they see in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from annotator.app.window import Desktop
from annotator.gui.main_window import MainWindow
from annotator.gui.panels.topics_model import COUNT_ROLE
from annotator.gui.widgets.banner import Banner
from annotator.gui.widgets.picker import Picker
from annotator.player.null_player import NullPlayer

_UNSEEN = dict.fromkeys((0x2068, 0x2069))
"""What keeps words of the other direction together and shows nothing itself."""


class Ear(NullPlayer):
    """A player that keeps the test's time. `now` is the clock, in seconds."""

    def __init__(self) -> None:
        self.now = 5_000.0
        super().__init__(lambda: self.now, tick_s=None)

    def end_at(self, ms: int) -> None:
        """Know how long what is played is, which a recording that cannot be heard does not tell."""
        self._duration_ms = ms

    def _begin(self, duration_ms: int, start_ms: int, message: str) -> None:
        """As a player that can be heard: without the warning that there is none."""
        super()._begin(duration_ms, start_ms, "")


class Hands:
    """What a person does with the window, and what they see in it."""

    def __init__(self, desktop: Desktop, ear: Ear, bot: QtBot) -> None:
        self.desktop, self.ear, self.bot = desktop, ear, bot
        self.window, self.session = desktop.window, desktop.session
        self.view = desktop.window.transcript
        self.shut = False

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

    def come_back(self) -> None:
        """To the window, from a dialog: a desktop does this by itself, offscreen there is none."""
        with self.bot.waitActive(self.window):
            self.window.activateWindow()

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

    def menu_text(self, command: str) -> str:
        """What a command is called in its menu, when that opens."""
        for top in self.window.menuBar().actions():
            if self.desktop.actions[command] in top.menu().actions():
                top.menu().aboutToShow.emit()
        return self.desktop.actions[command].text()

    def cue(self, index: int) -> str:
        assert self.session.transcript is not None
        return self.session.transcript.cues[index].text

    def toasts(self) -> list[str]:
        return self.window.toasts.messages()

    def banners(self) -> list[str]:
        """The texts of the banners that are shown."""
        return banners_of(self.window)

    def status(self) -> str:
        """All that the status line says."""
        labels = self.window.status.findChildren(QLabel)
        said = (label.text() for label in labels if label.isVisible() and label.text())
        return " · ".join(said).translate(_UNSEEN)

    def listed(self) -> list[str]:
        """The words of the marks in the list, from top to bottom."""
        marks = {mark.id: mark.text for mark in self.session.marks}
        return [marks[ident] for ident in self.window.marks.shown_marks()]

    def picker(self, kind: type[Picker]) -> Picker:
        """The open picker of exactly this kind."""
        pickers = self.window.findChildren(kind)
        return next(p for p in pickers if type(p) is kind and p.isVisible())

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


def banners_of(window: MainWindow) -> list[str]:
    """The texts of the banners that a window shows."""
    return [
        label.text()
        for banner in window.banners.findChildren(Banner)
        if not banner.isHidden()
        for label in banner.findChildren(QLabel)
        if label.text()
    ]


def button(owner: QWidget, text: str) -> QAbstractButton:
    """The button of these words that can be seen."""
    found = owner.findChildren(QAbstractButton)
    return next(b for b in found if b.text().replace("&", "") == text and b.isVisible())


def shut(hands: Hands) -> None:
    """Close the window as its user does, and end the program. Once is enough."""
    if hands.shut:
        return
    hands.shut = True
    hands.window.close()
    hands.desktop.close()
    hands.window.deleteLater()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, 0)
