"""Vaults and imports of notes on disks that fail, and killed half-way: nothing is half-written."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from keeper import Keeper
from mishaps import Disk

from annotator.commands import REGISTRY
from annotator.domain.errors import ExportError
from annotator.store import open_library
from annotator.store.database import check_integrity

NOTES = 300


@pytest.fixture
def vault(make_disk: Callable[[str], Disk]) -> Disk:
    return make_disk("1m")


@pytest.fixture
def keeper(tmp_path: Path, vault: Disk) -> Iterator[Keeper]:
    """Somebody whose vault is on a small disk of its own; the library is not."""
    with closing(open_library(tmp_path / "library.sqlite")) as library:
        keeper = Keeper(library, vault.path / "vault", "obsidian")
        keeper.fill()
        yield keeper


def test_a_full_disk_leaves_each_note_whole_and_the_next_run_writes_the_rest(
    keeper: Keeper, vault: Disk
) -> None:
    keeper.export()
    keeper.edit("Salt", "Wait.", "Wait for it.")
    before = keeper.files()
    keeper.rename("Craft", "Handwork")
    vault.fill()

    for report in (keeper.sync(), keeper.export()):
        assert not report.ok
        assert "No space left on device" in report.text
    assert keeper.files() == before
    assert [p.name for p in vault.path.rglob("*") if p.suffix not in ("", ".md")] == []

    vault.free()
    assert keeper.sync().ok
    files = keeper.files()
    assert "Topics/Handwork.md" in files
    assert all(b"Craft" not in content for content in files.values())
    assert "Wait for it." in [mark.text for mark in keeper.marks()]


def test_a_read_only_vault_is_told_and_read_all_the_same(keeper: Keeper, vault: Disk) -> None:
    keeper.export()
    keeper.edit("Salt", "Wait.", "Wait for it.")
    before = keeper.files()
    keeper.mark(2, 300, "Late.", "Craft")
    vault.refuse_writes()

    report = keeper.sync()

    assert not report.ok
    assert "Read-only file system" in report.text
    assert keeper.files() == before
    assert "Wait for it." in [mark.text for mark in keeper.marks()]


def test_a_vault_cannot_begin_on_a_read_only_disk(keeper: Keeper, vault: Disk) -> None:
    vault.refuse_writes()
    with pytest.raises(ExportError, match="cannot be written"):
        keeper.export()
    assert list(vault.path.iterdir()) == []


def _imported(library: Path) -> int:
    """How many notes another program has stored by now."""
    try:
        with closing(sqlite3.connect(f"file:{library}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM wiki_note").fetchone()[0])
    except sqlite3.Error:
        return 0  # not made yet


def test_an_import_that_is_killed_keeps_whole_batches_and_goes_on(tmp_path: Path) -> None:
    notes, library = tmp_path / "notes", tmp_path / "library.sqlite"
    notes.mkdir()
    for number in range(NOTES):
        head = f"---\ntitle: Note {number}\nvideoId: video{number}\n---\n\n"
        (notes / f"{number}.md").write_text(f"{head}## Topic {number % 9}\nSaid [00:00:05].\n")
    words = [sys.executable, "-m", "annotator", "--library", str(library), "notes", "import"]
    child = subprocess.Popen([*words, str(notes)], stdout=subprocess.DEVNULL)
    while child.poll() is None and not _imported(library):
        time.sleep(0.001)
    child.send_signal(signal.SIGKILL)
    child.wait()

    kept = _imported(library)
    assert kept in (250, NOTES)
    assert check_integrity(library) == ""
    with closing(open_library(library)) as opened:
        again = REGISTRY["notes.import"].run(
            Keeper(opened, tmp_path / "vault", "wiki").context, paths=(notes,)
        )
        assert re.search(rf"{NOTES - kept} made an episode.* {kept} were known", again.text)
        assert len(opened.episodes.summaries()) == NOTES
        assert sum(len(marks) for marks in opened.vaults.marks(None).values()) == NOTES
        assert len(opened.notebook.topics()) == 9
        assert len(opened.search.find("said", NOTES)) == NOTES
