"""The power goes while marks are made: what was shown is on the disk, whatever else is not."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from power import Event, PowerVfs, Shown, StoreConnection, Sync, Write, after_cut
from storm import quote_stretches

from annotator.session.session import Session
from annotator.store import open_library
from annotator.store.database import check_integrity

_MARKS, _CUTS = 200, 48


@dataclass(frozen=True, slots=True)
class Loss:
    """What a cut took: how many marks that were shown, and SQLite's complaint if there is one."""

    marks: int
    damage: str


def storm(path: Path, monkeypatch: pytest.MonkeyPatch, *, synchronous: str = "") -> list[Event]:
    """What 200 marks made one after another send to the disk, and when each was shown.

    The session and the store are the program's own; SQLite's driver under them is apsw, the only
    one whose disk can be watched. `synchronous` is another setting than the program's.
    """
    vfs = PowerVfs(f"power-{path}")
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", lambda place, timeout: StoreConnection(place, vfs.name))
        library = open_library(path)
    if synchronous:
        library._db.execute(f"PRAGMA synchronous = {synchronous}")
    session = Session(library)
    session.open(1)
    session.marks_changed.connect(
        lambda delta: vfs.log.extend(Shown(mark.uid) for mark in delta.changed)
    )
    quote_stretches(session, 0, _MARKS)
    log = vfs.log[:]
    library.close()
    return log


def moments(log: list[Event], chance: random.Random) -> list[int]:
    """When to cut: half of the moments anywhere, half while the log goes into the library."""
    into_library = [at for at, event in enumerate(log) if _is_of_library(event)]
    anywhere = chance.sample(range(len(log)), _CUTS // 2)
    return anywhere + chance.sample(into_library, _CUTS - len(anywhere))


def _is_of_library(event: Event) -> bool:
    return isinstance(event, Write | Sync) and event.file.endswith(".sqlite")


def losses(before: bytes, log: list[Event], folder: Path) -> Iterator[Loss]:
    """What is lost in each of the cuts."""
    chance = random.Random(20261201)
    for number, moment in enumerate(moments(log, chance)):
        path = folder / f"cut-{number}" / "library.sqlite"
        path.parent.mkdir()
        files = after_cut({path.name: before}, log[:moment], chance)
        for name, content in files.items():
            path.with_name(name).write_bytes(content)
        shown = {event.uid for event in log[:moment] if isinstance(event, Shown)}
        if damage := check_integrity(path):
            yield Loss(len(shown), damage)
            continue
        with closing(open_library(path)) as library:
            found = {mark.uid for mark in library.notebook.annotations(1)}
        yield Loss(len(shown - found), "")


@pytest.fixture
def cut(
    long_talk: Path, in_memory: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[Loss]]:
    """Makes the storm, under a setting if one is named, and cuts it at each of the moments."""

    def make(synchronous: str = "") -> list[Loss]:
        before = long_talk.read_bytes()
        log = storm(long_talk, monkeypatch, synchronous=synchronous)
        assert sum(isinstance(event, Shown) for event in log) == _MARKS
        return list(losses(before, log, in_memory))

    return make


def test_a_power_cut_loses_no_mark_that_was_shown(cut: Callable[..., list[Loss]]) -> None:
    assert cut() == [Loss(0, "")] * _CUTS


def test_with_the_log_synced_now_and_then_the_same_cuts_lose_marks_that_were_shown(
    cut: Callable[..., list[Loss]],
) -> None:
    lost = cut("NORMAL")
    assert sum(loss.marks > 0 for loss in lost) >= _CUTS // 4
    assert {loss.damage for loss in lost} == {""}


def test_with_nothing_synced_the_same_cuts_damage_the_library(
    cut: Callable[..., list[Loss]],
) -> None:
    assert any(loss.damage for loss in cut("OFF"))
