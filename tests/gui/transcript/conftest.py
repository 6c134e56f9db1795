"""A small conversation in a real, shown view, and eyes for what is painted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.gui.theme import Theme, load_theme
from annotator.gui.transcript import TranscriptView

TALK = (
    ("Ada", "Does anybody still need to learn how to solder by hand?"),
    ("Ben", "I would say yes, because a hand that has failed learns what the eye missed."),
    ("Ben", "Nobody has to do it for a living. It is enough to have done it once with care."),
    ("Ada", "So it is about judgement."),
    ("Ben", "It is. A machine can place the parts, and you decide whether they belong there."),
    ("", "Somebody in the hall laughs."),
)


def conversation(repeats: int = 1, gap_ms: int = 4000) -> Transcript:
    """The talk above, `repeats` times over, a cue every `gap_ms`."""
    lines = TALK * repeats
    return Transcript(
        tuple(
            Cue(n * gap_ms, n * gap_ms + gap_ms - 200, text, name)
            for n, (name, text) in enumerate(lines)
        ),
        "en",
    )


def words(transcript: Transcript, cue: int, text: str) -> Span:
    """The span of `text` in a cue."""
    begin = transcript.cues[cue].text.index(text)
    return Span(Point(cue, begin), Point(cue, begin + len(text)))


class Eyes:
    """Looks at what a view has painted, and where things are."""

    def __init__(self, view: TranscriptView) -> None:
        self.view = view

    def picture(self) -> QImage:
        """What is on the screen: not a fresh painting, so that a forgotten repaint shows."""
        QApplication.processEvents()
        viewport = self.view.viewport()
        at = viewport.mapTo(self.view.window(), QPoint(0, 0))
        screen = self.view.screen().grabWindow(
            self.view.window().winId(), at.x(), at.y(), viewport.width(), viewport.height()
        )
        return screen.toImage()

    def mark(self, colour: str) -> str:
        """A topic's colour as it is painted here."""
        return self.view.page.theme.mark(colour)

    def share(self, area: QRect, colour: str, picture: QImage | None = None) -> float:
        """How much of an area of the viewport has exactly this colour."""
        image = self.picture() if picture is None else picture
        wanted = QColor(colour).rgb()
        area = area.intersected(image.rect())
        pixels = [
            image.pixel(x, y)
            for x in range(area.left(), area.right() + 1)
            for y in range(area.top(), area.bottom() + 1)
        ]
        return sum(pixel == wanted for pixel in pixels) / max(len(pixels), 1)

    def word(self, cue: int, word: int) -> QRect:
        """Where a word stands in the viewport."""
        rects = self.view.page.word_rects(cue, word)
        return self.view.viewport_rect(rects[0])

    def middle(self, cue: int, word: int) -> QPoint:
        return self.word(cue, word).center()

    def block(self, cue: int) -> QRect:
        """Where the text of a cue stands, in the full width of the column."""
        return self.view.viewport_rect(self.view.page.block(cue))

    def bar(self, cue: int, lane: int = 0) -> QRect:
        """Where the bar of a lane stands beside a cue."""
        frame, block = self.view.page.frame, self.block(cue)
        return QRect(frame.bars_left + 6 * lane, block.top() + 4, 4, block.height() - 8)


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


@pytest.fixture
def make_view(qtbot: QtBot) -> Iterator[Callable[..., TranscriptView]]:
    """Makes shown views of a size."""

    def make(width: int = 893, height: int = 640) -> TranscriptView:
        view = TranscriptView(load_theme("light"))
        qtbot.addWidget(view)
        view.resize(width, height)
        with qtbot.waitExposed(view):
            view.show()
        return view

    yield make
    QApplication.processEvents()


@pytest.fixture
def with_field(qtbot: QtBot) -> Iterator[tuple[TranscriptView, QLineEdit]]:
    """A view in an active window that has another place to type in."""
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    view = TranscriptView(load_theme("light"), window)
    view.setGeometry(0, 30, 893, 640)
    view.set_transcript(conversation(200))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    yield view, field
    window.close()


@pytest.fixture
def view(make_view: Callable[..., TranscriptView]) -> TranscriptView:
    """A view of the talk once through."""
    made = make_view()
    made.set_transcript(conversation(), "Hands and machines", "Workshop · 24 s")
    return made


@pytest.fixture
def long_view(make_view: Callable[..., TranscriptView]) -> TranscriptView:
    """A view of 1,200 cues."""
    made = make_view()
    made.set_transcript(conversation(200), "Hands and machines", "Workshop · 80 min")
    return made


@pytest.fixture
def eyes(view: TranscriptView) -> Eyes:
    return Eyes(view)
