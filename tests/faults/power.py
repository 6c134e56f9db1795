"""A disk that loses power: what a file holds after a cut, from what was written and synced.

`PowerVfs` is a VFS of SQLite (https://www.sqlite.org/vfs.html) that passes all but the syncs on to
the real disk, and keeps a log. A cut at a moment of the log leaves what was synced by then; each
write since is there, gone, or torn: a disk writes sectors in the order it likes.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

_SECTOR = 512


@dataclass(frozen=True, slots=True)
class Write:
    file: str
    offset: int
    content: bytes

    def land(self, platter: bytearray, chance: random.Random | None = None) -> None:
        """Reach the disk whole, or with a `chance` only some of its sectors."""
        end = self.offset + len(self.content)
        platter.extend(bytes(max(0, end - len(platter))))
        for start in range(0, len(self.content), _SECTOR):
            if chance is None or chance.random() < 0.5:
                sector = self.content[start : start + _SECTOR]
                platter[self.offset + start : self.offset + start + len(sector)] = sector


@dataclass(frozen=True, slots=True)
class Truncate:
    file: str
    size: int

    def land(self, platter: bytearray, chance: random.Random | None = None) -> None:
        del platter[self.size :]


@dataclass(frozen=True, slots=True)
class Sync:
    file: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A mark was told to the views: from here on it must not be lost."""

    uid: str


Event = Write | Truncate | Sync | Shown


class PowerVfs(apsw.VFS):
    """The platform's VFS, with a log of what is sent to the disk through it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.log: list[Event] = []
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - SQLite's name
        return _File(self.log, name, flags)


class _File(apsw.VFSFile):
    def __init__(self, log: list[Event], name: Any, flags: list[int]) -> None:
        self._log = log
        self._file = Path(name.filename() if isinstance(name, apsw.URIFilename) else name).name
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._log.append(Write(self._file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._log.append(Truncate(self._file, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._log.append(Sync(self._file))  # the real disk may take its time


class StoreCursor(apsw.Cursor):
    """apsw's cursor under the names that the store knows from `sqlite3`."""

    @property
    def lastrowid(self) -> int:
        return self.connection.last_insert_rowid()

    @property
    def description(self) -> Sequence[tuple[Any, ...]]:
        try:
            return self.get_description()
        except apsw.ExecutionCompleteError:  # no row was found, or no more
            return self._columns

    def execute(self, statements: str, bindings: Any = ()) -> StoreCursor:
        super().execute(statements, bindings)
        self._columns: Sequence[tuple[Any, ...]] = ()
        self._columns = self.description
        return self


class StoreConnection(apsw.Connection):
    """apsw's connection under the names that the store knows from `sqlite3`."""

    isolation_level: str | None = None

    def __init__(self, path: Path, vfs: str) -> None:
        super().__init__(str(path), vfs=vfs)
        self.cursor_factory = StoreCursor
        self.set_busy_timeout(5_000)

    def create_function(self, name: str, count: int, function: Any, *, deterministic: bool) -> None:
        self.create_scalar_function(name, function, count, deterministic=deterministic)


def after_cut(
    before: dict[str, bytes], log: Sequence[Event], chance: random.Random
) -> dict[str, bytes]:
    """What the files hold when the power goes at the end of `log`, which began with `before`."""
    settled = {name: bytearray(content) for name, content in before.items()}
    waiting: dict[str, list[Write | Truncate]] = {}
    for event in log:
        match event:
            case Write() | Truncate():
                waiting.setdefault(event.file, []).append(event)
            case Sync():
                platter = settled.setdefault(event.file, bytearray())
                for change in waiting.pop(event.file, ()):
                    change.land(platter)
    for name, changes in waiting.items():
        platter = settled.setdefault(name, bytearray())
        for change in changes:
            fate = chance.choice(("there", "gone", "torn"))
            if fate != "gone":
                change.land(platter, None if fate == "there" else chance)
    return {name: bytes(platter) for name, platter in settled.items()}
