"""When something gives way under the window: what it says, and that nothing is lost."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hands import Hands, button, shut
from mishaps import Disk, Holder
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QPushButton

from annotator.domain.errors import AnnotatorError
from annotator.player.reports import NO_DEVICE
from annotator.session.ports import PlayerReport, PlayerState
from annotator.settings import default_paths

OpenWindow = Callable[..., Hands]
Hold = Callable[[Path], Holder]
MakeDisk = Callable[[str], Disk]


# The library is held, or its disk is full


def test_a_key_during_a_lock_is_kept_shown_as_unsaved_and_saved_by_itself(
    hands: Hands, hold: Hold
) -> None:
    other = hold(hands.desktop.library.path)
    hands.cursor_to(30)
    hands.press("Q")
    hands.cursor_to(31)
    hands.press("B")
    assert "2 changes not saved" in hands.status()
    assert any("Another program is writing to the library" in toast for toast in hands.toasts())
    assert hands.cue(30) not in hands.listed()
    other.release()
    hands.bot.waitUntil(lambda: "Saved" in hands.status())
    assert hands.marks()[hands.cue(30)] == ("quote", "", "")
    assert hands.marks()[hands.cue(31)] == ("bookmark", "", "")
    assert hands.cue(30) in hands.listed()
    assert hands.bars(hands.cue(31)) == ("",)


def test_the_window_waits_for_a_lock_no_longer_than_a_blink(hands: Hands) -> None:
    (patience_ms,) = hands.desktop.library._db.execute("PRAGMA busy_timeout").fetchone()
    assert patience_ms <= 40


def test_a_correction_that_cannot_be_kept_is_not_thrown_away(hands: Hands, hold: Hold) -> None:
    hands.cursor_to(4)
    before = hands.cue(4)
    hands.press("E")
    hands.type(" Then")
    hold(hands.desktop.library.path)
    hands.desktop.actions["mark.quote"].trigger()  # by the menu: it waits, and goes first
    hands.press_in("Return")

    assert hands.cue(4) == before
    assert QGuiApplication.clipboard().text() == f"{before} Then"
    assert any("What you typed is on the clipboard." in told for told in hands.toasts())


def test_undo_during_a_lock_takes_back_what_waits(hands: Hands, hold: Hold) -> None:
    other = hold(hands.desktop.library.path)
    hands.cursor_to(30)
    hands.press("Q")
    hands.press("Ctrl+Z")
    assert "Saved" in hands.status()
    assert hands.toasts()[-1] == "Undone: Quote"
    other.release()
    assert hands.cue(30) not in hands.marks()


def test_the_window_does_not_close_over_unsaved_work_unasked(hands: Hands, hold: Hold) -> None:
    other = hold(hands.desktop.library.path)
    hands.cursor_to(30)
    hands.press("Q")
    hands.window.close()
    assert hands.window.isVisible()
    (question,) = hands.window.findChildren(QMessageBox)
    assert question.text() == "1 change would be lost."
    button(question, "Cancel").click()
    assert hands.window.isVisible()
    hands.window.close()
    other.release()
    question = next(q for q in hands.window.findChildren(QMessageBox) if q.isVisible())
    button(question, "Try again").click()
    assert not hands.window.isVisible()
    assert hands.marks()[hands.cue(30)] == ("quote", "", "")


def test_one_may_close_and_lose_what_cannot_be_saved(hands: Hands, hold: Hold) -> None:
    hold(hands.desktop.library.path)
    hands.cursor_to(30)
    hands.press("Q")
    hands.window.close()
    (question,) = hands.window.findChildren(QMessageBox)
    button(question, "Close and lose").click()
    assert not hands.window.isVisible()


def on_disk(disk: Disk, sample_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program keep its library on a small disk."""
    library = disk.path / "library.sqlite"
    shutil.copy(sample_library, library)
    monkeypatch.setenv("ANNOTATOR_LIBRARY", str(library))


def test_marks_on_a_full_disk_are_kept_until_there_is_room(
    open_window: OpenWindow,
    make_disk: MakeDisk,
    sample_library: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    disk = make_disk("4m")
    on_disk(disk, sample_library, monkeypatch)
    hands = open_window()
    disk.fill()
    while "not saved" not in hands.status():
        for cue in range(29, 38):
            hands.cursor_to(cue)
            hands.press("B")
            hands.press("Delete")
        hands.cursor_to(30)
        hands.press("Q")
    assert any("is full; free some space and try again" in toast for toast in hands.toasts())
    disk.free()
    hands.bot.waitUntil(lambda: "Saved" in hands.status())
    assert hands.stored("PRAGMA integrity_check") == [("ok",)]
    assert {mark.text for mark in hands.session.marks} == set(hands.marks())


def test_a_read_only_disk_opens_for_reading_with_a_banner(
    open_window: OpenWindow,
    make_disk: MakeDisk,
    sample_library: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    disk = make_disk("4m")
    on_disk(disk, sample_library, monkeypatch)
    disk.refuse_writes()
    hands = open_window()
    assert len(hands.listed()) == 7
    (banner,) = hands.banners()
    assert banner.startswith(f"The library “{hands.desktop.library.path}”")
    assert banner.endswith("is open for reading only; marks cannot be saved.")
    hands.play_at(17_500)
    hands.press("1")
    assert "can be read but not written" in hands.toasts()[-1]
    assert hands.desktop.playback.playing


def test_a_note_for_a_full_disk_is_told_and_leaves_nothing(
    hands: Hands, make_disk: MakeDisk
) -> None:
    from annotator.gui.dialogs.export_dialog import ExportDialog

    disk = make_disk("1m")
    disk.fill()
    hands.press("Ctrl+E")
    (shown,) = hands.window.findChildren(ExportDialog)
    shown.set_path(str(disk.path / "note.md"))
    button(shown, "Save").click()
    assert "No space left on device" in shown._message.text()
    assert [path.name for path in disk.path.iterdir()] == ["filler"]


def test_settings_for_a_full_disk_are_told_and_the_old_ones_stay(
    open_window: OpenWindow, make_disk: MakeDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = make_disk("1m")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(disk.path))
    hands = open_window()
    hands.press("Ctrl++")
    before = default_paths().settings.read_bytes()
    disk.fill()
    hands.press("Ctrl++")
    assert "settings could not be saved" in hands.toasts()[-1]
    assert default_paths().settings.read_bytes() == before


# Media and players


def test_a_missing_sound_device_has_a_banner_that_stays(hands: Hands) -> None:
    hands.press("Space")
    playing = PlayerReport(PlayerState.PLAYING, 0, hands.ear.now, 136_000)
    warned = PlayerReport(PlayerState.PLAYING, 0, hands.ear.now, 136_000, message=NO_DEVICE)
    for report in (warned, playing, playing):
        hands.desktop.playback.take(report)
    assert hands.banners() == [NO_DEVICE]
    assert hands.desktop.playback.playing


def test_what_cannot_be_played_is_named_and_the_words_stay(
    hands: Hands, sample_library: Path
) -> None:
    sentence = "“talk.mp3” cannot be played: there is no sound in it."
    hands.desktop.playback.take(
        PlayerReport(PlayerState.FAILED, 0, hands.ear.now, message=sentence)
    )
    assert hands.banners() == [sentence]
    hands.cursor_to(30)
    hands.press("Q")
    assert hands.marks()[hands.cue(30)] == ("quote", "", "")


def test_the_banner_goes_when_it_is_dismissed(hands: Hands) -> None:
    hands.desktop.notices.player_chosen("Qt Multimedia", "VLC's library was not found.")
    assert hands.banners() == ["VLC's library was not found."]
    assert "Qt Multimedia" in hands.status()
    for close in hands.window.banners.findChildren(QAbstractButton):
        if close.accessibleName() == "Dismiss":
            close.click()
    assert hands.banners() == []
    assert "Qt Multimedia" in hands.status()


# Work in the background


def test_work_shows_its_progress_and_is_cancelled(hands: Hands) -> None:
    steps = threading.Semaphore(0)
    done: list[object] = []

    def work(progress: Callable[[float], None]) -> str:
        for step in range(100):
            steps.acquire(timeout=10)
            progress((step + 1) / 100)
        return "finished"

    hands.desktop.jobs.run("Counting to a hundred", work, done.append)
    for _ in range(30):
        steps.release()
    status = hands.window.status
    hands.bot.waitUntil(lambda: status._progress.value() == 30)
    assert "Counting to a hundred" in hands.status()
    hands.press("Down")  # the window goes on working meanwhile
    assert hands.view.cursor_cue() == 1
    cancel = next(b for b in status.findChildren(QPushButton) if b.text() == "Cancel")
    assert cancel.isVisible()
    cancel.click()
    steps.release()
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    assert done == []
    assert "Counting" not in hands.status()


def test_work_that_fails_is_told_in_its_own_words(hands: Hands) -> None:
    def work(_progress: Callable[[float], None]) -> None:
        raise AnnotatorError("The moon is not in.")

    hands.desktop.jobs.run("Asking the moon", work, lambda _nothing: None)
    hands.bot.waitUntil(lambda: hands.toasts() == ["The moon is not in."])


def test_the_window_is_made_to_fit_its_screen(hands: Hands) -> None:
    room: QSize = hands.window.screen().availableSize()
    assert hands.window.width() <= room.width()
    assert hands.window.height() <= room.height()


def test_closing_twice_is_closing_once(hands: Hands) -> None:
    shut(hands)
    hands.desktop.close()
    assert hands.marks()
