"""Every key of the table, pressed in the real window: what is shown, and what is on the disk."""

from __future__ import annotations

from hands import Hands
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QSlider,
)

from annotator.gui.dialogs.key_sheet import KeySheet
from annotator.gui.panels.transport import Transport
from annotator.gui.widgets.keycap import KeyCap, key_text
from annotator.gui.widgets.play_button import PlayButton


def play_name(hands: Hands) -> str:
    """What the play button says it would do, to the eye and to a screen reader."""
    return hands.window.findChildren(PlayButton)[0].accessibleName()


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
    assert 0 in hands.view.rows_shown
    hands.press("F")
    assert hands.view.following
    assert hands.session.transcript.cue_at(103_000) in hands.view.rows_shown


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


def test_the_key_sheet_lists_every_key(hands: Hands) -> None:
    hands.press("F1")
    sheet = hands.window.findChild(KeySheet)
    assert sheet.isVisible()
    hands.press_in("F1")
    assert not sheet.isVisible()
    hands.press("?")
    assert sheet.isVisible()
    caps = [cap.text() for cap in sheet.findChildren(KeyCap)]
    for row in hands.desktop._dialogs._key_rows():
        for written in row.keys:
            assert key_text(written) in caps, written
    hands.press_in("Escape")
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is hands.view


def test_panels_are_hidden_and_shown_and_the_menu_ticks_those_shown(hands: Hands) -> None:
    window, actions = hands.window, hands.desktop.actions
    rows = (
        ("Ctrl+1", window.library, "view.library"),
        ("Ctrl+2", window.side, "view.notes"),
        ("Ctrl+3", window.timeline, "view.timeline"),
    )
    for key, panel, command in rows:
        hands.press(key)
        assert not panel.isVisible()
        assert not actions[command].isChecked()
        hands.press(key)
        assert panel.isVisible()
        assert actions[command].isChecked()


def test_ctrl_0_goes_to_the_transcript_from_anywhere(hands: Hands) -> None:
    hands.window.marks.findChild(QAbstractItemView).setFocus()
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
    hands.window.library.findChild(QLineEdit).setFocus()
    hands.type("q1b?")
    assert QApplication.focusWidget().text() == "q1b?"
    assert hands.marks() == before
