"""The draft desk in a real window: the longest that each single action holds the window's thread,
in processor time. Prints a line of JSON; `bench_desk.py` runs it."""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "drafts"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "gui"))

from damage import Damager, article
from day_library import day_of_talk
from hands import Ear
from made_talk import talk
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.application import make_application
from annotator.app.window import Desktop
from annotator.domain.notes import Episode
from annotator.settings import default_paths
from annotator.store import open_library
from annotator.store.changes import TranscriptSource

QUOTATIONS, DRAFT_WORDS = 40, 3_000
_CHANGES = {
    "A": "accept the spoken words",
    "K": "own up to the edit",
    "L": "add the time",
    "Q": "make it a quote",
    "Ctrl+Z": "undo",
}


class Watched(QApplication):
    """Notes the longest that the handling of one event takes."""

    def __init__(self) -> None:
        super().__init__(sys.argv[:1])
        self.longest = 0.0
        self._depth = 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        self._depth += 1
        began = time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            self._depth -= 1
            if not self._depth:
                self.longest = max(self.longest, time.thread_time() - began)


def make_desk(folder: Path) -> Path:
    """A library with three hours and a day of talk, and a draft that quotes both."""
    library = open_library(folder / "library.sqlite")
    drawn = [talk(30_000), day_of_talk()]
    for number, transcript in enumerate(drawn):
        with library.changing("Make", None) as change:
            episode = change.writes.add_episode(
                Episode(0, f"bench{number}", f"Talk {number}", created_at=library.now())
            )
            source = TranscriptSource("srt", "", f"bench{number}", read_at=library.now())
            change.writes.use_transcript(episode.id, transcript, source=source)
    library.close()
    cases = [case for each in drawn for case in Damager(each).cases(6)]
    random.Random(2).shuffle(cases)
    cases = cases[:QUOTATIONS]
    quoted = sum(len(case.text.split()) for case in cases)
    prose = " ".join(["prose"] * max((DRAFT_WORDS - quoted) // len(cases), 1)) + "."
    path = folder / "draft.markdown"
    path.write_text(article(cases, prose), encoding="utf-8")
    return path


class Desk:
    """The desk in its window; `found` is the longest of each kind of action, in ms."""

    def __init__(self, app: Watched, folder: Path) -> None:
        self._app = app
        self.desktop = Desktop(app, default_paths(folder / "library.sqlite"), player=Ear())
        self.desktop.window.resize(1280, 800)
        self.desktop.start()
        self.found: dict[str, float] = {}
        self._settle()

    def measure(self, name: str, action: Callable[[], object]) -> None:
        """Do something; where that brings another episode into view it is told apart."""
        before = self.desktop.session.episode
        self._app.longest = 0.0
        began = time.thread_time()
        action()
        self._app.longest = max(self._app.longest, time.thread_time() - began)
        self._settle()
        after = self.desktop.session.episode
        if name.startswith("walk") and before is not after:
            name = "walk into the other episode"
        self.found[name] = max(self.found.get(name, 0.0), 1_000 * self._app.longest)

    def press(self, key: str) -> None:
        keys = QKeySequence(key)[0]
        QTest.keyClick(self.desktop.window.draft.view, keys.key(), keys.keyboardModifiers())

    def go_to_altered(self) -> None:
        """Look at an altered quotation, as a click on it does."""
        for number, item in enumerate(self.desktop.context.drafts.items):
            if item.finding is not None and item.finding.verdict.value == "altered":
                self.desktop._drafting._chosen(number)
                self._settle()
                return

    def _settle(self) -> None:
        desk, quiet = self.desktop.context.drafts, 0
        while quiet < 3:
            QApplication.processEvents()
            busy = self.desktop.jobs.running or desk.busy or desk.writing
            quiet = 0 if busy else quiet + 1
            time.sleep(0.005)


def run(folder: Path) -> dict[str, float]:
    app = Watched()
    make_application()
    draft = make_desk(folder)
    desk = Desk(app, folder)
    desk.measure("open the desk", lambda: desk.desktop.window.dropped.emit((draft,)))
    for key in ("F8", "Up", "Down"):
        for _ in range(45):
            desk.measure(f"walk with {key}", lambda key=key: desk.press(key))
    for key, name in _CHANGES.items():
        for _ in range(4):
            if key != "Ctrl+Z":
                desk.go_to_altered()
            desk.measure(name, lambda key=key: desk.press(key))
    desk.measure("close the desk", lambda: desk.desktop.actions.run("draft.close"))
    desk.desktop.window.close()
    desk.desktop.close()
    return desk.found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(json.dumps(run(Path(place))))
