"""The front of the real window: the steps of a scenario as a person does them there.

It stands where ``front.Front`` stands, for scenarios tagged ``@window``: keys are pressed on what
has the focus, answers are typed, words are dragged over, commands are found in the palette.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from front import StoredMark, stored_marks
from hands import Hands, shut
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QWidget

from annotator.commands import REGISTRY, Context, Place
from annotator.domain.notes import Topic
from annotator.domain.transcript import Span
from annotator.gui.transcript.editor import CueEditor
from annotator.gui.widgets.growing_edit import GrowingEdit
from annotator.gui.widgets.topic_picker import TopicPicker
from annotator.session.playback import Playback
from annotator.session.session import Session
from annotator.settings import Settings

_LEFT = Qt.MouseButton.LeftButton
_TICK_S = 0.1
_STOPS = 40
"""More than Tab has in the window."""


def question(asked: QWidget) -> str:
    """What is asked there, and what stands there as an answer, as `front.Answers` has it."""
    dialog, window = asked.window(), asked.parentWidget()
    if isinstance(asked, GrowingEdit):
        return f"note: {asked.toPlainText()}"
    if isinstance(window, TopicPicker):
        return f"topic for {window.findChildren(QLabel)[0].text()}"
    if isinstance(dialog, QInputDialog):
        answers = dialog.comboBoxItems() or [dialog.textValue()]
        return f"{dialog.labelText()}: {', '.join(answers)}"
    return ""


class Typed:
    """What a scenario has ready: the next answer, and the files to open."""

    def __init__(self) -> None:
        self.next: str | None = None
        self.files: tuple[Path, ...] = ()
        self.asked: list[str] = []


class InWindow:
    """The program in its window, from the first file that is opened."""

    def __init__(self, folder: Path, open_window: Callable[..., Hands]) -> None:
        self.folder = folder
        self.answers = Typed()
        self._open_window = open_window
        self._hands: Hands | None = None
        self._told: list[str] = []

    @property
    def hands(self) -> Hands:
        assert self._hands is not None, "no file was opened yet"
        return self._hands

    @property
    def session(self) -> Session:
        return self.hands.session

    @property
    def playback(self) -> Playback:
        return self.hands.desktop.playback

    @property
    def settings(self) -> Settings:
        return self.hands.desktop.settings

    @property
    def context(self) -> Context:
        return self.hands.desktop.context

    @property
    def library_path(self) -> Path:
        return self.hands.desktop.library.path

    @property
    def told(self) -> list[str]:
        """All that the window said in passing, and what its banners say."""
        return [*self._told, *self.hands.banners()]

    # Hands

    def press(self, key: str, place: Place = Place.TRANSCRIPT) -> None:
        """Press a key where the focus is, and type the answer that is ready."""
        if key == "Ctrl+O":
            self._open_files()
            return
        if place is Place.LIBRARY:
            self._focus_library()
        self.hands.press_in(key)
        self._answer()

    def run(self, command_id: str) -> None:
        """Find a command in the palette, and do it."""
        self.hands.press("Ctrl+K")
        self.hands.type(REGISTRY[command_id].title.rstrip("…"))
        self.hands.press_in("Return")
        self._answer()

    def cursor_to(self, line: int) -> None:
        self.hands.press_in("Home")
        for _ in range(line - 1):
            self.hands.press_in("Down")

    def select(self, span: Span) -> None:
        """Drag over the words."""
        viewport = self.hands.view.viewport()
        begin = self._edge(span.start.cue, span.start.char, at_end=False)
        end = self._edge(span.end.cue, span.end.char - 1, at_end=True)
        QTest.mousePress(viewport, _LEFT, pos=begin)
        for at in ((begin + end) / 2, end):
            QTest.mouseMove(viewport, at)
        QTest.mouseRelease(viewport, _LEFT, pos=end)

    def play_at(self, ms: int) -> None:
        self.hands.play_at(ms)

    def pause_at(self, ms: int, line: int) -> None:
        self.cursor_to(line)
        self.playback.seek(ms)

    def choose_episodes(self) -> None:
        self._focus_library()
        self.hands.press_in("Ctrl+A")

    def search_for(self, text: str) -> None:
        self.hands.press("Ctrl+Shift+F")
        self.hands.press_in("Ctrl+A")
        self.hands.type(text)
        self.hands.bot.waitUntil(lambda: self.session.search_text == text)

    def listen(self, seconds: float) -> None:
        for _ in range(round(seconds / _TICK_S)):
            self.hands.listen(_TICK_S)
        self._hear()

    def restart(self) -> None:
        shut(self.hands)
        self._hands = self._open_window(sample=False)

    # Eyes

    def stored(self) -> list[StoredMark]:
        """The marks on the disk; the list beside the words has to show the same."""
        found = stored_marks(self.library_path)
        assert set(self.hands.listed()) <= {mark.text for mark in found}
        assert len(self.hands.listed()) == len(self.session.marks)
        return found

    def topic(self, name: str) -> Topic:
        return next(topic for topic in self.session.topics if topic.name == name)

    # Steps of the above

    def _open_files(self) -> None:
        files, self.answers.files = self.answers.files, ()
        if self._hands is None:
            self._hands = self._open_window(files, sample=False)
        else:
            self.hands.press("Ctrl+O")
            self._type(" ".join(f'"{file}"' for file in files))
        self.hands.bot.waitUntil(lambda: not self.hands.desktop.jobs.running)

    def _focus_library(self) -> None:
        """Go there with Shift+Tab, from the words to what stands left of them."""
        tree = self.hands.window.library.tree
        for _ in range(_STOPS):
            if tree.hasFocus():
                return
            self.hands.press_in("Shift+Tab")
        raise AssertionError("Shift+Tab does not come to the library")

    def _edge(self, cue: int, char: int, *, at_end: bool) -> QPoint:
        """The first or last pixel of the word that a letter belongs to."""
        view = self.hands.view
        words = view.page.transcript.cues[cue].timed_words
        number = next(n for n, word in enumerate(words) if word.begin <= char < word.end)
        rect = view.viewport_rect(view.page.word_rects(cue, number)[-1 if at_end else 0])
        return QPoint(rect.right() - 2 if at_end else rect.left() + 2, rect.center().y())

    def _answer(self) -> None:
        answer, self.answers.next = self.answers.next, None
        if answer is not None:
            self._type(answer)
        self._hear()

    def _type(self, text: str) -> None:
        asked = self._asked()
        self.answers.asked.append(question(asked))
        self.hands.press("Ctrl+A", asked)
        QTest.keyClicks(asked, text)
        self.hands.press("Return", asked)
        if isinstance(asked, CueEditor) or QApplication.activeWindow() is self.hands.window:
            return
        self.hands.come_back()

    def _asked(self) -> QWidget:
        """What waits for an answer, once it has the focus."""
        self.hands.bot.waitUntil(lambda: QApplication.focusWidget() not in (None, self.hands.view))
        asked = QApplication.focusWidget()
        assert asked is not None
        return asked

    def _hear(self) -> None:
        """Wait for what was begun, and take in what was said of it."""
        self.hands.bot.waitUntil(lambda: not self.hands.desktop.jobs.running)
        unseen = dict.fromkeys((0x2068, 0x2069))
        new: Iterable[str] = (text.translate(unseen) for text in self.hands.toasts())
        self._told += [text for text in new if text not in self._told]
