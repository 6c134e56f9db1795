"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, content: bytes, *, settled: bool = True) -> None:
    """Write `content` to a temporary file beside `path`, sync it, and rename it into place.

    A link is followed: the file it leads to is replaced, and the link stays. Raises OSError,
    with what stood at `path` unchanged and nothing left behind. With `settled` False its name
    may not outlast a power failure until `settle` is called, once for many files of a folder.
    """
    path = Path(os.path.realpath(path))
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
