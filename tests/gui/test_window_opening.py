"""Files in, and what comes back on the next start."""

from __future__ import annotations

import shutil
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from hands import Hands, button, shut
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QPushButton, QWidget

from annotator.gui.instance import Instance
from annotator.gui.panels.marks_panel import MarksPanel
from annotator.gui.widgets.empty_state import EmptyState
from annotator.resources import resource
from annotator.settings import default_paths

OpenWindow = Callable[..., Hands]


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Ten quiet seconds, with two lines of words beside them."""
    path = tmp_path / "two voices.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8_000)
        file.writeframes(bytes([128]) * 80_000)
    path.with_suffix(".srt").write_text(
        "1\n00:00:00,000 --> 00:00:05,000\nAda: Who taught you?\n\n"
        "2\n00:00:05,000 --> 00:00:10,000\nBen: My aunt did.\n",
        encoding="utf-8",
    )
    return path


def settled(hands: Hands, title: str) -> None:
    """Wait until an episode is open and nothing works in the background."""
    hands.bot.waitUntil(lambda: hands.window.windowTitle() == f"{title} — Annotator")
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)


def drop(hands: Hands, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    at = QPoint(400, 300)
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(hands.window, enter)
    assert enter.isAccepted()
    dropped = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(hands.window, dropped)


def test_a_first_start_opens_the_sample_with_topics_marks_and_a_tour(
    open_window: OpenWindow,
) -> None:
    hands = open_window(sample=False)
    settled(hands, "What is still worth learning")
    assert len(hands.listed()) == 7
    assert list(hands.counts()) == ["What to learn", "Open models", "Craft"]
    assert "Space" in hands.window.tour.text()


def test_files_dropped_on_the_window_open_as_one_episode(hands: Hands, recording: Path) -> None:
    words = recording.with_suffix(".srt").rename(recording.with_name("other name.srt"))
    drop(hands, recording, words)
    settled(hands, "two voices")
    assert hands.cue(1) == "My aunt did."
    assert "My aunt did." in [cue.text for cue in hands.view.page.transcript.cues]


def test_file_open_takes_a_recording_with_the_words_beside_it(
    hands: Hands, recording: Path
) -> None:
    hands.press("Ctrl+O")
    (dialog,) = hands.window.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(recording)])
    dialog.close()
    settled(hands, "two voices")
    assert hands.cue(0) == "Who taught you?"


def test_a_file_on_the_command_line_opens(open_window: OpenWindow, recording: Path) -> None:
    hands = open_window((recording,))
    settled(hands, "two voices")
    assert hands.stored("SELECT count(*) FROM episode") == [(2,)]


def test_what_is_no_recording_is_told_and_nothing_changes(hands: Hands, tmp_path: Path) -> None:
    bad = tmp_path / "broken.mp3"
    bad.write_bytes(b"")
    drop(hands, bad)
    hands.bot.waitUntil(lambda: bool(hands.toasts()))
    assert hands.toasts() == ["“broken.mp3” is an empty file."]
    assert hands.session.episode.title == "What is still worth learning"


def test_opening_is_cancelled_and_leaves_nothing(hands: Hands, recording: Path) -> None:
    with hands.desktop.context.storing():  # it cannot be done before it is cancelled
        drop(hands, recording)
        assert "Opening “two voices.wav”" in hands.status()
        button(hands.window.status, "Cancel").click()
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    assert hands.stored("SELECT count(*) FROM episode") == [(1,)]
    assert hands.session.episode.title == "What is still worth learning"


def test_episode_place_speed_volume_and_layout_come_back(open_window: OpenWindow) -> None:
    hands = open_window()
    hands.play_at(60_000)
    hands.listen(3)
    hands.press(".")
    hands.press("Ctrl+Down")
    hands.press("Ctrl+1")
    hands.window.resize(780, 600)
    columns = hands.window.columns.sizes()
    shut(hands)

    again = open_window()
    assert again.session.episode.title == "What is still worth learning"
    assert abs(again.desktop.playback.position_ms - 63_000) < 300
    assert again.view.cursor_cue() == again.session.transcript.cue_at(63_000)
    assert again.desktop.playback.rate == 1.25
    assert again.desktop.playback.volume == 80
    assert not again.window.library.isVisible()
    assert (again.window.width(), again.window.height()) == (780, 600)
    assert again.window.columns.sizes() == columns


def test_after_a_crash_the_next_start_opens_what_was_open(
    open_window: OpenWindow, recording: Path
) -> None:
    hands = open_window((recording,))
    settled(hands, "two voices")
    hands.press("B")
    hands.desktop._outside.stop()  # from here on it is as good as dead: it is not closed
    copy = recording.parent / "after the crash.sqlite"
    shutil.copy(hands.desktop.library.path, copy)
    shutil.copy(str(hands.desktop.library.path) + "-wal", str(copy) + "-wal")
    shut(hands)
    shutil.copy(copy, hands.desktop.library.path)
    shutil.copy(str(copy) + "-wal", str(hands.desktop.library.path) + "-wal")

    again = open_window()
    assert again.session.episode.title == "two voices"
    assert again.listed() == ["Who taught you?"]


def test_a_place_is_kept_while_its_recording_is_away(
    open_window: OpenWindow, recording: Path
) -> None:
    hands = open_window((recording,))
    settled(hands, "two voices")
    hands.play_at(6_000)
    hands.listen(1)
    shut(hands)
    far = recording.parent / "on another" / "disk"
    far.mkdir(parents=True)
    away = recording.rename(far / "away.wav")
    shut(open_window())
    away.rename(recording)
    again = open_window()
    assert abs(again.desktop.playback.position_ms - 7_000) < 300


def test_a_recording_that_is_gone_has_a_banner_that_leads_to_it(
    open_window: OpenWindow, recording: Path, tmp_path: Path
) -> None:
    hands = open_window((recording,))
    settled(hands, "two voices")
    hands.press("B")
    shut(hands)
    far = tmp_path / "a" / "b"
    far.mkdir(parents=True)
    moved = recording.rename(far / "elsewhere.wav")

    hands = open_window()
    assert hands.banners() == ["“two voices.wav” is not where it was; the marks are kept."]
    assert hands.listed() == ["Who taught you?"]
    (locate,) = [b for b in hands.window.banners.findChildren(QPushButton) if b.isVisible()]
    assert locate.text() == "Locate…"
    locate.click()
    (dialog,) = hands.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(moved))
    dialog.close()
    hands.bot.waitUntil(lambda: hands.banners() == [])
    hands.come_back()
    hands.press("Space")
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    assert hands.listed() == ["Who taught you?"]


def test_a_recording_renamed_in_its_folder_is_found_again(
    open_window: OpenWindow, recording: Path
) -> None:
    hands = open_window((recording,))
    settled(hands, "two voices")
    shut(hands)
    moved = recording.rename(recording.with_name("renamed.wav"))
    hands = open_window()
    hands.bot.waitUntil(lambda: hands.banners() == [])
    assert hands.toasts() == [f"“two voices.wav” was found as “{moved}”."]
    assert hands.stored("SELECT path FROM media WHERE episode_id = 2") == [(str(moved),)]


def test_what_is_opened_where_it_is_open_stays_at_its_place(
    open_window: OpenWindow, recording: Path
) -> None:
    hands = open_window((recording,))
    settled(hands, "two voices")
    hands.play_at(6_000)
    hands.listen(1)
    hands.desktop.playback.pause()
    drop(hands, recording.rename(recording.with_name("renamed.wav")))
    settled(hands, "two voices")
    hands.bot.waitUntil(lambda: hands.stored("SELECT path FROM media")[-1][0].endswith("d.wav"))
    assert abs(hands.desktop.playback.position_ms - 7_000) < 300
    assert "My aunt did." in hands.status()
    assert hands.window.transcript.cursor_cue() == 1


def test_a_recording_that_changed_has_a_banner(open_window: OpenWindow, recording: Path) -> None:
    hands = open_window((recording,))
    settled(hands, "two voices")
    shut(hands)
    with recording.open("ab") as file:
        file.write(b"more")
    hands = open_window()
    assert hands.banners() == [
        "“two voices.wav” has changed since it was opened first; marks may not fit it."
    ]


def test_a_recording_without_words_says_so_and_can_be_marked(
    open_window: OpenWindow, recording: Path
) -> None:
    words = recording.with_suffix(".srt").rename(recording.parent.parent / "words.srt")
    hands = open_window((recording,))
    settled(hands, "two voices")
    assert hands.banners() == [
        "This episode has no transcript; the keys mark the sound that was heard."
    ]
    hands.play_at(9_000)
    hands.press("B")
    assert hands.stored("SELECT start_ms, end_ms, kind FROM annotation WHERE episode_id = 2") == [
        (0, 8_300, "bookmark")
    ]
    (choose,) = [b for b in hands.window.banners.findChildren(QPushButton) if b.isVisible()]
    choose.click()
    (dialog,) = hands.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(words))
    dialog.close()
    hands.bot.waitUntil(lambda: hands.banners() == [])
    assert hands.cue(1) == "My aunt did."


def test_with_nothing_open_the_window_says_what_would_be_here_and_claims_nothing(
    open_window: OpenWindow, recording: Path
) -> None:
    hands = open_window((recording,))
    settled(hands, "two voices")
    marks, transport = hands.window.marks, hands.window.transport
    assert "While you listen, one key marks what was just said" in empty_text(marks)
    assert button(transport, "Following").isChecked()

    hands.session.close_episode()

    assert empty_text(marks) == ("No episode is open\nOpen one, and its marks are listed here.")
    follow = button(transport, "Follow")
    assert (follow.isEnabled(), follow.isChecked()) == (False, False)
    assert not named(transport, "Zoom the timeline in").isEnabled()
    assert not hands.desktop.actions["play.follow"].isChecked()

    hands.session.open(2)
    assert "While you listen" in empty_text(marks)
    assert button(transport, "Following").isChecked()
    assert named(transport, "Zoom the timeline in").isEnabled()
    assert hands.desktop.actions["play.follow"].isChecked()


def named(owner: QWidget, name: str) -> QAbstractButton:
    """The button that screen readers call `name`."""
    return next(b for b in owner.findChildren(QAbstractButton) if b.accessibleName() == name)


def empty_text(panel: MarksPanel) -> str:
    [empty] = [one for one in panel.findChildren(EmptyState) if one.isVisible()]
    return empty.shown_text()


def test_words_without_a_recording_say_so_and_can_be_marked(
    open_window: OpenWindow, recording: Path
) -> None:
    recording.unlink()
    hands = open_window((recording.with_suffix(".srt"),))
    settled(hands, "two voices")
    hands.bot.waitUntil(lambda: hands.banners() != [])
    (told,) = hands.banners()
    assert told.startswith("This episode has no audio yet; Space moves through its words")
    hands.press("Down")
    hands.press("Q")
    assert hands.marks()["My aunt did."] == ("quote", "", "")


def test_words_without_a_recording_are_highlighted_by_the_clock(
    open_window: OpenWindow, recording: Path
) -> None:
    recording.unlink()
    hands = open_window((recording.with_suffix(".srt"),))
    settled(hands, "two voices")
    end_ms = hands.session.transcript.end_ms
    assert hands.window.timeline.maximum() == end_ms
    hands.press("Space")
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    hands.ear.now += 0.3
    hands.desktop._listening._tick()
    assert hands.view.page.spoken == hands.session.transcript.word_at(300)
    hands.ear.now += end_ms / 1000
    hands.bot.waitUntil(lambda: not hands.desktop.playback.playing)
    assert hands.desktop.playback.position_ms == end_ms


def test_what_the_command_line_does_appears_in_the_window(hands: Hands) -> None:
    words = ["--library", str(hands.desktop.library.path), "tag", "1", "0:14", "0:15.6"]
    run = subprocess.run(
        [sys.executable, "-m", "annotator", *words, "--topic", "From outside"],
        check=True,
        capture_output=True,
        text=True,
    )
    mark = int(run.stdout)
    hands.bot.waitUntil(lambda: hands.counts().get("From outside") == 1)
    assert "What should they still learn?" in hands.listed()
    assert hands.bars("What should they still learn?") != ()
    hands.press("Ctrl+Z")
    assert hands.session.mark(mark) is None
    assert "What should they still learn?" not in hands.listed()


def test_a_second_start_hands_its_files_to_the_first(
    open_window: OpenWindow, recording: Path
) -> None:
    hands = open_window(with_instance=True)
    words = ["--library", str(default_paths().library), str(recording)]
    second = subprocess.Popen([sys.executable, "-m", "annotator", *words])
    hands.bot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.returncode == 0
    settled(hands, "two voices")


def test_a_library_held_by_another_program_opens_for_reading_and_says_so(
    open_window: OpenWindow, sample_library: Path
) -> None:
    paths = default_paths()
    paths.library.parent.mkdir(parents=True)
    shutil.copy(sample_library, paths.library)
    other = Instance(paths.library)
    assert other.claim() == ""
    hands = open_window(with_instance=True)
    assert any("open for reading only" in banner for banner in hands.banners())
    assert any("in use by" in toast for toast in hands.toasts())
    before = hands.marks()
    hands.press("B")
    assert "can be read but not written" in hands.toasts()[-1]
    assert hands.marks() == before
    other.release()


def test_the_sample_is_read_from_where_it_ships(hands: Hands) -> None:
    assert hands.stored("SELECT path FROM media") == [
        (str(resource("sample", "what-is-still-worth-learning.opus")),)
    ]
