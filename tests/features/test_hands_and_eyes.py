"""The window without a mouse and without eyes, with large letters, in any script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from brackets import OPEN, Brackets, Known, put_away, strange_texts
from hands import Hands
from opening import OpenWindow, open_lines
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QColor,
    QImage,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytest_bdd import given, parsers, scenarios, then, when

from annotator.app import window as composition
from annotator.domain.timecode import format_clock
from annotator.gui.timeline import Timeline
from annotator.gui.transcript.margin import bars_of

scenarios("hands_and_eyes.feature")

_LEFT = Qt.MouseButton.LeftButton
_LINES = (
    "我今天去学校读书，很高兴。",
    "翻訳が無料になっても、言葉を学ぶ理由は残ります。",
    "الكتب المفتوحة علمت أجيالا كيف تفكر",
    "הספרים הפתוחים לימדו דורות לחשוב",
    "Plain words in English.",
)
_NO_CONTROL = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}


# The walk by Tab


def described(widget: QWidget) -> str:
    inside = " in ".join(type(w).__name__ for w in (widget, widget.parent()) if w is not None)
    said = getattr(widget, "text", str)()
    return f"{inside} ({widget.accessibleName() or said})"


def focusable(window: QWidget) -> set[QWidget]:
    """All that Tab has to reach."""
    return {
        widget
        for widget in window.findChildren(QWidget)
        if widget.window() is window.window()
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    }


def walked(hands: Hands, key: str = "Tab") -> list[QWidget]:
    """Everything that gets the focus by pressing a key again and again, until it comes round."""
    seen: list[QWidget] = []
    while (focus := QApplication.focusWidget()) not in seen:
        assert focus is not None, "nothing has the focus"
        seen.append(focus)
        hands.press_in(key)
    return seen


def spoken(widget: QWidget) -> tuple[str, QAccessible.Role]:
    """What a screen reader says a widget is called, and what it is."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip(), interface.role()


def silent(widgets: set[QWidget]) -> list[str]:
    """Those that a screen reader could not tell of."""
    said = {widget: spoken(widget) for widget in widgets}
    return [described(one) for one, (name, role) in said.items() if not name or role in _NO_CONTROL]


class Round(NamedTuple):
    """Where Tab led, and the controls there were when it began: a job that starts or ends
    meanwhile brings or takes a button to stop it."""

    stops: list[QWidget]
    controls: set[QWidget]


@when('I press "Tab" until it comes round', target_fixture="way_round")
def go_round(hands: Hands) -> Round:
    controls = focusable(hands.window)
    return Round(walked(hands), controls)


@then("I was at every control, and each has a name and a role")
def was_everywhere(hands: Hands, way_round: Round) -> None:
    wanted = way_round.controls & focusable(hands.window)
    assert len(wanted) > 15
    assert [described(widget) for widget in wanted - set(way_round.stops)] == []
    assert silent(wanted) == []


@then('"Shift+Tab" goes the same way back')
def goes_back(hands: Hands, way_round: Round) -> None:
    stops, controls = way_round
    assert QApplication.focusWidget() is stops[0]
    back = [widget for widget in walked(hands, "Shift+Tab") if widget in controls]
    there = [widget for widget in stops if widget in controls and widget.isVisible()]
    assert back == [there[0], *reversed(there[1:])]


@then("Tab reaches all that these keys open, all of it has names, and Escape leads back:")
def reaches_all_that_opens(hands: Hands, datatable: list[list[str]]) -> None:
    for (key,) in datatable[1:]:
        hands.press(key)
        hands.bot.waitUntil(lambda: not hands.view.hasFocus())
        opened = QApplication.activeModalWidget()
        stops = walked(hands)
        if opened is not None:
            missed = focusable(opened) - set(stops)
            assert [described(widget) for widget in missed] == [], key
            assert walked(hands, "Shift+Tab") == [stops[0], *reversed(stops[1:])], key
            assert silent(focusable(opened)) == [], key
        assert silent(set(stops)) == [], key
        stops[0].setFocus()
        hands.press_in("Escape")
        hands.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        hands.come_back()
        assert hands.view.hasFocus(), key


# What is read aloud


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is given to say."""
    said: list[str] = []

    def take(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    # Qt hands these on only to a reader that a desktop started; here is none.
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", take)
    return said


@given("a screen reader listens")
def reader_listens(heard: list[str]) -> None:
    heard.clear()


@then(parsers.parse("line {number:d} was read aloud with its speaker and its time"))
def was_read(hands: Hands, heard: list[str], number: int) -> None:
    assert hands.session.transcript is not None
    cue = hands.session.transcript.cues[number - 1]
    assert heard[-1] == f"{cue.speaker}: {cue.text} ({format_clock(cue.start_ms)})"


@then(parsers.parse("the transcript is a document that is described by line {number:d}"))
def is_document(hands: Hands, number: int) -> None:
    interface = QAccessible.queryAccessibleInterface(hands.view)
    assert interface.role() == QAccessible.Role.Document
    assert interface.text(QAccessible.Text.Name) == "Transcript of What is still worth learning"
    assert hands.cue(number - 1) in interface.text(QAccessible.Text.Description)


# What can be read


def contrast(one: int, two: int) -> float:
    """As WCAG defines it, 1 to 21, of two colours of a picture."""
    low, high = sorted((_light(one), _light(two)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: int) -> float:
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def stands_out(picture: QImage, rect: QRect) -> float:
    """How the strongest ink of a stretch stands out from its ground, the commonest colour."""
    inside = rect.intersected(picture.rect())
    colours = Counter(
        picture.pixel(x, y)
        for y in range(inside.top(), inside.bottom() + 1)
        for x in range(inside.left(), inside.right() + 1)
    )
    ground = colours.most_common(1)[0][0]
    return max(contrast(colour, ground) for colour in colours)


@when(parsers.parse('the theme is "{theme}"'))
def dress(hands: Hands, theme: str) -> None:
    hands.press("Ctrl+K")
    hands.type(f"{theme} theme")
    hands.press_in("Return")
    assert hands.desktop.settings.theme == theme


@then("the words on every ground of the transcript stand out 4.5 to 1 as they are painted")
def words_can_be_read(hands: Hands) -> None:
    hands.window.resize(1280, 800)
    hands.play_at(20_000)
    hands.listen(0.2)  # now a word is the spoken one
    view = hands.view
    picture = view.viewport().grab().toImage()
    assert view.page.spoken is not None
    looked_at = 0
    for cue in view.rows_shown:
        for word in range(len(view.page.transcript.cues[cue].timed_words)):
            for rect in view.page.word_rects(cue, word):
                shown = view.viewport_rect(rect)
                if picture.rect().contains(shown):
                    assert stands_out(picture, shown) >= 4.5, hands.cue(cue)
                    looked_at += 1
    assert looked_at > 50


@then("so do the letters of every label and button")
def labels_can_be_read(hands: Hands) -> None:
    window = hands.window
    picture = window.grab().toImage()
    weak = [
        f"{type(one).__name__} “{one.text()}”"
        for kind in (QLabel, QPushButton)
        for one in window.findChildren(kind)
        if one.isVisible()
        and one.isEnabled()
        and one.text().strip()
        and not one.visibleRegion().isEmpty()
        and stands_out(picture, QRect(one.mapTo(window, QPoint(0, 0)), one.size())) < 4.5
    ]
    assert weak == []


@then("so do the marks beside the words and on the timeline")
def marks_can_be_seen(hands: Hands) -> None:
    view, theme = hands.view, hands.view.page.theme
    picture = view.viewport().grab().toImage()
    ground = QColor(theme.background).rgb()
    bars = 0
    for cue in view.rows_shown:
        for bar in bars_of(view.page, cue, view.page.marks.touching(cue, cue)):
            middle = view.viewport_rect(bar.rect).center()
            if picture.rect().contains(middle):
                assert contrast(picture.pixel(middle), ground) >= 4.5
                bars += 1
    assert bars
    line = hands.window.findChild(Timeline)
    assert line is not None
    image = line.grab().toImage()
    painted = {image.pixel(x, y) for y in range(image.height()) for x in range(image.width())}
    for topic in hands.session.topics:
        lane = QColor(theme.mark(topic.colour)).rgb()
        assert lane in painted
        assert contrast(lane, QColor(theme.panel).rgb()) >= 4.5


# Large letters


@then(parsers.parse("the words of the transcript are {times:g} times as large"))
def are_larger(hands: Hands, times: float) -> None:
    assert hands.view.zoom() == times
    assert hands.desktop.settings.zoom == times


# Scripts


@given("a transcript of five scripts is open in the window", target_fixture="hands")
def open_scripts(open_window: Callable[..., Hands], tmp_path: Path) -> Hands:
    hands = open_lines(open_window, tmp_path, _LINES)
    hands.window.resize(1280, 800)
    return hands


def go_to(hands: Hands, line: int) -> None:
    hands.press("Escape")
    hands.press("Home")
    for _ in range(line - 1):
        hands.press("Down")


@when("I select words by keys and quote them:")
def quote_by_keys(hands: Hands, datatable: list[list[str]]) -> None:
    for line, keys, wanted in datatable[1:]:
        go_to(hands, int(line))
        for key in keys.split(", "):
            hands.press(key)
        span = hands.session.desk.selection
        assert span is not None
        assert hands.view.page.selected == span
        assert hands.session.transcript.text_of(span) == wanted
        hands.press("Q")


@when(parsers.parse("I drag over the first two words of line {number:d} and quote them"))
def quote_by_mouse(hands: Hands, number: int) -> None:
    go_to(hands, number)
    page, viewport = hands.view.page, hands.view.viewport()
    begin, end = (
        hands.view.viewport_rect(page.word_rects(number - 1, word)[0]).center() for word in (0, 1)
    )
    QTest.mousePress(viewport, _LEFT, pos=begin)
    for at in ((begin + end) / 2, end):
        QTest.mouseMove(viewport, at)
    QTest.mouseRelease(viewport, _LEFT, pos=end)
    hands.press("Q")


@then(parsers.parse('the quotes are "{texts}"'))
def quotes_are(hands: Hands, texts: str) -> None:
    assert [text for text, (kind, _, _) in hands.marks().items() if kind == "quote"] == texts.split(
        " | "
    )


@then(parsers.parse("lines {first:d} and {second:d} run from right to left, the others not"))
def run_from_right(hands: Hands, first: int, second: int) -> None:
    page = hands.view.page
    edge = page.frame.text_left + page.frame.text_width
    firsts = [page.word_rects(cue, 0)[0] for cue in range(len(_LINES))]
    seconds = [page.word_rects(cue, 1)[0] for cue in range(len(_LINES))]
    leftwards = [two.right() <= one.left() + 1 for one, two in zip(firsts, seconds, strict=True)]
    assert leftwards == [abs(one.right() - edge) <= 3 for one in firsts]
    assert leftwards == [cue + 1 in (first, second) for cue in range(len(_LINES))]


@then("each quote is tinted where its words stand")
def quotes_are_tinted(hands: Hands) -> None:
    hands.press("Escape")
    hands.press("End")
    view = hands.view
    picture = view.viewport().grab().toImage()
    for mark in hands.session.marks:
        shown = view.page.marks.get(mark.id)
        assert shown is not None
        cue, begin = shown.span.start
        words = view.page.transcript.cues[cue].timed_words
        for number, word in enumerate(words):
            rect = view.viewport_rect(view.page.word_rects(cue, number)[0])
            ground = Counter(
                picture.pixel(x, y)
                for x in range(rect.left() + 1, rect.right())
                for y in range(rect.top() + 1, rect.bottom())
            ).most_common(1)[0][0]
            inside = begin <= word.begin < shown.span.end.char
            tinted = f"#{ground & 0xFFFFFF:06X}" != view.page.theme.background.upper()
            assert tinted == inside, mark.text


# Another language


@given(
    "the window is open in a language in which every text is in brackets", target_fixture="hands"
)
def open_in_brackets(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, open_window: OpenWindow
) -> Iterator[Hands]:
    """The program on its sample episode, in the language of brackets."""
    brackets = Brackets()
    monkeypatch.setattr(composition, "speak", lambda app, _wanted: app.installTranslator(brackets))
    try:
        yield open_window()
    finally:
        QCoreApplication.removeTranslator(brackets)


_OPENS = (
    "app.settings", "app.edit_keys", "help.keys", "help.about", "view.palette", "mark.pick_topic",
    "edit.find", "edit.replace", "edit.find_everywhere", "library.trash", "import.show",
    "notes.check", "notes.import", "vault.export", "transcript.receipt", "topic.page", "help.tour",
    "speech.transcribe", "episode.open_link", "chapter.new", "view.reading",
)  # fmt: skip
"""Each opens something of its own."""


@pytest.fixture
def known(hands: Hands) -> Known:
    return Known(hands)


@then("every text of the window is in brackets, or what somebody wrote")
def all_in_brackets(hands: Hands, known: Known) -> None:
    assert strange_texts(known, "the window") == []


@then("so is all that is said of these keys:")
def said_in_brackets(hands: Hands, known: Known, datatable: list[list[str]]) -> None:
    hands.play_at(20_000)
    for (key,) in datatable[1:]:
        hands.press(key)
    assert len(hands.toasts()) > 1
    assert all(toast.startswith(OPEN) for toast in hands.toasts())
    assert strange_texts(known, "after some keys") == []


@then("so is all that opens over it")
def opened_in_brackets(hands: Hands, known: Known) -> None:
    found: list[str] = []
    for command in _OPENS:
        hands.view.setFocus()
        hands.desktop.actions.run(command)
        QApplication.processEvents()
        found += strange_texts(known, command)
        put_away(hands)
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    found += strange_texts(known, "in the end")
    assert sorted(set(found)) == []
