"""Writing a file so that it is there whole or not at all, and which files nobody else may open."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections import Counter
from pathlib import Path

from annotator.phrases import phrase

_LOGS = ("-wal", "-shm", "-journal")
_held: Counter[Path] = Counter()
"""The databases that this process has open. POSIX drops all locks that a process holds on a file
when the process closes it once (https://www.sqlite.org/howtocorrupt.html, 2.2): whoever reads such
a file as any other lets the next program that closes the library take its log away."""


def hold(database: Path) -> None:
    """From now on `database` and its logs are opened by SQLite alone."""
    _held[database] += 1


def let_go(database: Path) -> None:
    """`database` is closed, once for each `hold`."""
    _held[database] -= 1
    if _held[database] < 1:
        del _held[database]


def refuse_held(path: Path) -> None:
    """Raise OSError where `path` is, by whatever name, a file of a database that is held."""
    try:
        facts = path.stat()
    except OSError:
        return  # told by whoever opens it
    for database in list(_held):  # another thread may let one go meanwhile
        for own in (database, *(database.with_name(database.name + end) for end in _LOGS)):
            if _is(own, facts):
                told = phrase("it belongs to the library that is open")
                raise OSError(errno.EBUSY, told, str(path))


def _is(path: Path, facts: os.stat_result) -> bool:
    try:
        return os.path.samestat(facts, path.stat())
    except OSError:
        return False


def read_bytes(path: Path) -> bytes:
    """The content of a file that a user named. Raises OSError."""
    refuse_held(path)
    return path.read_bytes()


def write_atomically(path: Path, content: bytes, *, settled: bool = True) -> None:
    """Write `content` to a temporary file beside `path`, sync it, and rename it into place.

    A link is followed: the file it leads to is replaced, and the link stays. Raises OSError,
    with what stood at `path` unchanged and nothing left behind. With `settled` False its name
    may not outlast a power failure until `settle` is called, once for many files of a folder.
    """
    path = Path(os.path.realpath(path))
    refuse_held(path)
    # The name is cut so that the temporary one fits where a long final one just does.
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files for the owner's eyes only; a note is an ordinary file.
        umask = os.umask(0)
        os.umask(umask)
        with contextlib.suppress(OSError):
            part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask)
        part.replace(path)
    except BaseException:  # an interruption too must leave no half-written file
        part.unlink(missing_ok=True)
        raise
    if settled:
        settle(path.parent)


def take_name(file: Path, name: Path) -> bool:
    """Give `file` the name `name` if nothing has it, and say whether it did. Raises OSError.

    Of several who want a name at once one gets it, and no file is overwritten.
    """
    try:
        name.open("xb").close()
    except FileExistsError:
        return False
    try:
        file.replace(name)
    except OSError:
        name.unlink()
        raise
    return True


def settle(folder: Path) -> None:
    """See that the names in `folder` outlast a power failure, where the system can: Windows
    does it by itself, and some network disks know no such thing."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
