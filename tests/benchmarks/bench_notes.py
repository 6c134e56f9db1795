"""What foreign notes cost: a large vault imported, imported again, checked.

The size of the vault can be given in $ANNOTATOR_BENCH_NOTES.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made_notes import make_notes

COUNT = int(os.environ.get("ANNOTATOR_BENCH_NOTES", "21000"))


def rows() -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        vault, library = Path(folder) / "vault", Path(folder) / "library.sqlite"
        vault.mkdir()
        size = make_notes(vault, COUNT)
        what = f"{COUNT:,} notes, {size / 1e6:.0f} MB, {COUNT * 48:,} statements"
        return [
            ("import a folder of notes", what, _timed(library, "import", vault)),
            ("import it again, unchanged", what, _timed(library, "import", vault)),
            ("check a folder of notes", what, _timed(library, "check", vault)),
            ("the library then", what, f"{library.stat().st_size / 1e6:.0f} MB"),
        ]


def _timed(library: Path, verb: str, vault: Path) -> str:
    """As a user runs it, a process of its own; once, since it takes its time."""
    start = time.perf_counter()
    words = ["--library", str(library), "notes", verb, str(vault)]
    ended = subprocess.run(
        [sys.executable, "-m", "annotator", *words], stdout=subprocess.PIPE, text=True, check=False
    )
    took = time.perf_counter() - start
    print(ended.stdout[-300:], file=sys.stderr)
    return f"{took:.1f} s"


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="  ")
