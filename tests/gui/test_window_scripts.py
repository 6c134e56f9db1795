"""Chinese, Japanese and Arabic in the real window: chosen by word with the keys, and marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hands import Hands
from opening import open_lines
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

LINES = (
    "我今天去学校读书，很高兴。",
    "翻訳が無料になっても、言葉を学ぶ理由は残ります。",
    "الكتب المفتوحة علمت أجيالا كيف تفكر",
    "Plain words in English.",
)


@pytest.fixture
def scripts(open_window: Callable[..., Hands], tmp_path: Path) -> Hands:
    """A transcript of four scripts, a line every four seconds."""
    return open_lines(open_window, tmp_path, LINES)


def selected(hands: Hands) -> str:
    span = hands.session.desk.selection
    assert span is not None
    assert hands.view.page.selected == span
    return hands.session.transcript.text_of(span)


def test_japanese_is_chosen_where_the_script_changes(scripts: Hands) -> None:
    scripts.cursor_to(1)
    for _ in range(4):
        scripts.press("Ctrl+Shift+Right")
    scripts.press("1")
    scripts.press("Q")
    assert list(scripts.marks()) == ["翻訳が無料になっても、"]


def test_a_double_click_takes_a_word_of_its_script(scripts: Hands) -> None:
    page = scripts.view.page
    for cue, word in ((0, 4), (1, 2), (2, 3)):
        timed = page.transcript.cues[cue].timed_words[word]
        at: QPoint = scripts.view.viewport_rect(page.word_rects(cue, word)[0]).center()
        QTest.mouseDClick(scripts.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert selected(scripts) == page.transcript.cues[cue].text[timed.begin : timed.end]


def test_marks_over_lines_of_a_script_without_blanks_have_none(scripts: Hands) -> None:
    scripts.cursor_to(0)
    scripts.press("Shift+Down")
    scripts.press("Ctrl+Shift+Right")
    scripts.press("Q")
    assert list(scripts.marks()) == [f"{LINES[0]}翻訳"]


def test_a_corrected_chinese_line_keeps_its_marks(scripts: Hands) -> None:
    scripts.cursor_to(0)
    for _ in range(3):
        scripts.press("Ctrl+Shift+Right")
    scripts.press("Q")
    scripts.press("Escape")
    scripts.press("E")
    scripts.press_in("End")
    QApplication.clipboard().setText("真的")  # keys of a test write Latin letters only
    scripts.press_in("Ctrl+V")
    scripts.press_in("Return")
    assert scripts.cue(0) == LINES[0] + "真的"
    assert list(scripts.marks()) == ["我今天"]
