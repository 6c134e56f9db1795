"""Every key of the table, pressed in the real window: what is shown, and what is on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QInputDialog,
    QLabel,
    QPushButton,
    QSlider,
)

from annotator.domain.transcript import Point, Span
from annotator.gui.dialogs.key_sheet import KeySheet
from annotator.gui.panels.transport import Transport
from annotator.gui.widgets.keycap import KeyCap, key_text
from annotator.gui.widgets.picker import Picker
from annotator.gui.widgets.play_button import PlayButton
from annotator.gui.widgets.topic_picker import TopicPicker

if TYPE_CHECKING:
    from conftest import Hands

LEARN, OPEN, CRAFT = "#D9822B", "#2E9E6B", "#7A5AE0"


def picker(hands: Hands, kind: type[Picker]) -> Picker:
    """The open picker of exactly this kind."""
    return next(p for p in hands.window.findChildren(kind) if type(p) is kind and p.isVisible())


def play_name(hands: Hands) -> str:
    """What the play button says it would do, to the eye and to a screen reader."""
    return hands.window.findChildren(PlayButton)[0].accessibleName()


def words(hands: Hands, cue: int, text: str) -> Span:
    begin = hands.cue(cue).index(text)
    return Span(Point(cue, begin), Point(cue, begin + len(text)))


# Playing


def test_space_plays_pauses_and_steps_back_on_resume(hands: Hands) -> None:
    hands.press("Space")
    hands.bot.waitUntil(lambda: play_name(hands) == "Pause")
    hands.listen(5)
    hands.press("Space")
    hands.bot.waitUntil(lambda: play_name(hands) == "Play")
    assert abs(hands.desktop.playback.position_ms - 5_000) < 100
    hands.press("Space")
    assert abs(hands.desktop.playback.position_ms - 4_500) < 100


def test_the_spoken_word_is_highlighted_and_the_clock_runs(hands: Hands) -> None:
    hands.play_at(18_700)
    hands.listen(1.5)
    assert hands.view.page.spoken == hands.session.transcript.word_at(20_200)
    assert "0:20" in [label.text() for label in hands.window.transport.findChildren(QLabel)]


def test_arrows_seek_by_five_and_thirty_seconds(hands: Hands) -> None:
    hands.play_at(60_000)
    for key, expected in (
        ("Left", 55_000),
        ("Right", 60_000),
        ("Shift+Left", 30_000),
        ("Shift+Right", 60_000),
    ):
        hands.press(key)
        assert abs(hands.desktop.playback.position_ms - expected) < 100
        assert hands.view.page.spoken == hands.session.transcript.word_at(expected)


def test_up_and_down_move_the_cursor_and_return_plays_from_there(hands: Hands) -> None:
    for key in ("Down", "Down", "Down", "Up"):
        hands.press(key)
    assert hands.view.cursor_cue() == 2
    assert f"0:04 “{hands.cue(2)[:20]}" in hands.status()
    hands.press("Return")
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    assert abs(hands.desktop.playback.position_ms - 4_220) < 100


def test_comma_and_period_change_the_speed_shown(hands: Hands) -> None:
    transport = hands.window.findChild(Transport)
    for key, shown in ((".", "1.25×"), (".", "1.5×"), (",", "1.25×"), (",", "1×"), (",", "0.75×")):
        hands.press(key)
        assert shown in [button.text() for button in transport.findChildren(QAbstractButton)]
        assert hands.ear._rate == float(shown[:-1])


def test_l_loops_the_mark_and_lets_go(hands: Hands) -> None:
    hands.press("J")
    hands.press("L")
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    assert hands.desktop.playback.loop_range == (18_681, 23_222)
    hands.listen(6)
    assert 18_681 <= hands.desktop.playback.position_ms < 23_222
    hands.press("L")
    assert hands.desktop.playback.loop_range is None


def test_f_lets_go_of_the_voice_and_follows_again(hands: Hands) -> None:
    hands.play_at(100_000)
    hands.listen(0.2)
    hands.press("F")
    assert not hands.view.following
    hands.view.verticalScrollBar().setValue(0)
    hands.listen(3)
    assert 0 in hands.view.rows_shown()
    hands.press("F")
    assert hands.view.following
    assert hands.session.transcript.cue_at(103_000) in hands.view.rows_shown()


# Marking


def test_a_digit_marks_what_was_heard_while_it_plays_on(hands: Hands) -> None:
    hands.play_at(17_500)
    hands.press("1")
    said = hands.cue(5)
    assert hands.marks()[said] == ("topic", "What to learn", "")
    assert hands.bars(said) == (LEARN,)
    assert said in hands.listed()
    assert hands.counts()["What to learn"] == 5
    assert "Saved" in hands.status()
    assert hands.desktop.playback.playing


def test_a_digit_again_within_two_seconds_reaches_back(hands: Hands) -> None:
    hands.play_at(17_500)
    hands.press("1")
    hands.press("1")
    both = f"{hands.cue(4)} {hands.cue(5)}"
    assert hands.marks()[both] == ("topic", "What to learn", "")
    assert both in hands.listed()
    assert hands.cue(5) not in hands.listed()


def test_a_digit_again_later_takes_it_off(hands: Hands) -> None:
    hands.play_at(17_000)
    hands.press("1")
    hands.listen(2.2)
    hands.play_at(17_900)
    hands.press("1")
    assert hands.cue(5) not in hands.marks()
    assert hands.counts()["What to learn"] == 4
    assert hands.cue(5) not in hands.listed()


@pytest.mark.parametrize(
    ("digit", "name", "colour"),
    [("1", "What to learn", LEARN), ("2", "Open models", OPEN), ("3", "Craft", CRAFT)],
)
def test_each_digit_puts_its_topic_on_the_line_under_the_cursor(
    hands: Hands, digit: str, name: str, colour: str
) -> None:
    hands.cursor_to(30)
    hands.press(digit)
    assert hands.marks()[hands.cue(30)] == ("topic", name, "")
    assert hands.bars(hands.cue(30)) == (colour,)


@pytest.mark.parametrize("digit", ["4", "5", "6", "7", "8", "9"])
def test_a_digit_that_has_no_topic_says_so(hands: Hands, digit: str) -> None:
    hands.press(digit)
    assert hands.toasts() == [f"No topic has the digit {digit} yet; press T to make one."]


def test_t_filters_and_return_puts_a_topic_on(hands: Hands) -> None:
    hands.cursor_to(30)
    hands.press("T")
    shown = picker(hands, TopicPicker)
    assert shown.titles() == ["What to learn", "Open models", "Craft"]
    hands.type("op")
    assert shown.titles()[0] == "Open models"
    hands.press_in("Return")
    assert hands.marks()[hands.cue(30)] == ("topic", "Open models", "")
    assert QApplication.focusWidget() is hands.view


def test_t_makes_a_new_topic_while_the_audio_plays_on(hands: Hands) -> None:
    hands.play_at(17_500)
    hands.press("T")
    hands.type("Being wrong")
    hands.listen(4)
    hands.press_in("Return")
    assert hands.marks()[hands.cue(5)] == ("topic", "Being wrong", "")
    assert hands.counts()["Being wrong"] == 1
    assert hands.stored("SELECT digit FROM topic WHERE name = 'Being wrong'") == [(4,)]
    assert hands.desktop.playback.playing
    assert QApplication.focusWidget() is hands.view


def test_escape_leaves_the_picker_and_nothing_is_marked(hands: Hands) -> None:
    before = hands.marks()
    hands.press("T")
    hands.type("Never mind")
    hands.press_in("Escape")
    assert hands.marks() == before
    assert QApplication.focusWidget() is hands.view


def test_q_quotes_and_q_again_takes_it_off(hands: Hands) -> None:
    hands.cursor_to(30)
    hands.press("Q")
    assert hands.marks()[hands.cue(30)] == ("quote", "", "")
    hands.press("Q")
    assert hands.cue(30) not in hands.marks()


def test_n_opens_a_line_that_return_saves(hands: Hands) -> None:
    hands.play_at(17_500)
    hands.press("N")
    assert hands.window.note_line.isVisible()
    assert hands.cue(5) in hands.window.note_line.target_text()
    hands.type("Hard to teach 1 2 3 q.")
    hands.listen(3)
    hands.press_in("Return")
    assert hands.marks()[hands.cue(5)] == ("note", "", "Hard to teach 1 2 3 q.")
    assert not hands.window.note_line.isVisible()
    assert QApplication.focusWidget() is hands.view
    assert hands.desktop.playback.playing


def test_escape_leaves_the_note_line_and_nothing_is_marked(hands: Hands) -> None:
    before = hands.marks()
    hands.press("N")
    hands.type("Never mind")
    hands.press_in("Escape")
    assert hands.marks() == before
    assert not hands.window.note_line.isVisible()
    assert QApplication.focusWidget() is hands.view


def test_b_bookmarks(hands: Hands) -> None:
    hands.cursor_to(30)
    hands.press("B")
    assert hands.marks()[hands.cue(30)] == ("bookmark", "", "")


def test_brackets_set_the_span_that_the_next_key_marks(hands: Hands) -> None:
    hands.play_at(17_000)
    hands.press("[")
    hands.play_at(24_600)
    hands.press("]")
    hands.press("2")
    made = [text for text, (_, topics, _) in hands.marks().items() if topics == "Open models"]
    assert len(made) == 3
    (spanning,) = [text for text in made if hands.cue(6) in text]
    assert spanning in hands.listed()


def test_the_selection_is_what_a_key_marks(hands: Hands) -> None:
    hands.view.set_selection(words(hands, 22, "an open model"))
    hands.press("2")
    assert hands.marks()["an open model"] == ("topic", "Open models", "")


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [("Alt+Up", 29, 30), ("Alt+Right", 30, 31)],
)
def test_a_mark_grows_by_a_line(hands: Hands, key: str, first: int, last: int) -> None:
    hands.cursor_to(30)
    hands.press("Q")
    hands.press(key)
    assert f"{hands.cue(first)} {hands.cue(last)}" in hands.marks()
    back = {"Alt+Up": "Alt+Down", "Alt+Right": "Alt+Left"}[key]
    hands.press(back)
    assert hands.cue(30) in hands.marks()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("Alt+Shift+Up", "overnight. Is there a danger in letting everyone have it?"),
        ("Alt+Shift+Down", "there a danger in letting everyone have it?"),
        ("Alt+Shift+Right", "Is there a danger in letting everyone have it? There"),
        ("Alt+Shift+Left", "Is there a danger in letting everyone have"),
    ],
)
def test_a_mark_grows_and_shrinks_by_a_word(hands: Hands, key: str, text: str) -> None:
    hands.cursor_to(30)
    hands.press("Q")
    hands.press(key)
    assert hands.marks()[text] == ("quote", "", "")
    assert text in hands.listed()


def test_delete_removes_undo_brings_back_redo_removes(hands: Hands) -> None:
    hands.press("J")
    said = hands.cue(6)
    hands.press("Delete")
    assert said not in hands.marks()
    assert said not in hands.listed()
    assert hands.toasts() == ["Mark removed"]
    hands.press("Ctrl+Z")
    assert hands.marks()[said] == ("topic", "What to learn", "")
    assert hands.bars(said) == (LEARN,)
    hands.press("Ctrl+Shift+Z")
    assert said not in hands.marks()
    hands.press("Ctrl+Z")
    hands.press("Ctrl+Y")
    assert said not in hands.marks()


def test_the_toast_offers_undo(hands: Hands) -> None:
    hands.press("J")
    hands.press("Delete")
    (button,) = hands.window.toasts.findChildren(QPushButton)
    assert button.text() == "Undo"
    button.click()
    assert hands.cue(6) in hands.marks()


def test_j_and_k_go_from_mark_to_mark(hands: Hands) -> None:
    hands.press("J")
    assert hands.session.desk.current_mark == hands.session.marks[0].id
    hands.press("J")
    assert abs(hands.desktop.playback.position_ms - hands.session.marks[1].start_ms) < 50
    hands.press("K")
    assert hands.view.page.current_mark == hands.session.marks[0].id


def test_f2_edits_the_note_in_the_list(hands: Hands) -> None:
    hands.press("J")
    hands.press("F2")
    hands.type("In the list.")
    hands.press_in("Return")
    assert hands.marks()[hands.cue(6)] == ("note", "What to learn", "In the list.")


# Mending


def test_e_corrects_the_text_in_place(hands: Hands) -> None:
    hands.cursor_to(4)
    hands.press("Q")
    hands.press("E")
    assert hands.view.editing
    hands.press_in("Ctrl+A")
    hands.type("What must they still learn?")
    hands.press_in("Return")
    assert hands.cue(4) == "What must they still learn?"
    assert hands.stored("SELECT count(*) FROM cue WHERE text = ?", hands.cue(4)) == [(1,)]
    assert hands.marks()["What must they still learn?"] == ("quote", "", "")
    assert QApplication.focusWidget() is hands.view


def test_s_sets_the_speaker(hands: Hands) -> None:
    hands.cursor_to(4)
    hands.press("S")
    dialog = hands.window.findChildren(QInputDialog)[0]
    assert dialog.textValue() == "Ada Reyes"
    dialog.setTextValue("Somebody else")
    dialog.accept()
    assert hands.session.transcript.cues[4].speaker == "Somebody else"
    query = "SELECT name FROM cue JOIN speaker ON speaker.id = speaker_id WHERE text = ?"
    assert hands.stored(query, hands.cue(4)) == [("Somebody else",)]


# Finding and showing


def test_slash_finds_as_one_types(hands: Hands) -> None:
    hands.press("/")
    hands.type("machine")
    hands.bot.waitUntil(lambda: hands.window.find_bar.count_text().endswith("of 4"))
    hands.press_in("Return")
    hands.press_in("Return")
    assert hands.window.find_bar.count_text().split(" ")[0] in "1234"
    hands.press_in("Escape")
    assert not hands.window.find_bar.isVisible()
    assert QApplication.focusWidget() is hands.view


def test_f3_goes_on_from_the_transcript(hands: Hands) -> None:
    hands.press("Ctrl+F")
    hands.type("machine")
    before = hands.window.find_bar.count_text()
    hands.view.setFocus()
    hands.press("F3")
    assert hands.window.find_bar.count_text() != before
    hands.press("Shift+F3")
    assert hands.window.find_bar.count_text() == before


@pytest.mark.parametrize("key", ["?", "F1"])
def test_the_key_sheet_lists_every_key(hands: Hands, key: str) -> None:
    hands.press(key)
    sheet = hands.window.findChild(KeySheet)
    assert sheet.isVisible()
    caps = [cap.text() for cap in sheet.findChildren(KeyCap)]
    for row in hands.desktop._dialogs._key_rows():
        for written in row.keys:
            assert key_text(written) in caps, written
    hands.press_in("Escape")
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is hands.view


@pytest.mark.parametrize(
    ("key", "name"), [("Ctrl+1", "library"), ("Ctrl+2", "side"), ("Ctrl+3", "timeline")]
)
def test_a_panel_is_hidden_and_shown(hands: Hands, key: str, name: str) -> None:
    panel = getattr(hands.window, name)
    hands.press(key)
    assert not panel.isVisible()
    hands.press(key)
    assert panel.isVisible()


def test_ctrl_0_goes_to_the_transcript_from_anywhere(hands: Hands) -> None:
    hands.window.marks.focus_list()
    hands.press_in("Ctrl+0")
    assert QApplication.focusWidget() is hands.view


def test_text_grows_and_shrinks(hands: Hands) -> None:
    size = hands.view.page.measures.pitch
    hands.press("Ctrl++")
    assert hands.view.page.measures.pitch > size
    hands.press("Ctrl+-")
    assert hands.view.page.measures.pitch == size


def test_the_volume_keys_move_the_slider(hands: Hands) -> None:
    slider = hands.window.transport.findChild(QSlider)
    assert slider.value() == 90
    hands.press("Ctrl+Down")
    assert slider.value() == 80
    hands.press("Ctrl+Up")
    assert slider.value() == 90


def test_letters_typed_in_a_field_are_text_and_no_keys(hands: Hands) -> None:
    before = hands.marks()
    hands.window.library.focus_filter()
    hands.type("q1b?")
    assert QApplication.focusWidget().text() == "q1b?"
    assert hands.marks() == before


def test_a_key_held_down_toggles_once(hands: Hands) -> None:
    hands.cursor_to(30)
    hands.press("Q")
    for _ in range(5):
        repeat = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Q, Qt.KeyboardModifier.NoModifier, "q", True
        )
        QApplication.sendEvent(hands.view, repeat)
    assert hands.marks()[hands.cue(30)] == ("quote", "", "")
