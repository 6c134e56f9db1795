"""A library that is damaged, foreign or pulled away: what the window says, and nothing is lost."""

from __future__ import annotations

import datetime
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hands import Hands, banners_of, button, shut
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.app import rescue
from annotator.app.rescue import rescued
from annotator.app.starting import run_window
from annotator.domain.errors import LibraryError
from annotator.gui.main_window import MainWindow
from annotator.settings import default_paths
from annotator.store import open_library
from annotator.store.backup import back_up, backups
from annotator.store.database import check_integrity

OpenWindow = Callable[..., Hands]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is an empty file; restore a backup"),
        (b"Not a database at all." * 40, "is not an Annotator library"),
    ],
)
def test_a_library_that_is_none_is_told_and_left_as_it_is(
    content: bytes, sentence: str, capfd: pytest.CaptureFixture[str], qapp: QApplication
) -> None:
    path = default_paths().library
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert run_window(path, ()) == 1
    assert sentence in capfd.readouterr().err
    assert path.read_bytes() == content


def test_a_newer_library_is_refused_and_left_as_it_is(
    sample_library: Path, capfd: pytest.CaptureFixture[str], qapp: QApplication
) -> None:
    path = default_paths().library
    path.parent.mkdir(parents=True)
    shutil.copy(sample_library, path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    assert run_window(path, ()) == 1
    assert "was written by a newer Annotator" in capfd.readouterr().err
    assert path.read_bytes() == before


def spoil(path: Path, name: str) -> None:
    """Spoil the first page of an index that no view reads."""
    with closing(sqlite3.connect(path)) as connection:
        root, size = connection.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master"
            " WHERE name = ?",
            [name],
        ).fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : (root - 1) * size + 8] = b"\xff" * 8
    path.write_bytes(content)


@pytest.fixture
def damaged(sample_library: Path) -> Path:
    """The sample library with a backup, a mark made since, and damage."""
    path = default_paths().library
    path.parent.mkdir(parents=True)
    shutil.copy(sample_library, path)
    back_up(path, reason="daily", today=datetime.date(2026, 1, 2))
    with closing(open_library(path)) as library, library.changing("Note", 1) as change:
        change.writes.update_annotation(
            replace(library.notebook.annotations(1)[0], note="made since")
        )
    spoil(path, "annotation_by_topic")
    return path


def test_a_damaged_page_has_a_banner_that_names_the_backups_and_offers_to_restore(
    open_window: OpenWindow, damaged: Path
) -> None:
    hands = open_window()
    hands.bot.waitUntil(lambda: any("is damaged" in banner for banner in hands.banners()))
    (banner,) = [text for text in hands.banners() if "is damaged" in text]
    assert banner.startswith("The library is damaged (Page ")
    assert f"{damaged}.backups" in banner
    assert button(hands.window.banners, "Restore…").isVisible()
    # What is damaged is no backup, and pushes none out.
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    assert [saved.stem for saved in backups(damaged)] == ["2026-01-02-daily"]


def test_a_damaged_library_is_restored_from_its_banner_with_all_that_was_done_since(
    damaged: Path, qapp: QApplication
) -> None:
    def windows() -> list[MainWindow]:
        shown = [w for w in qapp.topLevelWidgets() if w.isVisible()]
        return [w for w in shown if isinstance(w, MainWindow)]

    def said(words: str) -> list[str]:
        return [text for window in windows() for text in banners_of(window) if words in text]

    def person() -> Iterator[bool]:
        """What a person does, and between it, whether what they wait for is there."""
        while not said("is damaged"):
            yield False
        (first,) = windows()
        button(first.banners, "Restore…").click()
        while not first.findChildren(QMessageBox):
            yield False
        (question,) = first.findChildren(QMessageBox)
        assert "2026-01-02-daily" in question.text()
        button(question, "Restore").click()
        while not said("was restored"):
            yield False
        (told,) = said("was restored")
        assert "with what was done since" in told
        assert told.endswith("Nothing is lost.")
        windows()[0].close()
        yield True

    acts, timer = person(), QTimer()
    timer.timeout.connect(lambda: next(acts, True) and timer.stop())
    timer.start(10)
    assert run_window(damaged, ()) == 0
    assert next(acts, "all done") == "all done"
    assert check_integrity(damaged) == ""
    with closing(open_library(damaged)) as library:
        assert library.notebook.annotations(1)[0].note == "made since"
    kept = min(damaged.parent.glob("library.sqlite.before-restore-*"))  # its log may follow
    assert check_integrity(kept) != ""


def test_a_library_that_is_sound_is_not_restored(hands: Hands) -> None:
    hands.desktop.actions.run("library.restore")
    hands.bot.waitUntil(lambda: bool(hands.toasts()))
    assert hands.toasts()[-1] == "The library is sound; there is nothing to restore."
    assert hands.window.isVisible()


def test_a_damaged_library_without_a_sound_backup_can_be_made_anew_of_what_is_left(
    open_window: OpenWindow, damaged: Path
) -> None:
    hands = open_window()
    hands.bot.waitUntil(lambda: any("is damaged" in banner for banner in hands.banners()))
    (backup,) = backups(damaged)
    backup.write_bytes(b"no database")
    button(hands.window.banners, "Restore…").click()
    hands.bot.waitUntil(lambda: bool(hands.window.findChildren(QMessageBox)))
    (question,) = hands.window.findChildren(QMessageBox)
    assert "No backup is sound" in question.text()
    button(question, "Restore").click()
    assert not hands.window.isVisible()
    remedy = hands.desktop.restoring.remedy
    shut(hands)
    restored = rescue.put_right(damaged, remedy)
    assert rescue.told(restored).endswith("Nothing is lost.")
    assert check_integrity(damaged) == ""
    with closing(open_library(damaged)) as library:
        assert library.notebook.annotations(1)[0].note == "made since"


def test_settings_that_cannot_be_read_cost_nothing(open_window: OpenWindow) -> None:
    path = default_paths().settings
    path.parent.mkdir(parents=True)
    path.write_text('theme = "dark"\nreaction_ms = "soon"\nthis is no toml', encoding="utf-8")
    hands = open_window()
    assert any(
        "settings file" in toast and "defaults are used" in toast for toast in hands.toasts()
    )
    assert len(hands.listed()) == 7


def test_when_the_log_is_taken_away_a_banner_says_so_and_no_mark_is_lost(
    hands: Hands, tmp_path: Path
) -> None:
    hands.cursor_to(30)
    hands.press("Q")
    path = hands.desktop.library.path
    path.with_name(path.name + "-wal").unlink()
    hands.bot.waitUntil(lambda: any("all is saved" in banner for banner in hands.banners()))
    copied = shutil.copy(path, tmp_path / "copied.sqlite")
    with sqlite3.connect(copied) as connection:
        found = [text for (text,) in connection.execute("SELECT exact FROM annotation")]
    connection.close()
    assert hands.cue(30) in found
    hands.cursor_to(31)
    hands.press("Q")
    assert "can be read but not written" in hands.toasts()[-1]


def test_a_library_in_a_synced_folder_has_a_banner(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_library: Path
) -> None:
    path = tmp_path / "Dropbox" / "library.sqlite"
    path.parent.mkdir()
    shutil.copy(sample_library, path)
    monkeypatch.setenv("ANNOTATOR_LIBRARY", str(path))
    (banner,) = open_window().banners()
    assert "a folder that Dropbox syncs" in banner


def test_a_damaged_library_is_put_right_from_its_newest_sound_backup(
    sample_library: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = default_paths().library
    path.parent.mkdir(parents=True)
    shutil.copy(sample_library, path)
    sound = back_up(path, reason="daily", today=datetime.date(2026, 1, 2))
    unsound = back_up(path, reason="daily", today=datetime.date(2026, 1, 3))
    unsound.write_bytes(unsound.read_bytes()[:20_000])
    path.write_bytes(b"SQLite format 3\0" + bytes(8_000))
    asked: list[tuple[str, str]] = []

    def ask(sentence: str, title: str) -> bool:
        asked.append((sentence, title))
        return True

    with pytest.raises(LibraryError) as caught:
        open_library(path)
    assert rescued(path, caught.value, ask)
    assert [title for _, title in asked] == ["Restore 2026-01-02-daily"]
    library = open_library(path)
    assert len(library.notebook.annotations(1)) == 7
    library.close()
    assert sound.exists()
    assert len(list(path.parent.glob("library.sqlite.before-restore-*"))) == 1
    assert "is a database, but not an Annotator library" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["journal_by_turn", "annotation_in_order"])
def test_damage_that_the_first_look_meets_is_rescued_as_that_met_on_opening(
    sample_library: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    path = default_paths().library
    path.parent.mkdir(parents=True)
    shutil.copy(sample_library, path)
    back_up(path, reason="daily", today=datetime.date(2026, 1, 2))
    spoil(path, name)
    asked: list[str] = []
    monkeypatch.setattr(rescue, "_ask", lambda _sentence, title: bool(asked.append(title) or True))
    # The program as it is tried out when it was built: it closes by itself once it has opened.
    monkeypatch.setenv("ANNOTATOR_QUIT_AFTER_START", "1")
    assert run_window(path, ()) == 0
    assert asked == ["Restore 2026-01-02-daily"]
    assert "is damaged" in capfd.readouterr().err
    assert check_integrity(path) == ""
    with closing(open_library(path)) as library:
        assert len(library.notebook.annotations(1)) == 7


def test_a_damaged_library_stays_as_it_is_when_the_backup_is_not_wanted(
    sample_library: Path,
) -> None:
    path = default_paths().library
    path.parent.mkdir(parents=True)
    shutil.copy(sample_library, path)
    back_up(path, reason="daily")
    path.write_bytes(b"")
    with pytest.raises(LibraryError) as caught:
        open_library(path)
    assert not rescued(path, caught.value, lambda _sentence, _title: False)
    assert path.read_bytes() == b""
