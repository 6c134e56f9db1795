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

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / part) for part in ("drafts", "gui")]

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


def run(folder: Path) -> dict[str, float]:
    app = Watched()
    make_application()
    draft = make_desk(folder)
    desktop = Desktop(app, default_paths(folder / "library.sqlite"), player=Ear())
    desktop.window.resize(1280, 800)
    desktop.start()
    desk, found = desktop.context.drafts, dict[str, float]()

    def settle() -> None:
        quiet = 0
        while quiet < 3:
            QApplication.processEvents()
            quiet = 0 if desktop.jobs.running or desk.busy or desk.writing else quiet + 1
            time.sleep(0.005)

    def measured(name: str, action: Callable[[], object]) -> None:
        settle()
        app.longest = 0.0
        began = time.thread_time()
        action()
        app.longest = max(app.longest, time.thread_time() - began)
        settle()
        found[name] = max(found.get(name, 0.0), 1_000 * app.longest)

    def press(key: str) -> None:
        keys, view = QKeySequence(key)[0], desktop.window.draft.view
        QTest.keyClick(view, keys.key(), keys.keyboardModifiers())

    def go(ok: Callable[[int], bool]) -> bool:
        number = next((n for n in range(len(desk.items)) if ok(n)), None)
        if number is not None:
            desktop._drafting._chosen(number)
        return number is not None

    def altered(number: int) -> bool:
        finding = desk.items[number].finding
        return finding is not None and finding.verdict.value == "altered"

    settle()
    measured("open the desk", lambda: desktop.window.dropped.emit((draft,)))
    for episode in (1, 2):
        measured("open an episode beside it", lambda e=episode: desktop.session.open(e))
    for key, name in (("F8", "walk with F8"), ("Up", "walk with Up"), ("Down", "walk with Down")):
        for _ in range(45):
            before = desktop.session.episode
            began = dict(found)
            measured(name, lambda key=key: press(key))
            if desktop.session.episode is not before:
                took = found[name]
                found[name] = began.get(name, 0.0)
                found["walk into the other episode"] = max(
                    found.get("walk into the other episode", 0.0), took
                )
    for key, name in (("A", "accept the spoken words"), ("K", "own up to the edit"),
                      ("L", "add the time"), ("Q", "make it a quote"), ("Ctrl+Z", "undo")):  # fmt: skip
        for _ in range(4):
            if key != "Ctrl+Z" and go(altered):
                settle()
            measured(name, lambda key=key: press(key))
    measured("close the desk", lambda: desktop.actions.run("draft.close"))
    desktop.window.close()
    desktop.close()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(json.dumps(run(Path(place))))
