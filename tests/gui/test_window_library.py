"""A library that is damaged, foreign or pulled away: what the window says, and nothing is lost."""

from __future__ import annotations

import datetime
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hands import Hands
from PySide6.QtWidgets import QApplication

from annotator.app.rescue import rescued
from annotator.app.starting import run_window
from annotator.domain.errors import LibraryError
from annotator.settings import default_paths
from annotator.store import open_library
from annotator.store.backup import back_up

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


def test_a_damaged_page_has_a_banner_that_names_the_backups(
    open_window: OpenWindow, sample_library: Path
) -> None:
    path = default_paths().library
    path.parent.mkdir(parents=True)
    shutil.copy(sample_library, path)
    with sqlite3.connect(path) as connection:
        root, size = connection.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master"
            " WHERE name = 'annotation_by_topic'"
        ).fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * size + size - 6)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 0xFF]))
    hands = open_window()
    hands.bot.waitUntil(lambda: any("is damaged" in banner for banner in hands.banners()))
    (banner,) = [text for text in hands.banners() if "is damaged" in text]
    assert f"{path}.backups" in banner


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
