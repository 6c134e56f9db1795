"""Arabic, Hebrew, Japanese, emoji: where words stand, and what a click on them means."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.direction import reads_right_to_left
from annotator.domain.transcript import Cue, Transcript
from annotator.gui.transcript import TranscriptView
from tests.gui.transcript.conftest import Eyes

ARABIC = "الكتب المفتوحة علمت أجيالا كيف تفكر"
HEBREW_MIXED = "אני כותב על open source כבר שנים רבות"
JAPANESE = "翻訳が無料になっても、言葉を学ぶ理由は残ります。" * 4
EMOJI = "Well 😀 done 👍🏽 you said it"


def _talk() -> Transcript:
    texts = (ARABIC, HEBREW_MIXED, JAPANESE, EMOJI, "Plain words in English.")
    return Transcript(tuple(Cue(n * 4000, n * 4000 + 3900, t, "A") for n, t in enumerate(texts)))


def test_the_first_strong_letter_decides_the_direction() -> None:
    assert reads_right_to_left(ARABIC)
    assert reads_right_to_left("12, «" + HEBREW_MIXED)
    assert not reads_right_to_left("open source על")
    assert not reads_right_to_left("123 …")


def test_words_of_arabic_run_from_the_right_edge_to_the_left(
    view: TranscriptView, eyes: Eyes
) -> None:
    view.set_transcript(_talk())
    lefts = [eyes.word(0, word).left() for word in range(6)]
    assert lefts == sorted(lefts, reverse=True)
    edge = view.page.frame.text_left + view.page.frame.text_width
    assert abs(eyes.word(0, 0).right() - edge) <= 3


def test_words_of_another_direction_stand_where_they_are_drawn(
    view: TranscriptView, eyes: Eyes
) -> None:
    view.set_transcript(_talk())
    open_, source, after = eyes.word(1, 3), eyes.word(1, 4), eyes.word(1, 5)
    assert open_.left() < source.left()
    assert after.right() <= open_.left() + 1


def test_every_word_is_hit_where_it_stands(view: TranscriptView, eyes: Eyes, qtbot: QtBot) -> None:
    view.set_transcript(_talk())
    for cue in range(5):
        for word, timed in enumerate(view.page.transcript.cues[cue].timed_words):
            with qtbot.waitSignal(view.wordClicked) as told:
                QTest.mouseClick(
                    view.viewport(), Qt.MouseButton.LeftButton, pos=eyes.middle(cue, word)
                )
            assert told.args == [cue, word, timed.start_ms]


def test_the_highlight_is_on_the_spoken_word_in_every_script(
    view: TranscriptView, eyes: Eyes
) -> None:
    view.set_transcript(_talk())
    spoken = view.page.theme.spoken
    for cue, word in ((0, 2), (1, 3), (2, 3), (3, 3), (3, 4)):
        view.set_spoken(cue, word)
        assert eyes.share(eyes.word(cue, word), spoken) > 0.3
        assert eyes.share(eyes.word(cue, word - 1), spoken) < 0.1


def test_japanese_wraps_anywhere_within_the_column(view: TranscriptView, eyes: Eyes) -> None:
    view.set_transcript(_talk())
    assert view.page.column.row(2).line_count >= 3
    block = eyes.block(2)
    beyond = QRect(block.right() + 1, block.top(), 60, block.height())
    assert eyes.share(beyond, view.page.theme.background) == 1.0


def test_a_part_of_a_japanese_sentence_can_be_selected(view: TranscriptView, eyes: Eyes) -> None:
    view.set_transcript(_talk())
    rects = [view.page.text_rects(2, char, char + 1)[0] for char in (3, 6)]
    start, end = (view.viewport_rect(rect).center() for rect in rects)
    viewport = view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    span = view.selection()
    assert span is not None
    assert view.page.transcript.text_of(span) == "無料になっても、"


def test_estimated_heights_of_japanese_are_near_the_truth(view: TranscriptView) -> None:
    cues = tuple(Cue(n * 4000, n * 4000 + 3900, JAPANESE, "A") for n in range(400))
    view.set_transcript(Transcript(cues))
    estimate = view.page.column.height_of(399)
    assert abs(estimate - view.page.column.row(399).height) <= view.page.measures.pitch + 1
