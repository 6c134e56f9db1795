"""Brings copies of an old library up to date, each killed a step later: see test_kill_migration.py.

Run with a library's path. The copy for the step N is made beside it as ``N.sqlite``, and the
steps are counted on stdout, until a copy comes through. One process with one thread, which may
fork: starting Python anew for each step would take minutes.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

import sqlite_utils  # noqa: F401 - what a child imports, no child has to import again

from annotator.store import open_library


class Doomed(sqlite3.Connection):
    """Every statement and every backup is a step; the last one is not lived to see."""

    steps = 0
    last = 0

    def _step(self) -> None:
        Doomed.steps += 1
        if Doomed.steps == Doomed.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def execute(self, *given: Any) -> sqlite3.Cursor:
        self._step()
        return super().execute(*given)

    def executemany(self, *given: Any) -> sqlite3.Cursor:
        self._step()
        return super().executemany(*given)

    def backup(self, *given: Any, **named: Any) -> None:
        self._step()
        super().backup(*given, **named)


def main() -> None:
    library = Path(sys.argv[1])
    connect = sqlite3.connect
    sqlite3.connect = lambda *given, **named: connect(*given, **named, factory=Doomed)
    for step in itertools.count(1):
        copy = library.with_name(f"{step}.sqlite")
        shutil.copyfile(library, copy)
        child = os.fork()
        if child == 0:
            Doomed.last = step
            open_library(copy).close()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(step, flush=True)
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))


if __name__ == "__main__":
    main()
